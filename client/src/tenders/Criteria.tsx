import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { formatDecimal } from '../../../server/law/units.ts'
import { ceilingRange } from '../../../server/tenders/ceiling.ts'
import type { Draft } from '../../../server/tenders/contract.ts'
import { priceFull } from '../../../server/tenders/criteria.ts'
import { branches } from '../../../server/tenders/criteriaTable.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { Field } from '../pieces/Field.tsx'
import { Bench } from './Bench.tsx'
import { Clauses } from './Clauses.tsx'
import { ComparisonFields } from './ComparisonFields.tsx'
import { DraftFrame } from './DraftFrame.tsx'
import { PanelPlan } from './PanelPlan.tsx'
import { PasteFactors } from './PasteFactors.tsx'
import { PriceFormula } from './PriceFormula.tsx'
import { PurchasePolicy } from './PurchasePolicy.tsx'
import { ReservedFields } from './ReservedFields.tsx'
import { type DraftPart, useDraft } from './useDraft.ts'

type Criteria = Draft['criteria']
type OneFactor = Criteria['factors'][number]

const WHOLE = 10_000
const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

/** The criteria as a tree (T04): groups of factors with their weights, the price formula, and a bench to try it on. */
export default function CriteriaDesigner() {
  const of = useDraft()
  return (
    <DraftFrame of={of}>
      {(draft) => (
        <>
          <CriteriaParts id={of.id} draft={draft} change={of.change} />
          <PanelPlan draft={draft} onPanel={(panel) => of.change({ panel })} />
        </>
      )}
    </DraftFrame>
  )
}

/** The criteria of a draft, or of the document that an addendum makes of it. */
export function CriteriaParts(of: { id: string; draft: Draft; change: (part: DraftPart) => void; amending?: true }) {
  const { id, draft } = of
  const { criteria } = draft
  const change = (part: Partial<Criteria>) => of.change({ criteria: { ...criteria, ...part } })
  return (
    <>
      <Total criteria={criteria} />
      <Clauses track={draft.track} clauses={criteria.clauses} onClauses={(clauses) => change({ clauses })} />
      <Tree id={id} criteria={criteria} onFactors={(factors) => change({ factors })} />
      <PasteFactors onFactors={(factors) => change({ factors })} />
      <section className="sheet stack">
        <h2>{say('投标报价', 'Price')}</h2>
        <PriceFormula draft={draft} onPrice={(price) => change({ price })} />
        <Bench price={criteria.price} ceiling={String(ceilingRange(draft)?.most ?? 0n)} />
      </section>
      <ComparisonFields draft={draft} change={change} />
      {draft.track === 'G' && !of.amending && <ReservedFields draft={draft} change={of.change} />}
      {draft.track === 'G' && (
        <PurchasePolicy
          draft={draft}
          change={(part) => (part === 'noCoreProduct' ? of.change({ criteria: unbranded(criteria) }) : change(part))}
        />
      )}
    </>
  )
}

/** The criteria without a core product: brands count nobody then. */
const unbranded = ({ coreProduct: _none, ...criteria }: Criteria): Criteria => criteria

/** The sum is always to be seen: it must be a hundred. */
function Total({ criteria }: { criteria: Criteria }) {
  const scored = criteria.factors.reduce((sum, { full }) => sum + full, 0)
  const price = priceFull(criteria.price)
  const alone = criteria.price.formula === 'price-alone'
  const good = alone ? scored === 0 : scored + price === WHOLE
  return (
    <div className={`banner ${good ? 'good' : 'bad'} sticky-top`} role="status">
      <b className="digits">
        {alone
          ? say('不设评分：按评标价排序', 'Nothing is scored: the price decides')
          : say(`合计 ${points(scored + price)} 分`, `${points(scored + price)} points`)}
      </b>{' '}
      <span className="quiet digits">
        {say(
          `评分因素 ${points(scored)} + 报价 ${points(price)}，应为 100.00`,
          `factors ${points(scored)} + price ${points(price)}; 100.00 is wanted`,
        )}
      </span>
      <div className="weights" aria-hidden="true">
        {branches(criteria.factors).map((one, i) => (
          <span
            key={one.group}
            style={{ width: `${one.full / 100}%`, opacity: 0.45 + (i % 3) * 0.2 }}
            title={one.group}
          />
        ))}
        <span className="price" style={{ width: `${price / 100}%` }} />
      </div>
    </div>
  )
}

function Tree({ id, criteria, onFactors }: { id: string; criteria: Criteria; onFactors: (next: OneFactor[]) => void }) {
  const { factors } = criteria
  const put = (of: string, part: Partial<OneFactor>) =>
    onFactors(factors.map((one) => (one.id === of ? ({ ...one, ...part } as OneFactor) : one)))
  const add = (group: string) => onFactors([...factors, fresh(factors, group)])
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('评分因素', 'Factors')}</h2>
        <div className="row">
          <a href={api.url(`/tenders/${id}/criteria.xlsx`)}>{say('导出 Excel（已保存的）', 'Excel, as saved')}</a>
          <Button onClick={() => add(say('新分组', 'new group'))}>{say('增加分组', 'Add a group')}</Button>
        </div>
      </div>
      {branches(factors).map(({ group, factors: own, full }) => (
        <fieldset key={own[0]?.id} className="boxed">
          <legend className="row">
            <Input
              size="small"
              aria-label={say('分组名称', 'name of the group')}
              placeholder={say('未分组', 'no group')}
              maxLength={40}
              value={group}
              onChange={({ target }) =>
                onFactors(factors.map((one) => (own.includes(one) ? grouped(one, target.value) : one)))
              }
              style={{ width: 200 }}
            />
            <b className="digits">{points(full)}</b>
          </legend>
          {own.map((one) => (
            <FactorRow
              key={one.id}
              of={one}
              onChange={(part) => put(one.id, part)}
              onRemove={() => onFactors(factors.filter(({ id: other }) => other !== one.id))}
            />
          ))}
          <Button size="small" onClick={() => add(group)}>
            {say('增加因素', 'Add a factor')}
          </Button>
        </fieldset>
      ))}
    </section>
  )
}

const grouped = ({ group: _old, ...one }: OneFactor, group: string): OneFactor => (group ? { ...one, group } : one)

function fresh(factors: readonly OneFactor[], group: string): OneFactor {
  let n = factors.length + 1
  while (factors.some(({ id }) => id === `f${n}`)) n += 1
  const one: OneFactor = {
    id: `f${n}`,
    zh: '',
    guidance: '',
    full: 100,
    step: 50,
    objective: false,
    volume: 'technical',
  }
  return grouped(one, group)
}

function FactorRow({
  of,
  onChange,
  onRemove,
}: {
  of: OneFactor
  onChange: (part: Partial<OneFactor>) => void
  onRemove: () => void
}) {
  return (
    <div className="factor">
      <Field label={say('因素', 'factor')}>
        {(id) => <Input id={id} maxLength={100} value={of.zh} onChange={(e) => onChange({ zh: e.target.value })} />}
      </Field>
      <PointsInput label={say('满分', 'points')} of={of.full} onChange={(full) => onChange({ full })} />
      <PointsInput label={say('步长', 'step')} of={of.step} onChange={(step) => onChange({ step })} />
      <Field label={say('所在册', 'volume')}>
        {(id) => (
          <Select
            id={id}
            value={of.volume}
            onChange={(volume) => onChange({ volume })}
            options={[
              { value: 'technical', label: say('技术', 'technical') },
              { value: 'business', label: say('商务', 'business') },
            ]}
          />
        )}
      </Field>
      <Checkbox checked={of.objective} onChange={(e) => onChange({ objective: e.target.checked })}>
        {say('客观分', 'objective')}
      </Checkbox>
      <Button size="small" type="text" onClick={onRemove} aria-label={say(`删除 ${of.zh}`, `remove ${of.zh}`)}>
        {say('删除', 'Remove')}
      </Button>
      <Field wide label={say('评分说明', 'guidance')}>
        {(id) => (
          <Input.TextArea
            id={id}
            placeholder={say('怎样得几分', 'what earns how many points')}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={500}
            value={of.guidance}
            onChange={(e) => onChange({ guidance: e.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

/** Points with at most two decimals, kept as whole hundredths. */
export function PointsInput({
  label,
  of,
  onChange,
  most = 100,
}: {
  label: string
  of: number
  onChange: (centipoints: number) => void
  most?: number
}) {
  return (
    <InputNumber
      aria-label={label}
      prefix={<span className="quiet">{label}</span>}
      stringMode
      style={{ width: 168, maxWidth: '100%' }}
      precision={2}
      min="0"
      max={String(most)}
      value={points(of)}
      onChange={(text) => {
        const found = /^(\d+)(?:\.(\d{1,2}))?$/.exec(String(text ?? ''))
        if (found) onChange(Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')))
      }}
    />
  )
}
