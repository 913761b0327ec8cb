import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { dayOf } from '../../../server/law/periods.ts'
import { rulebookFor } from '../../../server/law/rulebook.ts'
import { formatDecimal } from '../../../server/law/units.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import type { Deviation, TieRule } from '../../../server/tenders/criteria.ts'
import { say } from '../app/words.ts'
import { Field } from '../pieces/Field.tsx'
import { YuanInput } from '../pieces/YuanInput.tsx'

type Criteria = Draft['criteria']
interface OfCriteria {
  draft: Draft
  change(part: Partial<Criteria>): void
}

/** How bids are compared beside points: equal bids, and deviations counted in money; each where the law knows it. */
export function ComparisonFields({ draft, change }: OfCriteria) {
  const { criteria } = draft
  const law = rulebookFor(draft.track, dayOf(Math.max(draft.documentsFrom, 0)), draft.mandatory)
  const alone = criteria.price.formula === 'price-alone'
  const deviates = law.pricedDeviations.value === 'asStated' && alone
  return (
    <section className="sheet stack">
      <h2>{say('并列与价格调整', 'Ties and adjustments')}</h2>
      <Ties
        ties={criteria.ties}
        scored={!alone}
        chosen={law.tiedCandidates.value === 'documentElseDraw'}
        article={law.tiedCandidates.article}
        onChange={(ties) => change({ ties })}
      />
      {deviates && (
        <Deviations
          deviations={criteria.deviations ?? []}
          article={law.pricedDeviations.article}
          onChange={(deviations) => change({ deviations: deviations.length ? deviations : undefined })}
        />
      )}
    </section>
  )
}

/** What tells equal bids apart: points of the volumes in their order, then who or what decides. */
function Ties(of: {
  ties: TieRule | undefined
  scored: boolean
  /** whether the law lets the document leave it to the purchaser or the lot */
  chosen: boolean
  article: string
  onChange: (ties: TieRule | undefined) => void
}) {
  const { ties, scored, chosen, article, onChange } = of
  const put = (part: Partial<TieRule>) => {
    const next = { by: ties?.by ?? [], ...(ties?.last ? { last: ties.last } : {}), ...part }
    onChange(next.by.length || next.last ? next : undefined)
  }
  const by = ties?.by ?? []
  return (
    <div className="stack-tight">
      <b>{say('得分与报价均相同时', 'Equal in points and price')}</b>
      {scored && (
        <Select
          mode="multiple"
          aria-label={say('依次比较', 'compared in this order')}
          placeholder={say('依次比较（可不设）', 'compared in this order, if at all')}
          value={by}
          onChange={(volumes) => put({ by: volumes })}
          options={[
            { value: 'technical', label: say('技术部分得分', 'technical points') },
            { value: 'business', label: say('商务部分得分', 'business points') },
          ]}
          style={{ maxWidth: 420 }}
        />
      )}
      {chosen && (
        <Radio.Group
          value={ties?.last ?? 'none'}
          onChange={({ target }) => {
            const { last: _last, ...rest } = { by, ...ties }
            const next = target.value === 'none' ? rest : { ...rest, last: target.value }
            onChange(next.by.length || 'last' in next ? next : undefined)
          }}
          options={[
            { value: 'none', label: say('招标文件不作规定（依法随机抽取）', 'the document says nothing: the lot') },
            { value: 'lot', label: say('随机抽取', 'the lot') },
            { value: 'purchaser', label: say('由采购人确定', 'the purchaser chooses') },
          ]}
        />
      )}
      <span className="quiet">{article}</span>
    </div>
  )
}

function Deviations(of: { deviations: Deviation[]; article: string; onChange: (next: Deviation[]) => void }) {
  const { deviations, article, onChange } = of
  const put = (i: number, part: Partial<Deviation>) =>
    onChange(deviations.map((one, n) => (n === i ? { ...one, ...part } : one)))
  const add = () => {
    let n = deviations.length + 1
    while (deviations.some(({ id }) => id === `d${n}`)) n += 1
    onChange([
      ...deviations,
      { id: `d${n}`, zh: say('商务偏差', 'deviation'), unit: say('一项', 'item'), adds: { amount: '100' } },
    ])
  }
  return (
    <div className="stack-tight">
      <b>{say('商务偏差价格调整（经评审的最低投标价法）', 'Deviations counted in money')}</b>
      <span className="quiet">{article}</span>
      {deviations.map((one, i) => (
        <div key={one.id} className="row" style={{ alignItems: 'end' }}>
          <Field label={say('偏差', 'Deviation')}>
            {(id) => <Input id={id} maxLength={100} value={one.zh} onChange={(e) => put(i, { zh: e.target.value })} />}
          </Field>
          <Field label={say('每', 'For each')}>
            {(id) => (
              <Input id={id} maxLength={40} value={one.unit} onChange={(e) => put(i, { unit: e.target.value })} />
            )}
          </Field>
          <Adds of={one} onChange={(adds) => put(i, { adds })} />
          <Button onClick={() => onChange(deviations.filter((_, n) => n !== i))}>{say('移除', 'Remove')}</Button>
        </div>
      ))}
      <div>
        <Button onClick={add}>{say('增加偏差', 'Add a deviation')}</Button>
      </div>
    </div>
  )
}

/** What one unit adds: an amount, or a share of the price; or takes away. */
function Adds({ of, onChange }: { of: Deviation; onChange: (adds: Deviation['adds']) => void }) {
  const { adds } = of
  const amount = 'amount' in adds
  const less = amount ? adds.amount.startsWith('-') : adds.share < 0
  const size = amount ? adds.amount.replace('-', '') : String(Math.abs(adds.share))
  const put = (next: string, negative: boolean, asAmount: boolean) =>
    onChange(asAmount ? { amount: `${negative ? '-' : ''}${next}` } : { share: Number(next) * (negative ? -1 : 1) })
  return (
    <>
      <Select
        aria-label={say('方式', 'how')}
        value={amount ? 'amount' : 'share'}
        onChange={(how) => put('100', less, how === 'amount')}
        options={[
          { value: 'amount', label: say('金额', 'an amount') },
          { value: 'share', label: say('报价的 %', '% of the price') },
        ]}
        style={{ width: 120 }}
      />
      {amount ? (
        <Field label={say('加价', 'Adds')}>
          {(id) => <YuanInput id={id} fen={size} onFen={(fen) => fen !== '0' && put(fen, less, true)} />}
        </Field>
      ) : (
        <InputNumber
          aria-label={say('加价', 'adds')}
          stringMode
          precision={2}
          min="0"
          max="100"
          suffix="%"
          value={formatDecimal(BigInt(size), 2)}
          onChange={(text) => {
            const found = /^(\d{1,3})\.(\d{2})$/.exec(String(text ?? ''))
            if (found) put(String(Number(found[1]) * 100 + Number(found[2])), less, false)
          }}
        />
      )}
      <Checkbox checked={less} onChange={({ target }) => put(size, target.checked, amount)}>
        {say('减价', 'takes away')}
      </Checkbox>
    </>
  )
}
