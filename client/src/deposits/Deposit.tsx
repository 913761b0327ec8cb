import { Link, useParams } from 'react-router'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useTag } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { useRoom } from '../net/room.ts'
import { ConnectionChip } from '../pieces/ConnectionChip.tsx'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { Arrived, Standing } from './Arrived.tsx'
import { AskSurplus } from './AskSurplus.tsx'
import { Decline } from './Decline.tsx'
import type { MyDeposit } from './deposit.ts'
import { GiveGuarantee } from './GiveGuarantee.tsx'
import { OpenAccount } from './OpenAccount.tsx'
import { Pay } from './Pay.tsx'
import { Refunds } from './Refunds.tsx'
import { TakePolicy } from './TakePolicy.tsx'

/** A bidder's deposit: where to pay how much until when, what arrived and why it counts or does not. It hears of money by itself. */
export default function Deposit() {
  const { tender: id = '' } = useParams()
  const tag = useTag(id)
  const room = useRoom('deposit', tag ? `${id}.${tag}` : undefined)
  const tender = useLoad<Tender>(`/tenders/${id}`)
  const deposit = useLoad<MyDeposit>(`/tenders/${id}/deposit`, room.v)
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Link to={`/b/${id}`}>{`${of.code} ${of.name}`}</Link>}>
            {say('投标保证金', 'Deposit')}
          </PageTitle>
          <StageBar of={of} />
          <Loading of={deposit}>
            {(mine) => (
              <div className="two">
                <div className="stack">
                  <Standing deposit={mine} />
                  <Transfer tender={of} deposit={mine} onDone={deposit.reload} />
                  <Arrived deposit={mine} />
                  {mine.surplus !== '0' && <AskSurplus tender={id} amount={mine.surplus} onDone={deposit.reload} />}
                  <Refunds deposit={mine} tender={id} onNamed={deposit.reload} />
                  {of.stage === 'bidding' && mine.postponedFrom && (gives(mine) || mine.status === 'short') && (
                    <Decline tender={id} deposit={mine} onDone={deposit.reload} />
                  )}
                </div>
                <div className="stack">
                  <Due tender={of} deposit={mine}>
                    <ConnectionChip room={room} />
                  </Due>
                  {of.stage === 'bidding' && !gives(mine) && (
                    <Otherwise tender={id} mine={mine} reload={deposit.reload} />
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

/** Whether the bid is secured in full, so that nothing more need be given. */
const gives = (mine: MyDeposit): boolean =>
  !mine.guaranteeShort && ['held', 'guaranteed', 'waived'].includes(mine.status)

/** Whether what was given is on its way back, or back. */
const goesBack = (mine: MyDeposit): boolean => ['releasing', 'released'].includes(mine.status)

type OfDeposit = { tender: Tender; deposit: MyDeposit }

function Transfer({ tender, deposit, onDone }: OfDeposit & { onDone: () => void }) {
  if (tender.stage !== 'bidding' || gives(deposit)) return null
  if (deposit.account) {
    const pay = <Pay tender={tender.id} deposit={deposit} onDone={onDone} />
    if (!goesBack(deposit)) return pay
    return (
      <details>
        <summary>{say('仍要投标？重新缴纳保证金', 'To bid after all: give a deposit anew')}</summary>
        <div style={{ marginTop: 12 }}>{pay}</div>
      </details>
    )
  }
  return (
    <section className="sheet stack">
      <h2>{say('转账缴纳', 'By transfer')}</h2>
      <p className="prose">
        {say(
          `系统为您单独生成一个收款子账号。开标前，除您之外没有人看得到谁缴了保证金，${word('tenderer', tender.track)}、代理机构与交易中心也不例外。`,
          'You get an account of your own. Before the opening nobody but you can see who has paid: neither tenderer nor agent nor centre.',
        )}
      </p>
      <OpenAccount tender={tender.id} deposit={deposit} onDone={onDone} />
    </section>
  )
}

/** The other ways to give a deposit. */
function Otherwise({ tender, mine, reload }: { tender: string; mine: MyDeposit; reload: () => void }) {
  const guarantees = mine.forms.some((form) => form !== 'transfer')
  return (
    <>
      {guarantees && <GiveGuarantee tender={tender} onGiven={reload} />}
      {mine.policies.length > 0 && !mine.forgiven && mine.held === '0' && !goesBack(mine) && (
        <TakePolicy tender={tender} deposit={mine} onDone={reload} />
      )}
    </>
  )
}

function Due({ tender, deposit, children }: OfDeposit & { children: React.ReactNode }) {
  return (
    <aside className="sheet">
      <div className="sheet-head">
        <h2>{say('应缴', 'Due')}</h2>
        {children}
      </div>
      <div className="digits" style={{ fontSize: 28, fontWeight: 600, lineHeight: 1.3 }}>
        {deposit.yuan} <span style={{ fontSize: 14 }}>{say('元', 'yuan')}</span>
      </div>
      <div>
        {say('大写', 'in capitals')} {deposit.capitals}
      </div>
      <div style={{ marginTop: 16 }}>
        {tender.stage === 'bidding' ? (
          <Countdown until={deposit.until} label={say('到账截止', 'Until')} />
        ) : (
          <>
            {say('到账截止', 'Until')} <Moment at={deposit.until} />
          </>
        )}
      </div>
    </aside>
  )
}
