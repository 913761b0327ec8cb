import { say } from '../app/words.ts'
import type { RefundRow } from '../deposits/money.ts'
import { RefundTable } from '../deposits/RefundTable.tsx'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'

/** Deposits that are not back on their last lawful day. */
export function Overdue() {
  const found = useLoad<{ items: RefundRow[] }>('/refunds/overdue')
  return (
    <section className="sheet stack">
      <h2>{say('逾期未退的保证金', 'Overdue refunds')}</h2>
      <Loading of={found}>
        {({ items }) =>
          items.length ? (
            <>
              <div className="banner bad">
                <b>
                  {items.length} {say('笔超过法定退还期限', 'beyond their last lawful day')}
                </b>
              </div>
              <RefundTable rows={items} />
            </>
          ) : (
            <p className="quiet" style={{ margin: 0 }}>
              {say('没有逾期未退的保证金。', 'Nothing is overdue.')}
            </p>
          )
        }
      </Loading>
    </section>
  )
}
