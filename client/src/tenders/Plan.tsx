import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { type Calendar, dayAfter, dayOf } from '../../../server/law/periods.ts'
import { rulebook, rulebookFor } from '../../../server/law/rulebook.ts'
import { timetable } from '../../../server/projects/plan.ts'
import type { PlanDate } from '../../../server/projects/planLine.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { draftOf, type Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { useCalendar } from '../net/useCalendar.ts'
import { serverNow } from '../net/useClock.ts'
import { Field } from '../pieces/Field.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { DraftFrame } from './DraftFrame.tsx'
import { PlanAdmission } from './PlanAdmission.tsx'
import { PlanBars } from './PlanBars.tsx'
import { PlanLine } from './PlanLine.tsx'
import { useDraft } from './useDraft.ts'
import { usePlannedAdmission } from './usePlannedAdmission.ts'

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
        <Loading of={calendar}>
          {(table) => <Dates draft={draft} past={of.found.value?.prequal} change={of.change} calendar={table} />}
        </Loading>
      )}
    </DraftFrame>
  )
}

interface OfDates {
  draft: Draft
  /** the prequalification that is over */
  past: Tender['prequal'] | undefined
  change(part: Partial<Draft>): void
  calendar: Calendar
}

function Dates({ draft, past, change, calendar }: OfDates) {
  const [publishedAt, setPublishedAt] = useState(() => Math.max(draft.documentsFrom, 0))
  const [reportOn, setReportOn] = useState(() => dayAfter(dayOf(draft.deadline), 1))
  const law = rulebookFor(draft.track, dayOf(publishedAt), draft.mandatory)
  const { documentsFrom, documentsUntil, deadline, validityDays, kind, method } = draft
  const admission = usePlannedAdmission(draft, past, change)
  const terms = {
    ...{ publishedAt, documentsFrom, documentsUntil, deadline, validityDays, kind, reportOn, method },
    ...(admission ? { prequalification: admission.planned } : {}),
  }
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
        {admission && <PlanAdmission of={admission} />}
        <div className="fields">
          <Field
            label={calling(draft)}
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
      <Axis
        dates={dates}
        calendar={calendar}
        moves={(id) => admission?.movers[id] ?? mover(id, { change, setPublishedAt, setReportOn })}
      />
    </>
  )
}

const calling = ({ method, prequalification }: Draft): string =>
  method === 'invited'
    ? say('发出投标邀请书', 'Letters of invitation')
    : prequalification
      ? say('发出投标邀请', 'Call for bids')
      : say('发布公告', 'Notice')

/** The dates of a tender that is published, by the rulebook that judges it to its end; nothing moves here any more. */
function Published({ tender, calendar }: { tender: Tender; calendar: Calendar }) {
  if (!tender.published) return null
  const { rulebook: id, publishedAt } = tender.published
  const { documentsFrom, documentsUntil, deadline, validityDays, kind, method, prequalification } = draftOf(tender)
  const reportOn = dayAfter(dayOf(deadline), 1)
  const passed = tender.prequal?.passedAt ? { ...tender.prequal, reviewOn: dayOf(tender.prequal.passedAt) } : undefined
  const terms = {
    ...{ publishedAt, documentsFrom, documentsUntil, deadline, validityDays, kind, reportOn, method },
    ...(prequalification && passed ? { prequalification: { ...prequalification, ...passed } } : {}),
  }
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
          <PlanLine key={one.id} of={one} calendar={of.calendar} onMove={of.moves?.(one.id)} />
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
