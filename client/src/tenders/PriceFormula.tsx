import { Radio } from 'antd'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import type { PriceRule } from '../../../server/tenders/criteria.ts'
import { criteriaProblems } from '../../../server/tenders/criteriaRules.ts'
import { formulaWords } from '../../../server/tenders/formula.ts'
import { say } from '../app/words.ts'
import { PointsInput } from './Criteria.tsx'

const FIRST: Record<PriceRule['formula'], PriceRule> = {
  'benchmark-average': {
    ...{ formula: 'benchmark-average', full: 5000, k: 9700, above: 100, below: 50 },
    ...{ trimMoreThan: 5, roundDeviation: 2 },
  },
  'lowest-price': { formula: 'lowest-price', full: 3000 },
  'price-alone': { formula: 'price-alone' },
}

/** The price formula: those that the law of the track allows, its figures, and the words that will be published. */
export function PriceFormula({ draft, onPrice }: { draft: Draft; onPrice: (price: PriceRule) => void }) {
  const { price } = draft.criteria
  const law = rulebookFor(draft.track, dayOf(Math.max(draft.documentsFrom, 0)), draft.mandatory)
  const scored = law.evaluationMethods.value.scored.formulas as readonly string[]
  const names: [PriceRule['formula'], string][] = [
    ['benchmark-average', say('平均价基准', 'benchmark of the average')],
    ['lowest-price', say('低价优先', 'lowest price first')],
    ['price-alone', say('最低价（不评分）', 'price alone')],
  ]
  const problems = criteriaProblems(draft, law)
  return (
    <div className="stack">
      <Radio.Group
        value={price.formula}
        onChange={(e) => onPrice(FIRST[e.target.value as PriceRule['formula']])}
        options={names.map(([value, label]) => ({
          value,
          label,
          disabled: value !== 'price-alone' && value !== price.formula && !scored.includes(value),
        }))}
      />
      <div className="row">
        {'full' in price && (
          <PointsInput
            label={say('报价满分', 'points')}
            of={price.full}
            onChange={(full) => full > 0 && onPrice({ ...price, full })}
          />
        )}
        {price.formula === 'benchmark-average' && (
          <>
            <PointsInput label={say('基准系数 %', 'share %')} of={price.k} onChange={(k) => onPrice({ ...price, k })} />
            <PointsInput
              label={say('每高1%扣', 'lost a % above')}
              of={price.above}
              onChange={(above) => onPrice({ ...price, above })}
            />
            <PointsInput
              label={say('每低1%扣', 'lost a % below')}
              of={price.below}
              onChange={(below) => onPrice({ ...price, below })}
            />
          </>
        )}
      </div>
      {formulaWords(draft.criteria).map((line) => (
        <p key={line} className="prose quiet" style={{ margin: 0 }}>
          {line}
        </p>
      ))}
      {problems.map((one) => (
        <div key={one.code} className="banner bad">
          <b>{say(one.zh, one.en)}</b>
          {one.article && <div>{one.article}</div>}
        </div>
      ))}
    </div>
  )
}
