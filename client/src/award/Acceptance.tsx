import { Button, Input } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Recheck } from './Recheck.tsx'
import type { Received } from './view.ts'

/** The panel's report on the tenderer's desk: brought by the agent, gone through point by point, or sent back to the panel. */
export function Acceptance(of: { tender: string; acting: string; of: Received; reload: () => void }) {
  const { tender, acting, of: received, reload } = of
  const waits = received.byHand && received.receivedAt === null
  return (
    <section className="sheet stack">
      <h2>{say('评标报告接收与审查', 'The panel’s report')}</h2>
      <dl className="facts">
        <dt>{say('评标结束', 'Evaluation finished')}</dt>
        <dd>
          <Moment at={received.report.finishedAt} />
        </dd>
        <dt>{say('收到报告', 'Report received')}</dt>
        <dd>
          {received.receivedAt === null ? (
            <span className="sun">{say('代理机构尚未送达', 'not delivered yet')}</span>
          ) : (
            <Moment at={received.receivedAt} />
          )}
        </dd>
        <dt>SHA-256</dt>
        <dd className="hash">{received.report.sha256}</dd>
      </dl>
      <a href={api.url(`/tenders/${tender}/evaluation/report.pdf`)} target="_blank" rel="noreferrer">
        {say('评标报告 PDF（全体成员已签）', 'Report (PDF, signed by all)')}
      </a>
      {received.rechecks.length > 0 && <Rechecks of={received} />}
      {waits ? (
        <Deliver {...of} />
      ) : (
        <>
          <Checks of={received} />
          {received.reviewed ? (
            <p className="banner good">
              {received.via === 'announcement' ? say('采购人已审查 ', 'reviewed ') : say('招标人已审查 ', 'reviewed ')}
              <Moment at={received.reviewed.at} />
              {received.reviewed.note && `：${received.reviewed.note}`}
            </p>
          ) : (
            acting === 'tenderer' && <Review tender={tender} of={received} reload={reload} />
          )}
          {!received.fixed && ['tenderer', 'agent'].includes(acting) && (
            <Recheck tender={tender} of={received} reload={reload} />
          )}
        </>
      )}
    </section>
  )
}

function Rechecks({ of }: { of: Received }) {
  return (
    <div className="banner sun">
      {of.rechecks.map((one) => (
        <div key={one.id}>
          <b>{say('已要求复核', 'recheck ordered')}</b> <Moment at={one.at} /> {groundIn(of, one.ground)}（{one.article}
          ）：
          {one.anomalies.map(({ fact }) => fact).join('；')}
          {one.told && (
            <span className="quiet">
              {' '}
              {say('已书面告知监督部门', 'the supervisor is told')}（{one.told}）
            </span>
          )}
        </div>
      ))}
    </div>
  )
}

const groundIn = (of: Received, code: string): string => sayBoth(of.grounds.find((one) => one.code === code)) || code

/** The list of checks: what the platform found good, and what a person should look at. */
function Checks({ of }: { of: Received }) {
  const named = (detail: string): string => {
    const [tag = '', item] = detail.split(':')
    const bid = of.bids.find((one) => one.tag === tag)?.name ?? say('评标委员会成员', 'a member')
    const place = item && (of.items.find(({ id }) => id === item)?.zh ?? item)
    return place ? `${bid}（${place}）` : bid
  }
  return (
    <div>
      <b>{say('核对清单', 'List of checks')}</b>
      <ul style={{ listStyle: 'none', padding: 0, margin: '4px 0 0' }}>
        {of.checks.map((one) => (
          <li key={one.code} style={{ borderTop: '1px solid var(--line)', padding: '6px 0' }}>
            <span className={one.found === 'good' ? 'good' : 'sun'}>
              {one.found === 'good' ? say('✓ 未见异常', '✓ good') : say('! 需关注', '! look')}
            </span>{' '}
            {sayBoth(one)}
            {one.detail.length > 0 && <span className="quiet">：{[...new Set(one.detail.map(named))].join('、')}</span>}
          </li>
        ))}
      </ul>
      <p className="quiet">
        {say(
          '清单由平台从评标数据重新计算得出，只作提示；是否存在问题由其审查、由原评标委员会复核。',
          'The platform counts anew and points; the tenderer judges, and the same panel looks again.',
        )}
      </p>
    </div>
  )
}

function Review({ tender, of, reload }: { tender: string; of: Received; reload: () => void }) {
  const [note, setNote] = useState('')
  const review = useDeed(async () => {
    const fields = { report: of.report.sha256, checks: of.checksHash, note: note.trim() }
    const cms = await signStatement('award.review', { tender, ...fields })
    await api.post(`/tenders/${tender}/acceptance/review`, { ...fields, cms })
    reload()
  })
  return (
    <div className="stack-tight">
      {of.publiciseUntil !== null && (
        <Countdown
          from={of.report.finishedAt}
          until={of.publiciseUntil}
          label={`${say('最迟开始公示', 'Publicity begins within')} · ${of.articles.publicise}`}
        />
      )}
      <label htmlFor="review-note">
        {of.attention.length
          ? say('审查意见（对需关注的事项逐项说明）', 'What you found on the points above')
          : say('审查意见（可不填）', 'Remarks, if any')}
      </label>
      <Input.TextArea
        id="review-note"
        value={note}
        onChange={({ target }) => setNote(target.value)}
        maxLength={2000}
        autoSize={{ minRows: 2 }}
      />
      <Refused problem={review.problem} />
      <div>
        <Button
          type="primary"
          size="large"
          loading={review.busy}
          disabled={of.attention.length > 0 && note.trim().length < 4}
          onClick={() => void review.run()}
        >
          {say('签名确认已审查报告', 'Sign: I have reviewed the report')}
        </Button>
      </div>
    </div>
  )
}

function Deliver({ tender, acting, of, reload }: { tender: string; acting: string; of: Received; reload: () => void }) {
  const deliver = useDeed(async () => {
    const fields = { report: of.report.sha256 }
    const cms = await signStatement('award.deliver', { tender, ...fields })
    await api.post(`/tenders/${tender}/acceptance/delivery`, { ...fields, cms })
    reload()
  })
  return (
    <div className="stack-tight">
      {of.deliverUntil !== null && (
        <Countdown
          from={of.report.finishedAt}
          until={of.deliverUntil}
          label={`${say('送达评标报告期限', 'Report delivered within')} · ${of.articles.deliver}`}
        />
      )}
      <Refused problem={deliver.problem} />
      <div>
        <Button type="primary" size="large" loading={deliver.busy} onClick={() => void deliver.run()}>
          {acting === 'agent'
            ? say('签名送达采购人', 'Sign and deliver to the purchaser')
            : say('签名确认已收到报告', 'Sign: the report was received')}
        </Button>
      </div>
    </div>
  )
}
