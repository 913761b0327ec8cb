import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { CONTRACT_FIELDS, type ContractField, type ContractText } from '../../../server/award/contractText.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { fenOf } from '../sealing/checks.ts'
import { ItemRows } from '../sealing/ItemRows.tsx'
import type { ToSign } from './contract.ts'

const yuan = (fen: string): string => `${BigInt(fen) / 100n}.${String(BigInt(fen) % 100n).padStart(2, '0')}`

type Words = Exclude<ContractField, 'price' | 'durationDays' | 'items'>
const SHORT: readonly Words[] = ['quality', 'leader', 'place']
const LONG: readonly Words[] = [
  ...(['scope', 'contract', 'payment', 'acceptance', 'breach', 'disputes', 'notices', 'others'] as const),
]

/** Words without blanks around them, as the platform keeps and the statement names them. */
const trimmed = <T extends object>(words: T): T =>
  Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as T

/** As typed: amounts in yuan, days as digits. */
const typedOf = ({ price, durationDays, items, ...words }: ContractText) => ({
  words,
  price: yuan(price),
  days: String(durationDays),
  items: items.map((item) => ({ ...trimmed(item), unitPrice: yuan(item.unitPrice) })),
})

type Typed = ReturnType<typeof typedOf>

const textOf = ({ words, price, days, items }: Typed): ContractText => ({
  ...trimmed(words),
  price: String(fenOf(price) ?? ''),
  durationDays: Number(days),
  items: items.map((item) => ({ ...item, unitPrice: String(fenOf(item.unitPrice) ?? '') })),
})

/** The tenderer writes the contract: every term begins as document and bid have it, and the platform compares what is sent. */
export function WriteContract({ tender, of, onWritten }: { tender: string; of: ToSign; onWritten: () => void }) {
  const [typed, setTyped] = useState(() => typedOf(of.text))
  const write = useDeed(async () => {
    const terms = textOf(typed)
    const cms = await signStatement('award.proposeContract', { tender, terms })
    await api.post(`/tenders/${tender}/contract/terms`, { terms, cms })
    onWritten()
  })
  const word = (field: Words) => (value: string) => setTyped({ ...typed, words: { ...typed.words, [field]: value } })
  return (
    <details open={of.writtenAt === null}>
      <summary>{say('拟定合同条款', 'Write the contract')}</summary>
      <div className="stack">
        <p className="prose quiet">
          {say(
            '各条款已按招标文件和中标人的投标文件填好，可以修改。实质性内容不得改变；招标文件没有载明的，请在此约定。',
            'Every term begins as document and bid have it. Its substance stays; agree here on what the document leaves open.',
          )}
        </p>
        <div className="fields">
          <Line
            field="price"
            value={typed.price}
            onChange={(price) => setTyped({ ...typed, price })}
            unit={say('元', 'yuan')}
          />
          <Line
            field="durationDays"
            value={typed.days}
            onChange={(days) => setTyped({ ...typed, days })}
            unit={say('日历天', 'calendar days')}
          />
          {SHORT.map((field) => (
            <Line key={field} field={field} value={typed.words[field]} onChange={word(field)} />
          ))}
        </div>
        {LONG.map((field) => (
          <Line key={field} field={field} value={typed.words[field]} onChange={word(field)} long />
        ))}
        {typed.items.length > 0 && <ItemRows rows={typed.items} onRows={(items) => setTyped({ ...typed, items })} />}
        <Refused problem={write.problem} />
        <Against facts={write.problem?.facts} />
        <div>
          <Button type="primary" size="large" loading={write.busy} onClick={() => void write.run()}>
            {say('签名确认合同条款并比对', 'Sign the terms and compare')}
          </Button>
        </div>
      </div>
    </details>
  )
}

type Differing = { field: ContractField; zh: string; said: string; contract: string; article: string }[]

/** What was refused, term by term with its article. */
function Against({ facts }: { facts: Record<string, unknown> | undefined }) {
  const differing = (facts?.differing ?? []) as Differing
  if (!differing.length || typeof differing[0] !== 'object') return null
  return (
    <ul className="bad">
      {differing.map(({ field, zh, said, contract, article }) => (
        <li key={field}>
          {say(zh, CONTRACT_FIELDS[field][1])}：{say('应为', 'must be')}“{said}”，{say('合同写作', 'the contract says')}
          “{contract}”（{article}）
        </li>
      ))}
    </ul>
  )
}

function Line(of: {
  field: ContractField
  value: string
  onChange: (value: string) => void
  unit?: string
  long?: boolean
}) {
  const id = useId()
  const [zh, en] = CONTRACT_FIELDS[of.field]
  return (
    <div>
      <label htmlFor={id} style={{ fontWeight: 500 }}>
        {say(zh, en)}
      </label>
      {of.long ? (
        <Input.TextArea
          id={id}
          value={of.value}
          autoSize={{ minRows: 2, maxRows: 10 }}
          onChange={({ target }) => of.onChange(target.value)}
        />
      ) : (
        <Input id={id} value={of.value} suffix={of.unit} onChange={({ target }) => of.onChange(target.value)} />
      )}
    </div>
  )
}
