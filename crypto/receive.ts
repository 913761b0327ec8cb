import { ahead } from './ahead.ts'
import { type Bytes, hex } from './bytes.ts'
import { checkPadding } from './contents.ts'
import {
  type Header,
  headerHash,
  LONGEST_HEADER,
  MAGIC,
  paddedPrefix,
  parseHeader,
  partOffset,
  sealedBytes,
  type Version,
  versionOf,
} from './envelope.ts'
import type { Natives } from './natives.ts'
import { CryptoProblem } from './problem.ts'
import { CHUNK, chunkHashOf, chunkLeaf, exactly } from './stream.ts'
import { type Suite, sealBytes, suiteHash } from './suite.ts'
import { leafHashBy, streamingTree } from './tree.ts'

/** What a stranger can tell of a package: its header, and the root, length and place of each part. */
export type Received = {
  header: Header
  headerHash: string
  parts: { id: string; root: string; bytes: number; offset: number }[]
}

/**
 * Reads a whole package once, strictly: every byte belongs to something, none is missing, none is left over.
 * Whether the chunks decrypt cannot be known here; the roots say which chunks they are.
 */
export async function readPackage(source: AsyncIterable<Uint8Array>, natives: Natives = {}): Promise<Received> {
  const reader = exactly(source)
  const { version, head } = await readHead(reader.take)
  const header = headerOf(version, head)
  checkPadding(await reader.take(paddedPrefix(head.length, version) - MAGIC.length - 4 - head.length))
  const parts: Received['parts'] = []
  for (const part of header.parts) {
    const tree = streamingTree(suiteHash(header.suite))
    const bytes = sealedBytes(part, header.suite)
    for await (const leaf of leavesOf(reader, bytes, header.suite, natives)) tree.push(leaf)
    parts.push({ id: part.id, root: hex(tree.root()), bytes, offset: partOffset(header, part.id) })
  }
  await reader.end()
  return { header, headerHash: hex(headerHash(header)), parts }
}

/** The header of a package as its bytes stand there: what its hash is taken over. */
export async function readHeaderBytes(source: AsyncIterable<Uint8Array>): Promise<Bytes> {
  return (await readHead(exactly(source).take)).head
}

/** Reads the magic line and the header from the beginning of a package, and no further. */
export async function readHeader(source: AsyncIterable<Uint8Array>): Promise<Header> {
  const { version, head } = await readHead(exactly(source).take)
  return headerOf(version, head)
}

/** The leaves of a part's chunks: with a running hash from the pieces as they come, else a few chunks at once. */
async function* leavesOf(
  reader: ReturnType<typeof exactly>,
  bytes: number,
  suite: Suite,
  { runningHash }: Natives,
): AsyncGenerator<Bytes> {
  const chunk = CHUNK + sealBytes(suite)
  const lengths = Array.from({ length: Math.ceil(bytes / chunk) }, (_, i) => Math.min(chunk, bytes - i * chunk))
  if (!runningHash) {
    async function* joined() {
      for (const length of lengths) yield await reader.take(length)
    }
    return yield* ahead(joined(), (one) => chunkLeaf([one], suite))
  }
  for (const length of lengths) {
    const hash = runningHash(chunkHashOf(suite))
    for await (const piece of reader.pieces(length)) hash.update(piece)
    yield leafHashBy(suiteHash(suite))(hash.digest())
  }
}

/** A header that stands behind the first line of its own version. */
function headerOf(version: Version, head: Uint8Array): Header {
  const header = parseHeader(head)
  if (header.v !== version) throw new CryptoProblem('ENVELOPE_MALFORMED', { why: 'a header of another version' })
  return header
}

async function readHead(take: (length: number) => Promise<Bytes>): Promise<{ version: Version; head: Bytes }> {
  const version = versionOf(await take(MAGIC.length))
  const size = await take(4)
  const length = new DataView(size.buffer, size.byteOffset, size.length).getUint32(0)
  if (length > LONGEST_HEADER) throw new CryptoProblem('ENVELOPE_MALFORMED', { why: 'the header is too long' })
  return { version, head: await take(length) }
}
