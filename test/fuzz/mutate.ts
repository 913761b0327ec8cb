/** A sequence of numbers that a seed determines: the same seed is the same run. */
export interface Dice {
  /** From 0 to n − 1. */
  below(n: number): number
}

/** Xorshift32: choices for tests need no secrecy, and a run must be repeatable. */
export function dice(seed: number): Dice {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1
  return {
    below(n) {
      state ^= state << 13
      state >>>= 0
      state ^= state >>> 17
      state ^= state << 5
      state >>>= 0
      return state % n
    },
  }
}

const INTERESTING = [0x00, 0x01, 0x05, 0x1f, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff]

type Mutation = (bytes: Uint8Array, roll: Dice, other: Uint8Array) => Uint8Array

const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

const at = (bytes: Uint8Array, roll: Dice): number => roll.below(bytes.length || 1)

/** A copy with one byte changed. */
function changed(bytes: Uint8Array, place: number, to: (before: number) => number): Uint8Array {
  const out = new Uint8Array(bytes)
  if (place < out.length) out[place] = to(out[place]!) & 0xff
  return out
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, roll) => changed(bytes, at(bytes, roll), (byte) => byte ^ (1 << roll.below(8))),
  (bytes, roll) => changed(bytes, at(bytes, roll), () => INTERESTING[roll.below(INTERESTING.length)]!),
  (bytes, roll) => changed(bytes, at(bytes, roll), (byte) => byte + (roll.below(2) ? 1 : -1)),
  (bytes, roll) => bytes.subarray(0, at(bytes, roll)),
  (bytes, roll) => joined(bytes, bytes.subarray(at(bytes, roll))),
  (bytes, roll) => {
    const from = at(bytes, roll)
    return joined(bytes.subarray(0, from), bytes.subarray(from + 1 + roll.below(32)))
  },
  (bytes, roll) => {
    const place = at(bytes, roll)
    const piece = Uint8Array.from({ length: 1 + roll.below(16) }, () => roll.below(256))
    return joined(bytes.subarray(0, place), piece, bytes.subarray(place))
  },
  (bytes, roll) => {
    const [from, to, long] = [at(bytes, roll), at(bytes, roll), 1 + roll.below(64)]
    const out = new Uint8Array(bytes)
    out.set(bytes.subarray(from, Math.min(from + long, bytes.length - Math.max(0, to - from))), Math.min(to, from))
    return out
  },
  (bytes, roll, other) => joined(bytes.subarray(0, at(bytes, roll)), other.subarray(at(other, roll))),
  // a length that says too much or is not the shortest
  (bytes, roll) => {
    const place = at(bytes, roll)
    return joined(
      bytes.subarray(0, place),
      new Uint8Array([0x82, roll.below(256), roll.below(256)]),
      bytes.subarray(place + 1),
    )
  },
  // nesting without end
  (bytes, roll) => joined(new Uint8Array(1 + roll.below(200)).fill(0x30), bytes),
]

/** The bytes after one to three changes, as the dice fall; never the same bytes. */
export function mutated(bytes: Uint8Array, roll: Dice, other: Uint8Array): Uint8Array {
  let out = bytes
  for (let i = 1 + roll.below(3); i > 0; i--) out = MUTATIONS[roll.below(MUTATIONS.length)]!(out, roll, other)
  return Buffer.compare(out, bytes) === 0 ? changed(bytes, at(bytes, roll), (byte) => byte ^ 1) : out
}
