import type { ReactNode } from 'react'
import { DEDUCTIONS } from '../../../server/evaluation/purchaseRemarks.ts'
import type { Adjustment, Deduction } from '../../../server/evaluation/result.ts'
import { formatDecimal } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'
import { Money } from './Money.tsx'

/** A line of a ranking; what it lacks has no column. */
export interface RankingLine {
  key: string
  rank?: number
  /** whether it is a candidate */
  candidate?: boolean
  name?: ReactNode
  /** what it is paid by, fen */
  price: string
  /** the price as it was read out, where it was corrected since */
  readOut?: string | undefined
  /** what it is compared by, fen */
  evaluationPrice?: string | undefined
  deductions?: readonly Deduction[] | undefined
  adjustments?: readonly Adjustment[] | undefined
  /** from the benchmark, hundredths of a percent */
  deviation?: number | undefined
  /** centipoints */
  quality?: number | undefined
  priceScore?: number | undefined
  total?: number | undefined
}

type Column = [head: string, cell: (of: RankingLine) => ReactNode, number: boolean]

const points = (centipoints: number | undefined): string =>
  centipoints === undefined ? '—' : formatDecimal(BigInt(centipoints), 2)
const signed = (centi: number): string => (centi < 0 ? `−${points(-centi)}` : `+${points(centi)}`)

/**
 * A ranking, wherever one is shown: of a bench, of the panel's room, of a publicity. Figures that no line has get no column; on a
 * telephone each line is a card.
 *
 * @param deviationName what a commercial deviation is called
 */
export function RankingTable({
  rows,
  deviationName = (id) => id,
  scored = true,
}: {
  rows: readonly RankingLine[]
  deviationName?: (id: string) => string
  /** whether bids have points; otherwise the price alone decides */
  scored?: boolean
}) {
  const columns = columnsFor(rows, { deviationName, scored })
  return (
    <div className="table-wrap">
      <table className="plain cards">
        <thead>
          <tr>
            {columns.map(([head, , number]) => (
              <th key={head} scope="col" {...(number ? { className: 'number' } : {})}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {columns.map(([head, cell, number]) => (
                <td key={head} data-label={head} {...(number ? { className: 'number' } : {})}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function columnsFor(
  rows: readonly RankingLine[],
  of: { deviationName: (id: string) => string; scored: boolean },
): Column[] {
  const some = (of: (row: RankingLine) => unknown) => rows.some((row) => of(row) !== undefined)
  const only = (shown: boolean, ...columns: Column[]): Column[] => (shown ? columns : [])
  return [
    ...only(
      some(({ rank }) => rank),
      [say('名次', 'Rank'), (row) => <Rank of={row} />, false],
    ),
    ...only(
      some(({ name }) => name),
      [say('投标人', 'Bidder'), ({ name }) => name, false],
    ),
    [say('投标报价', 'Price'), (row) => <Price of={row} />, true],
    ...only(
      rows.some(({ evaluationPrice, price }) => evaluationPrice !== undefined && evaluationPrice !== price),
      [say('评标价', 'Evaluation price'), (row) => <Evaluated of={row} name={of.deviationName} />, true],
    ),
    ...only(
      some(({ deviation }) => deviation),
      [say('偏差率', 'Deviation'), ({ deviation }) => (deviation === undefined ? '—' : `${signed(deviation)}%`), true],
    ),
    ...only(of.scored && some(({ quality }) => quality), [
      say('质量分', 'Quality'),
      ({ quality }) => points(quality),
      true,
    ]),
    ...only(of.scored && some(({ priceScore }) => priceScore), [
      say('价格分', 'Price score'),
      ({ priceScore }) => points(priceScore),
      true,
    ]),
    ...only(of.scored && some(({ total }) => total), [
      say('总分', 'Total'),
      ({ total }) => <b>{points(total)}</b>,
      true,
    ]),
  ]
}

const Rank = ({ of }: { of: RankingLine }) => (
  <span className="digits" style={{ whiteSpace: 'nowrap' }}>
    {of.rank} {of.candidate && <b>{say('候选', 'candidate')}</b>}
  </span>
)

const Price = ({ of }: { of: RankingLine }) => (
  <>
    <Money fen={of.price} />
    {of.readOut && (
      <div className="quiet">
        {say('唱标 ', 'read out ')}
        <Money fen={of.readOut} />
      </div>
    )}
  </>
)

/** What a bid is compared by, and how that came from its price. */
function Evaluated({ of, name }: { of: RankingLine; name: (deviation: string) => string }) {
  const { evaluationPrice = of.price, deductions = [], adjustments = [] } = of
  return (
    <>
      <Money fen={evaluationPrice} />
      {deductions.map(({ policy, rate, amount }) => (
        <div key={policy} className="quiet">
          {say(DEDUCTIONS[policy].zh, DEDUCTIONS[policy].en)} {rate / 100}% −<Money fen={amount} />
        </div>
      ))}
      {adjustments.map(({ deviation, quantity, amount }) => (
        <div key={deviation} className="quiet">
          {name(deviation)} × {quantity} {amount.startsWith('-') ? '−' : '+'}
          <Money fen={amount.replace('-', '')} />
        </div>
      ))}
    </>
  )
}
