import { type Bytes, equal, hex, uint64, unhex } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { hmac, label, labelled } from './digest.ts'
import { CryptoProblem } from './problem.ts'
import { checkInclusion, inclusionProofOf } from './proof.ts'
import { leafHash, merkleRoot } from './tree.ts'

/** The fewest slots of a beat; more facts take sixteen times as many, and again. */
export const FEWEST_SLOTS = 64

const STEP = 16
const MOST_SLOTS = 64 * STEP ** 3

/** One beat of the log: its number, the real time in ms UTC, the root over its slots in hexadecimal. */
export type Beat = { beat: number; at: number; root: string }

/** Where a commitment stands in its beat: its slot of how many, and the hashes up to the beat's root (hexadecimal). */
export type BeatProof = { slot: number; slots: number; path: string[] }

/** All that leads from a fact and its salt to a checkpoint. */
export type FactProof = BeatProof & {
  v: 1
  beat: Beat
  /** The beat's leaf in the log, and the tree it is proved in. */
  index: number
  size: number
  logPath: string[]
}

/** What the log keeps of a fact: nothing can be read from it, and without its salt nothing can be tried. 32 bytes. */
export function factCommitment(salt: Uint8Array, fact: unknown): Bytes {
  if (salt.length !== 32) throw new CryptoProblem('BEAT_INVALID', { why: 'the salt is not 32 bytes long' })
  return labelled('fact', salt, canonicalBytes(fact))
}

/**
 * How many slots a beat has and which of them its commitments take: chosen by the key, in rising order, so that the
 * order of facts stays and neither number nor place tells an outsider how many there were.
 *
 * @param key the log's filler key, 32 bytes
 * @param fewest slots at least, so that a busy hour keeps its size for a while
 */
export function beatSlots(
  key: Uint8Array,
  beat: number,
  count: number,
  fewest = FEWEST_SLOTS,
): { size: number; positions: number[] } {
  let size = FEWEST_SLOTS
  while (size < count || size < fewest) size *= STEP
  if (size > MOST_SLOTS) throw new CryptoProblem('BEAT_INVALID', { why: 'too many facts for one beat', count })
  const ranked = Array.from({ length: size }, (_, slot) => ({ slot, rank: hex(keyed(key, 'beat-slot', beat, slot)) }))
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1))
  const positions = ranked.slice(0, count).map(({ slot }) => slot)
  return { size, positions: positions.sort((a, b) => a - b) }
}

/** What a slot holds that holds no commitment: 32 bytes that only the key's owner can tell from one. */
export const filler = (key: Uint8Array, beat: number, slot: number): Bytes => keyed(key, 'beat-filler', beat, slot)

/** All slots of a beat, commitments and fillers, 32 bytes each. */
export function beatLeaves(
  key: Uint8Array,
  beat: number,
  commitments: readonly Uint8Array[],
  fewest = FEWEST_SLOTS,
): Uint8Array[] {
  return fill(key, beat, commitments, beatSlots(key, beat, commitments.length, fewest))
}

function fill(
  key: Uint8Array,
  beat: number,
  commitments: readonly Uint8Array[],
  { size, positions }: { size: number; positions: number[] },
): Uint8Array[] {
  const taken = new Map(positions.map((slot, i) => [slot, commitments[i]!]))
  if (commitments.some((commitment) => commitment.length !== 32)) {
    throw new CryptoProblem('BEAT_INVALID', { why: 'a commitment is not 32 bytes long' })
  }
  return Array.from({ length: size }, (_, slot) => taken.get(slot) ?? filler(key, beat, slot))
}

/** The root over a beat's slots. */
export const beatRoot = (leaves: readonly Uint8Array[]): Bytes => merkleRoot(leaves.map(leafHash))

/** The data of the one leaf that a beat adds to the log. */
export const beatLeaf = ({ beat, at, root }: Beat): Bytes => canonicalBytes({ at, beat, root })

/** Proves of one beat's commitments, by their places, that they stand in it: its slots are filled and hashed once. */
export function beatProver(
  key: Uint8Array,
  beat: number,
  commitments: readonly Uint8Array[],
  fewest = FEWEST_SLOTS,
): (index: number) => BeatProof {
  const slots = beatSlots(key, beat, commitments.length, fewest)
  const hashes = fill(key, beat, commitments, slots).map(leafHash)
  return (index) => {
    const slot = slots.positions[index]
    if (slot === undefined) throw new CryptoProblem('BEAT_INVALID', { why: 'no such commitment', index })
    return { slot, slots: hashes.length, path: inclusionProofOf(slot, hashes).map(hex) }
  }
}

/** Proves that the commitment at place `index` of a beat stands in it. */
export const proveInBeat = (
  key: Uint8Array,
  beat: number,
  commitments: readonly Uint8Array[],
  index: number,
  fewest = FEWEST_SLOTS,
): BeatProof => beatProver(key, beat, commitments, fewest)(index)

/**
 * Checks that a fact is in the log: fact and salt → commitment → beat → leaf → root of the checkpoint.
 *
 * @param head size and root of a checkpoint whose signature was checked
 * @throws PROOF_INVALID with the step that fails, BEAT_INVALID if the proof is for another tree
 */
export function checkFactProof(
  fact: unknown,
  salt: Uint8Array,
  proof: FactProof,
  head: { size: number; root: Uint8Array },
): void {
  const { beat, slot, slots, path, index, size, logPath } = proof
  if (size !== head.size) throw new CryptoProblem('BEAT_INVALID', { why: 'another tree', found: size, head: head.size })
  const commitment = factCommitment(salt, fact)
  step('beat', () => checkInclusion(leafHash(commitment), slot, slots, hashes(path), unhex(beat.root, 32)))
  step('log', () => checkInclusion(leafHash(beatLeaf(beat)), index, size, hashes(logPath), head.root))
}

/** Checks with the key that a beat holds these commitments and nothing else beside fillers. */
export function checkBeat(
  key: Uint8Array,
  beat: Beat,
  commitments: readonly Uint8Array[],
  fewest = FEWEST_SLOTS,
): void {
  if (!equal(beatRoot(beatLeaves(key, beat.beat, commitments, fewest)), unhex(beat.root, 32))) {
    throw new CryptoProblem('BEAT_INVALID', { why: 'the root differs', beat: beat.beat })
  }
}

const keyed = (key: Uint8Array, what: string, beat: number, slot: number): Bytes =>
  hmac(key, label(what), uint64(beat), uint64(slot))

const hashes = (path: readonly string[]): Bytes[] => path.map((hash) => unhex(hash, 32))

function step(where: string, deed: () => void): void {
  try {
    deed()
  } catch (error) {
    if (!(error instanceof CryptoProblem)) throw error
    throw new CryptoProblem('PROOF_INVALID', { ...error.facts, where })
  }
}
