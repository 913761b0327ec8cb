import { dayOf, instantOf } from '../../../server/law/periods.ts'
import type { PlanDate } from '../../../server/projects/planLine.ts'
import { say } from '../app/words.ts'

const DAY = 86_400_000

/** The dates on a line, in proportion to the days between them. */
export function PlanBars({ dates }: { dates: readonly PlanDate[] }) {
  const told = dates.filter((one): one is PlanDate & { at: number } => one.at !== null)
  const first = Math.min(...told.map(({ at }) => at))
  const last = Math.max(...told.map(({ at }) => at), first + DAY)
  const x = (at: number): number => 2 + ((at - first) / (last - first)) * 96
  const months = monthsBetween(first, last)
  return (
    <svg
      viewBox="0 0 100 12"
      className="gantt"
      role="img"
      aria-label={say('各日期在时间轴上的位置', 'the dates on a line')}
    >
      <line x1="2" y1="7" x2="98" y2="7" stroke="var(--line)" strokeWidth="0.6" />
      {months.map((at) => (
        <g key={at}>
          <line x1={x(at)} y1="6" x2={x(at)} y2="8" stroke="var(--quiet)" strokeWidth="0.2" />
          <text x={x(at)} y="10.6" fontSize="1.7" fill="var(--quiet)" textAnchor="middle">
            {dayOf(at).slice(0, 7)}
          </text>
        </g>
      ))}
      {told.map((one) => (
        <circle
          key={one.id}
          cx={x(one.at)}
          cy="7"
          r={one.chosen ? 0.9 : 0.6}
          fill={one.conflicts.length ? 'var(--bad)' : one.chosen ? 'var(--action)' : 'var(--quiet)'}
        >
          <title>{`${say(one.zh, one.en)} ${dayOf(one.at)}`}</title>
        </circle>
      ))}
    </svg>
  )
}

function monthsBetween(first: number, last: number): number[] {
  const found: number[] = []
  let [year = 0, month = 0] = dayOf(first).split('-').map(Number)
  for (;;) {
    month += 1
    if (month > 12) {
      year += 1
      month = 1
    }
    const at = instantOf(`${year}-${String(month).padStart(2, '0')}-01`)
    if (at > last) return found
    found.push(at)
  }
}
