import { say } from '../app/words.ts'
import type { RefundRow } from '../deposits/money.ts'
import { RefundTable } from '../deposits/RefundTable.tsx'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Notice, useAlarms } from './Alarms.tsx'

/** Deposits that are not back on their last lawful day; a new one comes without a reload and asks to be noticed. */
export function Overdue() {
  const { open, v, reload } = useAlarms()
  const found = useLoad<{ items: RefundRow[] }>('/refunds/overdue', v)
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('逾期未退的保证金', 'Overdue refunds')}</h2>
        {!!found.value?.items.length && (
          <a href={api.url('/refunds/overdue/table.xlsx')} download>
            {say('导出表格（xlsx）', 'Table (xlsx)')}
          </a>
        )}
      </div>
      <Notice open={open} onNoticed={reload} />
      <Loading of={found}>
        {({ items }) =>
          items.length ? (
            <>
              <b className="bad" style={{ fontWeight: 600 }}>
                {items.length} {say('笔超过法定退还期限', 'beyond their last lawful day')}
              </b>
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
