import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { BidItem } from '../../../server/bids/contract.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { fenOf } from '../sealing/checks.ts'
import { type ItemRow, NO_ITEM } from '../sealing/form.ts'
import { ItemRows } from '../sealing/ItemRows.tsx'
import { sendNotices, signPaper } from './papers.ts'
import type { Candidate, Received } from './view.ts'

const yuan = (fen: string): string => `${BigInt(fen) / 100n}.${String(BigInt(fen) % 100n).padStart(2, '0')}`
const rowOf = (item: BidItem): ItemRow => ({ ...item, unitPrice: yuan(item.unitPrice) })

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
  const [rows, setRows] = useState<ItemRow[]>(winner.terms?.items?.map(rowOf) ?? [NO_ITEM])
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
      <ItemRows rows={rows} onRows={setRows} />
      <Refused problem={announce.problem} />
      <div>
        <Button type="primary" size="large" loading={announce.busy} onClick={() => void announce.run()}>
          {say('签名公告并发出全部通知书', 'Sign, announce and send all notices')}
        </Button>
      </div>
    </div>
  )
}

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
