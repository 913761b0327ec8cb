import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'

interface Signals {
  article: string
  samePayer: {
    bidders: string[]
    payments: { bidder: string; amount: string; paidAt: number; message: string }[]
  }[]
}

/** Deposits of several bidders from one account: a fact with its evidence, left to those who judge. Nothing found: nothing shown. */
export function SamePayer({ tender, nameOf }: { tender: string; nameOf?: (tag: string) => string }) {
  const found = useLoad<Signals>(`/tenders/${tender}/evaluation/signals`).value
  if (!found?.samePayer.length) return null
  return (
    <div className="banner sun">
      <b>{say('多家投标人的保证金来自同一账户', 'Deposits of several bidders came from one account')}</b>{' '}
      <span className="quiet">
        {found.article} {say('仅为线索，不是认定', 'a sign, not a verdict')}
      </span>
      {found.samePayer.map(({ bidders, payments }) => (
        <ul key={bidders.join()}>
          {payments.map(({ bidder, amount, paidAt, message }) => (
            <li key={message}>
              {nameOf?.(bidder) ?? bidder.slice(0, 12)} <Money fen={amount} /> <Moment at={paidAt} />{' '}
              <span className="hash">payment/{message.slice(0, 16)}…</span>
            </li>
          ))}
        </ul>
      ))}
    </div>
  )
}
