import { Button, Checkbox, Radio } from 'antd'
import { useState } from 'react'
import type { Objection } from '../../../server/award/award.ts'
import type { Publicity as Content } from '../../../server/award/events.ts'
import { mayWin } from '../../../server/award/mayWin.ts'
import { rulebook } from '../../../server/law/rulebook.ts'
import type { ReEvaluationGround } from '../../../server/law/tenderingRemedies.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { Ability } from '../award/Ability.tsx'
import { DutyList } from '../award/Duties.tsx'
import { PassOver } from '../award/Passing.tsx'
import { sendNotices } from '../award/papers.ts'
import { type Again, isWhole, ReEvaluateChoice } from '../award/ReEvaluateChoice.tsx'
import { Weigh } from '../award/Weigh.tsx'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { AnswerPdf } from '../questions/AnswerPdf.tsx'
import { Placed } from './Publicity.tsx'
import type { OfTender } from './TenderPage.tsx'

type Shown = Content & { from: number; until: number; suspended: boolean; passed?: Out; lapsed?: Out }
type Out = { tag: string }[]

/** The publicity runs, objections are answered, then the tenderer fixes the winner. */
export function Award({ tender, acting, reload }: OfTender) {
  const shown = useLoad<Shown>(`/tenders/${tender.id}/publicity`)
  return (
    <Loading of={shown}>
      {(publicity) => (
        <>
          <section className="sheet stack">
            <h2>{say('中标候选人公示', 'Publicity')}</h2>
            <Countdown from={publicity.from} until={publicity.until} label={say('公示期剩余', 'Publicity ends in')} />
            <Placed publicity={publicity} />
            <a href={api.url(`/tenders/${tender.id}/publicity.pdf`)}>{say('公示文件 PDF', 'Publicity (PDF)')}</a>
          </section>
          <Objections
            tender={tender.id}
            answers={acting === 'tenderer'}
            grounds={groundsOf(tender)}
            onAnswered={() => {
              shown.reload()
              reload() // an upheld one may send the tender back to its panel
            }}
          />
          {acting === 'tenderer' && <Decide tender={tender.id} publicity={publicity} onDecided={reload} />}
          {acting === 'tenderer' && (
            <PassOver
              tender={tender.id}
              names={Object.fromEntries(publicity.candidates.map(({ tag, name }) => [tag, name]))}
              onDone={() => {
                shown.reload()
                reload()
              }}
            />
          )}
          {acting === 'tenderer' && (
            <Ability tender={tender} candidates={mayWin(publicity.candidates, publicity)} onDone={reload} />
          )}
          {(acting === 'tenderer' || acting === 'agent') && <DutyList tender={tender.id} version={publicity} />}
        </>
      )}
    </Loading>
  )
}

function Decide({ tender, publicity, onDecided }: { tender: string; publicity: Shown; onDecided: () => void }) {
  const now = useNow(1000)
  const [first] = mayWin(publicity.candidates, publicity)
  const decide = useDeed(async () => {
    const winner = first?.tag
    const cms = await signStatement('award.decide', { tender, winner })
    await api.post(`/tenders/${tender}/award`, { winner, cms })
    await sendNotices(tender)
    onDecided()
  })
  if (!first) return null
  const open = now > publicity.until && !publicity.suspended
  return (
    <section className="sheet stack">
      <h2>{say('定标', 'Award')}</h2>
      <p>
        {say(`排名第${first.rank}的中标候选人：`, `Candidate of rank ${first.rank}: `)}
        <b>{first.name}</b>，<Money fen={first.terms.price} capitals />
      </p>
      <p className="prose">
        {say(
          '国有资金占控股或者主导地位的，只能确定排名第一的候选人（《招标投标法实施条例》第五十五条）。确定后由您对中标通知书和全部结果通知书逐份签章，同时发出，并开始三十日的合同订立期。',
          'After this the award notice and the notices to all others go out at the same moment; thirty days to contract begin.',
        )}
      </p>
      <Refused problem={decide.problem} />
      {!open && (
        <p className="quiet">
          {publicity.suspended
            ? say('有未答复的异议，暂停定标。', 'An objection is unanswered: no award.')
            : say('公示期满后可以确定中标人。', 'Possible once the publicity has ended.')}
        </p>
      )}
      <div>
        <Button type="primary" size="large" disabled={!open} loading={decide.busy} onClick={() => void decide.run()}>
          {say('签名并确定中标人', 'Sign and fix the winner')}
        </Button>
      </div>
    </section>
  )
}

/** The grounds of the rulebook by which a tender is judged, on which its evaluation may be done again. */
export const groundsOf = ({ published }: Pick<Tender, 'published'>): readonly ReEvaluationGround[] =>
  published ? rulebook(published.rulebook).reEvaluation.value : []

/** Objections to the result, or challenges, with their answers and the clock of each. */
export function Objections({
  tender,
  answers,
  onAnswered,
  grounds,
  challenges = false,
}: {
  tender: string
  /** on which grounds of the law an upheld one may have the evaluation done again */
  grounds: readonly ReEvaluationGround[]
  answers: boolean
  onAnswered: () => void
  /** whether they are challenges of a purchase: the purchaser says if one may move the result */
  challenges?: boolean
}) {
  const all = useLoad<{ items: Objection[] }>(`/tenders/${tender}/result-objections`)
  if (!all.value?.items.length) return null
  return (
    <section className="sheet stack">
      <h2>{challenges ? say('质疑', 'Challenges') : say('异议', 'Objections')}</h2>
      {all.value.items.map((one) => (
        <div key={one.id} className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
          <span className="quiet">
            <Moment at={one.at} /> {one.late && say('（逾期，仅登记）', '(late, registered only)')}
          </span>
          <p style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{one.text}</p>
          {one.paper && (
            <AnswerPdf
              {...{ tender, kind: 'result-objections', objection: one.id, paper: one.paper, onDone: all.reload }}
            />
          )}
          {one.answer !== null ? (
            <p className="banner good" style={{ whiteSpace: 'pre-wrap' }}>
              {one.answer}
            </p>
          ) : answers ? (
            <>
              {challenges && <Weigh tender={tender} of={one} onDone={all.reload} />}
              <Answer
                tender={tender}
                grounds={grounds}
                of={one}
                name={challenges ? say('质疑', 'challenge') : say('异议', 'objection')}
                onAnswered={() => {
                  all.reload()
                  onAnswered()
                }}
              />
            </>
          ) : (
            <span className="sun">{say('等待答复', 'waiting for the answer')}</span>
          )}
        </div>
      ))}
    </section>
  )
}

function Answer(props: {
  tender: string
  grounds: readonly ReEvaluationGround[]
  of: Objection
  /** what it is called */
  name: string
  onAnswered: () => void
}) {
  const { tender, grounds, of, name, onAnswered } = props
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<'upheld' | 'dismissed'>()
  const [remedy, setRemedy] = useState(false)
  const [how, setHow] = useState<Again>({ from: 'scoring' })
  const again = outcome === 'upheld' && remedy
  const answer = useDeed(async () => {
    const said = text.trim()
    const found = { ...(outcome ? { outcome } : {}), ...(again ? { reEvaluate: how } : {}) }
    const cms = await signStatement('award.answer', { tender, objection: of.id, text: said, ...found })
    await api.post(`/tenders/${tender}/result-objections/${of.id}/answer`, { text: said, ...found, cms })
    onAnswered()
  })
  return (
    <>
      {of.answerBy ? (
        <Countdown until={of.answerBy} label={say('答复期限', 'Answer within')} />
      ) : (
        !of.late && (
          <span className="sun">
            {say('答复期限待节假日安排公布后确定', 'the last day is told when the calendar is out')}
          </span>
        )
      )}
      <LongField label={say('答复', 'Answer')} most={4000} value={text} onChange={setText} />
      <Radio.Group
        value={outcome}
        onChange={({ target }) => setOutcome(target.value)}
        options={[
          { value: 'dismissed', label: say(`${name}不成立`, 'not right') },
          { value: 'upheld', label: say(`${name}成立`, 'right') },
        ]}
      />
      {outcome === 'upheld' && (
        <Checkbox checked={remedy} onChange={({ target }) => setRemedy(target.checked)}>
          {say(
            '依法重新评审（原报告留存，公示作废后重新公示）',
            'Evaluate again: the report stays on record, the publicity is void',
          )}
        </Checkbox>
      )}
      {again && <ReEvaluateChoice grounds={grounds} value={how} onChange={setHow} />}
      <Refused problem={answer.problem} />
      <div>
        <Button
          type="primary"
          disabled={!text.trim() || (again && !isWhole(how))}
          loading={answer.busy}
          onClick={() => void answer.run()}
        >
          {say(`签名答复${name}`, 'Sign the answer')}
        </Button>
      </div>
    </>
  )
}
