import { Button, Checkbox, Input, InputNumber, Radio } from 'antd'
import { useEffect, useState } from 'react'
import type { Vote } from '../../../server/evaluation/contract.ts'
import { notAskedAgain } from '../../../server/evaluation/prequalified.ts'
import { clausesFor } from '../../../server/evaluation/review.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Signals } from '../supervision/Signals.tsx'
import { bidName, type InRoom, type View } from './view.ts'

type Drafted = Partial<Vote>
const ready = (vote: Drafted | undefined, sign: boolean): boolean =>
  vote?.pass === true || (vote?.pass === false && (!!vote.page || sign) && !!vote.reason?.trim())

/** Preliminary review: every clause of every bid, pass or fail with page and reason; the majority shows when all are done. */
export function Review({ view, tender, reload, onBid }: InRoom & { onBid: (bid: string) => void }) {
  const open = view.bids.find(({ tag }) => !mine(view, tag))?.tag
  const [chosen, setChosen] = useState<string>()
  const bid = chosen ?? open ?? view.bids[0]?.tag ?? ''
  useEffect(() => onBid(bid), [bid, onBid])
  return (
    <section className="sheet stack">
      <h2>{say('初步评审', 'Preliminary review')}</h2>
      <Signals tender={tender} nameOf={(tag) => bidName(view, tag)} />
      <div className="row" role="tablist">
        {view.bids.map(({ tag }) => (
          <Button
            key={tag}
            role="tab"
            aria-selected={tag === bid}
            type={tag === bid ? 'primary' : 'default'}
            onClick={() => setChosen(tag)}
          >
            {bidName(view, tag)} {mine(view, tag) ? '✓' : ''}
          </Button>
        ))}
      </div>
      {(view.mustAsk[bid]?.length ?? 0) > 0 && (
        <p className="banner sun">
          {say(
            '该投标文件含义不明确，否决前须先请投标人澄清；答复后本份重新表决。',
            'The bidder must be asked before this bid may be rejected; votes are cast anew after the answer.',
          )}
        </p>
      )}
      <Clauses
        key={bid}
        view={view}
        bid={bid}
        tender={tender}
        onSaved={() => {
          setChosen(undefined)
          reload()
        }}
      />
      {open === undefined && view.me && (
        <p className="good">
          {say(
            '您已完成全部评审，等待其他成员。多数意见在全体完成后公布。',
            'You are done; the majority shows when all are.',
          )}
        </p>
      )}
    </section>
  )
}

const mine = (view: View, bid: string): Vote[] | undefined => (view.me ? view.votes[bid]?.[view.me] : undefined)

function Clauses({ view, bid, tender, onSaved }: { view: View; bid: string; tender: string; onSaved: () => void }) {
  const before = mine(view, bid)
  const [votes, setVotes] = useState<Record<string, Drafted>>(() =>
    Object.fromEntries((before ?? []).map((vote) => [vote.clause, vote])),
  )
  const clauses = clausesFor(view, bid)
  const set = (clause: string, change: Drafted): void =>
    setVotes((all) => ({ ...all, [clause]: { ...all[clause], ...change } }))
  const save = useDeed(async () => {
    const cast = clauses.map(({ id }) => voteOf(id, votes[id] ?? {}))
    await api.post(`/tenders/${tender}/evaluation/review`, { bid, votes: cast })
    onSaved()
  })
  const signs = new Set(view.bids.find(({ tag }) => tag === bid)?.byLaw?.flatMap(({ id, sign }) => (sign ? [id] : [])))
  const again = notAskedAgain(view)
  const left = clauses.filter(({ id }) => !ready(votes[id], signs.has(id))).length
  return (
    <>
      <Highest view={view} bid={bid} />
      {again?.bids.includes(bid) && (
        <p className="banner">
          {say(
            `该投标人已通过资格预审，资格没有变化，资格条款不再审查（${again.article}）。`,
            `This bidder was prequalified and has not changed: its qualification is not judged again (${again.article}).`,
          )}
        </p>
      )}
      {clauses.map((clause, i) => (
        <div key={clause.id} className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
          <div>
            <b>
              {i + 1}. {clause.zh}
            </b>
            <div className="quiet">{clause.ground}</div>
            {signs.has(clause.id) && (
              <div className="bad">
                {say(
                  '上方检查报告有涉及本份的线索。线索不是结论：请逐条核实证据后表决，理由写入评标报告。',
                  'The report above has signs about this bid. A sign is no verdict: look at the evidence, then vote; your reason goes into the report.',
                )}
              </div>
            )}
          </div>
          <Radio.Group
            disabled={!view.me || !!before}
            value={votes[clause.id]?.pass}
            onChange={({ target }) => set(clause.id, { pass: target.value })}
            options={[
              { value: true, label: say('符合', 'pass') },
              { value: false, label: say('不符合', 'fail') },
            ]}
          />
          {votes[clause.id]?.pass === false && (
            <Why of={votes[clause.id] ?? {}} locked={!!before} onChange={(change) => set(clause.id, change)} />
          )}
        </div>
      ))}
      <Refused problem={save.problem} />
      {view.me && !before && (
        <div className="row">
          <Button type="primary" size="large" disabled={left > 0} loading={save.busy} onClick={() => void save.run()}>
            {say(`提交${bidName(view, bid)}的评审`, `Submit for ${bidName(view, bid)}`)}
          </Button>
          {left > 0 && <span className="quiet">{say(`还有 ${left} 条未完成`, `${left} clauses left`)}</span>}
        </div>
      )}
    </>
  )
}

/** The highest price beside the price that was read out. */
function Highest({ view, bid }: { view: View; bid: string }) {
  const price = view.bids.find(({ tag }) => tag === bid)?.price
  if (view.ceiling === undefined || price === undefined) return null
  return (
    <div>
      {say('最高投标限价 ', 'Highest price ')}
      <Money fen={view.ceiling} /> {say('；唱标报价 ', '; price read out ')}
      <b>
        <Money fen={price} />
      </b>
      {BigInt(price) > BigInt(view.ceiling) && (
        <span className="bad"> {say('高于最高投标限价', 'above the highest price')}</span>
      )}
    </div>
  )
}

function voteOf(clause: string, { pass = true, page, reason, unclear }: Drafted): Vote {
  if (pass) return { clause, pass }
  return { clause, pass, ...(page ? { page } : {}), ...(reason ? { reason } : {}), ...(unclear ? { unclear } : {}) }
}

function Why({ of, locked, onChange }: { of: Drafted; locked: boolean; onChange: (change: Drafted) => void }) {
  return (
    <div className="stack-tight">
      <div className="row">
        <InputNumber
          aria-label={say('所在页', 'Page')}
          placeholder={say('页码', 'page')}
          disabled={locked}
          min={1}
          value={of.page ?? null}
          onChange={(page) => onChange(page ? { page } : {})}
          prefix={say('第', 'p.')}
        />
        <Checkbox
          disabled={locked}
          checked={of.unclear ?? false}
          onChange={({ target }) => onChange({ unclear: target.checked })}
        >
          {say('含义不明确，应先澄清', 'ambiguous: ask first')}
        </Checkbox>
      </div>
      <Input.TextArea
        aria-label={say('理由', 'Reason')}
        placeholder={say('理由（写入评标报告）', 'reason (goes into the report)')}
        disabled={locked}
        value={of.reason ?? ''}
        onChange={({ target }) => onChange({ reason: target.value })}
        maxLength={1000}
        showCount
        autoSize={{ minRows: 2 }}
      />
    </div>
  )
}
