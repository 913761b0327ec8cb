import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { MyDeposit } from './deposit.ts'

/** The deadline was postponed: a bidder that does not go along with that asks its deposit back, in two steps. */
export function Decline({ tender, deposit, onDone }: { tender: string; deposit: MyDeposit; onDone: () => void }) {
  const [understood, setUnderstood] = useState(false)
  const decline = useDeed(async () => {
    const cms = await signStatement('deposit.decline', { tender, deadline: deposit.until })
    await api.post(`/tenders/${tender}/deposit/refusal-of-postponement`, { cms })
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2>{say('投标截止时间已延期', 'The deadline was postponed')}</h2>
      <span>
        <Moment at={deposit.postponedFrom ?? deposit.until} /> → <Moment at={deposit.until} />
      </span>
      <span className="prose">
        {say(
          '不接受延期的，可以要求退还保证金，退还期限与撤回投标相同。已递交的投标文件须先撤回。之后仍想投标的，须重新缴纳。',
          'Whoever does not go along gets its deposit back as after a withdrawal. A bid that stands is withdrawn first; to bid after all, give a deposit anew.',
        )}
      </span>
      <Checkbox checked={understood} onChange={({ target }) => setUnderstood(target.checked)}>
        {say('我单位不接受延期，要求退还保证金', 'We do not go along, and ask our deposit back')}
      </Checkbox>
      <Refused problem={decline.problem} />
      <div>
        <Button danger disabled={!understood} loading={decline.busy} onClick={() => void decline.run()}>
          {say('签名并要求退还', 'Sign and ask it back')}
        </Button>
      </div>
    </section>
  )
}
