import { Input, Select } from 'antd'
import { useState } from 'react'
import type { Difference } from '../../../server/regions/events.ts'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Act } from '../pieces/Act.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'
import { ValueInput } from './ValueInput.tsx'
import { nameOf, type Shown } from './values.ts'

interface Asked {
  fields: { difference: Difference[] }
  change: { from: string; instrument: string; wanted: Record<string, unknown> }
}

/** A change as one person of the centre proposes it: values, first day and text; the difference is looked at before it is signed. */
export function ProposeChange({ of, onDone, onCancel }: { of: Shown; onDone: () => void; onCancel: () => void }) {
  const [from, setFrom] = useState('')
  const [instrument, setInstrument] = useState('')
  const [wanted, setWanted] = useState<Record<string, unknown>>({})
  const [asked, setAsked] = useState<Asked>()
  const change = (key: string, value: unknown): void => {
    setAsked(undefined)
    setWanted((before) => ({ ...before, [key]: value }))
  }
  const look = useDeed(async () => {
    const asking = { from, instrument, wanted }
    const { fields } = await api.post<Omit<Asked, 'change'>>(`/regions/${of.code}/difference`, { change: asking })
    setAsked({ fields, change: asking })
  })
  const sign = useDeed(async () => {
    if (!asked) return
    const cms = await signAsPerson('region.propose', asked.fields)
    await api.post(`/regions/${of.code}/proposals`, { change: asked.change, cms })
    onDone()
  })
  const chosen = Object.keys(wanted)
  return (
    <section className="sheet stack">
      <h2>{say('提出变更', 'Propose a change')}</h2>
      <Select
        mode="multiple"
        aria-label={say('变更哪些事项', 'What to change')}
        placeholder={say('选择要变更的事项', 'choose what to change')}
        value={chosen}
        onChange={(keys) => {
          setAsked(undefined)
          setWanted(Object.fromEntries(keys.map((key) => [key, key in wanted ? wanted[key] : startOf(of, key)])))
        }}
        options={of.values.map(({ key }) => ({ value: key, label: nameOf(key) }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
      {of.values
        .filter(({ key }) => chosen.includes(key))
        .map((value) => (
          <ValueInput
            key={value.key}
            of={value}
            value={wanted[value.key]}
            onChange={(next) => change(value.key, next)}
          />
        ))}
      <div className="row">
        <div className="stack-tight">
          {say('施行首日', 'First day in force')}
          <Input
            type="date"
            aria-label={say('施行首日', 'First day in force')}
            value={from}
            min={of.today}
            onChange={({ target }) => {
              setAsked(undefined)
              setFrom(target.value)
            }}
          />
        </div>
        <div className="stack-tight" style={{ flex: 1, minWidth: 220 }}>
          {say('依据（文件名称与文号）', 'Text that sets it')}
          <Input
            aria-label={say('依据（文件名称与文号）', 'Text that sets it')}
            value={instrument}
            maxLength={200}
            onChange={({ target }) => {
              setAsked(undefined)
              setInstrument(target.value)
            }}
          />
        </div>
      </div>
      {asked && (
        <>
          <DifferenceTable
            lines={asked.fields.difference}
            units={new Map(of.values.map(({ key, unit }) => [key, unit]))}
          />
          <div className="banner sun">
            {say(
              '签名即提出以上变更；另一人确认前不生效。内容、文号与签名人向社会公开。',
              'By signing you propose this change; it is not in force before another person confirms it. All of it is public.',
            )}
          </div>
        </>
      )}
      <Act
        of={asked ? sign : look}
        title={asked ? say('签名并提出', 'Sign and propose') : say('查看差异', 'See the difference')}
        ready={!!asked || (chosen.length > 0 && !!from && instrument.trim().length >= 4)}
        onCancel={onCancel}
      />
    </section>
  )
}

/** Where the input begins: at what is in force, to be changed. */
const startOf = (of: Shown, key: string): unknown => of.values.find((one) => one.key === key)?.now?.value ?? null
