import { Button, Input } from 'antd'
import { useState } from 'react'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { Batch, RefundRow } from './money.ts'
import { RefundTable } from './RefundTable.tsx'

type Whole = Batch & { rows: RefundRow[] }

/** One batch with its rows: signed by two people, given up, or taken away as a table. */
export function BatchCard({ id, onChanged }: { id: string; onChanged: () => void }) {
  const batch = useLoad<Whole>(`/refunds/batches/${id}`)
  const changed = (): void => {
    batch.reload()
    onChanged()
  }
  return (
    <div className="stack" style={{ marginTop: 12 }}>
      <Loading of={batch}>
        {(of) => (
          <>
            <div>
              {say('编制', 'prepared by')} {of.preparedBy} <Moment at={of.preparedAt} />
            </div>
            {of.approvals.map(({ person, certificate, at }) => (
              <div key={at}>
                {say('已签署', 'signed by')} {person} <Moment at={at} />{' '}
                <span className="hash">
                  {say('证书', 'certificate')} {certificate.slice(0, 16)}…
                </span>
              </div>
            ))}
            {of.stage === 'prepared' && <Decide batch={of} onDone={changed} />}
            <RefundTable rows={of.rows} />
            <div className="row">
              <a href={api.url(`/refunds/batches/${id}/table.xlsx`)} download>
                {say('导出表格（xlsx）', 'Table (xlsx)')}
              </a>
              <span className="hash">SHA-256 {of.digest}</span>
            </div>
          </>
        )}
      </Loading>
    </div>
  )
}

function Decide({ batch, onDone }: { batch: Whole; onDone: () => void }) {
  const [reason, setReason] = useState('')
  const approve = useDeed(async () => {
    const { id, digest } = batch
    const cms = await signAsPerson('refund.approve', { batch: id, digest })
    await api.post(`/refunds/batches/${id}/approval`, { digest, cms })
    onDone()
  })
  const reject = useDeed(async () => {
    await api.post(`/refunds/batches/${batch.id}/rejection`, { reason })
    onDone()
  })
  return (
    <div className="stack-tight">
      <div className="banner sun">
        {say(
          '须由编制人以外的两人分别以个人证书签署，之后才会发送银行。',
          'Two people other than the one who prepared it sign, each with the own certificate.',
        )}
      </div>
      <div>
        <Button type="primary" size="large" loading={approve.busy} onClick={() => void approve.run()}>
          {say('核对无误，签名审批', 'Sign and approve')}
        </Button>
      </div>
      <div className="row">
        <Input
          aria-label={say('作废原因', 'Reason')}
          placeholder={say('作废原因', 'Reason to give it up')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          style={{ maxWidth: 320 }}
        />
        <Button danger disabled={!reason.trim()} loading={reject.busy} onClick={() => void reject.run()}>
          {say('作废批次', 'Give up')}
        </Button>
      </div>
      <Refused problem={approve.problem ?? reject.problem} />
    </div>
  )
}
