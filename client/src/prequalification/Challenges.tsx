import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Deed } from '../pieces/Deed.tsx'
import { beijing } from '../pieces/Moment.tsx'

interface Shown {
  id: string
  at: number
  late: boolean
  answerBy: number | null
  author: { name: string }
  text: string
  answer: { text: string; outcome: 'upheld' | 'dismissed'; at: number; inTime: boolean } | null
}

/** Challenges of a prequalification's result (质疑), where the law wants one before a complaint. */
export function Challenges({ tender, as, onDone }: { tender: string; as: string; onDone: () => void }) {
  const found = useLoad<{ items: Shown[]; allowed: boolean }>(`/tenders/${tender}/prequalification/challenges`)
  const of = found.value
  if (!of?.allowed || (as !== 'bidder' && !of.items.length)) return null
  const again = (): void => {
    found.reload()
    onDone()
  }
  return (
    <section className="sheet stack">
      <h2>{say('对资格预审结果的质疑', 'Challenges of the result')}</h2>
      {of.items.map((one) => (
        <One key={one.id} tender={tender} of={one} answers={as === 'tenderer' && !one.answer} onDone={again} />
      ))}
      {as === 'bidder' && !of.items.some(({ answer }) => !answer) && (
        <Deed
          what="prequalification.challenge"
          to={`/tenders/${tender}/prequalification/challenges`}
          about={{ tender }}
          words={{ as: 'text', least: 10, most: 5000 }}
          title={say('签名并提出质疑', 'Sign and challenge')}
          onDone={again}
        >
          <p className="quiet prose">
            {say(
              '对答复不满意或逾期未答复的，可以向监督部门投诉。',
              'If the answer does not satisfy you, or none comes in time, complain to the supervisor.',
            )}
          </p>
        </Deed>
      )}
    </section>
  )
}

function One(props: { tender: string; of: Shown; answers: boolean; onDone: () => void }) {
  const { tender, of, answers, onDone } = props
  const [outcome, setOutcome] = useState<'upheld' | 'dismissed'>()
  const [reReview, setReReview] = useState(false)
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row">
        <b>{of.author.name}</b>
        <span className="quiet digits">{beijing(of.at)}</span>
        {of.late && <span className="bad">{say('逾期提出', 'late')}</span>}
        {of.answerBy !== null && !of.answer && (
          <span className="sun">{say(`应于 ${beijing(of.answerBy)} 前答复`, `answer by ${beijing(of.answerBy)}`)}</span>
        )}
      </div>
      <p className="prose">{of.text}</p>
      {of.answer && (
        <p className={of.answer.outcome === 'upheld' ? 'good' : 'quiet'}>
          {of.answer.outcome === 'upheld' ? say('质疑成立：', 'upheld: ') : say('质疑不成立：', 'dismissed: ')}
          {of.answer.text} <span className="digits">{beijing(of.answer.at)}</span>
        </p>
      )}
      {answers && (
        <Deed
          what="prequalification.answerChallenge"
          to={`/tenders/${tender}/prequalification/challenges/${of.id}/answer`}
          about={{ tender, challenge: of.id }}
          fields={{ outcome, reReview: outcome === 'upheld' && reReview }}
          words={{ as: 'text', least: 4, most: 5000 }}
          ready={!!outcome}
          title={say('签名并答复', 'Sign the answer')}
          onDone={onDone}
        >
          <Radio.Group
            value={outcome}
            onChange={({ target }) => setOutcome(target.value)}
            options={[
              { value: 'upheld', label: say('质疑成立', 'upheld') },
              { value: 'dismissed', label: say('质疑不成立', 'dismissed') },
            ]}
          />
          {outcome === 'upheld' && (
            <Checkbox checked={reReview} onChange={({ target }) => setReReview(target.checked)}>
              {say('重新审查全部资格预审申请文件', 'review all applications again')}
            </Checkbox>
          )}
        </Deed>
      )}
    </div>
  )
}
