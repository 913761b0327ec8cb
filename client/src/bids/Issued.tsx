import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Receipt } from '../../../server/bids/receipt.ts'
import type { WithdrawalReceipt } from '../../../server/bids/withdrawalViews.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { beijing } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'
import { saveJson } from '../pieces/saveJson.ts'
import { LogPlace } from './LogPlace.tsx'

type Signed = Receipt | WithdrawalReceipt

/** A receipt that the platform issued, of a bid or of taking it back: whose it is, its proof, and the files to keep. */
export function Issued({
  signed,
  title,
  of,
  more,
}: {
  signed: Signed
  title?: string
  /** what it is about, beside whose it is and in which tender */
  of: ReactNode
  /** files beside the receipt itself */
  more?: ReactNode
}) {
  const { receipt, token } = signed
  const { bidder, clock } = receipt
  return (
    <section className="sheet stack">
      {title && <h2>{title}</h2>}
      <dl className="facts">
        <dt>{word('bidder')}</dt>
        <dd>
          {bidder.name} <span className="quiet digits">{bidder.code}</span>
        </dd>
        <dt>{word('tender')}</dt>
        <dd>
          {receipt.name} <span className="quiet digits">{receipt.code}</span>
        </dd>
        {of}
        <dt>{say('事实编号', 'Fact')}</dt>
        <dd>
          <span className="hash">{receipt.fact}</span> <ProofButton fact={receipt.fact} />
        </dd>
        <dt>{say('承诺值', 'Commitment')}</dt>
        <dd className="hash">{receipt.commitment}</dd>
        <dt>{say('最迟入日志', 'In the log by')}</dt>
        <dd className="digits">{beijing(Date.parse(receipt.loggedBy), true)}</dd>
        <dt>{say('日志位置', 'Place in the log')}</dt>
        <dd>
          <LogPlace fact={receipt.fact} />
        </dd>
        <dt>{say('时间戳', 'Timestamp')}</dt>
        <dd>
          {token ? (
            <span className="proof">{say('可信时间戳已加盖', 'trusted timestamp attached')}</span>
          ) : (
            say('随后补盖，无需操作', 'it follows by itself')
          )}
        </dd>
        {clock && (
          <>
            <dt>{say('平台时钟偏差', 'Clock offset')}</dt>
            <dd className="digits">
              {say(
                `较时间戳服务 ${clock.offset} 毫秒（精度 ${clock.accuracy} 毫秒）`,
                `${clock.offset} ms against the timestamp authority (±${clock.accuracy} ms)`,
              )}
            </dd>
          </>
        )}
      </dl>
      <Files signed={signed} more={more} />
    </section>
  )
}

function Files({ signed, more }: { signed: Signed; more: ReactNode }) {
  const { kind, tender, code, sequence } = signed.receipt
  const [name, file] =
    kind === 'bid.receipt'
      ? [say('回执PDF', 'Receipt as PDF'), 'receipt.pdf']
      : [say('撤回回执PDF', 'Receipt as PDF'), 'withdrawal.pdf']
  const json = kind === 'bid.receipt' ? '回执' : '撤回回执'
  return (
    <div className="row no-print">
      <Button
        type="primary"
        icon={<FilePdfOutlined />}
        href={api.url(`/tenders/${tender}/bid/${file}`)}
        target="_blank"
      >
        {name}
      </Button>
      {more}
      <Button icon={<DownloadOutlined />} onClick={() => saveJson(`${json}-${code}-${sequence}.json`, signed)}>
        {say('下载JSON', 'Download JSON')}
      </Button>
      <Link to="/verify">{say('离线核验', 'Verify it')}</Link>
    </div>
  )
}
