import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { DepositForm, Standing } from '../../../server/deposits/deposit.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { depositWord, formWord, releaseWord } from './deposit.ts'
import { Keep } from './Keep.tsx'

/** A bidder's deposit as those see it who run or watch the tender, after the opening; amounts in fen. */
export interface DepositRow {
  tag: string
  bidder: string | null
  code: string | null
  status: Standing
  form: DepositForm | null
  held: string
  payments: { amount: string; counted: string; paidAt: number; outcome: string; reason: { zh: string; en: string } }[]
  samePayer: boolean
  refunds: { reason: string; principal: string; interest: string; dueBy: number | null; paidAt: number | null }[]
  freed: string | null
  forgiven: { policy: string; instrument: string; amount: string; evidence: string | null } | null
  revoked: { at: number; reason: string } | null
  /** whether the issuer's signed PDF can be read */
  document: boolean
  kept: { ground: string; amount: string; decision: string } | null
}

/** Every deposit of one tender, once its bidders are named; the tenderer keeps one here on a ground of the law. */
export default function SectionDeposits() {
  const { tender: id = '' } = useParams()
  const { session } = useSession()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  const list = useLoad<{ required: string; items: DepositRow[] }>(`/tenders/${id}/deposits`)
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Link to={`/t/${id}`}>{`${of.code} ${of.name}`}</Link>}>
            {say('投标保证金', 'Deposits')}
          </PageTitle>
          <StageBar of={of} />
          <Loading of={list}>
            {({ required, items }) => (
              <section className="sheet stack">
                <div className="sheet-head">
                  <h2>
                    {say('应缴', 'Due')} <Money fen={required} />
                  </h2>
                  <a href={api.url(`/tenders/${id}/deposits/table.xlsx`)} download>
                    {say('导出表格（xlsx）', 'Table (xlsx)')}
                  </a>
                </div>
                {items.length ? (
                  items.map((row) => (
                    <One
                      key={row.tag}
                      row={row}
                      tender={of}
                      keeps={session?.role === 'tenderer' && session.organisation === of.tenderer.code}
                      onKept={list.reload}
                    />
                  ))
                ) : (
                  <Empty>{say('没有投标人提供保证金。', 'No bidder has given a deposit.')}</Empty>
                )}
              </section>
            )}
          </Loading>
        </>
      )}
    </Loading>
  )
}

const DOTS = { done: 'good', todo: '', bad: 'bad', waits: 'action', live: 'sun' }

function One(of: { row: DepositRow; tender: Tender; keeps: boolean; onKept: () => void }) {
  const { row, tender, keeps, onKept } = of
  const [keeping, setKeeping] = useState(false)
  const [tone, word] = depositWord(row.status)
  const keepable = keeps && ['held', 'guaranteed', 'short'].includes(row.status)
  return (
    <div style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }} className="stack-tight">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          <b style={{ fontWeight: 600 }}>{row.bidder ?? say('名称尚未启封', 'name not opened yet')}</b>{' '}
          <span className="quiet digits">{row.code}</span>
        </span>
        <span>
          <span className={`dot ${DOTS[tone]}`} />
          {word}
          {row.form && <span className="quiet"> · {formWord(row.form)}</span>} · {say('现存', 'held')}{' '}
          <Money fen={row.held} />
        </span>
      </div>
      {row.document && (
        <a href={api.url(`/tenders/${tender.id}/deposits/${row.tag}/guarantee.pdf`)} target="_blank" rel="noreferrer">
          {say('保函原件（PDF）', 'The guarantee (PDF)')}
        </a>
      )}
      <Details row={row} />
      {keepable && !keeping && (
        <div>
          <Button size="small" type="text" danger style={{ marginLeft: -7 }} onClick={() => setKeeping(true)}>
            {say('不予退还…', 'Keep it…')}
          </Button>
        </div>
      )}
      {keeping && (
        <Keep
          tender={tender}
          row={row}
          onClose={() => setKeeping(false)}
          onKept={() => {
            setKeeping(false)
            onKept()
          }}
        />
      )}
    </div>
  )
}

function Details({ row }: { row: DepositRow }) {
  return (
    <>
      {row.samePayer && (
        <span className="sun">
          {say(
            '与其他投标人的保证金来自同一账户（线索，不是认定）',
            "from the same account as another bidder's (a sign, not a verdict)",
          )}
        </span>
      )}
      {row.payments.map((one) => (
        <div key={`${one.paidAt}${one.amount}`} className="quiet">
          <Moment at={one.paidAt} /> <Money fen={one.amount} /> {sayBoth(one.reason)}
        </div>
      ))}
      {row.forgiven && (
        <div className="quiet">
          {say('减免', 'forgiven')} <Money fen={row.forgiven.amount} /> {row.forgiven.instrument}
          <div className="hash">
            {say('证明材料', 'evidence')} SHA-256 {row.forgiven.evidence}
          </div>
        </div>
      )}
      {row.revoked && (
        <div className="bad">
          {say('保函被撤销', 'guarantee revoked')} <Moment at={row.revoked.at} /> {row.revoked.reason}
        </div>
      )}
      {row.refunds.map((one) => (
        <div key={`${one.reason}${one.dueBy}${one.principal}`}>
          {one.reason === 'kept'
            ? say('支付不予退还款项', 'paid out')
            : `${say('退还', 'goes back')}（${releaseWord(one.reason)}）`}{' '}
          <Money fen={one.principal} />{' '}
          {one.paidAt ? (
            <span className="good">
              {say('银行已办理', 'done')} <Moment at={one.paidAt} />
            </span>
          ) : (
            one.dueBy && (
              <span className="quiet">
                {say('最迟', 'due by')} <Moment at={one.dueBy} />
              </span>
            )
          )}
        </div>
      ))}
      {row.kept && (
        <div className="bad">
          {say('不予退还', 'kept')} <Money fen={row.kept.amount} />：{row.kept.decision}
        </div>
      )}
    </>
  )
}
