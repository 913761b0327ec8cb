import type { BidAdjustments } from '../../../server/evaluation/deviations.ts'
import { evaluated, inFen } from '../../../server/evaluation/evaluationPrice.ts'
import { say } from '../app/words.ts'
import { Money } from '../pieces/Money.tsx'
import { bidName, boundPrice, type View } from './view.ts'

/** What comes of what was counted, bid by bid, before it is recorded: the same computation that ranks. */
export function DeviationTotals({ view, bids }: { view: View; bids: readonly BidAdjustments[] }) {
  const { deviations = [] } = view.criteria
  const offers = bids.map(({ bid, counted }) => ({ tag: bid, price: boundPrice(view, bid), counted }))
  const found = evaluated(offers, { deviations })
  const nameOf = (id: string): string => deviations.find((one) => one.id === id)?.zh ?? id
  return (
    <div className="table-wrap">
      <table className="plain">
        <caption className="unseen">{say('各份投标的评标价', 'The price each is compared by')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('投标文件', 'Bid')}</th>
            <th scope="col">{say('评标价', 'Compared by')}</th>
            <th scope="col">{say('投标报价', 'Price')}</th>
            <th scope="col">{say('偏差折算', 'Deviations')}</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={one.tag}>
              <th scope="row">{bidName(view, one.tag)}</th>
              <td>
                <b>
                  <Money fen={inFen(one.exact)} />
                </b>
              </td>
              <td>
                <Money fen={one.price} />
              </td>
              <td>
                {one.adjustments.length === 0 && <span className="quiet">{say('没有偏差', 'none')}</span>}
                {one.adjustments.map(({ deviation, quantity, amount }) => (
                  <div key={deviation}>
                    {nameOf(deviation)} × {quantity}：<Money fen={amount} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
