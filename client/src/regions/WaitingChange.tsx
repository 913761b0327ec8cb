import { Button, Input } from 'antd'
import { useState } from 'react'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'
import type { Shown } from './values.ts'

/** The change that waits for its second person: what it alters, from when, and (for the centre) its confirmation or return. */
export function WaitingChange({ of, mine, onDone }: { of: Shown; mine: boolean; onDone: () => void }) {
  const { proposal } = of
  if (!proposal) return null
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('待确认的变更', 'A change waits')}</h2>
        <span>
          {say('施行首日', 'first day')} <b className="digits">{proposal.from}</b>
        </span>
      </div>
      <div>
        {proposal.by.name} <Moment at={proposal.proposedAt} /> {say('依据', 'by')} {proposal.instrument}
      </div>
      <DifferenceTable lines={proposal.difference} units={new Map(of.values.map(({ key, unit }) => [key, unit]))} />
      {mine && <Decide of={of} proposal={proposal.id} onDone={onDone} />}
    </section>
  )
}

function Decide({ of, proposal, onDone }: { of: Shown; proposal: string; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const path = `/regions/${of.code}/proposals/${proposal}`
  const confirm = useDeed(async () => {
    const cms = await signAsPerson('region.confirm', of.waiting ?? {})
    await api.post(`${path}/confirm`, { cms })
    onDone()
  })
  const reject = useDeed(async () => {
    await api.post(`${path}/reject`, { reason })
    onDone()
  })
  return (
    <div className="stack-tight">
      <div className="banner sun">
        {say(
          '须由提出人以外的另一人以另一张个人证书签署。签署后自施行首日起用于此后发布的标段，已发布的标段不受影响；变更与签名人向社会公开。',
          'Another person signs with another certificate. From its first day it holds for tenders published from then on; those that run keep what they have. The change and who signed it are public.',
        )}
      </div>
      <div>
        <Button type="primary" size="large" loading={confirm.busy} onClick={() => void confirm.run()}>
          {say('核对无误，签名确认', 'Sign and confirm')}
        </Button>
      </div>
      <div className="row">
        <Input
          aria-label={say('退回原因', 'Reason')}
          placeholder={say('退回原因', 'Reason to give it up')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          style={{ maxWidth: 320 }}
        />
        <Button danger disabled={reason.trim().length < 2} loading={reject.busy} onClick={() => void reject.run()}>
          {say('退回', 'Give up')}
        </Button>
      </div>
      <Refused problem={confirm.problem ?? reject.problem} />
    </div>
  )
}
