/** How far apart the means of two samples are, in units of what chance explains (Welch's t); 0 for fewer than two. */
export function welch(a: readonly number[], b: readonly number[]): number {
  if (a.length < 2 || b.length < 2) return 0
  const [one, other] = [moments(a), moments(b)]
  const spread = Math.sqrt(one.variance / a.length + other.variance / b.length)
  return spread === 0 ? 0 : (one.mean - other.mean) / spread
}

/** What lies below a share of all values of both samples: pauses of the machine are left out of both alike. */
export function below(share: number, a: readonly number[], b: readonly number[]): [number[], number[]] {
  const all = [...a, ...b].sort((x, y) => x - y)
  const most = all[Math.floor(share * (all.length - 1))] ?? 0
  return [a.filter((x) => x <= most), b.filter((x) => x <= most)]
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1)
  return { mean, variance }
}
