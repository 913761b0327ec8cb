import { Button, Input } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** The host stops an evaluation whose panel cannot be filled up; another panel is then drawn. */
export function GiveUp({ tender, onDone }: { tender: string; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const act = useDeed(async () => {
    const fields = { reason: reason.trim() }
    const cms = await signStatement('evaluation.giveUp', { tender, ...fields })
    await api.post(`/tenders/${tender}/evaluation/give-up`, { ...fields, cms })
    onDone()
  })
  return (
    <div className="stack">
      <div className="banner bad">
        {say(
          '评标委员会无法及时补足的，停止评标，封存投标文件和开标、评标资料，依法重新组建评标委员会；原评标委员会的评标意见全部无效。',
          'A panel that cannot be filled up in time is given up: everything is sealed, another panel is formed, and all opinions of this one are void.',
        )}
      </div>
      <Input.TextArea
        aria-label={say('理由', 'reasons')}
        placeholder={say('写明无法补足的情况', 'why the panel cannot be filled up')}
        value={reason}
        maxLength={1000}
        showCount
        onChange={({ target }) => setReason(target.value)}
      />
      <Refused problem={act.problem} />
      <div>
        <Button danger disabled={reason.trim().length < 4} loading={act.busy} onClick={() => void act.run()}>
          {say('签名：停止评标，重新组建', 'Sign: stop, and form another panel')}
        </Button>
      </div>
    </div>
  )
}
