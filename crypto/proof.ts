import { type Bytes, equal, plain } from './bytes.ts'
import { CryptoProblem } from './problem.ts'
import { merkleRoot, nodeHash, type Range, type ReadHash, rangeRoot } from './tree.ts'

/** Proves that a leaf stands at `index` in the tree of `size` leaves: the hashes beside the way up, lowest first. */
export const inclusionProof = (index: number, size: number, read: ReadHash): Promise<Bytes[]> =>
  readAll(inclusionRanges(index, size), read)

/** The same from leaf hashes in memory. */
export const inclusionProofOf = (index: number, leafHashes: readonly Uint8Array[]): Bytes[] =>
  inclusionRanges(index, leafHashes.length).map(({ from, to }) => merkleRoot(leafHashes.slice(from, to)))

/** Proves that the tree of `to` leaves begins with the tree of `from` leaves. `from` is at least 1. */
export const consistencyProof = (from: number, to: number, read: ReadHash): Promise<Bytes[]> =>
  readAll(consistencyRanges(from, to), read)

/** The same from leaf hashes in memory. */
export const consistencyProofOf = (from: number, leafHashes: readonly Uint8Array[]): Bytes[] =>
  consistencyRanges(from, leafHashes.length).map((range) => merkleRoot(leafHashes.slice(range.from, range.to)))

/** Checks an inclusion proof (RFC 9162 section 2.1.3.2). Throws PROOF_INVALID. */
export function checkInclusion(
  leafHash: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): void {
  whole({ index, size })
  if (index >= size) refuse('the leaf is outside the tree', { index, size })
  hashes([leafHash, root, ...proof])
  let [at, last] = [BigInt(index), BigInt(size) - 1n]
  let hash = plain(leafHash)
  for (const sibling of proof) {
    if (last === 0n) refuse('the proof is too long', { index, size })
    if (at % 2n === 1n || at === last) {
      hash = nodeHash(sibling, hash)
      ;[at, last] = climb(at, last)
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[at, last] = [at >> 1n, last >> 1n]
  }
  if (last !== 0n) refuse('the proof is too short', { index, size })
  if (!equal(hash, root)) refuse('the root differs', { index, size })
}

/** Checks a consistency proof (RFC 9162 section 2.1.4.2); an empty tree is no base. Throws PROOF_INVALID. */
export function checkConsistency(
  from: number,
  to: number,
  rootFrom: Uint8Array,
  rootTo: Uint8Array,
  proof: readonly Uint8Array[],
): void {
  whole({ from, to })
  if (from === 0 || from > to) refuse('the sizes have no order', { from, to })
  hashes([rootFrom, rootTo, ...proof])
  if (from === to) {
    if (proof.length > 0) refuse('the proof is too long', { from, to })
    if (!equal(rootFrom, rootTo)) refuse('the root differs', { from, to })
    return
  }
  if (proof.length === 0) refuse('the proof is too short', { from, to })
  const [first, ...path] = isPowerOfTwo(from) ? [rootFrom, ...proof] : proof
  const { older, newer } = rebuild(from, to, first!, path)
  if (!equal(older, rootFrom)) refuse('the older root differs', { from, to })
  if (!equal(newer, rootTo)) refuse('the newer root differs', { from, to })
}

function rebuild(from: number, to: number, first: Uint8Array, path: readonly Uint8Array[]) {
  let [at, last] = [BigInt(from) - 1n, BigInt(to) - 1n]
  while (at % 2n === 1n) [at, last] = [at >> 1n, last >> 1n]
  let [older, newer] = [plain(first), plain(first)]
  for (const sibling of path) {
    if (last === 0n) refuse('the proof is too long', { from, to })
    if (at % 2n === 1n || at === last) {
      ;[older, newer] = [nodeHash(sibling, older), nodeHash(sibling, newer)]
      ;[at, last] = climb(at, last)
    } else {
      newer = nodeHash(newer, sibling)
    }
    ;[at, last] = [at >> 1n, last >> 1n]
  }
  if (last !== 0n) refuse('the proof is too short', { from, to })
  return { older, newer }
}

/** A node without a right neighbour is its parent too: up until it is a right child, or the leftmost. */
function climb(at: bigint, last: bigint): [bigint, bigint] {
  let [i, n] = [at, last]
  while (i % 2n === 0n && i !== 0n) [i, n] = [i >> 1n, n >> 1n]
  return [i, n]
}

function inclusionRanges(index: number, size: number): Range[] {
  whole({ index, size })
  if (index >= size) refuse('the leaf is outside the tree', { index, size })
  const ranges: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + split(to - from)
    if (index < middle) {
      ranges.unshift({ from: middle, to })
      to = middle
    } else {
      ranges.unshift({ from, to: middle })
      from = middle
    }
  }
  return ranges
}

function consistencyRanges(size: number, newSize: number): Range[] {
  whole({ from: size, to: newSize })
  if (size === 0 || size > newSize) refuse('the sizes have no order', { from: size, to: newSize })
  const ranges: Range[] = []
  let [from, to] = [0, newSize]
  while (size !== to) {
    const middle = from + split(to - from)
    if (size <= middle) {
      ranges.unshift({ from: middle, to })
      to = middle
    } else {
      ranges.unshift({ from, to: middle })
      from = middle
    }
  }
  return from === 0 ? ranges : [{ from, to }, ...ranges]
}

/** The largest power of two below n. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

function isPowerOfTwo(n: number): boolean {
  let k = 1
  while (k < n) k *= 2
  return k === n
}

const readAll = async (ranges: readonly Range[], read: ReadHash): Promise<Bytes[]> => {
  const out: Bytes[] = []
  for (const range of ranges) out.push(await rangeRoot(range, read))
  return out
}

function whole(numbers: Record<string, number>): void {
  for (const n of Object.values(numbers)) if (!Number.isSafeInteger(n) || n < 0) refuse('not a count', numbers)
}

function hashes(all: readonly Uint8Array[]): void {
  for (const hash of all) if (hash.length !== 32) refuse('a hash is not 32 bytes long', { found: hash.length })
}

function refuse(why: string, facts: Record<string, number>): never {
  throw new CryptoProblem('PROOF_INVALID', { why, ...facts })
}
