import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import type { Tender } from '../../../server/tenders/tender.ts'
import type { Defects, Fields } from './form.ts'

/** What a part of the form is given: what was typed, what is wrong with it, and the tender that asks. */
export interface OfferOf {
  fields: Fields
  defects: Defects
  tender: Tender
  onChange: (fields: Fields) => void
}

/** A text of the form with its label, and below it a hint or what is wrong. */
export function Field(of: {
  label: string
  value: string
  defect: string | undefined
  onChange: (value: string) => void
  numeric?: boolean
  children?: ReactNode
}) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} style={{ fontWeight: 500 }}>
        {of.label}
      </label>
      <Input
        id={id}
        value={of.value}
        className={of.numeric ? 'digits' : ''}
        {...(of.numeric ? { inputMode: 'decimal' as const } : {})}
        {...(of.defect ? { status: 'error' as const, 'aria-invalid': true } : {})}
        aria-describedby={`${id}-hint`}
        onChange={(event) => of.onChange(event.target.value)}
      />
      <div id={`${id}-hint`} className={of.defect ? 'bad' : 'quiet'} style={{ fontSize: 13 }}>
        {of.defect ?? of.children}
      </div>
    </div>
  )
}
