import { Button, Input } from 'antd'
import { useState } from 'react'
import type { CalendarProposal } from '../../../server/regions/calendar.ts'
import type { HolidayTable } from '../../../server/regions/calendarEvents.ts'
import { useSession } from '../app/session.tsx'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api, Stopped } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Act } from '../pieces/Act.tsx'
import { Decide } from '../pieces/Decide.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { ChangeHistory } from './ChangeHistory.tsx'
import type { Changed } from './values.ts'

interface Years {
  years: (HolidayTable & { year: string; published: boolean })[]
  keeper: string | null
  proposal: CalendarProposal | null
  waiting: Record<string, unknown> | null
  changes: Changed[]
}

/** The years whose holidays are known; beyond them no period is counted. The network's centre publishes the next by two people. */
export function HolidayYears() {
  const of = useLoad<Years>('/calendar')
  const { session } = useSession()
  return (
    <Loading of={of}>
      {(calendar) => {
        const mine = session?.role === 'centre' && (!calendar.keeper || calendar.keeper === session.organisation)
        const last = calendar.years.at(-1)?.year ?? ''
        return (
          <>
            <p className="quiet" style={{ margin: 0 }}>
              {say(
                `日历覆盖至 ${last} 年底。之后届满的期限显示为“待定”，下一年度安排公布后重新计算，不作推测。`,
                `The calendar covers the years to ${last}. What ends later is pending until the next year is published, and never guessed.`,
              )}
            </p>
            {calendar.proposal && <Waiting of={calendar} mine={mine} onDone={of.reload} />}
            {mine && !calendar.proposal && <Propose year={String(Number(last) + 1)} onDone={of.reload} />}
            {calendar.years.toReversed().map((one) => (
              <section className="sheet stack" key={one.year}>
                <div className="sheet-head">
                  <h2>{one.year}</h2>
                  <span className="quiet">{one.notice}</span>
                </div>
                <Table table={one} />
              </section>
            ))}
            <ChangeHistory changes={calendar.changes.map(withoutTables)} units={new Map()} />
          </>
        )
      }}
    </Loading>
  )
}

/** A year's lines are shown in its table, not twice in the history. */
const withoutTables = ({ type, at, data }: Changed): Changed => {
  const { difference: _difference, ...rest } = data
  return { type, at, data: rest }
}

function Table({ table: { rest, work } }: { table: Pick<HolidayTable, 'rest' | 'work'> }) {
  return (
    <dl className="facts">
      {rest.map(([first, last, name]) => (
        <div key={first} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd className="digits">{first === last ? first : `${first} — ${last}`}</dd>
        </div>
      ))}
      <dt>{say('调休上班', 'Make-up days')}</dt>
      <dd className="row digits" style={{ gap: '0 16px' }}>
        {work.length ? work.map((day) => <span key={day}>{day}</span>) : say('无', 'none')}
      </dd>
    </dl>
  )
}

function Waiting({ of, mine, onDone }: { of: Years; mine: boolean; onDone: () => void }) {
  const { proposal } = of
  if (!proposal) return null
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say(`待确认：${proposal.year} 年`, `Waits: ${proposal.year}`)}</h2>
        <span className="quiet">{proposal.table.notice}</span>
      </div>
      <div>
        {proposal.by.name} <Moment at={proposal.proposedAt} />
      </div>
      <Table table={proposal.table} />
      {mine && (
        <Decide
          path={`/calendar/proposals/${proposal.id}`}
          what="calendar"
          fields={of.waiting ?? {}}
          warning={say(
            '请对照国务院办公厅通知逐日核对。由提出人以外的另一人签署后公布，待定的期限随即重新计算并到期。',
            'Compare it day by day with the notice. Once another person signs, it is published, and what was pending is computed anew.',
          )}
          confirmText={say('与通知一致，签名公布', 'As in the notice: sign and publish')}
          onDone={onDone}
        />
      )}
    </section>
  )
}

function Propose({ year, onDone }: { year: string; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [notice, setNotice] = useState('')
  const [rest, setRest] = useState('')
  const [work, setWork] = useState('')
  const propose = useDeed(async () => {
    const table = { notice: notice.trim(), rest: spansIn(rest), work: work.split(/[\s,，、]+/).filter(Boolean) }
    const { fields } = await api.post<{ fields: Record<string, unknown> }>('/calendar/difference', { year, table })
    const cms = await signAsPerson('calendar.propose', fields)
    await api.post('/calendar/proposals', { year, table, cms })
    onDone()
  })
  if (!open)
    return (
      <div>
        <Button type="primary" onClick={() => setOpen(true)}>
          {say(`录入 ${year} 年安排`, `Enter ${year}`)}
        </Button>
      </div>
    )
  return (
    <section className="sheet stack">
      <h2>{say(`${year} 年节假日安排`, `Holidays of ${year}`)}</h2>
      <Input
        aria-label={say('通知文号', 'Number of the notice')}
        placeholder={say('通知文号，如 国办发明电〔2026〕7号', 'number of the notice')}
        value={notice}
        onChange={({ target }) => setNotice(target.value)}
      />
      <Input.TextArea
        aria-label={say('放假日期', 'Days of rest')}
        placeholder={say(
          `每行：名称 首日 末日，如 元旦 ${year}-01-01 ${year}-01-03`,
          'one a line: name, first day, last day',
        )}
        value={rest}
        onChange={({ target }) => setRest(target.value)}
        autoSize={{ minRows: 7 }}
      />
      <Input
        aria-label={say('调休上班日', 'Make-up days')}
        placeholder={say('调休上班日，以空格分开', 'make-up days, separated by spaces')}
        value={work}
        onChange={({ target }) => setWork(target.value)}
      />
      <p className="quiet" style={{ margin: 0 }}>
        {say(
          '签名即提出；平台核对年度衔接、法定节日、调休与放假日数，另一人确认后公布。',
          'By signing you propose it. The platform checks years, holidays, make-up days and their sum; another person publishes it.',
        )}
      </p>
      <Act
        of={propose}
        title={say('签名并提出', 'Sign and propose')}
        ready={!!notice.trim() && !!rest.trim()}
        onCancel={() => setOpen(false)}
      />
    </section>
  )
}

function spansIn(text: string): [string, string, string][] {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line, i) => {
      const [name = '', first = '', last = ''] = line.trim().split(/[\s,，]+/)
      if (!/^\d{4}-\d\d-\d\d$/.test(first) || !/^\d{4}-\d\d-\d\d$/.test(last))
        throw new Stopped(`第 ${i + 1} 行应为：名称 首日 末日`, `line ${i + 1} must be: name first-day last-day`)
      return [first, last, name]
    })
}
