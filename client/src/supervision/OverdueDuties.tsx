import { Link } from 'react-router'
import type { Duty } from '../../../server/award/duty.ts'
import { say } from '../app/words.ts'
import { dutyName } from '../award/view.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'

type Alarm = Duty & { tender: string; code: string; name: string }

/** What the law wanted done after an evaluation and nobody did in time: report, publicity, award, contract, filing. */
export function OverdueDuties() {
  const found = useLoad<{ items: Alarm[] }>('/duties/overdue')
  return (
    <section className="sheet stack">
      <h2>{say('评标之后逾期未办的法定事项', 'Overdue after the evaluation')}</h2>
      <Loading of={found}>
        {({ items }) =>
          items.length ? (
            <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
              {items.map((one) => (
                <li key={`${one.tender} ${one.duty}`} style={{ borderTop: '1px solid var(--line)', padding: '10px 0' }}>
                  <Link to={`/s/${one.tender}`}>{one.name}</Link> <b className="bad">{dutyName(one)}</b>{' '}
                  {one.until !== null && (
                    <>
                      {say('应于', 'due')} <Moment at={one.until} />
                    </>
                  )}
                  <div className="quiet">
                    {one.code} · {one.article}
                  </div>
                </li>
              ))}
            </ul>
          ) : (
            <p className="quiet" style={{ margin: 0 }}>
              {say('没有逾期未办的事项。', 'Nothing is overdue.')}
            </p>
          )
        }
      </Loading>
    </section>
  )
}
