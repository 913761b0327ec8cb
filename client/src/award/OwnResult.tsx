import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { points } from '../evaluation/view.ts'
import { useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing } from '../pieces/Moment.tsx'

/** What a bidder is told of its own bid, and until when it may say something against the result. */
export interface Own {
  won: boolean
  rank?: number
  score?: string
  rejected?: string
  ranked: number
  factors: Record<string, number> | null
  priceScore: number | null
  objection: {
    name: 'objection' | 'challenge'
    from: number
    until: number | null
    answerBy: number | null
    suspends: boolean
    articles: string[]
    complain: string
  }
}

/** A bidder's own result: rank and score, or why it was rejected. */
export function OwnResult({ tender, version }: { tender: Tender; version: unknown }) {
  const found = useLoad<Own>(`/tenders/${tender.id}/result/own`, version)
  return (
    <section className="sheet stack">
      <h2>{say('我方结果', 'Our result')}</h2>
      <Loading of={found}>
        {(own) => (
          <>
            {own.won && <p className="banner good">{say('我方已中标', 'we have won')}</p>}
            {own.rejected && (
              <p className="banner bad">
                <b>{say('投标被否决：', 'rejected: ')}</b>
                {own.rejected}
              </p>
            )}
            {own.rank !== undefined && (
              <dl className="facts">
                <dt>{say('名次', 'Rank')}</dt>
                <dd className="digits">
                  {own.rank} / {own.ranked}
                </dd>
                {own.score && <Pair label={say('总分', 'Total')} value={own.score} />}
                {own.priceScore !== null && <Pair label={say('报价得分', 'Price')} value={scored(own.priceScore)} />}
                {Object.entries(own.factors ?? {}).map(([id, score]) => (
                  <Pair
                    key={id}
                    label={tender.criteria.factors.find((one) => one.id === id)?.zh ?? id}
                    value={scored(score)}
                  />
                ))}
              </dl>
            )}
          </>
        )}
      </Loading>
    </section>
  )
}

const scored = (centipoints: number): string => say(`${points(centipoints)} 分`, points(centipoints))

function Pair({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="digits">{value}</dd>
    </>
  )
}

/** Until when an objection or challenge may be made, when it would be answered, and what comes after: with the articles. */
export function Limits({ tender }: { tender: string }) {
  const { value } = useLoad<Own>(`/tenders/${tender}/result/own`)
  if (!value) return null
  const { from, until, answerBy, suspends, articles, complain, name } = value.objection
  const what = name === 'challenge' ? say('质疑', 'challenge') : say('异议', 'objection')
  return (
    <div className="stack-tight">
      {until === null ? (
        <span className="sun">{say('截止日所在年份的节假日安排尚未公布', 'the calendar of that year is not out')}</span>
      ) : (
        <Countdown from={from} until={until} label={say(`提出${what}的期限`, `The ${what} is made within`)} />
      )}
      <span className="quiet">
        {answerBy !== null &&
          say(`现在提出，最迟于 ${beijing(answerBy)} 答复；`, `made now it is answered by ${beijing(answerBy)}; `)}
        {suspends
          ? say('答复前暂停招标投标活动；', 'until then the tender rests; ')
          : say('不自动暂停采购活动，可能影响结果的由采购人暂停签订合同；', 'nothing rests by itself; ')}
        {say('对答复不满意或逾期未答复的，可以向监督部门投诉。', 'then a complaint may follow. ')}
        {[...new Set([...articles, complain])].join('、')}
      </span>
    </div>
  )
}
