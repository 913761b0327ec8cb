import { type Bytes, plain } from './bytes.ts'
import { type Hash, sha256 } from './digest.ts'
import { CryptoProblem } from './problem.ts'

/** Reads the hash of a complete subtree: level 0 is leaves, index counts the subtrees of that level from the left. */
export type ReadHash = (level: number, index: number) => Uint8Array | undefined | Promise<Uint8Array | undefined>

/** A hash to keep for ever: that of a complete subtree of 2^level leaves. */
export type StoredHash = { level: number; index: number; hash: Bytes }

/** Leaves from (and with) `from` up to (and without) `to`. */
export type Range = { from: number; to: number }

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** How a tree over another hash than SHA-256 hashes a leaf: a zero byte and the leaf's data. */
export const leafHashBy =
  (hash: Hash) =>
  (data: Uint8Array): Bytes =>
    hash(LEAF, data)

/** Hash of a leaf (RFC 6962 section 2.1): SHA-256 of a zero byte and the leaf's data. */
export const leafHash = leafHashBy(sha256)

/** Hash of an inner node: the same of a one byte and both children. */
export const nodeHash = (left: Uint8Array, right: Uint8Array, hash: Hash = sha256): Bytes => hash(NODE, left, right)

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Bytes => sha256()

/**
 * Which hashes to store when leaves are appended: the leaves and every subtree that they complete.
 *
 * @param size how many leaves there are already
 * @param leaves their leaf hashes, in order
 * @param read the hashes stored so far
 */
export async function storedHashes(size: number, leaves: readonly Uint8Array[], read: ReadHash): Promise<StoredHash[]> {
  const fresh: StoredHash[] = []
  const key = (level: number, index: number) => `${level}/${index}`
  const seen = new Map<string, Bytes>()
  const keep = (level: number, index: number, hash: Bytes) => {
    fresh.push({ level, index, hash })
    seen.set(key(level, index), hash)
  }
  for (const [offset, leaf] of leaves.entries()) {
    let [level, index, hash] = [0, safe(size + offset), plain(leaf)]
    keep(level, index, hash)
    while (index % 2 === 1) {
      hash = nodeHash(seen.get(key(level, index - 1)) ?? (await need(read, level, index - 1)), hash)
      index = (index - 1) / 2
      level += 1
      keep(level, index, hash)
    }
  }
  return fresh
}

/** The root over the first `size` leaves, from stored hashes: one read for each bit that is set in `size`. */
export const rootOf = (size: number, read: ReadHash): Promise<Bytes> => rangeRoot({ from: 0, to: size }, read)

/** The root of a range that is a node of the RFC 6962 tree. */
export async function rangeRoot({ from, to }: Range, read: ReadHash): Promise<Bytes> {
  const hashes: Bytes[] = []
  for (const { level, index } of subtrees(from, to)) hashes.push(await need(read, level, index))
  return fold(hashes)
}

/** The root over leaf hashes held in memory. */
export function merkleRoot(leafHashes: readonly Uint8Array[]): Bytes {
  const tree = streamingTree()
  for (const leaf of leafHashes) tree.push(leaf)
  return tree.root()
}

/** A tree that remembers only what its root needs: at most 53 hashes, however many leaves pass. By SHA-256 unless said. */
export function streamingTree(by: Hash = sha256): { push(leafHash: Uint8Array): void; root(): Bytes; size(): number } {
  const complete: { hash: Bytes; leaves: number }[] = []
  let size = 0
  return {
    push(leaf) {
      let node = { hash: plain(leaf), leaves: 1 }
      while (complete.at(-1)?.leaves === node.leaves) {
        node = { hash: nodeHash(complete.pop()!.hash, node.hash, by), leaves: node.leaves * 2 }
      }
      complete.push(node)
      size += 1
    },
    root: () =>
      fold(
        complete.map((node) => node.hash),
        by,
      ),
    size: () => size,
  }
}

/** A reader over leaf hashes in memory, for tests, beats and verifiers. */
export function memoryReader(leafHashes: readonly Uint8Array[]): ReadHash {
  return (level, index) => {
    const width = 2 ** level
    const part = leafHashes.slice(index * width, (index + 1) * width)
    return part.length === width ? merkleRoot(part) : undefined
  }
}

/** The complete subtrees that a range consists of, the widest first. */
function* subtrees(from: number, to: number): Generator<{ level: number; index: number }> {
  if (safe(to) < safe(from)) throw new CryptoProblem('PROOF_INVALID', { why: 'range', from, to })
  let at = from
  while (at < to) {
    let [level, width] = [0, 1]
    while (width * 2 <= to - at) [level, width] = [level + 1, width * 2]
    yield { level, index: at / width }
    at += width
  }
}

const fold = (hashes: readonly Bytes[], by: Hash = sha256): Bytes =>
  hashes.length === 0 ? by() : hashes.reduceRight((right, left) => nodeHash(left, right, by))

async function need(read: ReadHash, level: number, index: number): Promise<Bytes> {
  const hash = await read(level, index)
  if (hash?.length !== 32) throw new CryptoProblem('NODE_MISSING', { level, index })
  return plain(hash)
}

function safe(count: number): number {
  if (!Number.isSafeInteger(count) || count < 0) throw new CryptoProblem('PROOF_INVALID', { why: 'size', size: count })
  return count
}
