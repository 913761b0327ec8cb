import { type Bytes, concat, plain, uint64 } from './bytes.ts'
import { bulkSha256 } from './digest.ts'
import type { ChunkCipher, ChunkHash, Natives } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { sm3 } from './sm3.ts'
import { type Suite, sealBytes, suiteCipher, suiteHash } from './suite.ts'
import { leafHashBy } from './tree.ts'

/** Plaintext bytes of every chunk but the last, which holds 1 to this many. */
export const CHUNK = 1024 * 1024

/** How many chunks a plaintext has. */
export const chunksOf = (bytes: number): number => Math.ceil(bytes / CHUNK)

/** The key of a stream, and what its chunks are bound to. */
export type StreamKey = { cipher: ChunkCipher; suite: Suite; bound: Bytes; bytes: number; name: string }

/**
 * Prepares a key for sealing or opening the chunks of one stream.
 *
 * @param raw 32 bytes, used for this stream alone
 * @param bound authenticated with every chunk: the hash of the header
 * @param bytes the length of the whole plaintext
 * @param name what a refused chunk is called in the facts
 * @param how the suite, `intl` unless said, and what the machine does faster
 */
export async function streamKey(
  raw: Uint8Array,
  bound: Uint8Array,
  bytes: number,
  name: string,
  { cipher = suiteCipher, suite = 'intl' }: Natives & { suite?: Suite } = {},
): Promise<StreamKey> {
  return { cipher: await cipher(raw, suite), suite, bound: plain(bound), bytes, name }
}

/**
 * Seals one chunk with the cipher of the suite, the nonce being its number and whether it is the last (STREAM).
 *
 * @returns the sealed chunk in the pieces that the cipher made
 */
export async function sealChunk(stream: StreamKey, index: number, plaintext: Uint8Array): Promise<Uint8Array[]> {
  if (plaintext.length !== plainLength(stream, index)) throw corrupt(stream, index)
  return stream.cipher.seal(nonce(stream, index), stream.bound, plaintext)
}

/** Opens one chunk; any bit, order, length or stream that differs is CHUNK_CORRUPT. */
export async function openChunk(stream: StreamKey, index: number, sealed: Uint8Array): Promise<Bytes> {
  if (sealed.length !== plainLength(stream, index) + sealBytes(stream.suite)) throw corrupt(stream, index)
  try {
    return plain(await stream.cipher.open(nonce(stream, index), stream.bound, sealed))
  } catch {
    throw corrupt(stream, index)
  }
}

/** The leaf of a sealed chunk, whose data is its hash by the suite: by what the machine brings, WebCrypto or JavaScript. */
export async function chunkLeaf(sealed: readonly Uint8Array[], suite: Suite, natives: Natives = {}): Promise<Bytes> {
  return leafHashBy(suiteHash(suite))(await chunkHash(sealed, suite, natives))
}

async function chunkHash(sealed: readonly Uint8Array[], suite: Suite, natives: Natives): Promise<Uint8Array> {
  const known = natives.chunkHash?.(sealed)
  if (known) return known
  if (natives.runningHash) {
    const hash = natives.runningHash(chunkHashOf(suite))
    for (const piece of sealed) hash.update(piece)
    return hash.digest()
  }
  return suite === 'gm' ? sm3(...sealed) : bulkSha256(sealed.length === 1 ? sealed[0]! : concat(...sealed))
}

/** What the chunks of a suite are hashed by. */
export const chunkHashOf = (suite: Suite): ChunkHash => (suite === 'gm' ? 'SM3' : 'SHA-256')

/** Cuts pieces of any length into chunks of the stream's lengths; refuses too few or too many bytes. */
export async function* inChunks(
  pieces: AsyncIterable<Uint8Array>,
  total: number,
  size: number = CHUNK,
): AsyncGenerator<Bytes> {
  const source = exactly(pieces)
  for (let at = 0; at < total; at += size) yield await source.take(Math.min(size, total - at))
  await source.end()
}

/**
 * Reads a source in pieces of wanted lengths: views of what it gave where they lie in one of its pieces, which it must
 * not change afterwards. A source that ends early is truncated, one that goes on malformed.
 */
export function exactly(pieces: AsyncIterable<Uint8Array>): {
  take(length: number): Promise<Bytes>
  /** The same bytes as they come, without joining them. */
  pieces(length: number): AsyncGenerator<Uint8Array>
  end(): Promise<void>
} {
  const source = pieces[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array(0)
  const refill = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const next = await source.next()
      if (next.done) return false
      rest = next.value
    }
    return true
  }
  return {
    async take(length) {
      if (length > 0 && (await refill()) && rest.length >= length) {
        const piece = rest.subarray(0, length)
        rest = rest.subarray(length)
        return plain(piece)
      }
      const out = new Uint8Array(length)
      for (let filled = 0; filled < length; ) {
        if (!(await refill())) throw new CryptoProblem('ENVELOPE_TRUNCATED', { missing: length - filled })
        const piece = rest.subarray(0, length - filled)
        out.set(piece, filled)
        filled += piece.length
        rest = rest.subarray(piece.length)
      }
      return out
    },
    async *pieces(length) {
      for (let left = length; left > 0; ) {
        if (!(await refill())) throw new CryptoProblem('ENVELOPE_TRUNCATED', { missing: left })
        const piece = rest.subarray(0, left)
        left -= piece.length
        rest = rest.subarray(piece.length)
        yield piece
      }
    },
    async end() {
      if (await refill()) throw new CryptoProblem('ENVELOPE_MALFORMED', { why: 'bytes after the end' })
    },
  }
}

/** Plaintext length of a chunk; of one that the stream does not have, a length that no chunk has. */
function plainLength({ bytes }: StreamKey, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= chunksOf(bytes)) return Number.NaN
  return Math.min(CHUNK, bytes - index * CHUNK)
}

function nonce({ bytes }: StreamKey, index: number): Bytes {
  const last = index === chunksOf(bytes) - 1
  return concat(new Uint8Array(3), uint64(index), Uint8Array.of(last ? 1 : 0))
}

const corrupt = (stream: StreamKey, index: number) =>
  new CryptoProblem('CHUNK_CORRUPT', { part: stream.name, chunk: index })
