import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from './Refused.tsx'

/** What was found on one clause: that it holds, or why it does not. */
export type JudgedClause = { id: string; pass: true } | { id: string; pass: false; reason: string }

interface Props {
  clauses: { id: string; zh: string }[]
  /** what the field for a reason is called, where a clause does not hold */
  why: string
  /** what the field says while it is empty */
  hint?: string
  /** whether it was signed before and is signed anew */
  again: boolean
  /** signs and sends what was found */
  sign: (found: JudgedClause[]) => Promise<void>
}

/** The judging of one file on every clause: each holds unless it is unchecked, and a failure needs its reason. */
export function ClauseJudging({ clauses, why, hint = why, again, sign }: Props) {
  const [failed, setFailed] = useState<Record<string, string>>({})
  const judge = useDeed(() =>
    sign(
      clauses.map(({ id }): JudgedClause => {
        const reason = failed[id]
        return reason === undefined ? { id, pass: true } : { id, pass: false, reason: reason.trim() }
      }),
    ),
  )
  const without = (id: string) => Object.fromEntries(Object.entries(failed).filter(([one]) => one !== id))
  const bare = Object.values(failed).some((reason) => reason.trim().length < 4)
  return (
    <>
      {clauses.map(({ id, zh }) => (
        <div key={id} className="stack-tight">
          <Checkbox
            checked={failed[id] === undefined}
            onChange={({ target }) => setFailed(target.checked ? without(id) : { ...failed, [id]: '' })}
          >
            {zh}
          </Checkbox>
          {failed[id] !== undefined && (
            <Input
              aria-label={why}
              placeholder={hint}
              maxLength={1000}
              value={failed[id]}
              onChange={({ target }) => setFailed({ ...failed, [id]: target.value })}
            />
          )}
        </div>
      ))}
      <Refused problem={judge.problem} />
      <div>
        <Button disabled={bare} loading={judge.busy} onClick={() => void judge.run()}>
          {again ? say('重新签署结论', 'Sign anew') : say('签署本份结论', 'Sign this finding')}
        </Button>
      </div>
    </>
  )
}
