import { Button } from 'antd'
import { useState } from 'react'
import type { Clarification } from '../../../server/evaluation/evaluation.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Signings } from '../tenders/Signings.tsx'

const LOOK_EVERY = 10_000

/** The panel's questions to this bidder, and its signed answers. Nothing unasked is taken. */
export function Clarifications({ tender }: { tender: string }) {
  const turn = useNow(LOOK_EVERY)
  const found = useLoad<{ items: Clarification[] }>(`/tenders/${tender}/clarifications`, Math.floor(turn / LOOK_EVERY))
  const items = found.value?.items ?? []
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('评标澄清', 'Clarifications')}</h2>
      {items.length === 0 && (
        <Empty>
          {say(
            '评标委员会没有向您提出问题。如有提问会出现在这里，并开始计时。',
            'The panel has asked you nothing. A question would appear here, with its time limit.',
          )}
        </Empty>
      )}
      {items.map((one) => (
        <One key={one.id} tender={tender} of={one} onAnswered={found.reload} />
      ))}
      <Signings tender={tender} kinds={['question', 'answer']} v={Math.floor(turn / LOOK_EVERY)} bare />
    </section>
  )
}

function One({ tender, of, onAnswered }: { tender: string; of: Clarification; onAnswered: () => void }) {
  const [text, setText] = useState('')
  const answer = useDeed(async () => {
    const said = text.trim()
    const cms = await signStatement('evaluation.answer', { tender, clarification: of.id, answer: said })
    await api.post(`/tenders/${tender}/clarifications/${of.id}/answer`, { answer: said, cms })
    onAnswered()
  })
  const open = of.answer === null && !of.expired
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 16 }}>
      <div className="quiet digits">{beijing(of.askedAt)}</div>
      <b>{of.question}</b>
      {of.answer !== null && (
        <div>
          {of.answer} <span className="quiet digits">{of.answeredAt && beijing(of.answeredAt)}</span>
        </div>
      )}
      {of.expired && <span className="bad">{say('逾期未答复', 'not answered in time')}</span>}
      {open && (
        <>
          <Countdown until={of.until} from={of.askedAt} label={say('答复剩余', 'Answer within')} />
          <LongField label={say('答复', 'Answer')} most={5000} rows={4} value={text} onChange={setText} />
          <span className="quiet">
            {say(
              '答复只能说明或补正，不得改变投标文件的实质内容。签名后不能修改。',
              'An answer explains; it may not change the substance of the bid. Once signed it stands.',
            )}
          </span>
          <Refused problem={answer.problem} />
          <div>
            <Button type="primary" loading={answer.busy} disabled={!text.trim()} onClick={() => void answer.run()}>
              {say('签名并答复', 'Sign and answer')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
