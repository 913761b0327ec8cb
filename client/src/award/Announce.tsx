import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { BidItem } from '../../../server/bids/contract.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { fenOf } from '../sealing/checks.ts'
import { sendNotices, signPaper } from './papers.ts'
import type { Candidate, Received } from './view.ts'

interface Row {
  name: string
  spec: string
  quantity: string
  unitPrice: string
  service: string
}
const empty: Row = { name: '', spec: '', quantity: '', unitPrice: '', service: '' }
const yuan = (fen: string): string => `${BigInt(fen) / 100n}.${String(BigInt(fen) % 100n).padStart(2, '0')}`
const rowOf = (item: BidItem): Row => ({ ...item, unitPrice: yuan(item.unitPrice) })

/** What the announcement says beside what the platform knows; with it the notices are signed and sent. */
export function Announce(of: {
  tender: string
  agent: boolean
  of: Received
  acting: string
  winner: Candidate
  reload: () => void
}) {
  const { tender, agent, of: received, acting, winner, reload } = of
  const [addresses, setAddresses] = useState({ purchaser: '', agent: '', winner: '' })
  const [rows, setRows] = useState<Row[]>(winner.terms?.items?.map(rowOf) ?? [empty])
  const announce = useDeed(async () => {
    const items = rows.map((row) => ({ ...row, unitPrice: String(fenOf(row.unitPrice) ?? '') }))
    const fields = {
      winner: winner.tag,
      purchaserAddress: addresses.purchaser.trim(),
      agentAddress: agent ? addresses.agent.trim() : null,
      winnerAddress: addresses.winner.trim(),
      items,
    }
    const cms = await signStatement('award.announce', { tender, ...fields })
    await api.post(`/tenders/${tender}/announcement`, { ...fields, cms })
    if (acting === 'tenderer') {
      await sendNotices(tender)
      await signPaper(tender, 'publicity')
    }
    reload()
  })
  const set = (name: keyof typeof addresses) => (value: string) => setAddresses({ ...addresses, [name]: value })
  return (
    <div className="stack">
      <p className="prose quiet">
        {say(
          '公告将同时公布评审专家名单和采购文件；中标通知书和给每个未中标供应商的结果通知（含其本人得分与排序）同时发出。',
          'The experts’ names and the documents are published with it; the winner and each loser are told at the same time.',
        )}
        {received.articles.content}
      </p>
      <Line
        label={say('采购人地址', 'Address of the purchaser')}
        value={addresses.purchaser}
        onChange={set('purchaser')}
      />
      {agent && (
        <Line label={say('代理机构地址', 'Address of the agent')} value={addresses.agent} onChange={set('agent')} />
      )}
      <Line label={say('中标供应商地址', 'Address of the winner')} value={addresses.winner} onChange={set('winner')} />
      <b>{say('主要标的信息', 'What is bought')}</b>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
        <div key={i} className="row" style={{ borderTop: '1px solid var(--line)', paddingTop: 8 }}>
          {(['name', 'spec', 'quantity', 'unitPrice', 'service'] as const).map((field) => (
            <Input
              key={field}
              aria-label={words(field)}
              placeholder={words(field)}
              style={{ flex: '1 1 140px' }}
              value={row[field]}
              onChange={({ target }) =>
                setRows(rows.map((old, n) => (n === i ? { ...old, [field]: target.value } : old)))
              }
            />
          ))}
          {rows.length > 1 && (
            <Button size="small" onClick={() => setRows(rows.filter((_, n) => n !== i))}>
              {say('移除', 'Remove')}
            </Button>
          )}
        </div>
      ))}
      <div>
        <Button onClick={() => setRows([...rows, empty])}>{say('增加一行', 'Add a row')}</Button>
      </div>
      <Refused problem={announce.problem} />
      <div>
        <Button type="primary" size="large" loading={announce.busy} onClick={() => void announce.run()}>
          {say('签名公告并发出全部通知书', 'Sign, announce and send all notices')}
        </Button>
      </div>
    </div>
  )
}

const words = (field: keyof Row): string =>
  ({
    name: say('名称', 'name'),
    spec: say('规格型号', 'specification'),
    quantity: say('数量', 'quantity'),
    unitPrice: say('单价（元）', 'unit price (yuan)'),
    service: say('服务要求', 'service'),
  })[field]

function Line(of: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} style={{ fontWeight: 500 }}>
        {of.label}
      </label>
      <Input id={id} value={of.value} maxLength={200} onChange={({ target }) => of.onChange(target.value)} />
    </div>
  )
}
