import { useEffect, useRef } from 'react'
import { say } from '../app/words.ts'

/** One thing to correct: where it stands on the page (the id around it), what it is called, and what is wrong with it. */
export interface Wrong {
  place: string
  label: string
  text: string
}

/** Moves the focus to what is to be corrected. */
function lead(to: string): void {
  const place = document.getElementById(to)
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
}

/**
 * All that is wrong with a form, above it, each with a way to its field. After a check it takes the focus, and the tab
 * says so: who sees little of the page knows at once that nothing was done, and why.
 *
 * @param checks how often the form was checked and found wanting
 * @param undone what has not been done by that, in words
 */
export function ErrorSummary({ of, checks, undone }: { of: readonly Wrong[]; checks: number; undone: string }) {
  const box = useRef<HTMLDivElement>(null)
  const some = of.length > 0
  useEffect(() => {
    if (checks) box.current?.focus()
  }, [checks])
  useEffect(() => {
    if (!some) return
    const before = document.title
    document.title = `${say('错误：', 'Error: ')}${before}`
    return () => {
      document.title = before
    }
  }, [some])
  if (!some) return null
  return (
    <div className="banner bad" ref={box} tabIndex={-1}>
      <b>
        {say(`有 ${of.length} 处需要更正`, `${of.length} things to correct`)}
        {say('，', '; ')}
        {undone}
      </b>
      <ul>
        {of.map(({ place, label, text }) => (
          <li key={place + label}>
            <a
              href={`#${place}`}
              onClick={(event) => {
                event.preventDefault()
                lead(place)
              }}
            >
              {label}
            </a>
            {say('：', ': ')}
            {text}
          </li>
        ))}
      </ul>
    </div>
  )
}
