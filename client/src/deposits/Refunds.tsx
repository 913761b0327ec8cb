import { say } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { becauseWord, type MyDeposit, releaseWord } from './deposit.ts'
import { pendingWord } from './money.ts'
import { NamePayee } from './NamePayee.tsx'

type Refund = MyDeposit['refunds'][number]

/** What goes back and why, by which day and article, and how far it has come; where the bank gave it back, the way on. */
export function Refunds({ deposit, tender, onNamed }: { deposit: MyDeposit; tender: string; onNamed: () => void }) {
  const last = deposit.refunds.at(-1)
  if (!last && !deposit.freed && !deposit.kept) return null
  return (
    <section className="sheet stack">
      <h2>{say('退还', 'Refunds')}</h2>
      {deposit.kept && (
        <div className="banner bad">
          <b>{say('不予退还', 'Kept')}</b> {deposit.kept.decision} <span className="quiet">{deposit.kept.article}</span>
        </div>
      )}
      {deposit.freed && (
        <span>
          {say('保函或年度保证金已解除：', 'The guarantee was given back: ')}
          {releaseWord(deposit.freed)}
        </span>
      )}
      {deposit.refunds.map((one) => (
        <One key={`${one.reason}${one.dueBy}${one.principal}`} of={one} />
      ))}
      {last?.because && last.replyTo && <NamePayee tender={tender} bank={last.replyTo} onNamed={onNamed} />}
    </section>
  )
}

function One({ of }: { of: Refund }) {
  return (
    <dl className="facts">
      <dt>{say('事由', 'Why')}</dt>
      <dd>{releaseWord(of.reason)}</dd>
      <dt>{say('本金', 'Principal')}</dt>
      <dd>
        <Money fen={of.principal} />
      </dd>
      <dt>{say('利息', 'Interest')}</dt>
      <dd>
        <Money fen={of.interest} />
      </dd>
      {of.penalty !== '0' && (
        <>
          <dt>{say('逾期资金占用费', 'For lateness')}</dt>
          <dd>
            <Money fen={of.penalty} />
          </dd>
        </>
      )}
      <dt>{say('最迟退还', 'Due by')}</dt>
      <dd>
        {of.dueBy ? <Moment at={of.dueBy} /> : of.pendingYear ? pendingWord(of.pendingYear) : '—'}{' '}
        <span className="quiet">{of.article}</span>
      </dd>
      <dt>{say('进度', 'Now')}</dt>
      <dd>
        <Progress of={of} />
      </dd>
    </dl>
  )
}

function Progress({ of }: { of: Refund }) {
  if (of.paidAt)
    return (
      <>
        {say('银行已退还', 'paid back')} <Moment at={of.paidAt} />
      </>
    )
  if (of.because) return <span className="bad">{becauseWord(of.because)}</span>
  return <>{of.sentAt ? say('银行办理中', 'at the bank') : say('待交易中心两人审批', 'waits for two approvals')}</>
}
