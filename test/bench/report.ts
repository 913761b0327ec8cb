/** One figure of a bench. What it has none of is null. */
export interface Result {
  name: string
  value: number
  unit: string
  /** What this machine can do at best, measured in the same run, in the same unit. */
  limit: number | null
  /** `value / limit`. */
  ratio: number | null
  /** What the ratio should reach, or the value where there is no limit. */
  goal: number | null
  met: boolean | null
}

/** A figure as a bench measured it; its goal is met from above unless `less` is better. */
export interface Measured {
  name: string
  value: number
  unit: string
  limit?: number
  goal?: number
  less?: boolean
}

/** Completes a figure: its ratio to the limit, and whether the goal is met. */
export function result({ name, value, unit, limit, goal, less = false }: Measured): Result {
  const ratio = limit === undefined ? null : value / limit
  const judged = ratio ?? value
  const met = goal === undefined ? null : less ? judged <= goal : judged >= goal
  return { name, value, unit, limit: limit ?? null, ratio, goal: goal ?? null, met }
}

const columns = ['figure', 'value', 'unit', 'limit', 'ratio', 'goal', 'met'] as const

/** The figures as a table for people. */
export function table(results: Result[]): string {
  const rows = results.map((it) => [
    it.name,
    figure(it.value),
    it.unit,
    figure(it.limit),
    figure(it.ratio),
    figure(it.goal),
    it.met === null ? '' : it.met ? 'yes' : 'NO',
  ])
  const widths = columns.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0, i))
      .join('  ')
      .trimEnd()
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

const texts = new Set([0, 2, 6])
const pad = (cell: string, width: number, column: number) =>
  texts.has(column) ? cell.padEnd(width) : cell.padStart(width)

function figure(n: number | null): string {
  if (n === null) return ''
  const digits = Math.abs(n) >= 100 ? 0 : Math.abs(n) >= 1 ? 1 : 3
  return n.toLocaleString('en-US', { maximumFractionDigits: digits })
}
