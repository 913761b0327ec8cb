import type { Told } from '../../../server/complaints/clocks.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { Signings } from '../tenders/Signings.tsx'
import { matters, outcomes, remedies, type Shown, stages } from './complaint.ts'

/** Everything that is known of a complaint, in the order in which it came about. */
export function CaseBody({ of, tender }: { of: Shown; tender: string }) {
  const { letter, author, decision, statement, ruling, stopped, rest } = of
  return (
    <>
      {of.before && <Before of={of.before} />}
      <dl className="facts">
        <dt>{say('投诉编号', 'Number')}</dt>
        <dd className="hash">{of.id}</dd>
        <dt>{say('事项', 'About')}</dt>
        <dd>{matters()[of.matter]}</dd>
        <dt>{say('投诉人', 'Complainant')}</dt>
        <dd>{author ? `${author.name}（${author.code}）` : say('开标前不公开', 'not told before the opening')}</dd>
        <dt>{say('提交时间', 'Filed')}</dt>
        <dd>
          <Moment at={of.filedAt} />{' '}
          {of.late && <b className="bad">{say('超过投诉期限（已登记）', 'late (registered)')}</b>}
        </dd>
        <dt>{say('知悉日期', 'Known since')}</dt>
        <dd className="digits">{beijing(of.knownAt).slice(0, 10)}</dd>
        <dt>{say('请求', 'Asks for')}</dt>
        <dd className="prose">{letter.request}</dd>
        <dt>{say('事实与理由', 'Facts')}</dt>
        <dd className="prose">{letter.facts}</dd>
        {letter.evidence.map((one) => (
          <Evidence key={one.sha256} name={one.name} sha256={one.sha256} />
        ))}
        {of.files.map((file) => (
          <Evidence
            key={file.sha256}
            name={file.title}
            sha256={file.sha256}
            to={api.url(`/tenders/${tender}/complaints/${of.id}/files/${file.sha256}`)}
          />
        ))}
        <dt>{say('状态', 'State')}</dt>
        <dd>
          {stages()[of.stage]}
          {of.waits !== null && (of.stage === 'filed' || of.stage === 'accepted') && (
            <>
              {'，'}
              <span className={of.overdue ? 'bad' : 'quiet'}>
                {of.stage === 'filed' ? say('受理决定期限 ', 'decision due ') : say('处理期限 ', 'ruling due ')}
                <Moment at={of.waits} />
                {of.overdue && say('（已超期）', ' (overdue)')}
              </span>
            </>
          )}
        </dd>
        {decision && (
          <>
            <dt>{say('受理决定', 'Decision')}</dt>
            <dd className="prose">
              {decision.accepted ? say('予以受理', 'taken up') : say('不予受理', 'not taken up')}：{decision.reason}{' '}
              <span className="quiet">{decision.article}</span>
            </dd>
          </>
        )}
        {stopped && (
          <>
            <dt>{say('期限停止计算', 'Clock stands')}</dt>
            <dd>
              <Moment at={stopped.at} /> {stopped.reason}
            </dd>
          </>
        )}
        {rest && (
          <>
            <dt>{say('招标（采购）活动暂停', 'Tender rests')}</dt>
            <dd>
              {rest.until ? (
                <>
                  {say('至多到 ', 'at most until ')}
                  <Moment at={rest.until} />
                </>
              ) : (
                say('直至解除', 'until lifted')
              )}
            </dd>
          </>
        )}
        {statement && (
          <>
            <dt>{say('被投诉人说明', 'The other side')}</dt>
            <dd className="prose">{statement.text}</dd>
          </>
        )}
      </dl>
      {ruling && (
        <div className={`banner ${ruling.outcome === 'upheld' ? 'sun' : ''}`}>
          <b>{outcomes()[ruling.outcome]}</b> {ruling.remedy !== 'none' && remedies()[ruling.remedy]}
          <div className="prose">{ruling.text}</div>
          <span className="quiet">
            {ruling.article} · <Moment at={ruling.at} />
          </span>{' '}
          {of.paper && <Signings tender={tender} paper={of.paper.sha256} awaited bare />}
        </div>
      )}
    </>
  )
}

/** The objection that a complaint grew from: the same matter, one step earlier. */
function Before({ of }: { of: Told }) {
  const found = {
    upheld: say('成立', 'upheld'),
    dismissed: say('不成立', 'dismissed'),
    explained: say('已说明', 'explained'),
  }
  return (
    <dl className="facts">
      <dt>{say('此前的异议（质疑）', 'The objection before it')}</dt>
      <dd className="prose">
        <span className="quiet">
          <Moment at={of.at} />
        </span>{' '}
        {of.text}
      </dd>
      <dt>{say('答复', 'Its answer')}</dt>
      <dd className="prose">
        {of.answeredAt === null ? (
          <span className="bad">{say('期限内未作答复', 'none came in time')}</span>
        ) : (
          <>
            <span className="quiet">
              <Moment at={of.answeredAt} />
            </span>{' '}
            {of.outcome && <b>{found[of.outcome]}</b>} {of.answer}
          </>
        )}
      </dd>
    </dl>
  )
}

function Evidence({ name, sha256, to }: { name: string; sha256: string; to?: string }) {
  return (
    <>
      <dt>{say('证明材料', 'Evidence')}</dt>
      <dd>
        {to ? <a href={to}>{name}</a> : name} <span className="hash quiet">SHA-256 {sha256}</span>
      </dd>
    </>
  )
}
