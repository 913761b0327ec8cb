import type { ReactNode } from 'react'
import { say } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { becauseWord } from './deposit.ts'
import { pendingWord, type RefundRow, stateWord } from './money.ts'

/** Refunds, one a row; what is not open yet says so. */
export function RefundTable({ rows, action }: { rows: RefundRow[]; action?: (row: RefundRow) => ReactNode }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th>{say('指令', 'Order')}</th>
            <th>{say('标段与投标人', 'Tender and bidder')}</th>
            <th className="number">{say('本金', 'Principal')}</th>
            <th className="number">{say('利息', 'Interest')}</th>
            <th>{say('最迟退还', 'Due by')}</th>
            <th>{say('状态', 'State')}</th>
            {action && <th />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.order}>
              <td className="hash">{row.order.slice(0, 16)}…</td>
              <td>{row.sealed ? <Sealed kind={row.kind} /> : <Open row={row} />}</td>
              <td className="number" data-label={say('本金', 'Principal')}>
                {row.principal ? <Money fen={row.principal} /> : '—'}
              </td>
              <td className="number" data-label={say('利息', 'Interest')}>
                {row.interest ? <Money fen={row.interest} /> : '—'}
                {row.penalty && row.penalty !== '0' && (
                  <div className="bad">
                    {say('逾期', 'late')} <Money fen={row.penalty} />
                  </div>
                )}
              </td>
              <td className={row.overdue ? 'bad' : ''} data-label={say('最迟退还', 'Due by')}>
                {row.dueBy ? <Moment at={row.dueBy} /> : row.pendingYear ? pendingWord(row.pendingYear) : '—'}
                {row.overdue && <b> {say('已逾期', 'overdue')}</b>}
              </td>
              <td data-label={say('状态', 'State')}>{row.because ? becauseWord(row.because) : stateWord(row.state)}</td>
              {action && <td>{action(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Open({ row }: { row: RefundRow }) {
  return (
    <>
      {row.bidder}
      <div className="quiet">
        {row.tender?.name} <span className="digits">{row.tender?.code}</span>
      </div>
    </>
  )
}

function Sealed({ kind }: { kind: RefundRow['kind'] }) {
  return (
    <span className="quiet">
      {kind === 'suspense'
        ? say('挂账款项，付款人不公开', 'money for no account; the payer stays secret')
        : say('开标前不公开', 'not told before the opening')}
    </span>
  )
}
