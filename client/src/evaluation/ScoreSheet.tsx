import { Button, Input, InputNumber, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { hex } from '../../../crypto/bytes.ts'
import { canonicalBytes } from '../../../crypto/canonical.ts'
import { sha256 } from '../../../crypto/digest.ts'
import type { Mark } from '../../../server/evaluation/contract.ts'
import type { Criteria } from '../../../server/tenders/contract.ts'
import { signStatement } from '../app/sign.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { type SavedSheet, useSheet } from './useSheet.ts'
import { bidName, centipointsOf, type InRoom, points } from './view.ts'

type Factor = Criteria['factors'][number]

/** One's own scores: nobody else sees a value before all have locked. Saves itself. */
export function ScoreSheet({ view, tender, reload, onBid }: InRoom & { onBid: (bid: string) => void }) {
  const sheet = useSheet(tender, view.sheet)
  const valid = view.valid ?? []
  const [bid, setBid] = useState(valid[0] ?? '')
  useEffect(() => onBid(bid), [bid, onBid])
  const { factors } = view.criteria
  const left = (tag: string): number => factors.filter(({ id }) => !sheet.marks[tag]?.[id]).length
  const locked = view.sheet?.locked ?? false
  if (!view.me)
    return (
      <section className="sheet">
        {say(
          '成员独立评分中。全体锁定前，任何人（包括监督）都看不到分值。',
          'Members score alone. Until all have locked nobody, the supervisor included, sees a value.',
        )}
      </section>
    )
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('我的评分表', 'My sheet')}</h2>
        <SaveChip sheet={sheet} locked={locked} />
      </div>
      <p className="quiet">
        {say('独立评分；全体成员锁定后同时公开。', 'Score alone; all sheets are revealed together.')}
      </p>
      <div className="row" role="tablist">
        {valid.map((tag) => (
          <Button
            key={tag}
            role="tab"
            aria-selected={tag === bid}
            type={tag === bid ? 'primary' : 'default'}
            onClick={() => setBid(tag)}
          >
            {bidName(view, tag)} {left(tag) ? say(`余 ${left(tag)}`, `${left(tag)} left`) : '✓'}
          </Button>
        ))}
      </div>
      {factors.map((factor) => (
        <FactorRow key={`${bid}/${factor.id}`} factor={factor} bid={bid} sheet={sheet} locked={locked} />
      ))}
      <p className="digits">
        {bidName(view, bid)} {say('小计', 'subtotal')}{' '}
        <b>{points(factors.reduce((sum, { id }) => sum + (sheet.marks[bid]?.[id]?.score ?? 0), 0))}</b>
      </p>
      {sheet.problem && (
        <Refused
          problem={sheet.problem}
          {...(sheet.problem.code === 'SHEET_CHANGED' ? { onRetry: () => location.reload() } : {})}
        />
      )}
      {locked ? (
        <p className="good">{say('您的评分已锁定，等待其他成员。', 'Your sheet is locked; waiting for the others.')}</p>
      ) : (
        <Lock tender={tender} sheet={sheet} left={valid.reduce((sum, tag) => sum + left(tag), 0)} onLocked={reload} />
      )}
    </section>
  )
}

function SaveChip({ sheet, locked }: { sheet: SavedSheet; locked: boolean }) {
  const { state, savedAt, version } = sheet
  const text = locked
    ? say('已锁定', 'locked')
    : state === 'saving'
      ? say('保存中…', 'saving…')
      : state === 'failed'
        ? say('未保存，将自动重试', 'not saved; trying again')
        : state === 'dirty'
          ? say('未保存', 'not saved yet')
          : savedAt
            ? say(`已保存 ${beijing(savedAt).slice(11)}`, `saved ${beijing(savedAt).slice(11)}`)
            : version
              ? say('已保存', 'saved')
              : say('尚无评分', 'empty')
  const tone = state === 'failed' ? 'bad' : state === 'saved' && version ? 'good' : ''
  return (
    <span role="status" className="digits" style={{ minWidth: 132, textAlign: 'right' }}>
      <span className={`dot ${tone}`} />
      {text}
    </span>
  )
}

function FactorRow({
  factor,
  bid,
  sheet,
  locked,
}: {
  factor: Factor
  bid: string
  sheet: SavedSheet
  locked: boolean
}) {
  const mark: Mark | undefined = sheet.marks[bid]?.[factor.id]
  const [text, setText] = useState(mark ? points(mark.score) : '')
  const value = centipointsOf(text)
  const wrong = text !== '' && (value === undefined || value > factor.full || value % factor.step !== 0)
  const type = (next: string): void => {
    setText(next)
    const score = centipointsOf(next)
    if (score !== undefined && score <= factor.full && score % factor.step === 0) sheet.set(bid, factor.id, { score })
    else if (mark) sheet.clear(bid, factor.id)
  }
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row" style={{ justifyContent: 'space-between', alignItems: 'flex-start' }}>
        <div style={{ flex: '1 1 240px' }}>
          <b>{factor.zh}</b>{' '}
          <span className="quiet">
            {word(factor.volume)} · {factor.objective ? say('客观分', 'objective') : say('主观分', 'judged')}
          </span>
          <div className="quiet">{factor.guidance}</div>
        </div>
        <div>
          <Input
            aria-label={say(
              `${factor.zh}，满分 ${points(factor.full)}，步长 ${points(factor.step)}`,
              `${factor.zh}, up to ${points(factor.full)}, step ${points(factor.step)}`,
            )}
            inputMode="decimal"
            disabled={locked}
            value={text}
            onChange={({ target }) => type(target.value)}
            onBlur={() => value !== undefined && !wrong && setText(points(value))}
            status={wrong ? 'error' : ''}
            style={{ width: 132, textAlign: 'right' }}
            suffix={<span className="quiet">/ {points(factor.full)}</span>}
            aria-invalid={wrong}
          />
          {wrong && (
            <div className="bad">
              {say(
                `0 至 ${points(factor.full)}，步长 ${points(factor.step)}`,
                `0 to ${points(factor.full)} in steps of ${points(factor.step)}`,
              )}
            </div>
          )}
        </div>
      </div>
      {mark && (
        <div className="row">
          <InputNumber
            aria-label={say('依据所在页', 'Page')}
            placeholder={say('页', 'page')}
            disabled={locked}
            min={1}
            value={mark.page ?? null}
            onChange={(page) => page && sheet.set(bid, factor.id, { page })}
            style={{ width: 88 }}
          />
          <Input
            aria-label={say('评分理由', 'Reason')}
            placeholder={say('评分理由（可选）', 'reason (optional)')}
            disabled={locked}
            maxLength={1000}
            value={mark.reason ?? ''}
            onChange={({ target }) => sheet.set(bid, factor.id, { reason: target.value })}
            style={{ flex: '1 1 200px' }}
          />
        </div>
      )}
    </div>
  )
}

function Lock({
  tender,
  sheet,
  left,
  onLocked,
}: {
  tender: string
  sheet: SavedSheet
  left: number
  onLocked: () => void
}) {
  const [asking, setAsking] = useState(false)
  const lock = useDeed(async () => {
    const hash = hex(sha256(canonicalBytes(sheet.marks)))
    const cms = await signStatement('evaluation.lock', { tender, sheet: hash })
    await api.post(`/tenders/${tender}/evaluation/sheet/lock`, { version: sheet.version, cms })
    setAsking(false)
    onLocked()
  })
  return (
    <div className="row">
      <Button
        type="primary"
        size="large"
        disabled={left > 0 || sheet.state !== 'saved'}
        onClick={() => setAsking(true)}
      >
        {say('锁定我的评分…', 'Lock my sheet…')}
      </Button>
      {left > 0 && <span className="quiet">{say(`还有 ${left} 项未评`, `${left} marks left`)}</span>}
      <Modal
        open={asking}
        onCancel={() => setAsking(false)}
        title={say('锁定评分', 'Lock the sheet')}
        okText={say('签名并锁定', 'Sign and lock')}
        cancelText={say('返回', 'Back')}
        confirmLoading={lock.busy}
        onOk={() => void lock.run()}
      >
        <p>
          {say(
            '锁定后不能再修改。最后一名成员锁定时，全部评分同时公开。您的证书将对评分表的摘要签名。',
            'No change after this. When the last member locks, all sheets are revealed. Your certificate signs the digest of the sheet.',
          )}
        </p>
        <p className="hash">{hex(sha256(canonicalBytes(sheet.marks)))}</p>
        <Refused problem={lock.problem} />
      </Modal>
    </div>
  )
}
