import { bondAsked } from '../../../server/award/bond.ts'
import { formatYuan } from '../../../server/law/units.ts'
import { share } from '../../../server/tenders/formula.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { fenOf } from './checks.ts'

/** The performance bond that the winner will have to give: whoever bids at this price should know it. */
export function BondAsked({ tender, price }: { tender: Tender; price: string }) {
  if (!tender.performanceBond) return null
  const percent = share(tender.performanceBond.share)
  const fen = fenOf(price)
  const asked = fen === undefined ? null : bondAsked(tender, String(fen))
  const amount = asked === null ? '' : formatYuan(asked)
  return (
    <div className="banner" style={{ background: 'var(--ground)' }}>
      <b>{say('履约保证金', 'Performance bond')}</b>{' '}
      {say(
        `中标后须按招标文件提交合同价的 ${percent}${amount && `，按此报价为 ${amount} 元`}。`,
        `The winner gives ${percent} of the contract's price${amount && `: ${amount} yuan at this price`}.`,
      )}
    </div>
  )
}
