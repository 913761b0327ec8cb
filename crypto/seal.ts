import { ahead } from './ahead.ts'
import { type Bytes, base64, concat, hex, plain, random, utf8 } from './bytes.ts'
import { checkFiles, paddedBytes, plaintext, type SourceFile } from './contents.ts'
import { sha256 } from './digest.ts'
import {
  type Context,
  contextSalt,
  type Header,
  headerBytes,
  headerHash,
  lockLabel,
  type Officer,
  type PartHeader,
  packagePrefix,
  parseHeader,
  sealedBytes,
  VERSION,
  wholeSize,
} from './envelope.ts'
import type { Natives } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { lockRemedy, newRemedy } from './remedy.ts'
import { commitA, commitB, commitKey, deriveCanaryKey, derivePartKey } from './secrets.ts'
import { shareCommitment, split } from './shares.ts'
import { chunkLeaf, chunksOf, inChunks, sealChunk, streamKey } from './stream.ts'
import { type Suite, sealBytes, suiteHash } from './suite.ts'
import { streamingTree } from './tree.ts'
import { isSm2, wrappedLength, wrapTo } from './wrap.ts'

/** The length of each secret, in bytes. */
const SECRET = 32

/** The text that the canary holds: it shows that the bidder's key opens, and says nothing else. */
export const CANARY = utf8('yangguang canary')

/**
 * What is sealed, for whom. `bidderKey` is the public key of the bidder's encryption certificate; it and those of the
 * officers may be RSA or SM2, whatever the suite; unless said it follows the ceremony. With `remedy` the bidder's halves
 * are locked a second time, to all officers together and a secret that the bidder keeps apart from its key: a fresh one, or
 * the one of `newRemedy` that is given because its code was taken before the sealing began; it must never serve two packages.
 */
export type Bid = {
  suite?: Suite
  context: Context
  k: number
  officers: readonly Officer[]
  bidderKey: Uint8Array
  remedy?: boolean | Uint8Array
  parts: readonly { id: string; files: readonly SourceFile[] }[]
}

/** Progress counts bytes of the package. */
export type SealOptions = Natives & {
  onProgress?: (bytesDone: number, bytesTotal: number) => void
  signal?: AbortSignal
}

/** What the manifest says about a package: its header's hash and each part's chunk tree. Hexadecimal. */
export type Sealed = { header: string; parts: { id: string; root: string; bytes: number }[] }

/** A package in the making: stream it once, then ask for its roots. */
export interface Sealing {
  readonly header: Header
  readonly headerBytes: Bytes
  /** The length of the whole package. */
  readonly size: number
  stream(): AsyncGenerator<Bytes>
  /** The keys of the parts: for the one who seals alone, to go on after an interruption (`resumeSealing`). */
  readonly keys: Readonly<Record<string, Bytes>>
  /** The secret of the remedy, if there is one: made once, known to nobody but the one who seals. */
  readonly remedy?: Bytes
  /** The roots; throws ENVELOPE_TRUNCATED while the stream has not been read to its end. */
  finish(): Promise<Sealed>
}

/** Makes the locks and the header; the files are read when the stream is. */
export async function sealBid(bid: Bid, options: SealOptions = {}): Promise<Sealing> {
  const locked = await Promise.all(bid.parts.map(({ id, files }) => lockPart(bid, id, files)))
  const remedy = bid.remedy instanceof Uint8Array ? plain(bid.remedy) : bid.remedy ? newRemedy() : undefined
  const header = parseHeader(headerBytes(await headerOf(bid, locked, remedy)))
  return { ...sealingOf(header, locked, options), ...(remedy && { remedy }) }
}

/**
 * Goes on with a package whose header was made before. With the same files it gives the same bytes. Whoever sends them
 * must compare each with what left before: another text must never be sent under a nonce that was used.
 *
 * @param keys of the parts, as `Sealing.keys` gave them
 * @throws FILE_CHANGED if the files cannot be those of the header, KEY_MISMATCH for other keys
 */
export async function resumeSealing(
  header: Header,
  keys: Readonly<Record<string, Uint8Array>>,
  files: Readonly<Record<string, readonly SourceFile[]>>,
  options: SealOptions = {},
): Promise<Sealing> {
  const locked = header.parts.map((part): LockedPart => {
    const [key, own] = [keys[part.id], files[part.id] ?? []]
    checkFiles(own)
    if (!key || hex(commitKey(key, header.suite)) !== part.commitments.key) {
      throw new CryptoProblem('KEY_MISMATCH', { holder: 'bidder', part: part.id })
    }
    if (paddedBytes(own) !== part.bytes) throw new CryptoProblem('FILE_CHANGED', { part: part.id })
    return { part, key: plain(key), files: own }
  })
  return sealingOf(header, locked, options)
}

function sealingOf(header: Header, locked: readonly LockedPart[], options: SealOptions): Sealing {
  const size = wholeSize(header)
  const roots: Sealed['parts'] = []
  let started = false
  async function* stream(): AsyncGenerator<Bytes> {
    if (started) throw new CryptoProblem('CANCELLED', { why: 'a package is streamed once' })
    started = true
    let done = 0
    for await (const piece of pieces(header, locked, roots, options)) {
      if (options.signal?.aborted) throw new CryptoProblem('CANCELLED')
      done += piece.length
      options.onProgress?.(done, size)
      yield piece
    }
  }
  const finish = async () => {
    if (roots.length < header.parts.length) throw new CryptoProblem('ENVELOPE_TRUNCATED', { parts: roots.length })
    return { header: hex(headerHash(header)), parts: roots }
  }
  const keys = Object.fromEntries(locked.map(({ part, key }) => [part.id, key]))
  return { header, headerBytes: headerBytes(header), size, keys, stream, finish }
}

/** The length that the package will have; nothing is encrypted or read. */
export async function packageSize(bid: Bid): Promise<number> {
  const own = await wrappedLength(bid.bidderKey, SECRET)
  const others = await Promise.all(bid.officers.map(({ spki }) => wrappedLength(spki, SECRET + 1)))
  const empty = (bytes: number) => base64(new Uint8Array(bytes))
  const none = '0'.repeat(64)
  const parts = bid.parts.map(({ id, files }) => ({
    ...sizes(id, files),
    locks: { bidder: empty(own), officers: others.map(empty) },
    commitments: { a: none, b: none, key: none, shares: others.map(() => none) },
  }))
  return wholeSize({
    ...frame(bid),
    parts,
    canary: { lock: empty(own), commitment: none, text: empty(CANARY.length + sealBytes(suiteOf(bid))) },
    ...(bid.remedy && {
      remedy: {
        ...{ commitment: none, locks: others.map(empty), shares: others.map(() => none) },
        text: empty(parts.length * SECRET + sealBytes(suiteOf(bid))),
      },
    }),
  })
}

type LockedPart = { part: PartHeader; key: Bytes; files: readonly SourceFile[] }

async function lockPart(bid: Bid, id: string, files: readonly SourceFile[]): Promise<LockedPart & { a: Bytes }> {
  checkFiles(files)
  const { context, officers, k, bidderKey } = bid
  const suite = suiteOf(bid)
  const of = { context, suite }
  const [a, b] = [random(SECRET), random(SECRET)]
  const key = derivePartKey(context, id, a, b, suite)
  const shares = await split(b, officers.length, k)
  const locks = {
    bidder: base64(await wrapTo(bidderKey, a, lockLabel(of, id, 'bidder'))),
    officers: await Promise.all(
      officers.map(async ({ role, spki }, i) => base64(await wrapTo(spki, shares[i]!, lockLabel(of, id, role)))),
    ),
  }
  const commitments = {
    a: hex(commitA(a, suite)),
    b: hex(commitB(b, suite)),
    key: hex(commitKey(key, suite)),
    shares: shares.map((share) => hex(shareCommitment(share, suite))),
  }
  return { part: { ...sizes(id, files), locks, commitments }, key, files, a }
}

async function headerOf(bid: Bid, locked: readonly (LockedPart & { a: Bytes })[], remedy?: Bytes): Promise<Header> {
  const a = random(SECRET)
  const suite = suiteOf(bid)
  const lock = await wrapTo(bid.bidderKey, a, lockLabel({ context: bid.context, suite }, 'canary', 'bidder'))
  const key = deriveCanaryKey(bid.context, a, suite)
  const stream = await streamKey(key, contextSalt(bid.context, suite), CANARY.length, 'canary', { suite })
  const text = concat(...(await sealChunk(stream, 0, CANARY)))
  return {
    ...frame(bid),
    parts: locked.map(({ part }) => part),
    canary: { lock: base64(lock), commitment: hex(commitA(a, suite)), text: base64(text) },
    ...(remedy && {
      remedy: await lockRemedy(
        { ...bid, suite },
        remedy,
        locked.map(({ a: half }) => half),
      ),
    }),
  }
}

async function* pieces(
  header: Header,
  locked: readonly LockedPart[],
  roots: Sealed['parts'],
  natives: Natives,
): AsyncGenerator<Bytes> {
  const { suite } = header
  yield packagePrefix(header)
  for (const { part, key, files } of locked) {
    const stream = await streamKey(key, headerHash(header), part.bytes, part.id, { ...natives, suite })
    const tree = streamingTree(suiteHash(suite))
    const seal = async (chunk: Bytes, index: number) => {
      const sealed = await sealChunk(stream, index, chunk)
      return { sealed, leaf: await chunkLeaf(sealed, suite, natives) }
    }
    for await (const { sealed, leaf } of ahead(inChunks(plaintext(files), part.bytes), seal)) {
      tree.push(leaf)
      for (const piece of sealed) yield plain(piece)
    }
    roots.push({ id: part.id, root: hex(tree.root()), bytes: sealedBytes(part, suite) })
  }
}

/**
 * The suite of all bids of a ceremony: `gm` when every officer's key is one of SM2, else `intl`. It never follows the
 * bidder's own key, for the suite of a package can be seen, and would say something about who bids.
 */
export const ceremonySuite = (officers: readonly Officer[]): Suite =>
  officers.every(({ spki }) => isSm2(spki)) ? 'gm' : 'intl'

const suiteOf = ({ suite, officers }: Bid): Suite => suite ?? ceremonySuite(officers)

const frame = (bid: Bid) => ({
  v: VERSION,
  suite: suiteOf(bid),
  context: bid.context,
  k: bid.k,
  officers: bid.officers.map(({ role, spki }) => ({ role, key: hex(sha256(spki)) })),
})

function sizes(id: string, files: readonly SourceFile[]) {
  const bytes = paddedBytes(files)
  return { id, bytes, chunks: chunksOf(bytes) }
}
