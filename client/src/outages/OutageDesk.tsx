import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import type { WatchedReport } from '../../../server/outages/views.ts'
import { say } from '../app/words.ts'
import { noRevocationWords } from '../identity/standing.ts'
import { serverNow } from '../net/useClock.ts'
import { Deed } from '../pieces/Deed.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Field } from '../pieces/Field.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Decisions } from './Decisions.tsx'
import { OwnRecord } from './OwnRecord.tsx'
import { kindWords, spanText } from './words.ts'

/** The reports for those who decide, beside the platform's own record. */
export function OutageDesk({ items, onDone }: { items: WatchedReport[]; onDone: () => void }) {
  const [all, setAll] = useState(false)
  const shown = items.filter((one) => all || one.open)
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('故障报告', 'Reports')}</h2>
        <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
          {say('含已认定', 'decided ones too')}
        </Checkbox>
      </div>
      {!shown.length && <Empty>{say('没有待认定的报告。', 'No report waits.')}</Empty>}
      {shown.map((one) => (
        <article key={one.report} className="stack-tight">
          <b>
            {kindWords()[one.kind]} <span className="digits">{spanText(one.from, one.to)}</span>
          </b>
          <span className="quiet">
            {say('报告于', 'reported')} <Moment at={one.at} />
          </span>
          <Told of={one} />
          {one.decisions.length > 0 ? <Decisions of={one} /> : <OwnRecord of={one.record} />}
          {one.open && <Decide of={one} onDone={onDone} />}
        </article>
      ))}
    </section>
  )
}

/** What the report tells, once it may be read. */
function Told({ of: { content } }: { of: WatchedReport }) {
  if (!content)
    return (
      <span className="quiet prose">
        {say(
          '报告人、标段和内容在该标段投标人名单公开前保密（任何单位都可以报告，报告不表示其参加投标）；此前可凭时间、类别和平台自身记录认定。截止前需要停计时的，在标段页下达暂停。',
          'Who reports, in which tender and what is closed until its bidders are public (anybody may report, bidder or not). Until then decide by time, kind and the own record; a tender before its deadline is suspended on its own page.',
        )}
      </span>
    )
  const { by, tender, account, attempts, evidence } = content
  return (
    <>
      <span>
        {by.name} <span className="quiet digits">{by.code}</span> {by.person}
        {tender && ` · ${tender.name} ${tender.code}`}
      </span>
      <span className="prose">{account}</span>
      {attempts.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {attempts.map(({ at, path, status, code, requestId }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is told once and does not change
            <li key={i} className="hash">
              <Moment at={at} ms /> {path} {status || say('无应答', 'no answer')} {code} {requestId}
            </li>
          ))}
        </ul>
      )}
      {evidence !== null && (
        <details>
          <summary>
            {say('所附证据', 'The evidence')} <EvidenceSignature of={content} />
          </summary>
          <pre className="hash" style={{ whiteSpace: 'pre-wrap' }}>
            {evidence}
          </pre>
        </details>
      )}
    </>
  )
}

/** How the signature of the saved file was found to stand. */
function EvidenceSignature({
  of,
}: {
  of: Pick<NonNullable<WatchedReport['content']>, 'evidenceSigned' | 'evidencePath'>
}) {
  const { evidenceSigned, evidencePath: path } = of
  if (!evidenceSigned) return <span className="quiet">{say('未签名', 'not signed')}</span>
  if (!path)
    return (
      <span className="sun">
        {say('有报告人签名，其证书链未查验', 'signed by the reporter; the path was not looked up')}
      </span>
    )
  if (path.problem)
    return (
      <span className="bad">
        {say(
          `签名所用证书不能信赖（${path.problem}）`,
          `its signature's certificate cannot be relied on (${path.problem})`,
        )}
      </span>
    )
  return (
    <span className={path.noRevocation ? 'sun' : 'good'}>
      {say(
        `报告人签名有效，证书由${path.authority}签发，`,
        `signed by the reporter, certificate of ${path.authority}, `,
      )}
      {path.noRevocation ? noRevocationWords() : say('签名时未吊销', 'not revoked then')} <Moment at={path.at} />
    </span>
  )
}

/** The decision: an outage of some span, or none. */
function Decide({ of, onDone }: { of: WatchedReport; onDone: () => void }) {
  const [outage, setOutage] = useState<boolean>()
  const [from, setFrom] = useState(of.from)
  const [to, setTo] = useState(of.to ?? Math.floor(serverNow()))
  const span = outage ? { from, to } : {}
  return (
    <Deed
      what="outage.decide"
      to={`/outages/${of.report}/decision`}
      about={{ report: of.report }}
      fields={{ outage: outage === true, ...span }}
      title={say('签名认定', 'Sign the decision')}
      ready={outage !== undefined && (!outage || from < to)}
      onDone={onDone}
    >
      <Radio.Group
        value={outage ?? null}
        onChange={({ target }) => setOutage(target.value)}
        options={[
          { value: true, label: say('是平台中断：开标计时对全体停走', 'an outage: the clocks of halls stand for all') },
          { value: false, label: say('不是平台中断', 'no outage') },
        ]}
      />
      {outage && (
        <div className="row">
          <Field label={say('自', 'From')}>{(id) => <InstantInput id={id} at={from} onAt={setFrom} />}</Field>
          <Field label={say('至', 'Until')}>{(id) => <InstantInput id={id} at={to} onAt={setTo} />}</Field>
        </div>
      )}
    </Deed>
  )
}
