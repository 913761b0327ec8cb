import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Announce } from './Announce.tsx'
import type { Candidate, Received } from './view.ts'

/** The purchaser fixes the winner in the order of the report, then announces it. */
export function FixWinner(of: { tender: string; agent: boolean; of: Received; acting: string; reload: () => void }) {
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

function Choose({ tender, of, acting, reload }: { tender: string; of: Received; acting: string; reload: () => void }) {
  const first = of.candidates[0]
  const [winner, setWinner] = useState(first?.tag)
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const [tie, setTie] = useState('')
  const chosen = of.candidates.find(({ tag }) => tag === winner)
  const before = of.candidates.filter(({ rank }) => rank < (chosen?.rank ?? 0))
  const tied = of.candidates.filter(({ rank }) => rank === chosen?.rank)
  const fix = useDeed(async () => {
    const skipped = before.map(({ tag, rank }) => ({ tag, rank, reason: (reasons[tag] ?? '').trim() }))
    const fields = { winner, skipped, tie: tied.length > 1 ? tie.trim() : null }
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
            {one.terms && <Money fen={one.terms.price} />}
          </Radio>
        ))}
      </Radio.Group>
      <Reasons before={before} reasons={reasons} onReasons={setReasons} article={of.articles.order} />
      {tied.length > 1 && (
        <div className="banner sun stack-tight">
          <span>
            {say(
              '候选人并列。引用采购文件规定的确定方式；未规定的，随机抽取',
              'Candidates tie: quote the document, or draw',
            )}
            （{of.articles.tie}）
          </span>
          <Input.TextArea
            aria-label={say('采购文件规定的方式', 'The rule of the document')}
            value={tie}
            onChange={({ target }) => setTie(target.value)}
            maxLength={2000}
          />
        </div>
      )}
      <Refused problem={fix.problem} />
      {acting === 'tenderer' && (
        <div>
          <Button type="primary" size="large" loading={fix.busy} onClick={() => void fix.run()}>
            {say('签名确定中标人', 'Sign and fix the winner')}
          </Button>
        </div>
      )}
    </section>
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
