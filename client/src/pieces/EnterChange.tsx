import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from './Refused.tsx'

/** What the form of a register asks for. */
export interface Entering<Item, Change> {
  /** begins the ids of its fields */
  id: string
  fields: [key: string, label: string][]
  choices: { value: string; label: string }[]
  /** what stands in the fields, and which choice is taken, before anything is typed */
  start(before: Item | undefined): { text: Record<string, string>; choice: string }
  /** what the reason for taking an entry out of force is called */
  end: string
  note: string
  /** the change that was typed; undefined while something is missing or wrong */
  read(text: Record<string, string>, choice: string, end: string | null): Change | undefined
}

const WIDE = { maxWidth: 420, display: 'block' }

/** Proposes an entry of a register, a correction, or that an entry is out of force. */
export function EnterChange<Item, Change>(props: {
  of: Entering<Item, Change>
  path: string
  what: string
  before: Item | undefined
  onDone: () => void
  onClose: () => void
}) {
  const { of, path, what, before, onDone, onClose } = props
  const [{ text, choice }, setTyped] = useState(() => of.start(before))
  const [end, setEnd] = useState('')
  const change = of.read(text, choice, end.trim() || null)
  const propose = useDeed(async () => {
    const cms = await signAsPerson(what, { change })
    await api.post(path, { change, cms })
    onDone()
  })
  return (
    <form
      className="banner stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        void propose.run()
      }}
    >
      {of.fields.map(([key, label]) => (
        <div key={key}>
          <label htmlFor={`${of.id}-${key}`}>{label}</label>
          <Input
            id={`${of.id}-${key}`}
            value={text[key] ?? ''}
            disabled={key === 'code' && !!before}
            onChange={({ target }) => setTyped({ text: { ...text, [key]: target.value }, choice })}
            style={WIDE}
          />
        </div>
      ))}
      <Radio.Group
        value={choice}
        onChange={({ target }) => setTyped({ text, choice: target.value })}
        options={of.choices}
      />
      {before && (
        <div>
          <label htmlFor={`${of.id}-end`}>{of.end}</label>
          <Input id={`${of.id}-end`} value={end} onChange={({ target }) => setEnd(target.value)} style={WIDE} />
        </div>
      )}
      <span className="quiet">{of.note}</span>
      <Refused problem={propose.problem} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={propose.busy} disabled={!change}>
          {say('签名提出', 'Sign and propose')}
        </Button>
        <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
      </div>
    </form>
  )
}
