import { ahead } from './ahead.ts'
import { type Bytes, concat, hex } from './bytes.ts'
import { checkPadding, parseTable, readTrailer, type TocEntry, TRAILER } from './contents.ts'
import { runningSha256 } from './digest.ts'
import { type Header, headerHash, partOf } from './envelope.ts'
import type { Natives } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { CHUNK, chunkLeaf, chunksOf, openChunk, type StreamKey, streamKey } from './stream.ts'
import { suiteHash } from './suite.ts'
import { streamingTree } from './tree.ts'
import { checkPartKey } from './unseal.ts'

/** Gives the sealed chunk of that number: from a file, or by an HTTP range (`chunkRange`). Asked for one at a time. */
export type ReadChunk = (index: number) => Promise<Uint8Array>

/** A file of an opened part, with the SHA-256 of its content in hexadecimal, as `sha256sum` prints it. */
export type OpenedFile = TocEntry & { sha256: string }

/** An opened part. Only the chunks that are asked for are fetched and decrypted. */
export interface PartReader {
  readonly files: readonly TocEntry[]
  /** The bytes of a file from `start` up to and without `end`, as views not to be changed; each chunk is authenticated. */
  read(name: string, start?: number, end?: number): AsyncGenerator<Bytes>
  /**
   * Reads everything once: the sealed chunks have the root that the bidder signed, each opens, and the padding hides
   * nothing. Throws CHUNK_CORRUPT or CONTENT_MALFORMED.
   *
   * @param root of the part as the manifest says it, hexadecimal
   * @returns the files with their hashes
   */
  verify(root: string): Promise<OpenedFile[]>
}

/** Opens a part with its key. Throws KEY_MISMATCH, CHUNK_CORRUPT or CONTENT_MALFORMED. */
export async function openPart(
  header: Header,
  id: string,
  key: Uint8Array,
  readChunk: ReadChunk,
  natives: Natives = {},
): Promise<PartReader> {
  checkPartKey(header, id, key)
  const { bytes } = partOf(header, id)
  const stream = await streamKey(key, headerHash(header), bytes, id, { ...natives, suite: header.suite })
  let held: { index: number; chunk: Bytes } | undefined
  async function* fetched(from: number, to: number) {
    for (let index = Math.floor(from / CHUNK); index * CHUNK < to; index++) {
      yield held?.index === index ? held : { index, sealed: await readChunk(index) }
    }
  }
  const opened = async (one: { index: number; sealed: Uint8Array } | { index: number; chunk: Bytes }) =>
    'chunk' in one ? one : { index: one.index, chunk: await openChunk(stream, one.index, one.sealed) }
  async function* range(from: number, to: number): AsyncGenerator<Bytes> {
    if (from >= to) return
    for await (const one of ahead(fetched(from, to), opened)) {
      held = one
      const start = one.index * CHUNK
      yield one.chunk.subarray(Math.max(0, from - start), Math.min(one.chunk.length, to - start))
    }
  }
  const table = readTrailer(await whole(range(bytes - TRAILER, bytes)), bytes)
  const files = parseTable(await whole(range(table.at, table.at + table.length)), table.at)
  async function* read(name: string, start = 0, end?: number): AsyncGenerator<Bytes> {
    const { at, entry } = placeOf(files, name)
    const [from, to] = [Math.max(0, start), Math.min(entry.bytes, end ?? entry.bytes)]
    yield* range(at + from, at + to)
  }
  const layout = () => walk(files, table.length, bytes, natives)
  const verify = (root: string) => verifyPart({ stream, readChunk, layout: layout(), root, natives })
  return { files, read, verify }
}

async function verifyPart(of: {
  stream: StreamKey
  readChunk: ReadChunk
  layout: ReturnType<typeof walk>
  root: string
  natives: Natives
}): Promise<OpenedFile[]> {
  const { stream, readChunk, layout, root, natives } = of
  const tree = streamingTree(suiteHash(stream.suite))
  async function* fetched() {
    for (let index = 0; index < chunksOf(stream.bytes); index++) yield await readChunk(index)
  }
  const both = async (sealed: Uint8Array, index: number) => {
    const work = [chunkLeaf([sealed], stream.suite, natives), openChunk(stream, index, sealed)] as const
    const [leaf, chunk] = await Promise.all(work)
    return { leaf, chunk }
  }
  for await (const { leaf, chunk } of ahead(fetched(), both)) {
    tree.push(leaf)
    layout.take(chunk)
  }
  if (hex(tree.root()) !== root) throw new CryptoProblem('CHUNK_CORRUPT', { part: stream.name, why: 'another root' })
  return layout.files()
}

/** Takes a part's plaintext from its first byte to its last: hashes the files and refuses padding that is not zero. */
function walk(files: readonly TocEntry[], table: number, bytes: number, natives: Natives) {
  const hashes = files.map(() => natives.runningHash?.('SHA-256') ?? runningSha256())
  const stretches: { bytes: number; take(piece: Uint8Array): void }[] = [
    ...files.map((file, i) => ({ bytes: file.bytes, take: (piece: Uint8Array) => void hashes[i]!.update(piece) })),
    { bytes: table, take: () => undefined },
  ]
  const content = stretches.reduce((sum, stretch) => sum + stretch.bytes, 0)
  stretches.push({ bytes: bytes - content - TRAILER, take: checkPadding }, { bytes: TRAILER, take: () => undefined })
  let [here, left] = [0, stretches[0]!.bytes]
  return {
    take(chunk: Uint8Array): void {
      for (let at = 0; at < chunk.length; ) {
        while (left === 0) left = stretches[++here]!.bytes
        const piece = chunk.subarray(at, at + left)
        stretches[here]!.take(piece)
        at += piece.length
        left -= piece.length
      }
    },
    files: (): OpenedFile[] => files.map((file, i) => ({ ...file, sha256: hex(hashes[i]!.digest()) })),
  }
}

function placeOf(files: readonly TocEntry[], name: string): { at: number; entry: TocEntry } {
  let at = 0
  for (const entry of files) {
    if (entry.name === name) return { at, entry }
    at += entry.bytes
  }
  throw new CryptoProblem('FILE_NOT_FOUND', { name })
}

async function whole(pieces: AsyncIterable<Bytes>): Promise<Bytes> {
  const all: Bytes[] = []
  for await (const piece of pieces) all.push(piece)
  return concat(...all)
}
