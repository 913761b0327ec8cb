import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

/** Takes a bid back, in two steps; or replaces it. Nobody is asked and no reason is needed. */
export function Withdraw({ tender, sequence, onDone }: { tender: Tender; sequence: number; onDone: () => void }) {
  const [asked, setAsked] = useState(false)
  const [understood, setUnderstood] = useState(false)
  const withdraw = useDeed(async () => {
    const cms = await signStatement('bid.withdraw', { tender: tender.id, sequence })
    await api.post(`/tenders/${tender.id}/bid/withdraw`, { sequence, cms })
    onDone()
  })
  return (
    <section className="sheet stack no-print">
      <h2 style={{ margin: 0 }}>{say('修改', 'Change your mind')}</h2>
      <span>
        {say(
          '截止前可以用新的投标文件替换，以最后一次递交为准；也可以撤回。',
          'Until the deadline you may replace the bid (the last one counts) or withdraw it.',
        )}
      </span>
      {!asked && (
        <div className="row">
          <Link to={`/b/${tender.id}/seal`}>
            <Button>{say('替换', 'Replace')}</Button>
          </Link>
          <Button danger onClick={() => setAsked(true)}>
            {say('撤回…', 'Withdraw…')}
          </Button>
        </div>
      )}
      {asked && (
        <div className="stack">
          <div className="banner bad">
            <b>{say('撤回后本标段将没有您的投标文件。', 'After this there is no bid of yours in this tender.')}</b>{' '}
            {say(
              '已递交的加密包永远保持密封，不会被打开；保证金随即依规定退还；截止前可以重新递交，但须重新缴纳保证金。',
              'The package stays sealed for ever; the deposit goes back by law. You may submit again before the deadline, with a new deposit.',
            )}
          </div>
          <Checkbox checked={understood} onChange={(event) => setUnderstood(event.target.checked)}>
            {say(`我要撤回第 ${sequence} 版投标文件`, `I withdraw version ${sequence} of my bid`)}
          </Checkbox>
          <Refused problem={withdraw.problem} />
          <div className="row">
            <Button
              danger
              type="primary"
              disabled={!understood}
              loading={withdraw.busy}
              onClick={() => void withdraw.run()}
            >
              {say('签名并撤回', 'Sign and withdraw')}
            </Button>
            <Button onClick={() => setAsked(false)}>{say('不撤回', 'Keep it')}</Button>
          </div>
        </div>
      )}
    </section>
  )
}
