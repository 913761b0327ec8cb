import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import type { Session } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { points } from '../evaluation/view.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Lot } from '../tenders/TieDraw.tsx'
import { Announce } from './Announce.tsx'
import type { Candidate, Received, Tie } from './view.ts'

/** The purchaser fixes the winner in the order of the report, then announces it. */
export function FixWinner(of: {
  tender: string
  agent: boolean
  of: Received
  acting: Session['role']
  reload: () => void
}) {
  const { of: received, acting } = of
  if (!received.reviewed || received.receivedAt === null) return null
  const { fixed } = received
  if (fixed) {
    const winner = received.candidates.find(({ tag }) => tag === fixed.winner)
    return (
      <section className="sheet stack">
        <h2>{say('公告中标结果', 'Announce the result')}</h2>
        <p>
          {say('已确定：', 'fixed: ')}
          <b>{winner?.name}</b> <Moment at={fixed.at} />
          {fixed.how === 'deemed' && (
            <span className="bad">
              {' '}
              {say('逾期未确定，依法视同确定', 'too late: taken as fixed by law')}（{fixed.article}）
            </span>
          )}
        </p>
        {received.announceUntil !== null && (
          <Countdown
            from={fixed.at}
            until={received.announceUntil}
            label={`${say('公告期限', 'Announced within')} · ${received.articles.publicise}`}
          />
        )}
        {winner && ['tenderer', 'agent'].includes(acting) && <Announce {...of} winner={winner} />}
      </section>
    )
  }
  return <Choose {...of} />
}

interface Fixing {
  tender: string
  of: Received
  acting: Session['role']
  reload: () => void
}

function Choose({ tender, of, acting, reload }: Fixing) {
  const first = of.candidates[0]
  const [winner, setWinner] = useState(first?.tag)
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const [reason, setReason] = useState('')
  const chosen = of.candidates.find(({ tag }) => tag === winner)
  const before = of.candidates.filter(({ rank }) => rank < (chosen?.rank ?? 0))
  const tie = of.tie?.among.includes(winner ?? '') && !before.length ? of.tie : undefined
  const chooses = tie?.by === 'purchaser'
  const waits = tie?.by === 'lot' && !tie.draw
  const unbroken = !!tie && !tie.left.includes(winner ?? '')
  const fix = useDeed(async () => {
    const skipped = before.map(({ tag, rank }) => ({ tag, rank, reason: (reasons[tag] ?? '').trim() }))
    const fields = { winner, skipped, tie: chooses ? reason.trim() : null }
    const cms = await signStatement('award.fix', { tender, ...fields })
    await api.post(`/tenders/${tender}/acceptance/winner`, { ...fields, cms })
    reload()
  })
  if (!first) return <p className="banner bad">{say('没有可确定的中标候选人', 'no candidate is left')}</p>
  return (
    <section className="sheet stack">
      <h2>{say('确定中标人', 'Fix the winner')}</h2>
      {of.fixUntil !== null && (
        <Countdown
          {...(of.receivedAt === null ? {} : { from: of.receivedAt })}
          until={of.fixUntil}
          label={`${say('确定期限', 'Fixed within')} · ${of.articles.fix}`}
        />
      )}
      <p className="quiet prose">
        {say(
          '逾期未确定又不能说明合法理由的，视同确定排名第一的候选人为中标人',
          'Who fixes nobody in time is taken to have fixed the first',
        )}
        （{of.articles.silent}）。
      </p>
      <Radio.Group
        disabled={acting !== 'tenderer'}
        value={winner}
        onChange={({ target }) => setWinner(target.value)}
        style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
      >
        {of.candidates.map((one) => (
          <Radio key={one.tag} value={one.tag} style={{ whiteSpace: 'normal' }}>
            {say(`第 ${one.rank} 名`, `rank ${one.rank}`)} <b>{one.name}</b>{' '}
            {one.terms && <Money fen={one.terms.price} />}{' '}
            {one.total !== null && one.total > 0 && (
              <span className="quiet digits">{say(`${points(one.total)} 分`, `${points(one.total)} points`)}</span>
            )}
          </Radio>
        ))}
      </Radio.Group>
      <Reasons before={before} reasons={reasons} onReasons={setReasons} article={of.articles.order} />
      {tie && <Tied of={tie} article={of.articles.tie} names={of.candidates} />}
      {chooses && acting === 'tenderer' && (
        <LongField
          label={say('在并列候选人中确定的理由', 'Why this one of those who tie')}
          most={2000}
          value={reason}
          onChange={setReason}
        />
      )}
      {(waits || fix.problem?.code === 'WINNER_TIED') && (
        <Lot
          tender={tender}
          acting={acting}
          of={{ deed: 'award.drawTie', to: '/acceptance/lot', fields: { skipped: before.map(({ tag }) => tag) } }}
          draw={tie?.lot?.draw}
          may={acting === 'tenderer'}
          onChange={reload}
        />
      )}
      <Refused problem={fix.problem} />
      {acting === 'tenderer' && (
        <div>
          <Button
            type="primary"
            size="large"
            disabled={waits || unbroken || (chooses && reason.trim().length < 4)}
            loading={fix.busy}
            onClick={() => void fix.run()}
          >
            {say('签名确定中标人', 'Sign and fix the winner')}
          </Button>
        </div>
      )}
    </section>
  )
}

/** How candidates who tie are told apart: by the document's order, by the purchaser, or by the lot. */
function Tied({ of, article, names }: { of: Tie; article: string; names: Candidate[] }) {
  const named = (tags: string[]) =>
    tags.map((tag) => names.find((one) => one.tag === tag)?.name ?? '').join(say('、', ', '))
  return (
    <div className={`banner ${of.left.length === 1 ? 'good' : 'sun'}`} role="status">
      <b>{say('中标候选人并列：', 'Candidates tie: ')}</b>
      {named(of.among)}（{article}）
      {of.by === 'document' && (
        <div>
          {of.words}
          {say('据此确定：', 'By it: ')}
          <b>{named(of.left)}</b>
        </div>
      )}
      {of.by === 'purchaser' && <div>{of.words}</div>}
      {of.by === 'lot' && (
        <div>
          {of.draw ? (
            <>
              {say(`随机抽取（${of.draw}）确定：`, `The lot (${of.draw}) chose: `)}
              <b>{named(of.left)}</b>
            </>
          ) : (
            say('采购文件未规定确定方式，须先随机抽取。', 'The document says nothing: the lot is drawn first.')
          )}
        </div>
      )}
    </div>
  )
}

function Reasons(of: {
  before: Candidate[]
  reasons: Record<string, string>
  onReasons: (reasons: Record<string, string>) => void
  article: string
}) {
  const { before, reasons, onReasons, article } = of
  if (!before.length) return null
  return (
    <div className="banner bad stack-tight">
      <b>
        {say('跳过排名在前的候选人，须逐一说明合法理由', 'Whoever is skipped needs a lawful reason')}（{article}）
      </b>
      {before.map((one) => (
        <Input.TextArea
          key={one.tag}
          aria-label={one.name}
          placeholder={`${one.name}：${say('合法理由', 'the lawful reason')}`}
          value={reasons[one.tag] ?? ''}
          onChange={({ target }) => onReasons({ ...reasons, [one.tag]: target.value })}
          maxLength={1000}
        />
      ))}
    </div>
  )
}
