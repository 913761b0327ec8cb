import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link } from 'react-router'
import type { ApplicationReceipt as Signed } from '../../../server/prequalification/receipt.ts'
import { say } from '../app/words.ts'
import { relyingWords } from '../identity/standing.ts'
import { api } from '../net/http.ts'
import { saveJson } from '../pieces/saveJson.ts'

/** The receipt of an application: what it names, who signed and what was known of that certificate, and the files to keep. */
export function ApplicationReceipt({ signed }: { signed: Signed }) {
  const { receipt, token } = signed
  return (
    <div className="stack-tight">
      <span className="hash quiet">
        {say('回执', 'Receipt')} {receipt.fact} · {receipt.header.slice(0, 24)}… ·{' '}
        {token ? say('可信时间戳已加盖', 'timestamped') : say('可信时间戳随后补盖', 'timestamp follows')}
      </span>
      {receipt.certificate && (
        <span className="hash quiet">
          {say('签名证书序列号', 'Signing certificate')} {receipt.certificate.serial}
        </span>
      )}
      {receipt.certificate?.noRevocation && <div className="sun">{relyingWords(receipt.certificate.noRevocation)}</div>}
      <div className="row no-print">
        <Button
          icon={<FilePdfOutlined />}
          href={api.url(`/tenders/${receipt.tender}/application/receipt.pdf`)}
          target="_blank"
        >
          {say('回执PDF', 'Receipt as PDF')}
        </Button>
        <Button
          icon={<DownloadOutlined />}
          onClick={() => saveJson(`资格预审申请回执-${receipt.code}-${receipt.sequence}.json`, signed)}
        >
          {say('下载JSON', 'Download JSON')}
        </Button>
        <Link to="/verify">{say('离线核验', 'Verify it')}</Link>
      </div>
    </div>
  )
}
