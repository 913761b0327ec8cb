import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { bidName, type InRoom, type View } from './view.ts'

/** Questions to single bidders and their signed answers; the chair asks in the panel's name. */
export function Clarify({ view, tender, reload }: InRoom) {
  const chair = view.me !== null && view.me === view.chair
  const asking = chair && ['review', 'lowPrice', 'competition', 'scoring'].includes(view.stage)
  if (!asking && !view.clarifications.length) return null
  return (
    <section className="sheet stack">
      <h2>{say('评标澄清', 'Clarifications')}</h2>
      {view.clarifications.map((one) => (
        <Question key={one.id} view={view} of={one} />
      ))}
      {asking && <Ask view={view} tender={tender} reload={reload} />}
    </section>
  )
}

function Question({ view, of }: { view: View; of: View['clarifications'][number] }) {
  return (
    <div style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <b>{bidName(view, of.bid)}</b>{' '}
      <span className="quiet">
        <Moment at={of.askedAt} />
      </span>
      <p style={{ margin: '4px 0' }}>{of.question}</p>
      {of.answer !== null ? (
        <p className="banner good">
          {of.answer}
          <br />
          <span className="quiet">
            {say('投标人签名答复 ', 'signed answer ')}
            {of.answeredAt && <Moment at={of.answeredAt} />}
          </span>
        </p>
      ) : of.expired ? (
        <p className="bad">{say('逾期未答复', 'not answered in time')}</p>
      ) : (
        <Countdown until={of.until} label={say('等待答复', 'Waiting')} />
      )}
    </div>
  )
}

function Ask({ view, tender, reload }: InRoom) {
  const [bid, setBid] = useState<string>()
  const [question, setQuestion] = useState('')
  const [minutes, setMinutes] = useState(30)
  const ask = useDeed(async () => {
    await api.post(`/tenders/${tender}/evaluation/clarifications`, { bid, question, minutes })
    setQuestion('')
    reload()
  })
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <p className="quiet">
        {say(
          '只能就含义不明确、明显文字或计算错误的内容提问，不得暗示或诱导；投标人看不到评委是谁。',
          'Only about what is ambiguous or an evident slip; never leading. The bidder does not learn who asks.',
        )}
      </p>
      <div className="row">
        <Select
          aria-label={say('向哪份投标文件', 'Which bid')}
          placeholder={say('选择投标文件', 'choose a bid')}
          {...(bid ? { value: bid } : {})}
          onChange={setBid}
          options={view.bids.map(({ tag }) => ({ value: tag, label: bidName(view, tag) }))}
          style={{ minWidth: 160 }}
        />
        <InputNumber
          aria-label={say('答复时限（分钟）', 'minutes to answer')}
          min={1}
          max={1440}
          value={minutes}
          onChange={(n) => setMinutes(n ?? 30)}
          suffix={say('分钟', 'min')}
        />
      </div>
      <LongField
        label={say('澄清问题', 'Question')}
        hint={say('如：请说明……', 'such as: please explain …')}
        most={2000}
        value={question}
        onChange={setQuestion}
      />
      <Refused problem={ask.problem} />
      <div>
        <Button disabled={!bid || !question.trim()} loading={ask.busy} onClick={() => void ask.run()}>
          {say('代表评标委员会发出澄清', "Ask in the panel's name")}
        </Button>
      </div>
    </div>
  )
}
