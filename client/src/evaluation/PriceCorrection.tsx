import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { type Contradiction, correctPrice, type PriceLine } from '../../../server/evaluation/arithmetic.ts'
import { STEPS } from '../../../server/evaluation/priceRemarks.ts'
import { Refusal } from '../../../server/law/refusal.ts'
import { type Rulebook, rulebook } from '../../../server/law/rulebook.ts'
import { formatYuan } from '../../../server/law/units.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { CorrectedPrice } from '../pieces/CorrectedPrice.tsx'
import { Field } from '../pieces/Field.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { YuanInput } from '../pieces/YuanInput.tsx'
import { bidName, type InRoom } from './view.ts'

/** Prices that contradict themselves: the chair enters what stands in the bid, the law's steps compute, the bidder is asked. */
export function PriceCorrection({ view, tender, reload }: InRoom) {
  const [open, setOpen] = useState(false)
  const chair = view.me !== null && view.me === view.chair
  const may = chair && view.stage === 'review'
  if (!view.repricings.length && !may) return null
  return (
    <section className="sheet stack">
      <h2>{say('报价算术修正', 'Prices that contradict themselves')}</h2>
      {view.repricings.map((one) => (
        <div key={one.id} className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
          <b>{bidName(view, one.bid)}</b>
          <CorrectedPrice of={one} />
          {may && !one.outcome && <Drop tender={tender} id={one.id} onDone={reload} />}
        </div>
      ))}
      {may &&
        (open ? (
          <Enter view={view} tender={tender} reload={reload} onClose={() => setOpen(false)} />
        ) : (
          <div>
            <Button onClick={() => setOpen(true)}>{say('记录报价前后不一致…', 'Record a contradiction…')}</Button>
            <p className="quiet" style={{ margin: '8px 0 0' }}>
              {say(
                '请在您本人对该份投标文件表决之前记录：全体表决后初步评审即告结束。',
                'Record it before your own vote on that bid: with the last vote the review is over.',
              )}
            </p>
          </div>
        ))}
    </section>
  )
}

function Drop({ tender, id, onDone }: { tender: string; id: string; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const act = useDeed(async () => {
    await api.post(`/tenders/${tender}/evaluation/corrected-prices/${id}/drop`, { reason: reason.trim() })
    onDone()
  })
  return (
    <>
      <div className="row">
        <TextField
          label={say('撤回理由', 'why it is taken back')}
          hint={say('录入有误时撤回：写明理由', 'entered wrongly? why')}
          most={500}
          value={reason}
          onChange={setReason}
        />
        <Button disabled={reason.trim().length < 2} loading={act.busy} onClick={() => void act.run()}>
          {say('撤回', 'Take back')}
        </Button>
      </div>
      <Refused problem={act.problem} />
    </>
  )
}

interface Line {
  name: string
  quantity: string
  unitPrice: string
  /** the line's own total, where the point of the unit price is misplaced */
  lineTotal: string
}
const fresh: Line = { name: '', quantity: '1', unitPrice: '', lineTotal: '' }
const QUANTITY = /^(0|[1-9]\d{0,11})(\.\d{1,6})?$/

const lineOf = ({ name, quantity, unitPrice, lineTotal }: Line): PriceLine[] =>
  name.trim() && QUANTITY.test(quantity) && unitPrice
    ? [{ name: name.trim(), quantity, unitPrice, ...(lineTotal ? { lineTotal } : {}) }]
    : []

/** What the law's steps make of it, or why there is nothing to correct. */
function tried(price: string, found: Contradiction, law: Pick<Rulebook, 'arithmetic'>) {
  try {
    return { made: correctPrice(price, found, law) }
  } catch (problem) {
    if (problem instanceof Refusal) return { refused: problem }
    throw problem
  }
}

function Enter({ view, tender, reload, onClose }: InRoom & { onClose: () => void }) {
  const law = rulebook(view.rulebook)
  const [bid, setBid] = useState<string>()
  const [page, setPage] = useState<number | null>(1)
  const [minutes, setMinutes] = useState<number | null>(30)
  const [elsewhere, setElsewhere] = useState('')
  const [words, setWords] = useState('')
  const [lines, setLines] = useState<Line[]>([])
  const given = lines.flatMap(lineOf)
  const found: Contradiction = {
    ...(elsewhere ? { elsewhere } : {}),
    ...(words ? { words } : {}),
    ...(given.length ? { lines: given } : {}),
  }
  const price = view.bids.find(({ tag }) => tag === bid)?.price
  const { made, refused } = price === undefined ? {} : tried(price, found, law)
  const act = useDeed(async () => {
    await api.post(`/tenders/${tender}/evaluation/corrected-prices`, { bid, page, found, minutes })
    onClose()
    reload()
  })
  const change = (i: number, part: Partial<Line>) =>
    setLines(lines.map((one, n) => (n === i ? { ...one, ...part } : one)))
  const steps = law.arithmetic.value
  return (
    <div className="stack" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <p className="quiet prose" style={{ margin: 0 }}>
        {say('按下列顺序修正：', 'Corrected in this order: ')}
        {steps.map((one) => say(STEPS[one].zh, STEPS[one].en)).join(say('；', '; '))}（{law.arithmetic.article}）
      </p>
      <div className="row">
        <Select
          aria-label={say('投标文件', 'Bid')}
          placeholder={say('选择投标文件', 'choose a bid')}
          {...(bid ? { value: bid } : {})}
          onChange={setBid}
          options={view.bids.map(({ tag, price: of }) => ({
            value: tag,
            label: `${bidName(view, tag)} · ${formatYuan(BigInt(of))}`,
          }))}
          style={{ minWidth: 240 }}
        />
        <InputNumber
          aria-label={say('所在页', 'Page')}
          prefix={say('第', 'p.')}
          suffix={say('页', '')}
          min={1}
          value={page}
          onChange={setPage}
        />
        <InputNumber
          aria-label={say('确认时限（分钟）', 'minutes to confirm')}
          prefix={say('确认时限', 'confirm in')}
          suffix={say('分钟', 'min')}
          min={1}
          max={1440}
          value={minutes}
          onChange={setMinutes}
        />
      </div>
      <div className="two even">
        {steps.includes('schedule') && (
          <Field label={say('投标文件其他部分的总价（与开标一览表不一致时）', 'The total elsewhere in the bid')}>
            {(id) => <YuanInput id={id} fen={elsewhere} onFen={setElsewhere} />}
          </Field>
        )}
        <Field label={say('大写金额（与小写不一致时）', 'The total in words')}>
          {(id) => <YuanInput id={id} fen={words} onFen={setWords} />}
        </Field>
      </div>
      {lines.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <fieldset key={i} className="boxed">
          <legend>{say(`分项 ${i + 1}`, `Line ${i + 1}`)}</legend>
          <div className="row" style={{ alignItems: 'end' }}>
            <Field label={say('名称', 'Name')}>
              {(id) => (
                <Input id={id} value={one.name} maxLength={200} onChange={(e) => change(i, { name: e.target.value })} />
              )}
            </Field>
            <Field label={say('数量', 'Quantity')}>
              {(id) => (
                <Input
                  id={id}
                  inputMode="decimal"
                  value={one.quantity}
                  status={QUANTITY.test(one.quantity) ? '' : 'error'}
                  onChange={(e) => change(i, { quantity: e.target.value.trim() })}
                />
              )}
            </Field>
            <Field label={say('单价', 'Unit price')}>
              {(id) => <YuanInput id={id} fen={one.unitPrice} onFen={(unitPrice) => change(i, { unitPrice })} />}
            </Field>
            <Field label={say('合价（仅单价小数点明显错位时）', 'Its total, if the point is misplaced')}>
              {(id) => <YuanInput id={id} fen={one.lineTotal} onFen={(lineTotal) => change(i, { lineTotal })} />}
            </Field>
            <Button onClick={() => setLines(lines.filter((_, n) => n !== i))}>{say('移除', 'Remove')}</Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button onClick={() => setLines([...lines, fresh])}>
          {say('增加分项（单价汇总与总价不一致时）', 'Add a line: unit prices that differ from the total')}
        </Button>
      </div>
      {made && (
        <div className="banner" role="status">
          {made.steps.map((one) => (
            <div key={`${one.step}${one.line ?? ''}`}>
              {say(STEPS[one.step].zh, STEPS[one.step].en)}
              {one.line && `（${one.line}）`}：{formatYuan(BigInt(one.before))} → {formatYuan(BigInt(one.after))}
            </div>
          ))}
          <b className="digits">
            {say('修正后报价 ', 'Corrected price ')}
            {formatYuan(BigInt(made.price))} {say('元', 'yuan')}
          </b>
        </div>
      )}
      {refused && bid && <p className="quiet">{say(refused.zh, refused.en)}</p>}
      <Refused problem={act.problem} />
      <div className="row">
        <Button type="primary" disabled={!made || !page || !minutes} loading={act.busy} onClick={() => void act.run()}>
          {say('记录并请投标人确认', 'Record it and ask the bidder')}
        </Button>
        <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
      </div>
    </div>
  )
}
