import { ahead } from './ahead.ts'
import { type Bytes, concat, hex } from './bytes.ts'
import { checkPadding, parseTable, readTrailer, type TocEntry, TRAILER } from './contents.ts'
import { type RunningHash, runningSha256 } from './digest.ts'
import { type Header, headerHash, partOf } from './envelope.ts'
import type { Natives } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { CHUNK, openChunk, streamKey } from './stream.ts'
import { checkPartKey } from './unseal.ts'

/** Gives the sealed chunk of that number: from a file, or by an HTTP range (`chunkRange`). Asked for one at a time. */
export type ReadChunk = (index: number) => Promise<Uint8Array>

/** An opened part. Only the chunks that are asked for are fetched and decrypted. */
export interface PartReader {
  readonly files: readonly TocEntry[]
  /** The bytes of a file from `start` up to and without `end`, as views not to be changed; each chunk is authenticated. */
  read(name: string, start?: number, end?: number): AsyncGenerator<Bytes>
  /** A whole file; at its end the hash in the table is checked too. */
  readFile(name: string): AsyncGenerator<Bytes>
  /** Reads everything: all files hash as listed, and the padding hides nothing. */
  verify(): Promise<void>
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
  const padding = { from: table.at + table.length, to: bytes - TRAILER }
  return readerOf(files, range, padding, natives.runningHash ?? runningSha256)
}

function readerOf(
  files: readonly TocEntry[],
  range: (from: number, to: number) => AsyncGenerator<Bytes>,
  padding: { from: number; to: number },
  newHash: () => RunningHash,
): PartReader {
  const place = (name: string) => {
    let at = 0
    for (const entry of files) {
      if (entry.name === name) return { at, entry }
      at += entry.bytes
    }
    throw new CryptoProblem('FILE_NOT_FOUND', { name })
  }
  async function* read(name: string, start = 0, end?: number): AsyncGenerator<Bytes> {
    const { at, entry } = place(name)
    const [from, to] = [Math.max(0, start), Math.min(entry.bytes, end ?? entry.bytes)]
    yield* range(at + from, at + to)
  }
  async function* readFile(name: string): AsyncGenerator<Bytes> {
    const hash = newHash()
    for await (const piece of read(name)) {
      hash.update(piece)
      yield piece
    }
    if (hex(hash.digest()) !== place(name).entry.sha256) {
      throw new CryptoProblem('CONTENT_MALFORMED', { why: 'a file has another hash', name })
    }
  }
  const verify = async () => {
    for (const { name } of files) for await (const _ of readFile(name));
    for await (const piece of range(padding.from, padding.to)) checkPadding(piece)
  }
  return { files, read, readFile, verify }
}

async function whole(pieces: AsyncIterable<Bytes>): Promise<Bytes> {
  const all: Bytes[] = []
  for await (const piece of pieces) all.push(piece)
  return concat(...all)
}
