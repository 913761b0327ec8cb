import { type Calendar, covers, dayOf, isWorkingDay } from '../../../server/law/periods.ts'
import type { PlanDate } from '../../../server/projects/planLine.ts'
import { say } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'

const DAY = 86_400_000

/** One date with its rule, what it breaks, and how to move it. */
export function PlanLine({
  of,
  calendar,
  onMove,
}: {
  of: PlanDate
  calendar: Calendar
  onMove: ((at: number) => void) | undefined
}) {
  const bad = of.conflicts.length > 0
  return (
    <li className={bad ? 'broken' : of.chosen ? 'chosen' : ''}>
      <div className="row">
        <b>{say(of.zh, of.en)}</b>
        {of.at === null ? (
          <span className="sun">
            {say(`待定（${of.pending} 所在年份的安排尚未公布）`, `pending: the calendar of ${of.pending} is not out`)}
          </span>
        ) : (
          <Moment at={of.at} />
        )}
        {of.at !== null && restOf(of.at, calendar) && <span className="quiet">{say('休息日', 'rest day')}</span>}
        {of.at !== null && onMove && (
          <span className="row" style={{ gap: 4 }}>
            <button
              type="button"
              className="nudge"
              onClick={() => onMove((of.at ?? 0) - DAY)}
              aria-label={say(`${of.zh}提前一天`, `${of.en}: a day earlier`)}
            >
              −1
            </button>
            <button
              type="button"
              className="nudge"
              onClick={() => onMove((of.at ?? 0) + DAY)}
              aria-label={say(`${of.zh}推后一天`, `${of.en}: a day later`)}
            >
              +1
            </button>
          </span>
        )}
      </div>
      <div className="quiet">{of.by.article}</div>
      {of.conflicts.map((one) => (
        <div key={one.code} className="bad">
          {say(one.zh, one.en)}
          {one.article && `（${one.article}）`}
          {of.earliest !== null && (
            <>
              ，{say('最早', 'not before')} <Moment at={of.earliest} />
              {onMove && (
                <button type="button" className="nudge" onClick={() => onMove(Math.max(of.earliest ?? 0, of.at ?? 0))}>
                  {say('改为最早合法日期', 'Move there')}
                </button>
              )}
            </>
          )}
        </div>
      ))}
    </li>
  )
}

function restOf(at: number, calendar: Calendar): boolean {
  const day = dayOf(at)
  return covers(calendar, day) && !isWorkingDay(day, calendar)
}
