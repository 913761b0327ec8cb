import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { signAsPerson } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { BatchCard } from './BatchCard.tsx'
import { type Batch, batchWord, type Desk, type Reconciliation } from './money.ts'
import { RefundTable } from './RefundTable.tsx'
import { Sections } from './Sections.tsx'
import { Unmatched } from './Unmatched.tsx'

/** Refunds in one batch at most. */
const MOST = 500

/** The centre's money desk: what goes back, in batches that two people sign; what the bank gave back; bank against ledger. */
export default function MoneyDesk() {
  const desk = useLoad<Desk>('/refunds')
  const books = useLoad<Reconciliation>('/money/reconciliation')
  const [open, setOpen] = useState<string>()
  const reload = (): void => {
    desk.reload()
    books.reload()
  }
  return (
    <>
      <PageTitle over={<Link to="/issuers">{say('保函出具机构登记', 'Issuers of guarantees')}</Link>}>
        {say('资金工作台', 'Money desk')}
      </PageTitle>
      <Loading of={desk}>
        {(of) => (
          <div className="stack">
            <Waiting desk={of} onPrepared={reload} />
            {of.refused.length > 0 && <GivenBack desk={of} onRetried={reload} />}
            <section className="sheet">
              <h2>{say('退款批次', 'Batches')}</h2>
              {of.batches.length ? (
                of.batches.map((batch) => (
                  <Row key={batch.id} batch={batch} open={open === batch.id} onOpen={setOpen} onChanged={reload} />
                ))
              ) : (
                <Empty>{say('还没有退款批次。', 'There is no batch yet.')}</Empty>
              )}
            </section>
            <Unmatched turn={of} />
            <Loading of={books}>{(found) => <Sections books={found} />}</Loading>
          </div>
        )}
      </Loading>
    </>
  )
}

function Waiting({ desk, onPrepared }: { desk: Desk; onPrepared: () => void }) {
  const prepare = useDeed(async () => {
    const cms = await signAsPerson('refund.prepare', { most: MOST })
    await api.post('/refunds/batches', { most: MOST, cms })
    onPrepared()
  })
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>
          {say('待退还', 'To go back')} <span className="digits">{desk.ordered.length}</span>
        </h2>
        {desk.ordered.length > 0 && (
          <Button type="primary" loading={prepare.busy} onClick={() => void prepare.run()}>
            {say('编制退款批次', 'Prepare a batch')}
          </Button>
        )}
      </div>
      <Refused problem={prepare.problem} />
      {desk.ordered.length ? (
        <RefundTable rows={desk.ordered} />
      ) : (
        <Empty>
          {say('没有待退还的款项；撤回、落标、签约后系统按法定期限自动列入。', 'Nothing waits to go back.')}
        </Empty>
      )}
    </section>
  )
}

function GivenBack({ desk, onRetried }: { desk: Desk; onRetried: () => void }) {
  const retry = useDeed(async (order: string) => {
    await api.post('/refunds/retries', { order })
    onRetried()
  })
  return (
    <section className="sheet stack">
      <h2>{say('银行退回，待处理', 'Given back by the bank')}</h2>
      <p className="prose" style={{ margin: 0 }}>
        {say(
          '请通知投标人在其保证金页面更正收款账号；核实为银行原因的可原样重新发送，重新发送须再次由两人审批。',
          'Ask the bidder to name another account on its own page, or send it again as it was; two people approve it anew.',
        )}
      </p>
      <Refused problem={retry.problem} />
      <RefundTable
        rows={desk.refused}
        action={({ order }) => (
          <Button size="small" loading={retry.busy} onClick={() => void retry.run(order)}>
            {say('原样重新发送', 'Send again')}
          </Button>
        )}
      />
    </section>
  )
}

function Row({
  batch,
  open,
  onOpen,
  onChanged,
}: {
  batch: Batch
  open: boolean
  onOpen: (id: string | undefined) => void
  onChanged: () => void
}) {
  return (
    <div style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          <Moment at={batch.preparedAt} /> · <span className="digits">{batch.count}</span> {say('笔', 'refunds')}
          {batch.dueBy && (
            <span className="quiet">
              {' '}
              · {say('最早到期', 'first due')} <Moment at={batch.dueBy} />
            </span>
          )}
        </span>
        <span className="row">
          <b>{batchWord(batch.stage)}</b>
          <span className="digits">
            {say('审批', 'approved')} {batch.approvals.length}/{batch.needed}
          </span>
          <Button size="small" aria-expanded={open} onClick={() => onOpen(open ? undefined : batch.id)}>
            {open ? say('收起', 'Close') : say('查看', 'Open')}
          </Button>
        </span>
      </div>
      {open && <BatchCard id={batch.id} onChanged={onChanged} />}
    </div>
  )
}
