import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { namesNobody } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { Ceiling } from '../pieces/Ceiling.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import type { OfTender } from './TenderPage.tsx'

/** What a tender is, beside everything that is done with it: who, until when, for how much, and its papers. */
export function TenderFacts({ tender, acting }: Pick<OfTender, 'tender' | 'acting'>) {
  const { published } = tender
  return (
    <aside className="sheet stack">
      <h2>{say('标段信息', 'The tender')}</h2>
      <dl className="facts" style={{ gridTemplateColumns: 'minmax(0, 1fr)', gap: 0 }}>
        {[
          [say('项目', 'Project'), tender.project.name],
          [word('tenderer', tender.track), tender.tenderer.name],
          [say('代理机构', 'Agent'), tender.agent?.name],
          [say('行政监督', 'Supervisor'), tender.supervisor.name],
          [say('投标截止暨开标', 'Deadline'), <Moment key="deadline" at={tender.deadline} />],
          [say('最高投标限价', 'Ceiling'), <Ceiling key="ceiling" tender={tender} />],
          [
            say('投标保证金', 'Deposit'),
            tender.deposit === '0' ? say('不要求', 'none') : <Money key="deposit" fen={tender.deposit} />,
          ],
        ].map(([label, value]) => value && <Pair key={String(label)} label={String(label)} value={value} />)}
      </dl>
      {published && (
        <div className="stack-tight">
          {tender.method === 'open' && (
            <a href={api.url(`/tenders/${tender.id}/notice.pdf`)}>{say('公告 PDF', 'Notice (PDF)')}</a>
          )}
          {published.documents.map((one) => (
            <a key={one.sha256} href={api.url(`/tenders/${tender.id}/documents/${one.sha256}`)}>
              {one.title}
            </a>
          ))}
          <Link to={`/t/${tender.id}/questions`}>{say('答疑、澄清与异议', 'Questions, addenda, objections')}</Link>
          {acting !== 'centre' && <Link to={`/t/${tender.id}/complaints`}>{say('投诉', 'Complaints')}</Link>}
          <Link to={`/proofs/tenders/${tender.id}`}>{say('全部证明', 'All proofs')}</Link>
          {!namesNobody(tender) && <Link to={`/t/${tender.id}/deposits`}>{say('投标保证金', 'Deposits')}</Link>}
          {tender.stage !== 'bidding' && (
            <Link to={`/o/${tender.id}`}>{say('开标大厅与开标记录', 'Hall and record of the opening')}</Link>
          )}
        </div>
      )}
    </aside>
  )
}

function Pair({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd style={{ marginBottom: 8 }}>{value}</dd>
    </>
  )
}
