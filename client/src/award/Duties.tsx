import type { Duty } from '../../../server/award/duty.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { dutyName } from './view.ts'

/** Every limit of the law that runs or ran for a tender after its evaluation, each with its article. */
export function DutyList({ tender, version }: { tender: string; version?: unknown }) {
  const found = useLoad<{ items: Duty[]; stoppedAt: number | null }>(`/tenders/${tender}/duties`, version)
  const { items = [], stoppedAt = null } = found.value ?? {}
  if (!items.length) return null
  return (
    <section className="sheet stack">
      <h2>{say('法定期限', 'Limits of the law')}</h2>
      {stoppedAt !== null && (
        <p className="banner sun">
          {say('招标（采购）活动暂停，期限自此停止计算：', 'The tender rests; limits stand still since ')}
          <Moment at={stoppedAt} />
        </p>
      )}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {[...items].sort(running).map((one) => (
          <li key={one.duty} style={{ borderTop: '1px solid var(--line)', padding: '10px 0' }}>
            <b>{dutyName(one)}</b> <Stand of={one} still={stoppedAt !== null} />
            <div className="quiet">{one.article}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const running = (a: Duty, b: Duty): number =>
  Number(a.doneAt !== null) - Number(b.doneAt !== null) || (a.until ?? Infinity) - (b.until ?? Infinity)

function Stand({ of, still }: { of: Duty; still: boolean }) {
  if (of.doneAt !== null)
    return of.inTime ? (
      <span className="good">
        {say('已按期完成', 'done in time')} <Moment at={of.doneAt} />
      </span>
    ) : (
      <span className="bad">
        {say('已逾期完成', 'done too late')} <Moment at={of.doneAt} />
      </span>
    )
  if (of.until === null)
    return (
      <span className="sun">
        {say('截止日所在年份的节假日安排尚未公布，暂不能计算', 'pending: the calendar is not out')}
      </span>
    )
  if (still)
    return (
      <span className="quiet">
        {say('暂停计算，原截止', 'stands still; was')} <Moment at={of.until} />
      </span>
    )
  return <Countdown from={of.from} until={of.until} />
}
