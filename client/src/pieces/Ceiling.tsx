import { type CeilingTerms, ceilingOf, computedWords, methodWords } from '../../../server/tenders/ceiling.ts'
import { say } from '../app/words.ts'
import { Money } from './Money.tsx'

interface Props {
  tender: CeilingTerms
  /** the hall, where there is one: a method is applied there */
  opening?: { computed?: { ceiling: string; k: number } }
  capitals?: boolean
}

/** The highest price: the amount that the document states, how it is computed, or what came of that. */
export function Ceiling({ tender, opening, capitals = false }: Props) {
  const { ceilingMethod: method } = tender
  const amount = ceilingOf(tender, opening)
  if (!method) return amount === undefined ? null : <Money fen={amount} capitals={capitals} />
  const how = opening?.computed ? computedWords(method, opening.computed) : methodWords(method)
  return (
    <span>
      {amount === undefined ? (
        say('开标时按招标文件载明的方法计算', 'computed at the opening as the document states')
      ) : (
        <b>
          <Money fen={amount} capitals={capitals} />
        </b>
      )}
      <span className="quiet" style={{ display: 'block', whiteSpace: 'normal' }}>
        {say(how.zh, how.en)}
      </span>
    </span>
  )
}
