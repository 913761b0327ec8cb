import { Button, Input } from 'antd'
import { useState } from 'react'
import { givingUpFields } from '../../../server/identity/givingUp.ts'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from './Refused.tsx'

/** What the second person does about a proposal: confirms it, or gives it up with a reason; either by its own signature. */
export function Decide(of: {
  /** the proposal's address in the API */
  path: string
  /** what the change is of (its deeds are `confirm` and `reject` of that), and what is signed of it */
  what: 'trust' | 'region' | 'calendar'
  fields: Record<string, unknown>
  warning: string
  confirmText: string
  onDone: () => void
}) {
  const { path, what, fields, warning, confirmText, onDone } = of
  const [reason, setReason] = useState('')
  const confirm = useDeed(async () => {
    const cms = await signAsPerson(`${what}.confirm`, fields)
    await api.post(`${path}/confirm`, { cms })
    onDone()
  })
  const reject = useDeed(async () => {
    const why = reason.trim()
    const cms = await signAsPerson(`${what}.reject`, givingUpFields(fields, why))
    await api.post(`${path}/reject`, { reason: why, cms })
    onDone()
  })
  return (
    <div className="stack-tight">
      <div className="banner sun">{warning}</div>
      <div>
        <Button type="primary" size="large" loading={confirm.busy} onClick={() => void confirm.run()}>
          {confirmText}
        </Button>
      </div>
      <div className="row">
        <Input
          aria-label={say('退回原因', 'Reason')}
          placeholder={say('退回原因', 'Reason to give it up')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          style={{ maxWidth: 320 }}
        />
        <Button danger disabled={reason.trim().length < 2} loading={reject.busy} onClick={() => void reject.run()}>
          {say('签名退回', 'Sign and give it up')}
        </Button>
      </div>
      <Refused problem={confirm.problem ?? reject.problem} />
    </div>
  )
}
