import { Checkbox } from 'antd'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { lowPriceWords, share } from '../../../server/tenders/formula.ts'
import { say } from '../app/words.ts'
import { NumberField, TextField } from '../pieces/TextFields.tsx'
import { PointsInput } from './Criteria.tsx'

type Criteria = Draft['criteria']
type Policy = NonNullable<Criteria['policy']>

/** Purchases: deductions that serve its policies, the product whose brand counts, the triggers of low prices, and how many candidates there are. */
export function PurchasePolicy({
  draft,
  change,
}: {
  draft: Draft
  change: (part: Partial<Criteria> | 'noCoreProduct') => void
}) {
  const { criteria } = draft
  const law = rulebookFor(draft.track, dayOf(Math.max(draft.documentsFrom, 0)), draft.mandatory)
  const policy = criteria.policy ?? {}
  const put = (part: Policy): void => {
    const next = Object.fromEntries(Object.entries({ ...policy, ...part }).filter(([, rate]) => rate)) as Policy
    change({ policy: next })
  }
  const [small, smallShare, domestic] = [law.smallDeduction, law.smallShareDeduction, law.domesticDeduction]
  const triggers = law.lowPriceTriggers.value
  const low = criteria.lowPrice ?? (triggers === 'none' ? undefined : triggers)
  return (
    <section className="sheet stack">
      <h2>{say('政策功能与评审规则', 'Policies and rules')}</h2>
      {small.value !== 'none' && (
        <Rate
          label={say('小型、微型企业价格扣除', 'Deduction for small and micro enterprises')}
          band={`${share(small.value.least)}—${share(small.value.most)}`}
          article={small.article}
          of={policy.small}
          first={small.value.least}
          onChange={(rate) => put({ small: rate })}
        />
      )}
      {smallShare.value !== 'none' && (
        <Rate
          label={say('联合体、分包中小微企业份额达标的扣除', 'Where small enterprises have their share')}
          band={`${share(smallShare.value.least)}—${share(smallShare.value.most)}`}
          article={smallShare.article}
          of={policy.smallShare}
          first={smallShare.value.least}
          onChange={(rate) => put({ smallShare: rate })}
        />
      )}
      {domestic.value !== 'none' && (
        <Rate
          label={say('本国产品价格扣除（与非本国产品竞争时）', 'Deduction for domestic products')}
          band={share(domestic.value)}
          article={domestic.article}
          of={policy.domestic}
          first={domestic.value}
          onChange={(rate) => put({ domestic: rate })}
        />
      )}
      <div className="fields">
        <TextField
          label={say('核心产品（相同品牌按一家计算；没有则留空）', 'Core product: one brand counts once (empty: none)')}
          most={100}
          value={criteria.coreProduct}
          onChange={(coreProduct) => change(coreProduct ? { coreProduct } : 'noCoreProduct')}
        />
        <NumberField
          label={say('推荐中标候选人数', 'How many candidates')}
          least={1}
          most={10}
          value={criteria.candidates ?? 3}
          onChange={(candidates) => change({ candidates })}
        />
      </div>
      {low && triggers !== 'none' && (
        <div className="stack-tight">
          <b>{say('异常低价审查的触发线', 'What sets off the examination of low prices')}</b>
          <div className="row">
            {(['average', 'second', 'ceiling'] as const).map((name) => (
              <PointsInput
                key={name}
                label={lowWord(name)}
                of={low[name]}
                onChange={(rate) =>
                  change({ lowPrice: { average: low.average, second: low.second, ceiling: low.ceiling, [name]: rate } })
                }
              />
            ))}
          </div>
          {lowPriceWords(criteria, triggers).map((line) => (
            <p key={line} className="prose quiet" style={{ margin: 0 }}>
              {line}
            </p>
          ))}
          <span className="quiet">{law.lowPriceTriggers.article}</span>
        </div>
      )}
    </section>
  )
}

const lowWord = (name: 'average' | 'second' | 'ceiling'): string =>
  ({
    average: say('平均价 %', '% of the mean'),
    second: say('次低价 %', '% of the second'),
    ceiling: say('限价 %', '% of the ceiling'),
  })[name]

/** One deduction: off, or at a rate within what the law allows. */
function Rate(of: {
  label: string
  band: string
  article: string
  of: number | undefined
  first: number
  onChange: (rate: number) => void
}) {
  return (
    <div className="row">
      <Checkbox checked={!!of.of} onChange={({ target }) => of.onChange(target.checked ? of.first : 0)}>
        {of.label}
      </Checkbox>
      {!!of.of && <PointsInput label="%" of={of.of} onChange={of.onChange} />}
      <span className="quiet">
        {say('法定幅度', 'the law allows')} {of.band} · {of.article}
      </span>
    </div>
  )
}
