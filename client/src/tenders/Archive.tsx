import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { bytesText } from '../sealing/rate.ts'
import { Signings } from './Signings.tsx'
import type { OfTender } from './TenderPage.tsx'

interface Closed {
  closedAt: number
  keptYears: number | 'regional'
  /** papers that were filed without a signature, and why */
  unsigned?: { papers: string[]; reason: string }
  package?: { sha256: string; bytes: number }
}

const AGAIN = 3000

/** The tender's file: closed by its host once nothing is open any more, then fetched by those who run and watch it. */
export function Archive({ tender, host, reload }: OfTender) {
  const [reason, setReason] = useState('')
  const close = useDeed(async () => {
    await api.post(`/tenders/${tender.id}/archive`, reason.trim() ? { unsigned: reason.trim() } : {})
    reload()
  })
  if (tender.stage === 'archived') return <Package tender={tender.id} />
  if (tender.stage !== 'contracted' || !host) return null
  return (
    <section className="sheet stack" id="archive">
      <h2>{say('归档', 'Archive')}</h2>
      <p className="quiet">
        {say(
          '保证金全部退还、投诉办结、法定文件齐备后方可归档；归档后任何人凭档案包即可脱离平台核验全过程。',
          'Once every deposit is back, no complaint is open and no paper is missing. Whoever has the package checks the whole course without us.',
        )}
      </p>
      <Refused problem={close.problem} />
      {close.problem?.code === 'ARCHIVE_UNSIGNED' && (
        <Unsigned of={close.problem.facts ?? {}} reason={reason} onReason={setReason} />
      )}
      <div>
        <Button type="primary" loading={close.busy} onClick={() => void close.run()}>
          {say('核对并归档', 'Check and archive')}
        </Button>
      </div>
    </section>
  )
}

/** What stands beside a package: its cover, what both sides sign when it is handed over. */
const PAPERS = ['cover', 'handover', 'natures']

const lasting = (years: Closed['keptYears']): string =>
  years === 'regional' ? say('按地区规定', 'as the region has it') : say(`${years} 年`, `${years} years`)

interface Missing {
  of: Record<string, unknown>
  reason: string
  onReason: (reason: string) => void
}

/** Which papers lack a signature, and the place to say why they are filed all the same. */
function Unsigned({ of, reason, onReason }: Missing) {
  const papers = Array.isArray(of['papers']) ? of['papers'].map(String) : []
  return (
    <div className="stack-tight">
      <span className="quiet">
        {say('缺签名的文书：', 'unsigned: ')}
        {papers.join(say('、', ', '))}
      </span>
      <LongField
        label={say('缺签名的情况说明', 'Why they are not signed')}
        hint={say('情况说明，载入移交清单', 'why; it goes into the hand-over list')}
        most={1000}
        value={reason}
        onChange={onReason}
      />
    </div>
  )
}

function Package({ tender }: { tender: string }) {
  const found = useLoad<Closed>(`/tenders/${tender}/archive`)
  const made = found.value?.package
  useEffect(() => {
    if (!found.value || made) return
    const timer = setInterval(found.reload, AGAIN)
    return () => clearInterval(timer)
  }, [found.value, found.reload, made])
  if (!found.value) return null
  return (
    <section className="sheet stack" id="archive">
      <h2>{say('档案', 'Archive')}</h2>
      <dl className="facts">
        <dt>{say('封存时间', 'Closed')}</dt>
        <dd>
          <Moment at={found.value.closedAt} />
        </dd>
        <dt>{say('保管期限', 'Kept for')}</dt>
        <dd>{lasting(found.value.keptYears)}</dd>
        {found.value.unsigned && (
          <>
            <dt>{say('缺签名', 'Unsigned')}</dt>
            <dd>
              {found.value.unsigned.papers.join(say('、', ', '))}
              <div className="quiet">{found.value.unsigned.reason}</div>
            </dd>
          </>
        )}
        {made && (
          <>
            <dt>{say('档案包', 'Package')}</dt>
            <dd>
              <a href={api.url(`/tenders/${tender}/archive.zip`)}>{say('下载', 'Download')}</a>{' '}
              <span className="quiet">{bytesText(made.bytes)}</span>
            </dd>
            <dt>SHA-256</dt>
            <dd className="hash">{made.sha256}</dd>
          </>
        )}
      </dl>
      {made && <Signings tender={tender} kinds={PAPERS} awaited bare />}
      {!made && <p className="quiet">{say('正在生成档案包…', 'The package is being made…')}</p>}
    </section>
  )
}
