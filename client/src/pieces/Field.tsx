import { type ReactNode, useId } from 'react'

/** A control with its label above and a hint below; `bad` is why it does not do as it is. */
export function Field({
  label,
  hint,
  bad,
  wide = false,
  children,
}: {
  label: string
  hint?: ReactNode
  bad?: ReactNode
  wide?: boolean
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={wide ? 'field wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <div className="quiet hint">{hint}</div>}
      {bad && <div className="bad hint">{bad}</div>}
    </div>
  )
}
