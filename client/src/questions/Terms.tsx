import { Button, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import type { Rulebook } from '../../../server/law/rulebook.ts'
import { TERMS } from '../../../server/questions/changes.ts'
import type { AmendedTerms } from '../../../server/tenders/contract.ts'
import { say } from '../app/words.ts'

type Name = 'scope' | 'qualification' | 'consortium' | 'durationDays' | 'validityDays' | 'ceiling' | 'place' | 'contact'
const NAMES: Name[] = [
  'scope',
  'qualification',
  'consortium',
  'durationDays',
  'validityDays',
  'ceiling',
  'place',
  'contact',
]

interface Props {
  law: Rulebook
  before: AmendedTerms
  terms: AmendedTerms
  onChange(terms: AmendedTerms): void
}

/** The terms of the notice that an addendum may change: each is opened to be changed; what the law keeps says so. */
export function Terms({ law, before, terms, onChange }: Props) {
  const aspects = law.addendumKeeps.value
  const there = NAMES.filter((name) => before[name] !== undefined)
  const free = there.filter((name) => !TERMS[name].aspect || !aspects.includes(TERMS[name].aspect))
  const set = (name: Name, value: unknown) => onChange({ ...terms, [name]: value } as AmendedTerms)
  const drop = (name: Name) => onChange(Object.fromEntries(Object.entries(terms).filter(([key]) => key !== name)))
  const left = free.filter((name) => terms[name] === undefined)
  return (
    <div className="stack-tight">
      {free
        .filter((name) => terms[name] !== undefined)
        .map((name) => (
          <div key={name} className="stack-tight">
            <div className="row">
              <span className="quiet">{say(TERMS[name].zh, TERMS[name].en)}</span>
              <Button size="small" onClick={() => drop(name)}>
                {say('恢复原内容', 'as it was')}
              </Button>
            </div>
            <Field name={name} value={terms[name]} onChange={(value) => set(name, value)} />
          </div>
        ))}
      {left.length > 0 && (
        <Select
          style={{ maxWidth: 320 }}
          value={null}
          aria-label={say('修改公告条款', 'change a term of the notice')}
          placeholder={say('修改公告条款…', 'change a term of the notice…')}
          options={left.map((name) => ({ value: name, label: say(TERMS[name].zh, TERMS[name].en) }))}
          onChange={(name: Name | null) => name && set(name, before[name])}
        />
      )}
      {aspects.length > 0 && (
        <span className="quiet">
          {say('采购标的和资格条件不得修改：', 'subject and qualification stay: ')}
          {law.addendumKeeps.article}
        </span>
      )}
    </div>
  )
}

function Field({ name, value, onChange }: { name: Name; value: unknown; onChange(value: unknown): void }): ReactNode {
  const label = { 'aria-label': say(TERMS[name].zh, TERMS[name].en) }
  if (typeof value === 'boolean')
    return (
      <Select
        {...label}
        value={value}
        style={{ maxWidth: 200 }}
        options={[
          { value: true, label: say('接受', 'allowed') },
          { value: false, label: say('不接受', 'not allowed') },
        ]}
        onChange={onChange}
      />
    )
  if (typeof value === 'number')
    return <InputNumber {...label} min={1} max={5000} precision={0} value={value} onChange={(n) => n && onChange(n)} />
  if (name === 'ceiling')
    return (
      <InputNumber<string>
        {...label}
        stringMode
        min="0.01"
        precision={2}
        style={{ width: 240 }}
        value={inYuan(String(value))}
        onChange={(yuan) => yuan && onChange(inFen(yuan))}
        suffix={say('元', 'yuan')}
      />
    )
  return (
    <Input.TextArea
      {...label}
      autoSize={{ minRows: 2 }}
      value={String(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Fen as yuan with two digits, and back: by their digits, without a float. */
const inYuan = (fen: string): string => `${fen.slice(0, -2) || '0'}.${fen.slice(-2).padStart(2, '0')}`
const inFen = (yuan: string): string => {
  const [whole = '0', rest = ''] = yuan.split('.')
  return String(BigInt(whole + rest.padEnd(2, '0').slice(0, 2)))
}
