import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link } from 'react-router'
import type { WithdrawalReceipt } from '../../../server/bids/withdrawalViews.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { beijing } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'
import { saveJson } from '../pieces/saveJson.ts'

/** The receipt of a withdrawal: what the platform signed, its proof, and the files to keep. */
export function Withdrawn({ withdrawal: signed }: { withdrawal: WithdrawalReceipt }) {
  const { receipt, token } = signed
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('撤回回执', 'Receipt for the withdrawal')}</h2>
      <dl className="facts">
        <dt>{say('撤回时间', 'Withdrawn')}</dt>
        <dd className="digits">{beijing(Date.parse(receipt.withdrawnAt), true)}</dd>
        <dt>{word('bidder')}</dt>
        <dd>
          {receipt.bidder.name} <span className="quiet digits">{receipt.bidder.code}</span>
        </dd>
        <dt>{word('tender')}</dt>
        <dd>
          {receipt.name} <span className="quiet digits">{receipt.code}</span>
        </dd>
        <dt>{say('被撤回的版本', 'What was withdrawn')}</dt>
        <dd className="digits">{say(`第 ${receipt.sequence} 版`, `version ${receipt.sequence}`)}</dd>
        <dt>{say('包头 SHA-256', 'Header SHA-256')}</dt>
        <dd className="hash">{receipt.header}</dd>
        <dt>{say('事实编号', 'Fact')}</dt>
        <dd>
          <span className="hash">{receipt.fact}</span> <ProofButton fact={receipt.fact} />
        </dd>
        <dt>{say('承诺值', 'Commitment')}</dt>
        <dd className="hash">{receipt.commitment}</dd>
        <dt>{say('最迟入日志', 'In the log by')}</dt>
        <dd className="digits">{beijing(Date.parse(receipt.loggedBy), true)}</dd>
        <dt>{say('时间戳', 'Timestamp')}</dt>
        <dd>
          {token ? (
            <span className="proof">{say('可信时间戳已加盖', 'trusted timestamp attached')}</span>
          ) : (
            say('随后补盖，无需操作', 'it follows by itself')
          )}
        </dd>
      </dl>
      <div className="row no-print">
        <Button
          type="primary"
          icon={<FilePdfOutlined />}
          href={api.url(`/tenders/${receipt.tender}/bid/withdrawal.pdf`)}
          target="_blank"
        >
          {say('撤回回执PDF', 'Receipt as PDF')}
        </Button>
        <Button
          icon={<DownloadOutlined />}
          onClick={() => saveJson(`撤回回执-${receipt.code}-${receipt.sequence}.json`, signed)}
        >
          {say('下载JSON', 'Download JSON')}
        </Button>
        <Link to="/verify">{say('离线核验', 'Verify it')}</Link>
      </div>
    </section>
  )
}
