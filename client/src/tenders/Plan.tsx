import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { calendar, dayAfter, dayOf, instantOf, isWorkingDay } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import { type PlanDate, timetable } from '../../../server/projects/plan.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { say } from '../app/words.ts'
import { serverNow } from '../net/useClock.ts'
import { Field } from '../pieces/Field.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { DraftFrame } from './DraftFrame.tsx'
import { useDraft } from './useDraft.ts'

/** The timetable (T02): every date with the rule that fixes it; moving one shows at once what it breaks. */
export default function Plan() {
  const of = useDraft()
  return <DraftFrame of={of}>{(draft) => <Dates draft={draft} change={of.change} />}</DraftFrame>
}

function Dates({ draft, change }: { draft: Draft; change(part: Partial<Draft>): void }) {
  const [publishedAt, setPublishedAt] = useState(() => Math.max(draft.documentsFrom, 0))
  const [reportOn, setReportOn] = useState(() => dayAfter(dayOf(draft.deadline), 1))
  const law = rulebookFor(draft.track, dayOf(publishedAt))
  const { documentsFrom, documentsUntil, deadline, validityDays, kind } = draft
  const terms = { publishedAt, documentsFrom, documentsUntil, deadline, validityDays, kind, reportOn }
  const dates = timetable({ ...terms, deposit: 0n, estimate: 1n }, law, calendar)
  const broken = dates.filter(({ conflicts }) => conflicts.length)
  const years = [...calendar.years].sort()
  return (
    <>
      <section className="sheet stack">
        <h2>{say('选择日期', 'Choose the dates')}</h2>
        <p className="quiet">
          {say(
            `规则包 ${law.id}；节假日安排已公布至 ${years.at(-1)} 年，超出部分显示“待定”，不作推算。`,
            `Rulebook ${law.id}; the calendar is out up to ${years.at(-1)}. What lies beyond is pending, never guessed.`,
          )}
        </p>
        <div className="fields">
          <Field
            label={say('发布公告', 'Notice')}
            hint={publishedAt < serverNow() ? say('早于当前时间', 'before now') : undefined}
          >
            {(id) => <InstantInput id={id} at={publishedAt} onAt={setPublishedAt} />}
          </Field>
          <Field label={say('招标文件开始提供', 'Documents from')}>
            {(id) => <InstantInput id={id} at={documentsFrom} onAt={(at) => change({ documentsFrom: at })} />}
          </Field>
          <Field label={say('招标文件提供截止', 'Documents until')}>
            {(id) => <InstantInput id={id} at={documentsUntil} onAt={(at) => change({ documentsUntil: at })} />}
          </Field>
          <Field label={say('投标截止暨开标', 'Deadline and opening')}>
            {(id) => <InstantInput id={id} at={deadline} onAt={(at) => change({ deadline: at })} />}
          </Field>
          <Field label={say('投标有效期（日）', 'Validity, days')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={400}
                value={validityDays}
                onChange={(days) => days && change({ validityDays: days })}
              />
            )}
          </Field>
          <Field label={say('预计评标完成日', 'Report expected on')}>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={reportOn}
                onChange={(e) => e.target.value && setReportOn(e.target.value)}
              />
            )}
          </Field>
        </div>
        {broken.length > 0 ? (
          <p className="banner bad">
            <b>
              {say(
                `${broken.length} 个日期不合法，不能据此发布`,
                `${broken.length} dates are unlawful: nothing can be published by them`,
              )}
            </b>
          </p>
        ) : (
          <p className="banner good">{say('各日期符合所列规则。', 'Every date keeps its rule.')}</p>
        )}
      </section>
      <section className="sheet stack">
        <h2>{say('时间轴', 'Timeline')}</h2>
        <Bars dates={dates} />
        <ol className="timeline">
          {inOrder(dates).map((one) => (
            <Line key={one.id} of={one} onMove={mover(one.id, { change, setPublishedAt, setReportOn })} />
          ))}
        </ol>
      </section>
    </>
  )
}

/** By their day; what is pending stands last. */
const inOrder = (dates: readonly PlanDate[]): PlanDate[] =>
  dates.toSorted((a, b) => (a.at ?? Number.MAX_SAFE_INTEGER) - (b.at ?? Number.MAX_SAFE_INTEGER))

type Movers = { change(part: Partial<Draft>): void; setPublishedAt(at: number): void; setReportOn(day: string): void }

function mover(id: string, { change, setPublishedAt, setReportOn }: Movers): ((at: number) => void) | undefined {
  if (id === 'notice') return setPublishedAt
  if (id === 'report') return (at) => setReportOn(dayOf(at))
  return ['documentsFrom', 'documentsUntil', 'deadline'].includes(id) ? (at) => change({ [id]: at }) : undefined
}

const DAY = 86_400_000

function Line({ of, onMove }: { of: PlanDate; onMove: ((at: number) => void) | undefined }) {
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
        {of.at !== null && restOf(of.at) && <span className="quiet">{say('休息日', 'rest day')}</span>}
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

function restOf(at: number): boolean {
  const day = dayOf(at)
  return calendar.years.has(day.slice(0, 4)) && !isWorkingDay(day, calendar)
}

/** The dates on a line, in proportion to the days between them. */
function Bars({ dates }: { dates: readonly PlanDate[] }) {
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
