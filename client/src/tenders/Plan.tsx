import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { type Calendar, covers, dayAfter, dayOf, isWorkingDay } from '../../../server/law/periods.ts'
import { rulebook, rulebookFor } from '../../../server/law/rulebook.ts'
import { type PlanDate, timetable } from '../../../server/projects/plan.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { draftOf, type Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useCalendar } from '../net/useCalendar.ts'
import { serverNow } from '../net/useClock.ts'
import { Field } from '../pieces/Field.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { DraftFrame } from './DraftFrame.tsx'
import { PlanBars } from './PlanBars.tsx'
import { useDraft } from './useDraft.ts'

/** The timetable (T02): every date with the rule that fixes it; moving one shows at once what it breaks. */
export default function Plan() {
  const of = useDraft()
  const calendar = useCalendar()
  return (
    <DraftFrame
      of={of}
      after={(tender) => <Loading of={calendar}>{(table) => <Published tender={tender} calendar={table} />}</Loading>}
    >
      {(draft) => (
        <Loading of={calendar}>{(table) => <Dates draft={draft} change={of.change} calendar={table} />}</Loading>
      )}
    </DraftFrame>
  )
}

function Dates({ draft, change, calendar }: { draft: Draft; change(part: Partial<Draft>): void; calendar: Calendar }) {
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
      <Axis dates={dates} calendar={calendar} moves={(id) => mover(id, { change, setPublishedAt, setReportOn })} />
    </>
  )
}

/** The dates of a tender that is published, by the rulebook that judges it to its end; nothing moves here any more. */
function Published({ tender, calendar }: { tender: Tender; calendar: Calendar }) {
  if (!tender.published) return null
  const { rulebook: id, publishedAt } = tender.published
  const terms = { ...draftOf(tender), publishedAt, reportOn: dayAfter(dayOf(tender.deadline), 1) }
  return <Axis dates={timetable({ ...terms, deposit: 0n, estimate: 1n }, rulebook(id), calendar)} calendar={calendar} />
}

function Axis(of: {
  dates: PlanDate[]
  calendar: Calendar
  /** how a date is moved by the day; absent: none is */
  moves?: (id: string) => ((at: number) => void) | undefined
}) {
  return (
    <section className="sheet stack">
      <h2>{say('时间轴', 'Timeline')}</h2>
      <PlanBars dates={of.dates} />
      <ol className="timeline">
        {inOrder(of.dates).map((one) => (
          <Line key={one.id} of={one} calendar={of.calendar} onMove={of.moves?.(one.id)} />
        ))}
      </ol>
    </section>
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

function Line({
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
