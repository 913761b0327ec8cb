import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { OwnReport } from '../../../server/outages/views.ts'
import { say } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { ProofButton } from '../pieces/ProofButton.tsx'
import { saveJson } from '../pieces/saveJson.ts'
import { Decisions } from './Decisions.tsx'
import { kindWords, spanText } from './words.ts'

/** One's own reports: the receipt of each, and what was decided. */
export function OwnReports({ items }: { items: OwnReport[] }) {
  if (!items.length) return null
  return (
    <section className="sheet stack">
      <h2>{say('本单位的报告', 'Your reports')}</h2>
      {items.map((one) => (
        <article key={one.report} className="stack-tight">
          <b>
            {kindWords()[one.kind]}
            {one.tender && ` · ${one.tender.name}`}
          </b>
          <span className="digits">{spanText(one.from, one.to)}</span>
          <span className="prose">{one.account}</span>
          <span className="quiet">
            {say('平台收到于', 'received')} <Moment at={one.at} ms /> ·{' '}
            {one.receipt.token
              ? say('已加盖可信时间戳', 'timestamped')
              : say('时间戳随后补盖', 'the timestamp follows by itself')}
          </span>
          <div className="row">
            <ProofButton fact={one.receipt.receipt.fact} />
            <Button
              size="small"
              icon={<DownloadOutlined />}
              onClick={() => saveJson(`故障报告回执-${one.report.slice(7, 15)}.json`, one.receipt)}
            >
              {say('下载回执', 'Receipt')}
            </Button>
          </div>
          <Decisions of={one} />
        </article>
      ))}
    </section>
  )
}
