import { type ReactNode, useId } from 'react'

/** What a field is besides its control: its label, and below it a hint and why it does not do as it is. */
export interface Labelled {
  label: string
  hint?: ReactNode
  bad?: ReactNode
  wide?: boolean
  /** by which id a summary of errors finds it on the page */
  place?: string
}

/** The id of what stands below the control with this id: it describes the control. */
export const hintOf = (id: string): string => `${id}-hint`

/** A control with its label above and a hint below; `bad` is why it does not do as it is. */
export function Field({
  label,
  hint,
  bad,
  wide = false,
  place,
  children,
}: Labelled & { children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className={wide ? 'field wide' : 'field'} {...(place ? { id: place } : {})}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {(hint || bad) && (
        <div id={hintOf(id)} className="hint">
          {bad && <div className="bad">{bad}</div>}
          {hint && <div className="quiet">{hint}</div>}
        </div>
      )}
    </div>
  )
}
