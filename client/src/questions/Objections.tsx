import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { AnswerPdf } from './AnswerPdf.tsx'
import { NamesItself } from './Ask.tsx'
import type { Objection, Objections } from './letters.ts'

/** What it is called under the law of this tender. */
export const objectionWord = (suspends: boolean): string =>
  suspends ? say('异议', 'objection') : say('质疑', 'challenge')

/** Objects to the tender document; late ones are registered and explained. */
export function ObjectToDocuments({
  tender,
  of,
  version,
  onDone,
}: {
  tender: string
  of: Objections
  version: number
  onDone: () => void
}) {
  const [text, setText] = useState('')
  const [request, setRequest] = useState('')
  const word = objectionWord(of.suspends)
  const object = useDeed(async () => {
    const fields = { version, text: text.trim(), request: request.trim() }
    const cms = await signStatement('objection.make', { tender, ...fields })
    await api.post(`/tenders/${tender}/objections`, { ...fields, cms })
    setText('')
    setRequest('')
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2>{say(`提出${word}`, `Object to the document (${word})`)}</h2>
      <span className="prose">
        {of.until !== null &&
          say(
            `应在 ${beijing(of.until)} 前提出（${of.article}）；逾期的予以登记并说明。`,
            `Until ${beijing(of.until)} (${of.article}); later ones are registered as late. `,
          )}
        {of.suspends &&
          say('在期限内提出的，答复前暂停招标投标活动。', 'One in time suspends the tender until it is answered.')}
        {say(
          '开标前，招标人（采购人）看不到提出人，行政监督部门可以看到。请勿在文字中写明本单位。',
          'Before the opening the tenderer does not learn who objects; the supervisor does. Do not name yourself.',
        )}
      </span>
      <LongField label={say('事实与依据', 'facts and grounds')} most={4000} rows={4} value={text} onChange={setText} />
      <LongField label={say('请求', 'request')} most={4000} rows={2} value={request} onChange={setRequest} />
      <NamesItself text={`${text} ${request}`} />
      <Refused problem={object.problem} />
      <div>
        <Button
          loading={object.busy}
          disabled={text.trim().length < 4 || request.trim().length < 4}
          onClick={() => void object.run()}
        >
          {say(`签名并提出${word}`, `Sign and object`)}
        </Button>
      </div>
    </section>
  )
}

/** Objections with their clocks; the tenderer answers here. */
export function ObjectionList({
  tender,
  of,
  answers,
  onDone,
}: {
  tender: string
  of: Objections
  answers: boolean
  onDone: () => void
}) {
  const word = objectionWord(of.suspends)
  return (
    <section className="sheet stack">
      <h2>{say(`对文件的${word}`, 'Objections to the document')}</h2>
      {of.items.length === 0 && <p className="quiet">{say(`没有${word}。`, 'There are none.')}</p>}
      {of.items.map((one) => (
        <article key={one.id} className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
          <Head of={one} suspends={of.suspends} />
          <span className="prose" style={{ overflowWrap: 'anywhere' }}>
            {one.text}
          </span>
          <div style={{ overflowWrap: 'anywhere' }}>
            {say('请求：', 'Asks for: ')}
            {one.request}
          </div>
          {one.paper && (
            <AnswerPdf tender={tender} kind="objections" objection={one.id} paper={one.paper} onDone={onDone} />
          )}
          {one.answer ? <Answer of={one} /> : answers && <Reply tender={tender} of={one} onDone={onDone} />}
        </article>
      ))}
    </section>
  )
}

function Head({ of, suspends }: { of: Objection; suspends: boolean }) {
  const { session } = useSession()
  const sealed = say('提出人开标前保密', 'who objects is sealed until the opening')
  // a bidder is shown nobody's but its own
  const unnamed = session?.role === 'bidder' ? say('本单位提出', 'ours') : sealed
  return (
    <div className="row" style={{ justifyContent: 'space-between' }}>
      <div>
        <div className="quiet">
          <Moment at={of.at} /> · {say(`针对第 ${of.version} 版`, `on version ${of.version}`)}
        </div>
        <b>{of.objector ? of.objector.name : unnamed}</b>
        {of.late && (
          <div className="bad">
            {say(
              `逾期提出（${of.article}），已登记，不产生暂停效力`,
              `too late (${of.article}): registered, suspends nothing`,
            )}
          </div>
        )}
        {!of.answer && !of.late && of.answerBy === null && (
          <div className="sun">
            {say('答复期限待节假日安排公布后确定', 'the last day is told when the calendar is out')}
          </div>
        )}
        {!of.answer && !of.late && suspends && (
          <div>{say('答复前招标投标活动暂停', 'the tender rests until it is answered')}</div>
        )}
      </div>
      {!of.answer && of.answerBy !== null && (
        <Countdown until={of.answerBy} from={of.at} label={say('距答复期限', 'answer within')} />
      )}
    </div>
  )
}

function Answer({ of: { answer, settledBy } }: { of: Objection }) {
  if (!answer) return null
  const upheld = answer.outcome === 'upheld'
  return (
    <div className={`banner ${upheld ? 'sun' : ''}`}>
      <b>{upheld ? say('成立', 'upheld') : say('不成立', 'dismissed')}</b> <Moment at={answer.at} />
      {!answer.inTime && <span className="bad"> {say('逾期答复', 'answered late')}</span>}
      <div style={{ overflowWrap: 'anywhere' }}>{answer.text}</div>
      {upheld && (
        <div>
          {settledBy === null
            ? say('尚待以澄清或修改文件落实，落实前不开标', 'waits for its addendum; nothing opens before')
            : say(`已由第 ${settledBy} 版落实`, `done by version ${settledBy}`)}
        </div>
      )}
    </div>
  )
}

function Reply({ tender, of, onDone }: { tender: string; of: Objection; onDone: () => void }) {
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<'upheld' | 'dismissed'>()
  const reply = useDeed(async () => {
    const fields = { text: text.trim(), outcome }
    const cms = await signStatement('objection.answer', { tender, objection: of.id, ...fields })
    await api.post(`/tenders/${tender}/objections/${of.id}/answer`, { ...fields, cms })
    onDone()
  })
  return (
    <div className="stack-tight">
      <Radio.Group value={outcome} onChange={(event) => setOutcome(event.target.value)}>
        <Radio value="upheld">{say('成立，将修改招标文件', 'upheld: the document will be amended')}</Radio>
        <Radio value="dismissed">{say('不成立', 'dismissed')}</Radio>
      </Radio.Group>
      <LongField
        label={say('答复', 'answer')}
        hint={say('须写明理由', 'with its reasons')}
        most={4000}
        rows={3}
        value={text}
        onChange={setText}
      />
      <Refused problem={reply.problem} />
      <div className="row">
        <Button loading={reply.busy} disabled={!outcome || text.trim().length < 4} onClick={() => void reply.run()}>
          {say('签名并答复', 'Sign and answer')}
        </Button>
        <span className="quiet">
          {say(
            '答复后不能更改；不成立的，暂停随答复恢复；成立的，招标活动暂停至招标文件改正。',
            'Final. Dismissed: the suspension ends. Upheld: the tender rests until the document is corrected.',
          )}
        </span>
      </div>
    </div>
  )
}
