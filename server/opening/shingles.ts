const LETTERS = 5
/** Fewer runs than this say nothing: a form's labels are alike by right. */
export const FEWEST_RUNS = 300

/**
 * The runs of five letters of a text, each as a number of 32 bits, in ascending order and once each. Blanks, punctuation and
 * the difference of capitals do not count.
 *
 * @param without runs that do not count because everybody was given them
 */
export function runsOf(text: string, without: Uint32Array = new Uint32Array()): Uint32Array {
  const plain = text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, '')
  const all = new Uint32Array(Math.max(0, plain.length - LETTERS + 1))
  for (let at = 0; at < all.length; at++) {
    let hash = 0x811c9dc5 // FNV-1a
    for (let i = at; i < at + LETTERS; i++) hash = Math.imul(hash ^ plain.charCodeAt(i), 0x01000193)
    all[at] = hash >>> 0
  }
  all.sort()
  return all.filter((run, i) => run !== all[i - 1] && !contains(without, run))
}

function contains(sorted: Uint32Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return sorted[low] === wanted
}

/**
 * How much of the shorter of two texts stands in the other, in basis points, rounded down; null where one is too short to
 * say.
 */
export function likeness(a: Uint32Array, b: Uint32Array): number | null {
  const shorter = Math.min(a.length, b.length)
  if (shorter < FEWEST_RUNS) return null
  let [i, j, both] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) both++
    const [x, y] = [a[i]!, b[j]!]
    if (x <= y) i++
    if (y <= x) j++
  }
  return Number((BigInt(both) * 10_000n) / BigInt(shorter))
}

/** Runs of several texts together. */
export function together(all: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(all.reduce((sum, one) => sum + one.length, 0))
  let at = 0
  for (const one of all) {
    joined.set(one, at)
    at += one.length
  }
  joined.sort()
  return joined.filter((run, i) => run !== joined[i - 1])
}
