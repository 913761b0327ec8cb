import { CheckCircleFilled, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Opening } from '../../../server/opening/opening.ts'
import { signStatement } from '../app/sign.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { sealPdf } from '../net/sealing.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { type HallView, hosts, inOrder, myBid, officeOf } from './hall.ts'

/** The record: read it, sign it, see who has. */
export function Signatures(view: HallView) {
  const { tender, opening, session, tag, reload } = view
  const { record } = opening
  const by = session.role === 'bidder' ? tag : session.role
  const takesPart = session.role === 'bidder' ? !!myBid(view) : !!officeOf(view) || hosts(view)
  const signed = !!by && !!opening.signatures[by]
  const sign = useDeed(async () => {
    const fields = { tender: tender.id, record: record?.sha256 ?? '' }
    const cms = await signStatement('opening.record', fields)
    await api.post(`/tenders/${tender.id}/opening/sign`, { record: fields.record, cms })
    await seal()
    reload()
  })
  /** What somebody signs in the PDF is the version with the signatures of those who were faster. */
  const seal = () =>
    sealPdf(`/tenders/${tender.id}/opening/record`, async () => {
      const now = await api.get<Opening>(`/tenders/${tender.id}/opening`)
      return (now.sealed ?? now.record)?.sha256 ?? ''
    })
  const stamp = useDeed(async () => {
    await seal()
    reload()
  })
  const sealed = new Set(opening.sealed?.fields.map((one) => one.by))
  if (!record) return null
  const others = Object.entries(opening.signatures).filter(([one]) => !opening.bids[one])
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('开标记录', 'Record of the opening')}</h2>
      <div>
        <a href={api.url(`/tenders/${tender.id}/opening/record.pdf`)} target="_blank" rel="noreferrer">
          <FilePdfOutlined /> {say('阅读开标记录', 'Read the record')}
        </a>
        <div className="hash quiet">SHA-256 {record.sha256}</div>
        {opening.sealed && (
          <div className="hash quiet">
            {say('加盖签章后', 'with signatures')} SHA-256 {opening.sealed.sha256}
          </div>
        )}
        {opening.sheet && (
          <a href={api.url(`/tenders/${tender.id}/opening/signatures.pdf`)} target="_blank" rel="noreferrer">
            <FilePdfOutlined /> {say('开标签到及记录确认表', 'Attendance and signatures')}
          </a>
        )}
      </div>
      {takesPart && !signed && opening.stage === 'recorded' && (
        <>
          <span>
            {say(
              '请核对记录与唱标内容一致。签署表示确认，不影响您依法提出异议。',
              'Compare the record with what was read out. Signing confirms it; your right to object remains.',
            )}
          </span>
          <Refused problem={sign.problem} />
          <div>
            <Button type={hosts(view) ? 'default' : 'primary'} loading={sign.busy} onClick={() => void sign.run()}>
              {say('核对无误，签署', 'It is right: sign')}
            </Button>
          </div>
        </>
      )}
      {signed && !!by && !sealed.has(by) && opening.stage === 'recorded' && (
        <div className="stack-tight">
          <Refused problem={stamp.problem ?? sign.problem} />
          <div>
            <Button loading={stamp.busy || sign.busy} onClick={() => void stamp.run()}>
              {say('在开标记录 PDF 上签章', 'Sign in the PDF of the record')}
            </Button>
          </div>
        </div>
      )}
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }} className="stack-tight">
        {inOrder(opening).map((bid) => (
          <Line
            key={bid.tag}
            name={bid.bidder?.name ?? ''}
            at={opening.signatures[bid.tag]?.at}
            over={opening.stage === 'finished'}
            sealed={sealed.has(bid.tag)}
          />
        ))}
        {others.map(([one, { name, at }]) => (
          <Line
            key={one}
            name={`${name} ${word(one, view.tender.track)}`}
            at={at}
            over={false}
            sealed={sealed.has(one)}
          />
        ))}
      </ul>
    </section>
  )
}

function Line({ name, at, over, sealed }: { name: string; at: number | undefined; over: boolean; sealed: boolean }) {
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>{name}</span>
      {at ? (
        <span className="digits">
          <CheckCircleFilled className="good" /> {beijing(at)} {sealed && say('已签章', 'signed in the PDF')}
        </span>
      ) : (
        <span className="quiet">{over ? say('未确认', 'not confirmed') : say('未签署', 'not signed')}</span>
      )}
    </li>
  )
}
