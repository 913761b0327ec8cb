import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import type { DepositPolicy, RateFrom } from '../../../server/law/regional.ts'
import { say } from '../app/words.ts'
import { nameOf, unitOf, type Value } from './values.ts'

interface Given<T> {
  value: T
  onChange: (value: T) => void
}

/** One value to be set, by its kind: a number, a choice, rates by day, policies; or taken back, so that the region above decides. */
export function ValueInput({ of, value, onChange }: { of: Value } & Given<unknown>) {
  const none = value === null
  return (
    <div className="stack-tight" style={{ background: 'var(--ground)', padding: 12 }}>
      <b>{nameOf(of.key)}</b>
      {!none && <Kind of={of} value={value} onChange={onChange} />}
      {none ? (
        <div className="row">
          <span className="quiet">
            {say('不再自行设定（沿用上级；无上级设定则为未设定）', 'not set here: the region above decides')}
          </span>
          <Button size="small" onClick={() => onChange(startOf(of))}>
            {say('设定一个值', 'Set a value')}
          </Button>
        </div>
      ) : (
        of.own !== null &&
        of.own.value !== null && (
          <Checkbox checked={false} onChange={() => onChange(null)}>
            {say('撤销本地区的设定', 'take it back')}
          </Checkbox>
        )
      )}
    </div>
  )
}

function startOf({ key, unit }: Value): unknown {
  if (unit === 'policies') return []
  if (key === 'interestYear') return 360
  return key.endsWith('Rate') ? [] : 1
}

function Kind({ of, value, onChange }: { of: Value } & Given<unknown>): ReactNode {
  if (of.unit === 'policies') return <Policies value={value as DepositPolicy[]} onChange={onChange} />
  if (of.key.endsWith('Rate')) return <RatesByDay value={ratesOf(value)} onChange={onChange} />
  if (of.key === 'interestYear')
    return (
      <Select
        aria-label={nameOf(of.key)}
        value={value as number}
        onChange={onChange}
        options={[360, 365].map((n) => ({ value: n, label: `${n} ${unitOf('days')}` }))}
        style={{ width: 160 }}
      />
    )
  return <Plain of={of} value={value as number} onChange={onChange} />
}

function Plain({ of, value, onChange }: { of: Value } & Given<number>) {
  const hundredths = of.unit === 'bp'
  return (
    <InputNumber
      aria-label={nameOf(of.key)}
      value={hundredths ? value / 100 : value}
      min={0}
      precision={hundredths ? 2 : 0}
      onChange={(next) => onChange(hundredths ? Math.round((next ?? 0) * 100) : (next ?? 0))}
      suffix={unitOf(of.unit)}
      style={{ width: 180 }}
    />
  )
}

const ratesOf = (value: unknown): RateFrom[] =>
  typeof value === 'number' ? [{ from: '2000-01-01', rate: value }] : (value as RateFrom[])

/** A list that is changed a row at a time. */
function rows<T>(value: readonly T[], onChange: (value: T[]) => void) {
  return {
    put: (i: number, change: Partial<T>) => onChange(value.map((one, n) => (n === i ? { ...one, ...change } : one))),
    drop: (i: number) => onChange(value.filter((_, n) => n !== i)),
    add: (one: T) => onChange([...value, one]),
  }
}

function RatesByDay({ value, onChange }: Given<RateFrom[]>) {
  const { put, drop, add } = rows(value, onChange)
  return (
    <div className="stack-tight">
      {value.map(({ from, rate }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place while it is written
        <div className="row" key={i}>
          <Input
            type="date"
            aria-label={say('自何日起', 'From')}
            value={from}
            onChange={({ target }) => put(i, { from: target.value })}
            style={{ width: 160 }}
          />
          <InputNumber
            aria-label={say('年利率', 'Yearly rate')}
            value={rate / 100}
            precision={2}
            min={0}
            onChange={(next) => put(i, { rate: Math.round((next ?? 0) * 100) })}
            suffix="%"
          />
          <Button type="text" danger onClick={() => drop(i)}>
            {say('删除', 'Remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => add({ from: '', rate: 0 })}>
          {say('增加一段', 'Add a rate')}
        </Button>
      </div>
    </div>
  )
}

const noPolicy: DepositPolicy = {
  ...{ id: '', zh: '', en: '', share: 10_000, from: '', until: null, instrument: '', evidence: '' },
}
const POLICY_FIELDS = [
  ['id', '代号', 'Id'],
  ['zh', '名称', 'Name (Chinese)'],
  ['en', '英文名称', 'Name (English)'],
  ['instrument', '依据文件', 'Text'],
  ['evidence', '证明材料', 'Evidence'],
] as const

function Policies({ value, onChange }: Given<DepositPolicy[]>) {
  const { put, drop, add } = rows(value, onChange)
  return (
    <div className="stack-tight">
      {value.map((policy, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place while it is written
        <div className="stack-tight" key={i} style={{ borderTop: '1px solid var(--line)', paddingTop: 8 }}>
          {POLICY_FIELDS.map(([field, zh, en]) => (
            <Input
              key={field}
              aria-label={say(zh, en)}
              prefix={<span className="quiet">{say(zh, en)}</span>}
              value={policy[field]}
              onChange={({ target }) => put(i, { [field]: target.value })}
            />
          ))}
          <div className="row">
            <InputNumber
              aria-label={say('减免比例', 'Share')}
              prefix={<span className="quiet">{say('减免', 'share')}</span>}
              value={policy.share / 100}
              min={0.01}
              max={100}
              onChange={(next) => put(i, { share: Math.round((next ?? 0) * 100) })}
              suffix="%"
            />
            <Input
              type="date"
              aria-label={say('自何日起', 'From')}
              value={policy.from}
              onChange={({ target }) => put(i, { from: target.value })}
              style={{ width: 160 }}
            />
            <Input
              type="date"
              aria-label={say('至何日止（空为不限）', 'Until (empty: no end)')}
              value={policy.until ?? ''}
              onChange={({ target }) => put(i, { until: target.value || null })}
              style={{ width: 160 }}
            />
            <Button type="text" danger onClick={() => drop(i)}>
              {say('删除', 'Remove')}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => add(noPolicy)}>
          {say('增加一项政策', 'Add a policy')}
        </Button>
      </div>
    </div>
  )
}
