import { type Bytes, concat, hex, random } from '../../crypto/bytes.ts'
import type { SourceFile } from '../../crypto/contents.ts'
import { bidderCommitment, type Context, chunkRange, type Header, partOf } from '../../crypto/envelope.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import type { Bid, Sealing } from '../../crypto/seal.ts'
import type { HeldShare } from '../../crypto/shares.ts'
import { chunkLeaf } from '../../crypto/stream.ts'
import { type Suite, suiteHash } from '../../crypto/suite.ts'
import { streamingTree } from '../../crypto/tree.ts'
import { partKey, releaseBidder, releaseOfficer } from '../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper, type WrapKind } from '../../crypto/wrap.ts'

/** The key pairs of a ceremony. */
export type Keys = Record<string, { spki: Bytes; pkcs8: Bytes }>

export const ROLES = ['tenderer', 'centre', 'supervisor'] as const

/** Each suite with the kinds of keys that its bidders come with. */
export const WAYS = [
  { suite: 'intl', kind: 'rsa' },
  { suite: 'intl', kind: 'p256' },
  { suite: 'gm', kind: 'sm2' },
] as const

/** Fresh keys: of that kind for the bidder, the supervisor and a stranger, RSA for the others. */
export async function someKeys(suite: Suite = 'intl', kind: WrapKind = suite === 'gm' ? 'sm2' : 'rsa'): Promise<Keys> {
  const kindOf = (holder: string) => (['bidder', 'other', 'supervisor'].includes(holder) ? kind : 'rsa')
  const holders = ['bidder', 'other', ...ROLES]
  const made = await Promise.all(holders.map(async (holder) => [holder, await newWrapKey(kindOf(holder))] as const))
  return Object.fromEntries(made)
}

export const officersOf = (keys: Keys) => ROLES.map((role) => ({ role, spki: keys[role]!.spki }))

export const aContext = (changes: Partial<Context> = {}, suite: Suite = 'intl'): Context => ({
  tender: '01J0000000000000000000TEND',
  document: hex(new Uint8Array(32).fill(1)),
  ceremony: hex(new Uint8Array(32).fill(2)),
  bidder: bidderCommitment(new Uint8Array(32).fill(3), '91340100MA2XXXXX0A', suite),
  sequence: 1,
  deadline: '2026-12-01T09:30:00+08:00',
  ...changes,
})

export function aFile(name: string, content: Uint8Array, piece = 100_000): SourceFile {
  async function* read() {
    for (let at = 0; at < content.length; at += piece) yield content.subarray(at, at + piece)
  }
  return { name, type: 'application/octet-stream', bytes: content.length, read }
}

export const aBid = (keys: Keys, parts: Bid['parts'], context = aContext(), suite: Suite = 'intl'): Bid => ({
  suite,
  context,
  k: 2,
  officers: officersOf(keys),
  bidderKey: keys.bidder!.spki,
  parts,
})

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Bytes> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return concat(...all)
}

export const packageOf = (sealing: Sealing): Promise<Bytes> => collect(sealing.stream())

export async function* inPieces(content: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

/** The chunks of a part out of a whole package in memory. */
export const chunksFrom = (pack: Uint8Array, header: Header, id: string) => async (index: number) => {
  const { from, to } = chunkRange(header, id, index)
  return pack.slice(from, to)
}

/** The root that the bytes of a part have now: what is refused although it is the right one is refused by the cipher. */
export async function rootIn(pack: Uint8Array, header: Header, id: string): Promise<string> {
  const tree = streamingTree(suiteHash(header.suite))
  const read = chunksFrom(pack, header, id)
  for (let i = 0; i < partOf(header, id).chunks; i++) tree.push(await chunkLeaf([await read(i)], header.suite))
  return hex(tree.root())
}

export async function sharesOf(header: Header, id: string, keys: Keys, roles: readonly string[]): Promise<HeldShare[]> {
  const released: HeldShare[] = []
  for (const role of roles) {
    const shares = await releaseOfficer(header, role, softUnwrapper(keys[role]!.pkcs8))
    released.push({ role, share: shares[id]! })
  }
  return released
}

export async function keyOf(header: Header, id: string, keys: Keys, roles = ['centre', 'supervisor']): Promise<Bytes> {
  const released = await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8))
  return partKey(header, id, released[id]!, await sharesOf(header, id, keys, roles))
}

/** The code with which something is refused; undefined if it is not. Any other error is passed on. */
export async function codeOf(deed: () => unknown): Promise<string | undefined> {
  return (await problemOf(deed))?.code
}

export async function problemOf(deed: () => unknown): Promise<CryptoProblem | undefined> {
  try {
    await deed()
  } catch (error) {
    if (error instanceof CryptoProblem) return error
    throw error
  }
  return undefined
}

export function flipped(content: Uint8Array, bit: number): Bytes {
  const out = new Uint8Array(content)
  out[bit >> 3]! ^= 1 << (bit & 7)
  return out
}

export const noise = (length: number): Bytes => {
  const out = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536) out.set(random(Math.min(65_536, length - at)), at)
  return out
}
