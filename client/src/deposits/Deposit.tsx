import { Button, Typography } from 'antd'
import { Link, useParams } from 'react-router'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { becauseWord, depositWord, type MyDeposit } from './deposit.ts'
import { GiveGuarantee } from './GiveGuarantee.tsx'
import { NamePayee } from './NamePayee.tsx'

/** A bidder's deposit: where to pay how much until when, what arrived and why it counts or does not. */
export default function Deposit() {
  const { tender: id = '' } = useParams()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  const deposit = useLoad<MyDeposit>(`/tenders/${id}/deposit`)
  const open = useDeed(async () => {
    await api.post(`/tenders/${id}/deposit`)
    deposit.reload()
  })
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Link to={`/b/${id}`}>{`${of.code} ${of.name}`}</Link>}>
            {say('投标保证金', 'Deposit')}
          </PageTitle>
          <StageBar stage={of.stage} />
          <Loading of={deposit}>
            {(mine) => (
              <div className="two">
                <div className="stack">
                  <Standing deposit={mine} />
                  {of.stage !== 'bidding' || (mine.account && mine.missing === '0') ? null : mine.account ? (
                    <Pay deposit={mine} onLook={deposit.reload} />
                  ) : (
                    <section className="sheet stack">
                      <h2 style={{ margin: 0 }}>{say('转账缴纳', 'By transfer')}</h2>
                      <p className="prose" style={{ margin: 0 }}>
                        {say(
                          '系统为您单独生成一个收款子账号。开标前，除您之外没有人看得到谁缴了保证金，招标人、代理机构与交易中心也不例外。',
                          'You get an account of your own. Before the opening nobody but you can see who has paid: neither tenderer nor agent nor centre.',
                        )}
                      </p>
                      <Refused problem={open.problem} />
                      <div>
                        <Button
                          type="primary"
                          size="large"
                          loading={open.busy}
                          disabled={of.stage !== 'bidding'}
                          onClick={() => void open.run()}
                        >
                          {say('生成我的收款子账号', 'Get my account')}
                        </Button>
                      </div>
                    </section>
                  )}
                  <Payments deposit={mine} />
                  <Refunds deposit={mine} tender={id} onNamed={deposit.reload} />
                </div>
                <div className="stack">
                  <aside className="sheet">
                    <h2>{say('应缴', 'Due')}</h2>
                    <div className="digits" style={{ fontSize: 28, fontWeight: 600, lineHeight: 1.3 }}>
                      {mine.yuan} <span style={{ fontSize: 14 }}>{say('元', 'yuan')}</span>
                    </div>
                    <div>
                      {say('大写', 'in capitals')} {mine.capitals}
                    </div>
                    <div style={{ marginTop: 16 }}>
                      {of.stage === 'bidding' ? (
                        <Countdown until={mine.until} label={say('到账截止', 'Until')} />
                      ) : (
                        <>
                          {say('到账截止', 'Until')} <Moment at={mine.until} />
                        </>
                      )}
                    </div>
                  </aside>
                  {mine.forms.includes('guarantee') && of.stage === 'bidding' && mine.status !== 'held' && (
                    <GiveGuarantee tender={id} onGiven={deposit.reload} />
                  )}
                </div>
              </div>
            )}
          </Loading>
        </>
      )}
    </Loading>
  )
}

function Standing({ deposit }: { deposit: MyDeposit }) {
  const [tone, text] = depositWord(deposit.status)
  const banner = tone === 'done' ? 'good' : tone === 'bad' ? 'bad' : tone === 'live' ? 'sun' : ''
  const last = deposit.payments.at(-1)
  const back = deposit.status === 'releasing' || deposit.status === 'released'
  return (
    <div className={`banner ${banner}`}>
      <b>{text}</b> {last && !back && sayBoth(last.reason)}
      {deposit.guarantee && (
        <>
          {say('保函金额', 'guaranteed')} <Money fen={deposit.guarantee.amount} />
        </>
      )}
    </div>
  )
}

function Pay({ deposit, onLook }: { deposit: MyDeposit; onLook: () => void }) {
  const missing = BigInt(deposit.missing)
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{say('转账信息', 'Transfer')}</h2>
        <Button size="small" onClick={onLook}>
          {say('刷新到账状态', 'Look again')}
        </Button>
      </div>
      <dl className="facts">
        <dt>{say('收款账号', 'Account')}</dt>
        <dd>
          <Typography.Text copyable={{ text: deposit.account ?? '' }} className="digits" style={{ fontSize: 20 }}>
            {deposit.account?.replace(/(\d{4})(?=\d)/g, '$1 ')}
          </Typography.Text>
        </dd>
        <dt>{say('转账金额', 'Amount')}</dt>
        <dd>
          <Typography.Text copyable={{ text: deposit.yuan.replaceAll(',', '') }}>
            <Money fen={missing > 0n ? missing : deposit.required} capitals />
          </Typography.Text>
        </dd>
        <dt>{say('付款户名须为', 'Payer must be')}</dt>
        <dd>
          {deposit.accountName}
          <div className="quiet">
            {say(
              '须从本单位基本账户转出；户名不符的款项不计入，原路退还。',
              "From the bidder's own basic account; money of another payer does not count and goes back.",
            )}
          </div>
        </dd>
      </dl>
    </section>
  )
}

function Payments({ deposit }: { deposit: MyDeposit }) {
  if (!deposit.payments.length) return null
  return (
    <section className="sheet">
      <h2>{say('到账记录', 'What arrived')}</h2>
      <div className="table-wrap">
        <table className="plain cards">
          <thead>
            <tr>
              <th>{say('到账时间', 'Time')}</th>
              <th className="number">{say('金额', 'Amount')}</th>
              <th className="number">{say('计入', 'Counts')}</th>
              <th>{say('说明', 'Why')}</th>
            </tr>
          </thead>
          <tbody>
            {deposit.payments.map((one) => (
              <tr key={`${one.paidAt}${one.amount}`}>
                <td>
                  <Moment at={one.paidAt} />
                </td>
                <td className="number" data-label={say('金额', 'Amount')}>
                  <Money fen={one.amount} />
                </td>
                <td className="number" data-label={say('计入', 'Counts')}>
                  <Money fen={one.counted} />
                </td>
                <td>{sayBoth(one.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Refunds({ deposit, tender, onNamed }: { deposit: MyDeposit; tender: string; onNamed: () => void }) {
  if (!deposit.refunds.length) return null
  return (
    <section className="sheet">
      <h2>{say('退还', 'Refunds')}</h2>
      {deposit.refunds.map((one) => (
        <dl className="facts" key={`${one.reason}${one.dueBy}`}>
          <dt>{say('本金', 'Principal')}</dt>
          <dd>
            <Money fen={one.principal} />
          </dd>
          <dt>{say('利息', 'Interest')}</dt>
          <dd>
            <Money fen={one.interest} />
          </dd>
          <dt>{say('最迟', 'Due by')}</dt>
          <dd>
            {one.dueBy ? <Moment at={one.dueBy} /> : '—'} <span className="quiet">{one.article}</span>
          </dd>
          <dt>{say('银行退还', 'Paid back')}</dt>
          <dd>
            {one.paidAt ? (
              <Moment at={one.paidAt} />
            ) : one.because ? (
              <span className="bad">{becauseWord(one.because)}</span>
            ) : one.sentAt ? (
              say('银行办理中', 'at the bank')
            ) : (
              say('待交易中心两人审批', 'waiting for two approvals at the centre')
            )}
          </dd>
        </dl>
      ))}
      {deposit.refunds.at(-1)?.because && <NamePayee tender={tender} onNamed={onNamed} />}
    </section>
  )
}
