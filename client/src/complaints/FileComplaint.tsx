import { Radio, Select } from 'antd'
import { useState } from 'react'
import type { Matter } from '../../../server/complaints/contract.ts'
import type { Period } from '../../../server/law/units.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import { useNow } from '../net/useClock.ts'
import { Deed } from '../pieces/Deed.tsx'
import { EvidenceFile, type Fingerprint } from '../pieces/EvidenceFile.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { DayField, LongField } from '../pieces/TextFields.tsx'
import { type Complaints, type Earlier, matters } from './complaint.ts'

/** A period as a Chinese text has it: `10日`, `15个工作日`. */
const periodZh = (of: Period): string => ('days' in of ? `${of.days}日` : `${of.workingDays}个工作日`)

/** A new complaint: its matter, the objection before it, what is asked for, the facts, and the proof of what one has. */
export function FileComplaint({ tender, of, onDone }: { tender: Tender; of: Complaints; onDone: () => void }) {
  const [matter, setMatter] = useState<Matter>()
  const [objection, setObjection] = useState<string>()
  const [known, setKnown] = useState('')
  const today = beijing(useNow(60_000)).slice(0, 10)
  const [request, setRequest] = useState('')
  const [facts, setFacts] = useState('')
  const [evidence, setEvidence] = useState<Fingerprint[]>([])
  const first = !!matter && of.law.objectionFirst.value.includes(matter)
  const earlier = of.objections.filter((one) => one.matter === matter)
  const knownAt = known && known <= today && Date.parse(`${known}T00:00:00+08:00`)
  const letter = { request: request.trim(), facts: facts.trim(), evidence }
  const filed = () => {
    setMatter(undefined)
    setObjection(undefined)
    setKnown('')
    setRequest('')
    setFacts('')
    setEvidence([])
    onDone()
  }
  const ready = matter && knownAt && request.trim().length >= 4 && facts.trim().length >= 10 && (!first || objection)
  return (
    <section className="sheet stack">
      <h2>{say('向行政监督部门投诉', 'Complain to the supervisor')}</h2>
      <Deed
        what="complaint.file"
        to={`/tenders/${tender.id}/complaints`}
        about={{ tender: tender.id }}
        fields={{ matter, knownAt, letter, ...(objection ? { objection } : {}) }}
        words={null}
        ready={!!ready}
        title={say('签名并提交投诉', 'Sign and file')}
        onDone={filed}
      >
        <p className="prose">
          {say(
            `投诉应当有明确的请求和必要的证明材料，期限为${periodZh(of.law.within.value)}；逾期的予以登记并告知。`,
            'A complaint asks for something definite and brings its proof. One that comes late is registered and told so.',
          )}{' '}
          <span className="quiet">{of.law.within.article}</span>
        </p>
        <Radio.Group
          value={matter ?? null}
          onChange={({ target }) => {
            setMatter(target.value)
            setObjection(undefined)
          }}
          options={Object.entries(matters())
            .filter(([value]) => value !== 'prequalification' || tender.prequal?.closedAt)
            .map(([value, label]) => ({ value, label }))}
        />
        {first && (
          <Before earlier={earlier} value={objection} onChange={setObjection} article={of.law.objectionFirst.article} />
        )}
        <DayField
          label={say('知道或者应当知道之日', 'Known since')}
          value={known}
          onChange={setKnown}
          bad={known > today ? say('不能晚于今天', 'not later than today') : undefined}
        />
        <LongField
          label={say('请求', 'What is asked for')}
          hint={say('例如：责令重新评标', 'such as: another evaluation')}
          value={request}
          most={5000}
          onChange={setRequest}
        />
        <LongField label={say('事实与理由', 'Facts and grounds')} value={facts} most={5000} onChange={setFacts} />
        {evidence.map((one) => (
          <div key={one.sha256} className="hash">
            {one.name} SHA-256 {one.sha256}
          </div>
        ))}
        <EvidenceFile
          label={say('添加证明材料', 'Add evidence')}
          file={undefined}
          onFile={(one) => setEvidence((all) => [...all.filter(({ sha256 }) => sha256 !== one.sha256), one])}
        />
        <p className="quiet prose">
          {say(
            `投诉书密封送达监督部门，开标前${word('tenderer', tender.track)}不知道投诉人是谁；捏造事实、伪造材料的投诉将被驳回。`,
            'The letter is sealed for the supervisor; before the opening the tenderer is not told who complains.',
          )}
        </p>
      </Deed>
    </section>
  )
}

function Before({
  earlier,
  value,
  onChange,
  article,
}: {
  earlier: Earlier[]
  value: string | undefined
  onChange: (id: string) => void
  article: string
}) {
  if (!earlier.length)
    return (
      <div className="banner sun">
        {say(
          '就该事项投诉，应当先向招标人（采购人）提出异议（质疑），答复后或答复期满再投诉。',
          'On this matter an objection comes first; complain when it is answered or its time is over.',
        )}{' '}
        <span className="quiet">{article}</span>
      </div>
    )
  const text = ({ at, answeredAt, answerBy }: Earlier): string =>
    answeredAt
      ? say(`${beijing(at)} 提出，已答复`, `of ${beijing(at)}, answered`)
      : say(
          `${beijing(at)} 提出，应于 ${answerBy ? beijing(answerBy) : '待定'} 前答复`,
          `of ${beijing(at)}, not answered`,
        )
  return (
    <Select
      aria-label={say('此前的异议（质疑）', 'the objection before')}
      placeholder={say('选择此前的异议（质疑）', 'choose the objection before')}
      value={value ?? null}
      onChange={onChange}
      options={earlier.map((one) => ({ value: one.id, label: text(one) }))}
    />
  )
}
