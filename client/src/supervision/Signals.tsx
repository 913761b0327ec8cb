import type { Relations } from '../../../server/bids/contract.ts'
import type { Likeness } from '../../../server/opening/likenessEvents.ts'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Alike } from './Alike.tsx'
import { Declared } from './Declared.tsx'

interface Found {
  article: string
  samePayer: {
    bidders: string[]
    payments: { bidder: string; amount: string; paidAt: number; message: string }[]
  }[]
  likeness: Likeness | null
  /** who heads, holds and manages each bidder, as it says */
  declared: { tag: string; relations: Relations | null }[]
}

/** What the platform noticed about the bids: facts with their evidence, left to those who judge. Nothing found: nothing shown. */
export function Signals(of: { tender: string; report?: Likeness | undefined; nameOf?: (tag: string) => string }) {
  const { tender, report, nameOf } = of
  const found = useLoad<Found>(`/tenders/${tender}/evaluation/signals`).value
  const named = (tag: string): string => nameOf?.(tag) ?? tag.slice(0, 12)
  const likeness = found?.likeness ?? report
  if (!found && !likeness) return null
  return (
    <>
      {found && found.samePayer.length > 0 && <SamePayer of={found} nameOf={named} />}
      {likeness && <Alike of={likeness} nameOf={named} />}
      {found?.declared.some(({ relations }) => relations) && <AllDeclared of={found} nameOf={named} />}
    </>
  )
}

/** What the bids say of who heads, holds and manages their bidders. */
function AllDeclared({ of, nameOf }: { of: Found; nameOf: (tag: string) => string }) {
  return (
    <details>
      <summary>
        {say('投标人声明的负责人、股东和管理方（仅供评审和监督）', 'Who heads, holds and manages the bidders')}
      </summary>
      {of.declared.map(({ tag, relations }) => relations && <Declared key={tag} of={relations} name={nameOf(tag)} />)}
    </details>
  )
}

/** Deposits of several bidders from one account. */
function SamePayer({ of, nameOf }: { of: Found; nameOf: (tag: string) => string }) {
  return (
    <div className="banner sun">
      <b>{say('多家投标人的保证金来自同一账户', 'Deposits of several bidders came from one account')}</b>{' '}
      <span className="quiet">
        {of.article} {say('仅为线索，不是认定', 'a sign, not a verdict')}
      </span>
      {of.samePayer.map(({ bidders, payments }) => (
        <ul key={bidders.join()}>
          {payments.map(({ bidder, amount, paidAt, message }) => (
            <li key={message}>
              {nameOf(bidder)} <Money fen={amount} /> <Moment at={paidAt} />{' '}
              <span className="hash">payment/{message.slice(0, 16)}…</span>
            </li>
          ))}
        </ul>
      ))}
    </div>
  )
}
