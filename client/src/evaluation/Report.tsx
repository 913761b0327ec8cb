import { Button, Radio, Select } from 'antd'
import { useState } from 'react'
import { bytesToSign } from '../../../crypto/pdfRange.ts'
import { signBytes } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { PdfReader } from '../pieces/PdfReader.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { type InRoom, memberName } from './view.ts'

/** The end: each agrees or dissents with reasons, then all sign the one report. */
export function Report(of: InRoom) {
  const { view } = of
  const opinions = Object.entries(view.opinions)
  return (
    <section className="sheet stack">
      <h2>{say('评标结论与报告', 'Conclusion and report')}</h2>
      {opinions.length > 0 && (
        <ul>
          {opinions.map(([member, { agree, reason }]) => (
            <li key={member}>
              {memberName(view, member)}：{agree ? say('同意', 'agrees') : say('不同意', 'dissents')}
              {reason && (
                <div className="quiet" style={{ whiteSpace: 'pre-wrap' }}>
                  {reason}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {view.stage === 'opinions' && view.me && !view.opinions[view.me] && <Opine {...of} />}
      {view.stage !== 'opinions' && !view.report && (
        <p className="quiet">{say('评标报告正在生成…', 'The report is being drawn up…')}</p>
      )}
      {view.report && (
        <>
          <p className="quiet">
            {say('报告当前版本 SHA-256', 'present version, SHA-256')} <span className="hash">{view.report.sha256}</span>
          </p>
          <PdfReader url={api.url(`/tenders/${view.tender}/evaluation/report.pdf#${view.report.sha256}`)} />
          {view.stage === 'signing' && view.me && <Sign {...of} />}
        </>
      )}
      {view.stage === 'finished' && (
        <p className="banner good">
          {say(
            '评标结束，报告已由全体成员签署，移交招标人（采购人）。',
            'The evaluation is over; the signed report went to the tenderer.',
          )}
        </p>
      )}
    </section>
  )
}

function Opine({ tender, reload }: InRoom) {
  const [agree, setAgree] = useState<boolean>()
  const [reason, setReason] = useState('')
  const opine = useDeed(async () => {
    await api.post(`/tenders/${tender}/evaluation/opinion`, { agree, ...(agree ? {} : { reason }) })
    reload()
  })
  return (
    <div className="stack-tight">
      <Radio.Group
        value={agree}
        onChange={({ target }) => setAgree(target.value)}
        options={[
          { value: true, label: say('同意评标结论', 'I agree') },
          { value: false, label: say('有不同意见', 'I dissent') },
        ]}
      />
      {agree === false && (
        <LongField
          label={say('不同意见和理由', 'Dissent and reasons')}
          hint={say('逐字写入报告', 'goes into the report word for word')}
          most={2000}
          value={reason}
          onChange={setReason}
        />
      )}
      <Refused problem={opine.problem} />
      <div>
        <Button
          type="primary"
          size="large"
          disabled={agree === undefined || (!agree && !reason.trim())}
          loading={opine.busy}
          onClick={() => void opine.run()}
        >
          {agree === false ? say('提交不同意见', 'Record the dissent') : say('确认同意', 'Record that I agree')}
        </Button>
      </div>
    </div>
  )
}

function Sign({ view, tender, reload }: InRoom) {
  const [refusing, setRefusing] = useState(false)
  const sign = useDeed(async () => {
    const waiting = await api.bytes(`/tenders/${tender}/evaluation/report/prepared`)
    const cms = await signBytes(bytesToSign(waiting))
    await api.post(`/tenders/${tender}/evaluation/report/sign`, { prepared: view.report?.sha256, cms })
    reload()
  })
  if (view.me && view.report?.signed.includes(view.me))
    return <p className="good">{say('您已签署，等待其他成员。', 'You have signed; waiting for the others.')}</p>
  const stale = sign.problem?.status === 409
  return (
    <div className="stack-tight">
      <p className="quiet">
        {say(
          '您的证书在本页对报告全文签名（PAdES），签名嵌入同一份 PDF；私钥不离开本页。',
          'Your certificate signs the whole report here (PAdES); the key does not leave this page.',
        )}
      </p>
      <Refused problem={sign.problem} {...(stale ? { onRetry: reload } : {})} />
      <div className="row">
        <Button type="primary" size="large" loading={sign.busy} onClick={() => void sign.run()}>
          {say('签署评标报告', 'Sign the report')}
        </Button>
        <Button type="text" onClick={() => setRefusing(!refusing)}>
          {view.me === view.chair
            ? say('拒签或记录拒签…', 'Refuse, or note a refusal…')
            : say('拒绝签署…', 'Refuse to sign…')}
        </Button>
      </div>
      {refusing && <Refuse view={view} tender={tender} reload={reload} />}
    </div>
  )
}

function Refuse({ view, tender, reload }: InRoom) {
  const [member, setMember] = useState(view.me ?? '')
  const [reason, setReason] = useState('')
  const others =
    view.me === view.chair ? view.members.filter((one) => !view.report?.signed.includes(one)) : [view.me ?? '']
  const refuse = useDeed(async () => {
    const other = member === view.me ? {} : { member }
    await api.post(`/tenders/${tender}/evaluation/report/refuse`, { ...other, ...(reason.trim() ? { reason } : {}) })
    reload()
  })
  return (
    <div className="stack-tight">
      <Select
        aria-label={say('成员', 'Member')}
        value={member}
        onChange={setMember}
        options={others.map((one) => ({ value: one, label: memberName(view, one) }))}
        style={{ maxWidth: 240 }}
      />
      <LongField
        label={say('拒签理由', 'Reason')}
        hint={say('书面写明', 'in writing')}
        most={2000}
        value={reason}
        onChange={setReason}
      />
      <p className="quiet">
        {say(
          '拒绝签署又不书面说明不同意见和理由的，视为同意评标结论。',
          'Who refuses and gives no reasons counts as agreeing.',
        )}
      </p>
      <Refused problem={refuse.problem} />
      <div>
        <Button danger loading={refuse.busy} onClick={() => void refuse.run()}>
          {say('记录拒绝签署', 'Record the refusal')}
        </Button>
      </div>
    </div>
  )
}
