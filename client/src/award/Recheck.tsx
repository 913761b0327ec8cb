import { Button, Radio, Select } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Evidence, filesOf, type Sent } from './Evidence.tsx'
import type { Received } from './view.ts'

/** Has the panel look at its report again: a ground of the rules, where it is, and the fact. */
export function Recheck({ tender, of, reload }: { tender: string; of: Received; reload: () => void }) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{say('要求评标委员会复核…', 'Have the panel look again…')}</Button>
      </div>
    )
  return <Form tender={tender} of={of} reload={reload} onClose={() => setOpen(false)} />
}

function Form(of: { tender: string; of: Received; reload: () => void; onClose: () => void }) {
  const { tender, of: received, reload, onClose } = of
  const [ground, setGround] = useState<string>()
  const [bid, setBid] = useState<string>()
  const [item, setItem] = useState<string | null>(null)
  const [fact, setFact] = useState('')
  const [from, setFrom] = useState<'scoring' | 'review'>('scoring')
  const [files, setFiles] = useState<Sent[]>([])
  const order = useDeed(async () => {
    const anomalies = [{ bid, item, fact: fact.trim() }]
    const fields = { report: received.report.sha256, ground, from, anomalies }
    const { body, signed } = filesOf(files)
    const cms = await signStatement('award.recheck', { tender, ...fields, ...signed })
    await api.post(`/tenders/${tender}/acceptance/recheck`, { ...fields, ...body, cms })
    reload()
  })
  return (
    <div className="banner sun stack-tight">
      <b>
        {say('要求原评标委员会复核', 'The same panel looks again')} · {received.articles.recheck}
      </b>
      <Radio.Group
        value={ground}
        onChange={({ target }) => setGround(target.value)}
        style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
      >
        {received.grounds.map((one) => (
          <Radio key={one.code} value={one.code} style={{ whiteSpace: 'normal' }}>
            {sayBoth(one)}
          </Radio>
        ))}
      </Radio.Group>
      <div className="row">
        <Select
          aria-label={say('投标人', 'Bidder')}
          placeholder={say('投标人', 'Bidder')}
          style={{ minWidth: 220 }}
          value={bid ?? null}
          onChange={(value) => setBid(value ?? undefined)}
          options={received.bids.map(({ tag, name }) => ({ value: tag, label: name }))}
        />
        <Select
          aria-label={say('评审因素', 'Factor')}
          allowClear
          placeholder={say('评审因素（不选为整份投标）', 'Factor, or the bid as a whole')}
          style={{ minWidth: 240 }}
          value={item}
          onChange={(value) => setItem(value ?? null)}
          options={received.items.map(({ id, zh }) => ({ value: id, label: zh }))}
        />
      </div>
      <LongField
        label={say('事实', 'Fact')}
        hint={say('具体事实：评分、汇总或否决在何处、为何不符', 'What is wrong, where, and why')}
        most={1000}
        value={fact}
        onChange={setFact}
      />
      <Radio.Group
        value={from}
        onChange={({ target }) => setFrom(target.value)}
        options={[
          { value: 'scoring', label: say('自评分起复核', 'From the scores') },
          { value: 'review', label: say('自初步评审起复核', 'From the preliminary review') },
        ]}
      />
      <Evidence tender={tender} label={say('附证明材料', 'Attach what proves it')} files={files} onFiles={setFiles} />
      <span className="quiet">
        {say('原报告留存，复核后重新出具并签署报告；', 'The report stays on record; a new one is signed. ')}
        {received.articles.told &&
          say(
            `同时书面告知监督部门（${received.articles.told}）。`,
            `The supervisor is told (${received.articles.told}).`,
          )}
      </span>
      <Refused problem={order.problem} />
      <div className="row">
        <Button
          danger
          type="primary"
          disabled={!ground || !bid || fact.trim().length < 4}
          loading={order.busy}
          onClick={() => void order.run()}
        >
          {say('签名要求复核', 'Sign the order')}
        </Button>
        <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
      </div>
    </div>
  )
}
