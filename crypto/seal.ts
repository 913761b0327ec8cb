import { ahead } from './ahead.ts'
import { type Bytes, base64, concat, hex, random, utf8 } from './bytes.ts'
import { checkFiles, paddedBytes, plaintext, type SourceFile } from './contents.ts'
import { label, labelled, sha256 } from './digest.ts'
import {
  type Context,
  contextSalt,
  type Header,
  headerBytes,
  headerHash,
  lockLabel,
  MAGIC,
  type Officer,
  type PartHeader,
  parseHeader,
  partInfo,
  sealedBytes,
  wholeSize,
} from './envelope.ts'
import type { Natives } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { shareCommitment, split } from './shares.ts'
import { chunkLeaf, chunksOf, inChunks, sealChunk, streamKey } from './stream.ts'
import { type Suite, sealBytes, suiteHkdf } from './suite.ts'
import { streamingTree } from './tree.ts'
import { isSm2, wrappedLength, wrapTo } from './wrap.ts'

/** The length of each secret, in bytes. */
const SECRET = 32

/** The text that the canary holds: it shows that the bidder's key opens, and says nothing else. */
export const CANARY = utf8('yangguang canary')

/**
 * What is sealed, for whom. `bidderKey` is the public key of the bidder's encryption certificate; it and those of the
 * officers may be RSA or SM2, whatever the suite; unless said it follows the bidder's key: `gm` with SM2, else `intl`.
 */
export type Bid = {
  suite?: Suite
  context: Context
  k: number
  officers: readonly Officer[]
  bidderKey: Uint8Array
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
  /** The roots; throws ENVELOPE_TRUNCATED while the stream has not been read to its end. */
  finish(): Promise<Sealed>
}

/** Makes the locks and the header; the files are read when the stream is. */
export async function sealBid(bid: Bid, options: SealOptions = {}): Promise<Sealing> {
  const locked = await Promise.all(bid.parts.map((part) => lockPart(bid, part.id, part.files)))
  const header = parseHeader(headerBytes(await headerOf(bid, locked)))
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
  return { header, headerBytes: headerBytes(header), size, stream, finish }
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
  })
}

/** What the bidder releases is checked against this. */
export const commitA = (a: Uint8Array): Bytes => labelled('commit-a', a)

/** What the officers' shares give together is checked against this. */
export const commitB = (b: Uint8Array): Bytes => labelled('commit-b', b)

/** Not every cipher commits to its key: this does. */
export const commitKey = (key: Uint8Array): Bytes => labelled('commit-key', key)

/** The key of a part from both secrets: neither side has it alone. */
export const derivePartKey = (
  context: Context,
  part: string,
  a: Uint8Array,
  b: Uint8Array,
  suite: Suite = 'intl',
): Bytes => suiteHkdf(suite, concat(a, b), contextSalt(context), partInfo(part), 32)

/** The key of the canary, from its own secret. */
export const deriveCanaryKey = (context: Context, a: Uint8Array, suite: Suite): Bytes =>
  suiteHkdf(suite, a, contextSalt(context), label('canary'), 32)

type LockedPart = { part: PartHeader; key: Bytes; files: readonly SourceFile[] }

async function lockPart(bid: Bid, id: string, files: readonly SourceFile[]): Promise<LockedPart> {
  checkFiles(files)
  const { context, officers, k, bidderKey } = bid
  const [a, b] = [random(SECRET), random(SECRET)]
  const key = derivePartKey(context, id, a, b, suiteOf(bid))
  const shares = await split(b, officers.length, k)
  const locks = {
    bidder: base64(await wrapTo(bidderKey, a, lockLabel(context, id, 'bidder'))),
    officers: await Promise.all(
      officers.map(async ({ role, spki }, i) => base64(await wrapTo(spki, shares[i]!, lockLabel(context, id, role)))),
    ),
  }
  const commitments = {
    a: hex(commitA(a)),
    b: hex(commitB(b)),
    key: hex(commitKey(key)),
    shares: shares.map((share) => hex(shareCommitment(share))),
  }
  return { part: { ...sizes(id, files), locks, commitments }, key, files }
}

async function headerOf(bid: Bid, locked: readonly LockedPart[]): Promise<Header> {
  const a = random(SECRET)
  const suite = suiteOf(bid)
  const lock = await wrapTo(bid.bidderKey, a, lockLabel(bid.context, 'canary', 'bidder'))
  const key = deriveCanaryKey(bid.context, a, suite)
  const stream = await streamKey(key, contextSalt(bid.context), CANARY.length, 'canary', { suite })
  const text = await sealChunk(stream, 0, CANARY)
  return {
    ...frame(bid),
    parts: locked.map(({ part }) => part),
    canary: { lock: base64(lock), commitment: hex(commitA(a)), text: base64(text) },
  }
}

async function* pieces(
  header: Header,
  locked: readonly LockedPart[],
  roots: Sealed['parts'],
  natives: Natives,
): AsyncGenerator<Bytes> {
  const head = headerBytes(header)
  const { suite } = header
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, head.length)
  yield concat(MAGIC, length, head)
  for (const { part, key, files } of locked) {
    const stream = await streamKey(key, headerHash(header), part.bytes, part.id, { ...natives, suite })
    const tree = streamingTree()
    const seal = async (chunk: Bytes, index: number) => {
      const sealed = await sealChunk(stream, index, chunk)
      return { sealed, leaf: await chunkLeaf(sealed, natives.runningHash) }
    }
    for await (const { sealed, leaf } of ahead(inChunks(plaintext(files, natives.runningHash), part.bytes), seal)) {
      tree.push(leaf)
      yield sealed
    }
    roots.push({ id: part.id, root: hex(tree.root()), bytes: sealedBytes(part, suite) })
  }
}

const suiteOf = ({ suite, bidderKey }: Bid): Suite => suite ?? (isSm2(bidderKey) ? 'gm' : 'intl')

const frame = (bid: Bid) => ({
  v: 1 as const,
  suite: suiteOf(bid),
  context: bid.context,
  k: bid.k,
  officers: bid.officers.map(({ role, spki }) => ({ role, key: hex(sha256(spki)) })),
})

function sizes(id: string, files: readonly SourceFile[]) {
  const bytes = paddedBytes(files)
  return { id, bytes, chunks: chunksOf(bytes) }
}
