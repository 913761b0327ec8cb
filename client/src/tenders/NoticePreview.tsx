import { Button } from 'antd'
import { useState } from 'react'
import { draftOf, noticeHash } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Ceiling } from '../pieces/Ceiling.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { PdfReader } from '../pieces/PdfReader.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { OfTender } from './TenderPage.tsx'

/** The notice before it is published: what decides at a glance, and the paper as it will read. */
export function NoticePreview({ tender }: Pick<OfTender, 'tender'>) {
  const [paper, setPaper] = useState<Uint8Array>()
  const look = useDeed(async () => setPaper(await api.bytes(`/tenders/${tender.id}/notice-preview.pdf`)))
  return (
    <div className="stack">
      <div style={{ background: 'var(--ground)', padding: 16, borderRadius: 4 }}>
        <dl className="facts">
          <dt>{say('招标范围', 'Scope')}</dt>
          <dd>{tender.scope}</dd>
          <dt>{say('资格要求', 'Qualification')}</dt>
          <dd style={{ whiteSpace: 'pre-line' }}>{tender.qualification}</dd>
          <dt>{say('文件获取', 'Documents')}</dt>
          <dd>
            <Moment at={tender.documentsFrom} /> — <Moment at={tender.documentsUntil} />
          </dd>
          <dt>{say('投标截止', 'Deadline')}</dt>
          <dd>
            <Moment at={tender.deadline} />
          </dd>
          <dt>{say('估算价', 'Estimate')}</dt>
          <dd>
            <Money fen={tender.estimate} capitals />
          </dd>
          <dt>{say('限价', 'Ceiling')}</dt>
          <dd>
            <Ceiling tender={tender} capitals />
          </dd>
          <dt>{say('保证金', 'Deposit')}</dt>
          <dd>
            <Money fen={tender.deposit} capitals />
          </dd>
          <dt>{say('公告摘要', 'Digest of the notice')}</dt>
          <dd className="hash">{noticeHash(draftOf(tender))}</dd>
        </dl>
      </div>
      <div className="row">
        <Button loading={look.busy} onClick={() => void look.run()}>
          {paper
            ? say('重新生成公告预览', 'Make the notice anew')
            : say('预览招标公告（成文）', 'Preview the notice as a paper')}
        </Button>
        {paper && (
          <span className="quiet">
            {say(
              '发布时间为预览时刻；发布后由平台加盖电子印章。',
              'Dated as of this preview; the platform stamps it once it is published.',
            )}
          </span>
        )}
      </div>
      <Refused problem={look.problem} />
      {paper && <PdfReader bytes={paper} />}
    </div>
  )
}
