/** How far apart the means of two samples are, in units of what chance explains (Welch's t); 0 for fewer than two. */
export function welch(a: readonly number[], b: readonly number[]): number {
  if (a.length < 2 || b.length < 2) return 0
  const [one, other] = [moments(a), moments(b)]
  const spread = Math.sqrt(one.variance / a.length + other.variance / b.length)
  return spread === 0 ? 0 : (one.mean - other.mean) / spread
}

type Pair = readonly [readonly number[], readonly number[]]

/** How far the difference of two means has moved from one pair of samples to another, in the same units. */
export function welchOfChange(before: Pair, after: Pair): number {
  const all = [...before, ...after]
  if (all.some(({ length }) => length < 2)) return 0
  const spread = Math.sqrt(all.reduce((sum, values) => sum + moments(values).variance / values.length, 0))
  const apart = ([one, other]: Pair): number => mean(one) - mean(other)
  return spread === 0 ? 0 : (apart(after) - apart(before)) / spread
}

/** What lies below a share of all values of both samples: pauses of the machine are left out of both alike. */
export function below(share: number, a: readonly number[], b: readonly number[]): [number[], number[]] {
  const all = [...a, ...b].sort((x, y) => x - y)
  const most = all[Math.floor(share * (all.length - 1))] ?? 0
  return [a.filter((x) => x <= most), b.filter((x) => x <= most)]
}

export const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

function moments(values: readonly number[]): { mean: number; variance: number } {
  const middle = mean(values)
  return { mean: middle, variance: values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (values.length - 1) }
}
