import { Button } from 'antd'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'

/** Money was paid twice: the bidder asks the second payment back now, without touching what secures its bid. */
export function AskSurplus({ tender, amount, onDone }: { tender: string; amount: string; onDone: () => void }) {
  const ask = useDeed(async () => {
    const cms = await signStatement('deposit.surplus', { tender, amount })
    await api.post(`/tenders/${tender}/deposit/surplus`, { amount, cms })
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2>{say('重复缴纳的款项', 'Paid twice')}</h2>
      <span className="prose">
        {say('保证金已足额，另有整笔多付 ', 'The deposit is whole; paid beyond it: ')}
        <Money fen={amount} />
        {say(
          '。可以现在单独申请原路退回，不影响保证金；单独退回的不计利息。不申请的，随保证金一并退还。',
          '. You may ask it back now to where it came from; the deposit stays as it is, and no interest is paid on it. Otherwise it goes back with the deposit.',
        )}
      </span>
      <Refused problem={ask.problem} />
      <div>
        <Button loading={ask.busy} onClick={() => void ask.run()}>
          {say('签名并申请退回', 'Sign and ask it back')}
        </Button>
      </div>
    </section>
  )
}
