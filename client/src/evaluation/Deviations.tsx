import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { addsWords } from '../../../server/tenders/formula.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
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
  const deviations = view.criteria.deviations ?? []
  const valid = view.valid ?? []
  const chair = view.me !== null && view.me === view.chair
  const of = (bid: string, id: string): Entry => entries[`${bid}/${id}`] ?? { quantity: '', page: null, reason: '' }
  const set = (bid: string, id: string, part: Partial<Entry>) =>
    setEntries({ ...entries, [`${bid}/${id}`]: { ...of(bid, id), ...part } })
  const ready = valid.every((bid) => deviations.every(({ id }) => whole(of(bid, id))))
  const act = useDeed(async () => {
    const bids = valid.map((bid) => ({
      bid,
      counted: deviations.flatMap(({ id: deviation }) => {
        const one = of(bid, deviation)
        return counted(one)
          ? [{ deviation, quantity: one.quantity, page: one.page ?? 1, reason: one.reason.trim() }]
          : []
      }),
    }))
    await api.post(`/tenders/${tender}/evaluation/deviations`, { bids })
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
          <fieldset key={bid} className="boxed">
            <legend>
              {bidName(view, bid)} · <Money fen={boundPrice(view, bid)} />
            </legend>
            {deviations.map((one) => {
              const entry = of(bid, one.id)
              return (
                <div key={one.id} className="stack-tight" style={{ marginBottom: 12 }}>
                  <div>
                    {one.zh} <span className="quiet">{addsWords(one)}</span>
                  </div>
                  <div className="row">
                    <Input
                      aria-label={`${bidName(view, bid)} ${one.zh} ${say('数量', 'quantity')}`}
                      inputMode="decimal"
                      placeholder={say(`数量（${one.unit}）`, `how many (${one.unit})`)}
                      status={entry.quantity && !counted(entry) ? 'error' : ''}
                      value={entry.quantity}
                      onChange={({ target }) => set(bid, one.id, { quantity: target.value.trim() })}
                      style={{ width: 220 }}
                    />
                    {entry.quantity && (
                      <>
                        <InputNumber
                          aria-label={say('所在页', 'Page')}
                          prefix={say('第', 'p.')}
                          suffix={say('页', '')}
                          min={1}
                          value={entry.page}
                          onChange={(page) => set(bid, one.id, { page })}
                        />
                        <Input
                          aria-label={say('说明', 'why')}
                          placeholder={say('说明（写入标价比较表）', 'why (goes into the report)')}
                          maxLength={500}
                          value={entry.reason}
                          onChange={({ target }) => set(bid, one.id, { reason: target.value })}
                          style={{ flex: '1 1 220px' }}
                        />
                      </>
                    )}
                  </div>
                </div>
              )
            })}
          </fieldset>
        ))}
      <Refused problem={act.problem} />
      {chair && (
        <div>
          <Button type="primary" size="large" disabled={!ready} loading={act.busy} onClick={() => void act.run()}>
            {say('记录价格调整并排序', 'Record and rank')}
          </Button>
        </div>
      )}
    </section>
  )
}
