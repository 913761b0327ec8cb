import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import type { Receipt as SignedReceipt } from '../../../server/bids/receipt.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import { relyingWords } from '../identity/standing.ts'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { QrCode } from '../pieces/QrCode.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { bytesText } from '../sealing/rate.ts'
import { type MyBid, stands } from './bid.ts'
import { CodeTrial } from './CodeTrial.tsx'
import { Issued } from './Issued.tsx'
import { ReceiptChecked } from './ReceiptChecked.tsx'
import { Rehearsal } from './Rehearsal.tsx'
import { Versions } from './Versions.tsx'
import { Withdraw } from './Withdraw.tsx'
import { Withdrawn } from './Withdrawn.tsx'

/** The receipt of a bid: what the platform signed, the proof, the rehearsal, and how to take the bid back. */
export default function Receipt() {
  const { tender: id = '' } = useParams()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  const bid = useLoad<MyBid>(`/tenders/${id}/bid`)
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Link to={`/b/${id}`}>{`${of.code} ${of.name}`}</Link>}>
            {say('投标回执', 'Receipt')}
          </PageTitle>
          <StageBar of={of} />
          <Loading of={bid}>
            {(mine) =>
              stands(mine) && mine.stage !== 'none' && mine.receipt ? (
                <Standing tender={of} receipt={mine.receipt} onChange={bid.reload} />
              ) : (
                <div className="stack">
                  <div className="banner bad">
                    <b>{say('尚未递交', 'Not submitted')}</b>{' '}
                    {mine.stage === 'withdrawn' &&
                      say('此前的投标文件已撤回。', 'The bid submitted before was withdrawn.')}
                  </div>
                  {mine.stage === 'withdrawn' && mine.withdrawal && <Withdrawn withdrawal={mine.withdrawal} />}
                  <Empty
                    action={
                      of.stage === 'bidding' && (
                        <Link to={`/b/${id}/seal`}>{say('去封装并递交', 'Seal and submit')}</Link>
                      )
                    }
                  >
                    {say(
                      '没有有效的投标文件，因此没有投标回执。',
                      'There is no bid that stands, so there is no receipt for one.',
                    )}
                  </Empty>
                </div>
              )
            }
          </Loading>
        </>
      )}
    </Loading>
  )
}

function Standing({
  tender,
  receipt: signed,
  onChange,
}: {
  tender: Tender
  receipt: SignedReceipt
  onChange: () => void
}) {
  const { receipt } = signed
  const proof = `${location.origin}/verify?fact=${receipt.fact}`
  const open = tender.stage === 'bidding'
  return (
    <div className="two">
      <div className="stack">
        <ReceiptChecked receipt={signed} />
        <Issued
          signed={signed}
          of={<OfPackage receipt={receipt} />}
          more={
            !['draft', 'bidding'].includes(tender.stage) && (
              <Button icon={<DownloadOutlined />} href={api.url(`/tenders/${tender.id}/opening/set`)} target="_blank">
                {say('进入开标的证明', 'Proof of the opened set')}
              </Button>
            )
          }
        />
        <Versions tender={tender.id} />
        {open && <Withdraw tender={tender} sequence={receipt.sequence} onDone={onChange} />}
      </div>
      <div className="stack">
        <Rehearsal tender={tender.id} />
        {open && tender.remedy && <CodeTrial tender={tender.id} />}
        {open && <Next tender={tender} />}
        <aside className="sheet" aria-label={say('扫码核验', 'Verify by scanning')}>
          <h2>{say('扫码核验', 'Verify by scanning')}</h2>
          <div className="row">
            <QrCode text={proof} label={say('核验地址二维码', 'QR code of the address that verifies it')} />
            <span className="hash quiet" style={{ flex: '1 1 120px' }}>
              {proof}
            </span>
          </div>
        </aside>
      </div>
    </div>
  )
}

/** What the bidder does next, until the bids are opened. */
function Next({ tender }: { tender: Tender }) {
  return (
    <aside className="sheet" aria-label={say('接下来', 'What comes next')}>
      <h2>{say('接下来', 'What comes next')}</h2>
      <ol style={{ margin: 0, paddingLeft: 20 }}>
        <li>
          {say('开标', 'Opening')} {beijing(tender.deadline)}
          <Countdown until={tender.deadline} rests={!!tender.suspensions?.length} />
          <a href={api.url(`/tenders/${tender.id}/dates.ics`)} download>
            {say('加入日历（ICS）', 'Add to the calendar (ICS)')}
          </a>
        </li>
        <li>
          {say('届时进入', 'Then come to the')} <Link to={`/o/${tender.id}`}>{say('开标大厅', 'opening hall')}</Link>
          {say('，用同一证书解密', ' and unlock with the same certificate')}
        </li>
        <li>{say('核对唱标内容并签署开标记录', 'Check what is read out and sign the record')}</li>
      </ol>
    </aside>
  )
}

/** What was handed in: its version, its size, who signed it, its hashes. */
function OfPackage({ receipt }: { receipt: SignedReceipt['receipt'] }) {
  return (
    <>
      <dt>{say('平台收到', 'Received')}</dt>
      <dd className="digits">
        {beijing(Date.parse(receipt.receivedAt), true)} {say('（北京时间 UTC+8）', '(Beijing time, UTC+8)')}
      </dd>
      <dt>{say('版本', 'Version')}</dt>
      <dd className="digits">{say(`第 ${receipt.sequence} 版`, String(receipt.sequence))}</dd>
      <dt>{say('加密包', 'Package')}</dt>
      <dd className="digits">
        {bytesText(receipt.bytes)} <span className="quiet">({receipt.bytes} B)</span>
      </dd>
      {receipt.certificate && (
        <>
          <dt>{say('签名证书序列号', 'Signing certificate')}</dt>
          <dd className="hash">
            {receipt.certificate.serial}
            {receipt.certificate.noRevocation && (
              <div className="sun">{relyingWords(receipt.certificate.noRevocation)}</div>
            )}
          </dd>
        </>
      )}
      <dt>{say('包头散列（SHA-256 或 SM3）', 'Header hash (SHA-256 or SM3)')}</dt>
      <dd className="hash">{receipt.header}</dd>
      {receipt.parts.map((part) => (
        <div key={part.id} style={{ display: 'contents' }}>
          <dt>{word(part.id)}</dt>
          <dd>
            <span className="digits">{bytesText(part.bytes)}</span>
            <div className="hash quiet">{part.root}</div>
          </dd>
        </div>
      ))}
    </>
  )
}
