import { Button, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import type { Deviation } from '../../../server/tenders/criteria.ts'
import { addsWords } from '../../../server/tenders/formula.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Field } from '../pieces/Field.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { DeviationTotals } from './DeviationTotals.tsx'
import { bidName, boundPrice, type InRoom } from './view.ts'

interface Entry {
  quantity: string
  page: number | null
  reason: string
}
const QUANTITY = /^(0|[1-9]\d{0,8})(\.\d{1,4})?$/
const counted = ({ quantity }: Entry): boolean => QUANTITY.test(quantity) && /[1-9]/.test(quantity)
const whole = (of: Entry): boolean => !of.quantity || (counted(of) && !!of.page && !!of.reason.trim())

/** Commercial deviations, counted in money as the document lists them, of every bid that is compared. */
export function Deviations({ view, tender, reload }: InRoom) {
  const [entries, setEntries] = useState<Record<string, Entry>>({})
  const [asking, setAsking] = useState(false)
  const deviations = view.criteria.deviations ?? []
  const valid = view.valid ?? []
  const chair = view.me !== null && view.me === view.chair
  const of = (bid: string, id: string): Entry => entries[`${bid}/${id}`] ?? { quantity: '', page: null, reason: '' }
  const set = (bid: string, id: string, part: Partial<Entry>) =>
    setEntries({ ...entries, [`${bid}/${id}`]: { ...of(bid, id), ...part } })
  const ready = valid.every((bid) => deviations.every(({ id }) => whole(of(bid, id))))
  const bids = valid.map((bid) => ({
    bid,
    counted: deviations.flatMap(({ id: deviation }) => {
      const one = of(bid, deviation)
      return counted(one) ? [{ deviation, quantity: one.quantity, page: one.page ?? 1, reason: one.reason.trim() }] : []
    }),
  }))
  const act = useDeed(async () => {
    await api.post(`/tenders/${tender}/evaluation/deviations`, { bids })
    setAsking(false)
    reload()
  })
  return (
    <section className="sheet stack">
      <h2>{say('商务偏差价格调整', 'Deviations counted in money')}</h2>
      <p className="prose quiet" style={{ margin: 0 }}>
        {say(
          '按招标文件规定的调整方法，对每份有效投标逐项核算；没有偏差的留空。评标价 = 投标报价 + 各项折算，合同价不变。',
          'By the rules of the document, bid by bid; leave empty what does not deviate. What is paid stays the price.',
        )}
      </p>
      {!chair && <p className="quiet">{say('等待组长代表评标委员会记录。', 'Waiting for the chair.')}</p>}
      {chair &&
        valid.map((bid) => (
          <fieldset key={bid} className="boxed stack-tight">
            <legend>
              {bidName(view, bid)} · <Money fen={boundPrice(view, bid)} />
            </legend>
            {deviations.map((one) => (
              <One
                key={one.id}
                of={one}
                bid={bidName(view, bid)}
                entry={of(bid, one.id)}
                onEntry={(part) => set(bid, one.id, part)}
              />
            ))}
          </fieldset>
        ))}
      {chair && (
        <div className="row">
          <Button type="primary" size="large" disabled={!ready} onClick={() => setAsking(true)}>
            {say('核对评标价…', 'Look at the totals…')}
          </Button>
          {!ready && (
            <span className="quiet">
              {say('填了数量的偏差，还须写明页码和说明', 'what is counted needs its page and why')}
            </span>
          )}
        </div>
      )}
      <Modal
        open={asking}
        width={720}
        onCancel={() => setAsking(false)}
        title={say('核对评标价', 'The totals')}
        okText={say('记录价格调整并排序', 'Record and rank')}
        cancelText={say('返回修改', 'Back')}
        confirmLoading={act.busy}
        onOk={() => void act.run()}
      >
        <DeviationTotals view={view} bids={bids} />
        <Refused problem={act.problem} />
      </Modal>
    </section>
  )
}

/** One deviation of one bid: how much of it, on which page, and why it counts so. */
function One({
  of,
  bid,
  entry,
  onEntry,
}: {
  of: Deviation
  /** how the room calls the bid */
  bid: string
  entry: Entry
  onEntry(part: Partial<Entry>): void
}) {
  const wrong = entry.quantity !== '' && !counted(entry)
  return (
    <>
      <div>
        {of.zh} <span className="quiet">{addsWords(of)}</span>
      </div>
      <div className="row fielded">
        <TextField
          label={say(`数量（${of.unit}）`, `How many (${of.unit})`)}
          name={say(`${bid} ${of.zh} 数量`, `${bid} ${of.zh} quantity`)}
          bad={wrong && say('大于零，至多四位小数', 'more than nothing, at most four decimals')}
          value={entry.quantity}
          onChange={(quantity) => onEntry({ quantity: quantity.trim() })}
          numeric
        />
        {entry.quantity && (
          <>
            <Field label={say('所在页', 'Page')}>
              {(id) => <InputNumber id={id} min={1} value={entry.page} onChange={(page) => onEntry({ page })} />}
            </Field>
            <TextField
              label={say('说明（写入标价比较表）', 'Why (goes into the report)')}
              most={500}
              value={entry.reason}
              onChange={(reason) => onEntry({ reason })}
            />
          </>
        )}
      </div>
    </>
  )
}
