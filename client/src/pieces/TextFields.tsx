import { Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { Field, hintOf, type Labelled } from './Field.tsx'
import { YuanInput } from './YuanInput.tsx'

interface Text extends Labelled {
  value: string | null | undefined
  /** the most characters */
  most: number
  onChange: (value: string) => void
}

/** How a control says to all who use it what is wrong with it. */
const state = (id: string, bad: ReactNode) => ({
  id,
  'aria-describedby': hintOf(id),
  ...(bad ? { status: 'error' as const, 'aria-invalid': true } : {}),
})

/** A line of text with its label. Without `most` nothing is cut off: whoever takes the text says that it is too long. */
export function TextField({
  value,
  most,
  onChange,
  numeric,
  name,
  ...of
}: Omit<Text, 'most'> & {
  most?: number
  numeric?: boolean
  /** what it is called where its label alone does not tell it from others */
  name?: string
}) {
  return (
    <Field {...of}>
      {(id) => (
        <Input
          {...state(id, of.bad)}
          {...(most ? { maxLength: most } : {})}
          {...(name ? { 'aria-label': name } : {})}
          {...(numeric ? { inputMode: 'decimal' as const, className: 'digits' } : {})}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

/** Text of several lines, with how much of its room is used. */
export function LongField({ value, most, onChange, rows, wide = true, ...of }: Text & { rows?: number }) {
  return (
    <Field {...of} wide={wide}>
      {(id) => (
        <Input.TextArea
          {...state(id, of.bad)}
          {...(rows ? { rows } : { autoSize: { minRows: 2, maxRows: 16 } })}
          maxLength={most}
          showCount
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

/** A day with its label: `2026-04-08`, or nothing. */
export function DayField({ value, onChange, ...of }: Omit<Text, 'most'>) {
  return (
    <Field {...of}>
      {(id) => <Input id={id} type="date" value={value ?? ''} onChange={({ target }) => onChange(target.value)} />}
    </Field>
  )
}

/** A whole number with its label. */
export function NumberField({
  value,
  least,
  most,
  onChange,
  ...of
}: Labelled & { value: number; least: number; most: number; onChange: (value: number) => void }) {
  return (
    <Field {...of}>
      {(id) => (
        <InputNumber
          id={id}
          min={least}
          max={most}
          precision={0}
          style={{ width: '100%' }}
          value={value}
          onChange={(next) => onChange(next ?? least)}
        />
      )}
    </Field>
  )
}

/** An amount in yuan with its label, given and taken as fen. */
export function YuanField({ fen, onFen, ...of }: Labelled & { fen: string; onFen: (fen: string) => void }) {
  return <Field {...of}>{(id) => <YuanInput id={id} fen={fen} onFen={onFen} />}</Field>
}
