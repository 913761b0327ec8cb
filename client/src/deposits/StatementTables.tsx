import type { Row, RowError } from '../../../server/deposits/statement.ts'
import { say, sayBoth } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import type { Imported } from './BankDesk.tsx'
import { becauseWord } from './deposit.ts'

/** What cannot be read of a statement, place by place. */
export function Errors({ errors }: { errors: RowError[] }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th className="number" style={{ width: 64 }}>
              {say('行', 'Line')}
            </th>
            <th>{say('列', 'Column')}</th>
            <th>{say('问题', 'What is wrong')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ line, column, zh, en }) => (
            <tr key={`${line}${column}`}>
              <td className="number bad" data-label={say('第', 'line')}>
                {line}
              </td>
              <td data-label={say('列', 'Column')}>{column || '—'}</td>
              <td>{say(zh, en)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const kindWord = (what: Row['what']): string =>
  ({
    'bank.pay': say('收款', 'in'),
    'bank.confirm': say('已退款', 'paid back'),
    'bank.refuse': say('退款被退回', 'refund refused'),
    'bank.reverse': say('到账冲正', 'arrival reversed'),
  })[what]

/** What a statement would book. */
export function Rows({ rows }: { rows: Row[] }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th className="number" style={{ width: 64 }}>
              {say('行', 'Line')}
            </th>
            <th>{say('流水号', 'Number')}</th>
            <th>{say('收付', 'Kind')}</th>
            <th className="number">{say('金额', 'Amount')}</th>
            <th>{say('账户与户名', 'Account and name')}</th>
            <th>{say('时间', 'Time')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className="number" data-label={say('行', 'Line')}>
                {row.line}
              </td>
              <td className="hash">{row.fields.message}</td>
              <td>{kindWord(row.what)}</td>
              <td className="number" data-label={say('金额', 'Amount')}>
                {row.what === 'bank.pay' ? <Money fen={row.fields.amount} /> : '—'}
              </td>
              <td>
                <About row={row} />
              </td>
              <td data-label={say('时间', 'Time')}>
                <Moment at={momentOf(row)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const momentOf = (row: Row): number =>
  row.what === 'bank.refuse'
    ? row.fields.refusedAt
    : row.what === 'bank.reverse'
      ? row.fields.reversedAt
      : row.fields.paidAt

function About({ row }: { row: Row }) {
  if (row.what === 'bank.pay')
    return (
      <>
        {row.fields.payerName} <span className="quiet digits">{row.fields.payerAccount}</span>
        <div className="quiet digits">→ {row.fields.account}</div>
      </>
    )
  return (
    <>
      <span className="hash">{row.what === 'bank.reverse' ? row.fields.of : row.fields.order}</span>
      {row.what === 'bank.reverse' && <div>{row.fields.because}</div>}
      {row.what === 'bank.refuse' && <div className="bad">{becauseWord(row.fields.because)}</div>}
    </>
  )
}

const outcomeWord = (outcome: string): string =>
  ({
    held: say('已计入', 'counts'),
    short: say('金额不足', 'too little'),
    surplus: say('已计入，有多付', 'counts, with a surplus'),
    late: say('逾期', 'late'),
    payerMismatch: say('户名不符', 'another payer'),
    notBasicAccount: say('非基本账户', 'not the basic account'),
    cashRefused: say('不接受现金', 'cash is refused'),
    suspense: say('挂账', 'in suspense'),
    reversed: say('已冲正', 'reversed'),
    refunded: say('已记退款', 'refund noted'),
    refusalNoted: say('已记退回', 'refusal noted'),
  })[outcome] ?? say('未入账', 'not booked')

/** What became of each row. */
export function Outcomes({ rows }: { rows: Imported[] }) {
  return (
    <>
      <div className="banner good" role="status">
        <b>{say(`已处理 ${rows.length} 行`, `${rows.length} rows done`)}</b>{' '}
        <span className="quiet">
          {say('同一文件或同一流水号重复导入不会重复入账', 'the same file or number again is not booked twice')}
        </span>
      </div>
      <div className="table-wrap">
        <table className="plain cards">
          <thead>
            <tr>
              <th className="number" style={{ width: 64 }}>
                {say('行', 'Line')}
              </th>
              <th>{say('流水号', 'Number')}</th>
              <th>{say('结果', 'Outcome')}</th>
              <th>{say('说明', 'Why')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, message, outcome, reason }) => (
              <tr key={line}>
                <td className="number" data-label={say('行', 'Line')}>
                  {line}
                </td>
                <td className="hash">{message}</td>
                <td style={{ whiteSpace: 'nowrap' }}>{outcomeWord(outcome)}</td>
                <td>{sayBoth(reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
