import { Button } from 'antd'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Moment } from './Moment.tsx'
import { Refused } from './Refused.tsx'

/** That one has a letter: when one confirmed it, or the button to sign that. Nobody else learns of it. */
export function Received(of: {
  at: number | null
  what: string
  path: string
  of: { tender: string; sha256: string }
  onDone: () => void
}) {
  const confirm = useDeed(async () => {
    const { sha256 } = of.of
    await api.post(of.path, { sha256, cms: await signStatement(of.what, of.of) })
    of.onDone()
  })
  if (of.at !== null)
    return (
      <span className="quiet">
        {say('已签名确认收到 ', 'Confirmed as received ')}
        <Moment at={of.at} />
      </span>
    )
  return (
    <div className="stack-tight">
      <Refused problem={confirm.problem} />
      <div className="row">
        <Button loading={confirm.busy} onClick={() => void confirm.run()}>
          {say('签名确认收到', 'Sign that it was received')}
        </Button>
        <span className="quiet">{say('仅本单位可见', 'Only you see this')}</span>
      </div>
    </div>
  )
}
