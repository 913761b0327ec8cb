import { type ReactNode, useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Act } from './Act.tsx'
import { LongField } from './TextFields.tsx'

/** A signed deed: what it will do, the words it needs, its button, and why it was declined. */
export function Deed({
  what,
  to,
  about = {},
  fields = {},
  words: asked = { as: 'reason', least: 4 },
  title,
  danger = false,
  ready = true,
  onDone,
  onCancel,
  children,
}: {
  /** the statement that is signed, such as `complaint.rule` */
  what: string
  /** where it is posted */
  to: string
  /** what is signed beside the fields and stands in the address */
  about?: Record<string, unknown>
  fields?: Record<string, unknown>
  /** the words that are written here: the field they go to, how many at least and at most, what they are called; null: none */
  words?: { as: string; least: number; most?: number; hint?: string; label?: string } | null
  title: string
  danger?: boolean
  ready?: boolean
  onDone: () => void
  onCancel?: () => void
  children?: ReactNode
}) {
  const [words, setWords] = useState('')
  const least = asked?.least ?? 0
  const act = useDeed(async () => {
    const said = { ...fields, ...(asked ? { [asked.as]: words.trim() } : {}) }
    const cms = await signStatement(what, { ...about, ...said })
    await api.post(to, { ...said, cms })
    setWords('')
    onDone()
  })
  return (
    <div className="stack">
      {children}
      {asked && (
        <LongField
          label={asked.label ?? say('事实和理由', 'facts and reasons')}
          hint={`${asked.hint ?? say('写明事实、理由和依据', 'facts, reasons and grounds')}${say(`；不少于${least}个字`, `; at least ${least} characters`)}`}
          most={asked.most ?? 1000}
          value={words}
          onChange={setWords}
        />
      )}
      <Act
        {...{ of: act, title, danger, ready: ready && words.trim().length >= least }}
        {...(onCancel ? { onCancel } : {})}
      />
    </div>
  )
}
