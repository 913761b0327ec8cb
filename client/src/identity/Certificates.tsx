import { Link } from 'react-router'
import type { BidKey } from '../../../server/bids/keyViews.ts'
import type { ShownCertificate } from '../../../server/identity/accountViews.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { AccountTabs } from './AccountTabs.tsx'
import { BindKeys } from './BindKeys.tsx'
import { type AccountView, called, inUse, keySentence } from './certificates.ts'
import { EndCertificate } from './EndCertificate.tsx'
import { noRevocationWords, standingWords } from './standing.ts'

const DAY = 86_400_000

/** An organisation's certificates: which are bound, which end soon, which took whose place, and which bids need which key. */
export default function Certificates() {
  const { session } = useSession()
  const account = useLoad<AccountView>('/account')
  const bids = useLoad<{ bids: BidKey[] }>(session?.role === 'bidder' ? '/account/bids' : undefined)
  return (
    <>
      <PageTitle over={session?.organisationName ?? ''}>{say('证书', 'Certificates')}</PageTitle>
      <AccountTabs />
      <Loading of={account}>
        {(view) => (
          <div className="stack">
            <Messages view={view} />
            {session?.role === 'bidder' && (
              <section className="sheet">
                <h2>{say('已递交的投标文件需要哪把密钥', 'Which key your submitted bids need')}</h2>
                <Loading of={bids}>{(found) => <BidKeys bids={found.bids} certificates={view.certificates} />}</Loading>
              </section>
            )}
            <BindKeys view={view} onDone={account.reload} />
            <section className="sheet">
              <h2>{say('已绑定的证书', 'Bound certificates')}</h2>
              {view.certificates.length === 0 && (
                <Empty>
                  {say(
                    '尚未绑定证书。任何受信任机构签发、载有本单位统一社会信用代码的证书都可登录；绑定后，平台会在到期前 60、30、7 天提醒，并能说明哪份投标文件需要哪把密钥。',
                    'Nothing is bound yet. Any certificate of a trusted authority with your credit code signs in; bound ones are watched: you are told 60, 30 and 7 days before they end, and which bid needs which key.',
                  )}
                </Empty>
              )}
              {view.certificates.map((one) => (
                <Card key={one.id} one={one} all={view.certificates} onDone={account.reload} />
              ))}
            </section>
            <p className="quiet prose">
              {say(
                '平台不保存登录记录：否则从数据库副本可以推知截止前谁在准备投标。证书遗失请立即挂失，挂失后不能再登录；同时请向签发机构申请吊销。',
                'No record of sign-ins is kept: a copy of the database would tell who prepares a bid. Declare a lost certificate at once, it then signs nobody in; ask its authority to revoke it too.',
              )}
            </p>
          </div>
        )}
      </Loading>
    </>
  )
}

/** What ends soon, of the certificates still in use: the last announcement of each. */
function Messages({ view }: { view: AccountView }) {
  const now = useNow(60_000)
  const ending = view.certificates.filter(inUse).flatMap((one) => {
    const message = view.messages.find(({ certificate }) => certificate === one.id)
    return message ? [{ one, message }] : []
  })
  return ending.map(({ one, message }) => (
    <div key={one.id} className={`banner ${one.notAfter < now || message.days === 7 ? 'bad' : 'sun'}`} role="status">
      <b>
        {one.notAfter < now
          ? say(`${called(one)}已过期`, `${called(one)} has expired`)
          : say(
              `${called(one)}将于 ${beijing(one.notAfter).slice(0, 10)} 到期，还有 ${Math.floor((one.notAfter - now) / DAY)} 天`,
              `${called(one)} ends on ${beijing(one.notAfter).slice(0, 10)}, in ${Math.floor((one.notAfter - now) / DAY)} days`,
            )}
      </b>{' '}
      {say(
        `请向签发机构换发后在此绑定，并指明它替换哪一张。（${message.days} 天提醒，${beijing(message.at).slice(0, 10)}）`,
        `Have it renewed and bind the new one here in its place. (${message.days} days’ notice, ${beijing(message.at).slice(0, 10)})`,
      )}
    </div>
  ))
}

function BidKeys({ bids, certificates }: { bids: BidKey[]; certificates: ShownCertificate[] }) {
  const now = useNow(60_000)
  if (!bids.length)
    return (
      <Empty>
        {say('没有等待解密的投标文件。此处只有本单位看得到。', 'No bid waits to be opened. Only you can see this.')}
      </Empty>
    )
  return bids.map((bid) => {
    const { tone, text } = keySentence(bid, certificates, now)
    return (
      <article key={bid.tender} style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
        <div className="quiet digits">
          {bid.code} · {say(`第 ${bid.sequence} 版`, `version ${bid.sequence}`)} · {say('开标', 'opens')}{' '}
          <Moment at={bid.deadline} />
        </div>
        <Link to={`/b/${bid.tender}/receipt`}>{bid.name}</Link>
        <div className={tone}>
          <span className={`dot ${tone}`} /> {text}
        </div>
      </article>
    )
  })
}

function Card({ one, all, onDone }: { one: ShownCertificate; all: ShownCertificate[]; onDone: () => void }) {
  const place = (id: string | null) => all.find((other) => other.id === id)
  const [before, after] = [place(one.replaces), place(one.replacedBy)]
  return (
    <article style={{ borderTop: '1px solid var(--line)', padding: '16px 0' }} className="stack-tight">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <div className="row">
          <b>{called(one)}</b>
          <Standing one={one} />
        </div>
        {inUse(one) && <EndCertificate one={one} onDone={onDone} />}
      </div>
      <div className="quiet digits">
        {one.algorithm} · {one.issuer} · {say('有效期', 'valid')} {beijing(one.notBefore).slice(0, 10)} –{' '}
        {beijing(one.notAfter).slice(0, 10)} · {say('绑定于', 'bound')} {beijing(one.boundAt).slice(0, 16)}
      </div>
      {one.unasked && <div className="quiet">{noRevocationWords()}</div>}
      {before && <div className="quiet">{say(`替换了${called(before)}`, `took the place of ${called(before)}`)}</div>}
      {after && <div className="quiet">{say(`已由${called(after)}替换`, `replaced by ${called(after)}`)}</div>}
      <div className="hash quiet">
        {say('序列号', 'serial')} {one.serial} · SHA-256 {one.fingerprint}
      </div>
    </article>
  )
}

function Standing({ one }: { one: ShownCertificate }) {
  const [tone, zh, en] = standingOf(one)
  return (
    <span className={tone}>
      <span className={`dot ${tone}`} /> {say(zh, en)}
    </span>
  )
}

function standingOf({ ended, replacedBy, standing }: ShownCertificate): [tone: string, zh: string, en: string] {
  if (ended?.reason === 'lost') return ['bad', '已挂失', 'lost']
  if (ended) return ['quiet', '已停用', 'not used any more']
  if (replacedBy) return ['quiet', '已换证', 'renewed']
  const [zh, en] = standingWords(standing)
  return [standing === 'good' ? 'good' : 'bad', zh, en]
}
