import { Button } from 'antd'
import { useState } from 'react'
import type { Objection } from '../../../server/award/award.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'

/** The purchaser says whether a challenge may move the result: while one may, the contract is not signed. */
export function Weigh({ tender, of, onDone }: { tender: string; of: Objection; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const weigh = useDeed(async (mayMove: boolean) => {
    const fields = { mayMove, reason: reason.trim() }
    const cms = await signStatement('award.weigh', { tender, objection: of.id, ...fields })
    await api.post(`/tenders/${tender}/result-objections/${of.id}/weight`, { ...fields, cms })
    onDone()
  })
  const ready = reason.trim().length >= 4
  return (
    <div className="stack-tight">
      {of.weighed ? (
        <span className={of.weighed.mayMove ? 'bad' : 'good'}>
          {of.weighed.mayMove
            ? say('可能影响中标结果，暂停签订合同：', 'may move the result; the contract waits: ')
            : say('不影响中标结果：', 'does not move the result: ')}
          {of.weighed.reason}
        </span>
      ) : (
        <span className="sun">
          {say('签订合同前须先判断本质疑是否可能影响中标结果', 'say first whether it may move the result')}
        </span>
      )}
      <TextField label={say('判断理由', 'Reason')} most={2000} value={reason} onChange={setReason} />
      <Refused problem={weigh.problem} />
      <div className="row">
        <Button disabled={!ready} loading={weigh.busy} onClick={() => void weigh.run(true)}>
          {say('可能影响，暂停签约', 'It may: the contract waits')}
        </Button>
        <Button disabled={!ready} loading={weigh.busy} onClick={() => void weigh.run(false)}>
          {say('不影响', 'It does not')}
        </Button>
      </div>
    </div>
  )
}
