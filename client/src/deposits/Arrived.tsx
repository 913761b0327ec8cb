import { say, sayBoth } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { type MyDeposit, wayOut } from './deposit.ts'

/** What arrived on the bidder's account: how much of it counts, why, and where money that does not count leaves one. */
export function Arrived({ deposit }: { deposit: MyDeposit }) {
  if (!deposit.payments.length) return null
  return (
    <section className="sheet">
      <h2>{say('到账记录', 'What arrived')}</h2>
      <div className="table-wrap">
        <table className="plain cards">
          <thead>
            <tr>
              <th>{say('到账时间', 'Time')}</th>
              <th className="number">{say('金额', 'Amount')}</th>
              <th className="number">{say('计入', 'Counts')}</th>
              <th>{say('说明', 'Why')}</th>
            </tr>
          </thead>
          <tbody>
            {deposit.payments.map((one) => (
              <tr key={`${one.paidAt}${one.amount}${one.outcome}`}>
                <td>
                  <Moment at={one.paidAt} />
                </td>
                <td className="number" data-label={say('金额', 'Amount')}>
                  <Money fen={one.amount} />
                </td>
                <td className="number" data-label={say('计入', 'Counts')}>
                  <span className={one.counted === '0' ? 'bad' : ''}>
                    <Money fen={one.counted} />
                  </span>
                </td>
                <td>
                  {one.reversed ? <span className="bad">{sayBoth(one.reversed.reason)}</span> : sayBoth(one.reason)}
                  {one.back && <Back of={one.back} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Back({ of }: { of: { sentAt: number | null; returnedAt: number | null } }) {
  if (of.returnedAt)
    return (
      <div className="good">
        {say('已原路退回', 'gone back')} <Moment at={of.returnedAt} />
      </div>
    )
  return (
    <div className="quiet">
      {of.sentAt
        ? say('原路退回：银行办理中', 'goes back: at the bank')
        : say('原路退回：已列入待退，无须申请', 'goes back: on the list, nothing to do')}
    </div>
  )
}

/** Where the deposit stands, why, and what to do now. It changes by itself when money comes. */
export function Standing({ deposit }: { deposit: MyDeposit }) {
  const { tone, word, why, next } = wayOut(deposit)
  return (
    <div className={`banner ${tone}`} role="status" aria-live="polite">
      <b>{word}</b> {why}
      {deposit.guarantee && !deposit.guarantee.revoked && (
        <>
          {say('担保金额', 'guaranteed')} <Money fen={deposit.guarantee.amount} />
          {say('，有效至 ', ', valid until ')}
          <Moment at={deposit.guarantee.validUntil} />
        </>
      )}
      {next && (
        <div>
          <span className="quiet">{say('下一步：', 'Next: ')}</span>
          {next}
        </div>
      )}
    </div>
  )
}
