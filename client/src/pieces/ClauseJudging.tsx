import { Radio } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { TextField } from '../pieces/TextFields.tsx'
import { Act } from './Act.tsx'

/** What was found on one clause: that it holds, or why it does not. */
export type JudgedClause = { id: string; pass: true } | { id: string; pass: false; reason: string }

interface Props {
  clauses: { id: string; zh: string }[]
  /** what the field for a reason is called, where a clause does not hold */
  why: string
  /** what the field says while it is empty */
  hint?: string
  /** what was signed before, if anything: it stands in the form */
  signed: JudgedClause[] | undefined
  /** signs and sends what was found */
  sign: (found: JudgedClause[]) => Promise<void>
}

/** The judging of one file on every clause: nothing is taken for granted, and a failure needs its reason. */
export function ClauseJudging({ clauses, why, hint = why, signed, sign }: Props) {
  const [found, setFound] = useState<Record<string, JudgedClause>>(() =>
    Object.fromEntries((signed ?? []).map((one) => [one.id, one])),
  )
  const judge = useDeed(() => sign(clauses.flatMap(({ id }) => found[id] ?? []).map(trimmed)))
  const set = (of: JudgedClause): void => setFound({ ...found, [of.id]: of })
  const whole = clauses.every(({ id }) => {
    const one = found[id]
    return one && (one.pass || one.reason.trim().length >= 4)
  })
  return (
    <>
      {clauses.map(({ id, zh }) => {
        const one = found[id]
        return (
          <div key={id} className="stack-tight">
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <span style={{ flex: '1 1 240px' }}>{zh}</span>
              <Radio.Group
                aria-label={zh}
                value={one?.pass ?? null}
                onChange={({ target }) => set(target.value ? { id, pass: true } : { id, pass: false, reason: '' })}
                options={[
                  { value: true, label: say('符合', 'holds') },
                  { value: false, label: say('不符合', 'does not') },
                ]}
              />
            </div>
            {one?.pass === false && (
              <TextField
                label={why}
                hint={hint}
                most={1000}
                value={one.reason}
                onChange={(typed) => set({ ...one, reason: typed })}
              />
            )}
          </div>
        )
      })}
      <Act
        of={judge}
        title={signed ? say('重新签署结论', 'Sign anew') : say('签署本份结论', 'Sign this finding')}
        ready={whole}
      />
    </>
  )
}

const trimmed = (of: JudgedClause): JudgedClause => (of.pass ? of : { ...of, reason: of.reason.trim() })
