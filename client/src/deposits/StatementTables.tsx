import type { ReactNode } from 'react'
import type { Row, RowError } from '../../../server/deposits/statement.ts'
import { say, sayBoth } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import type { Imported } from './BankDesk.tsx'
import { becauseWord } from './deposit.ts'

/** One line of a statement, told in cells. */
interface Line {
  key: string | number
  line: number
  /** whether something is wrong with it */
  bad?: boolean
  cells: ReactNode[]
}
/** A column after the line's number: its head, and how its cells are set. */
interface Head {
  head: string
  /** said before the cell where the table is narrow */
  label?: boolean
  className?: string
}

/** Lines of a statement, each with its number. */
function Lines({ heads, lines }: { heads: readonly Head[]; lines: readonly Line[] }) {
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            <th className="number" style={{ width: 64 }}>
              {say('行', 'Line')}
            </th>
            {heads.map(({ head, className }) => (
              <th key={head} {...(className === 'number' ? { className } : {})}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, line, bad, cells }) => (
            <tr key={key}>
              <td className={bad ? 'number bad' : 'number'} data-label={say('行', 'Line')}>
                {line}
              </td>
              {heads.map(({ head, label, className }, i) => (
                <td key={head} {...(className ? { className } : {})} {...(label ? { 'data-label': head } : {})}>
                  {cells[i]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What cannot be read of a statement, place by place. */
export function Errors({ errors }: { errors: RowError[] }) {
  const heads = [{ head: say('列', 'Column'), label: true }, { head: say('问题', 'What is wrong') }]
  const lines = errors.map(({ line, column, zh, en }) => ({
    ...{ key: `${line}${column}`, line, bad: true },
    cells: [column || '—', say(zh, en)],
  }))
  return <Lines heads={heads} lines={lines} />
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
  const heads = [
    { head: say('流水号', 'Number'), className: 'hash' },
    { head: say('收付', 'Kind') },
    { head: say('金额', 'Amount'), label: true, className: 'number' },
    { head: say('账户与户名', 'Account and name') },
    { head: say('时间', 'Time'), label: true },
  ]
  const lines = rows.map((row) => ({
    ...{ key: row.line, line: row.line },
    cells: [
      row.fields.message,
      kindWord(row.what),
      row.what === 'bank.pay' ? <Money key="amount" fen={row.fields.amount} /> : '—',
      <About key="about" row={row} />,
      <Moment key="at" at={momentOf(row)} />,
    ],
  }))
  return <Lines heads={heads} lines={lines} />
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
  const heads = [
    { head: say('流水号', 'Number'), className: 'hash' },
    { head: say('结果', 'Outcome') },
    { head: say('说明', 'Why') },
  ]
  const lines = rows.map(({ line, message, outcome, reason }) => ({
    ...{ key: line, line },
    cells: [
      message,
      <span key="outcome" style={{ whiteSpace: 'nowrap' }}>
        {outcomeWord(outcome)}
      </span>,
      sayBoth(reason),
    ],
  }))
  return (
    <>
      <div className="banner good" role="status">
        <b>{say(`已处理 ${rows.length} 行`, `${rows.length} rows done`)}</b>{' '}
        <span className="quiet">
          {say('同一文件或同一流水号重复导入不会重复入账', 'the same file or number again is not booked twice')}
        </span>
      </div>
      <Lines heads={heads} lines={lines} />
    </>
  )
}
