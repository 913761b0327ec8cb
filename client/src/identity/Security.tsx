import { Button, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { forgetKeys, useKeys } from '../app/keys.ts'
import { type Session, useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { leftText } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { AccountTabs } from './AccountTabs.tsx'
import type { AccountView } from './certificates.ts'
import { forgetSignIns, signIns } from './signIns.ts'

/** One's session, how to end all others, who may act, and what of sign-ins is known to whom. */
export default function Security() {
  const { session } = useSession()
  if (!session) return null
  return (
    <>
      <PageTitle over={session.organisationName ?? session.person ?? ''}>
        {say('会话与安全', 'Sessions and security')}
      </PageTitle>
      <AccountTabs />
      <div className="two">
        <div className="stack">
          <Here session={session} />
          <EndOthers session={session} />
          <FromThisBrowser />
        </div>
        <div className="stack">
          {session.organisation && <Members />}
          <section className="sheet">
            <h2>{say('为什么没有登录记录', 'Why there is no list of sign-ins')}</h2>
            <p style={{ margin: 0 }}>
              {say(
                '截止前谁在登录，就等于谁在准备投标。平台不保存登录记录，也不保存会话名单：会话只在浏览器的加密凭据里。因此平台不能列出您在别处的会话，但您可以一次结束它们的全部。',
                'Who signs in before the deadline is who prepares a bid. The platform keeps no list of sign-ins or sessions: a session lies in an encrypted cookie alone. So it cannot list your sessions elsewhere; you can end all of them at once.',
              )}
            </p>
          </section>
        </div>
      </div>
    </>
  )
}

function Here({ session }: { session: Session }) {
  const keys = useKeys()
  const now = useNow(1000)
  const { signOut } = useSession()
  return (
    <section className="sheet stack">
      <h2>{say('本次会话', 'This session')}</h2>
      <dl className="facts">
        <dt>{say('登录者', 'Who')}</dt>
        <dd>
          {session.organisationName ?? session.person}
          {session.organisationName && session.person !== session.organisationName && ` · ${session.person}`}
        </dd>
        <dt>{say('身份与入口', 'Role and entrance')}</dt>
        <dd>
          {word(session.role)} ·{' '}
          {session.entrance === 'supervision' ? say('监督入口', 'supervision') : say('交易入口', 'trading')}
        </dd>
        <dt>{say('登录时间', 'Since')}</dt>
        <dd>{session.since !== null && <Moment at={session.since} />}</dd>
        <dt>{say('到期时间', 'Until')}</dt>
        <dd>
          {session.until !== null && (
            <>
              <Moment at={session.until} />{' '}
              <span className="quiet digits">
                {say('剩余', 'left')} {leftText(session.until - now)}
              </span>
            </>
          )}
        </dd>
        <dt>{say('证书指纹', 'Certificate')}</dt>
        <dd className="hash">{session.certificate}</dd>
        <dt>{say('密钥', 'Keys')}</dt>
        <dd>
          {keys.length
            ? say(`本页内存中已打开 ${keys.length} 个`, `${keys.length} open in this page`)
            : say('未打开', 'none is open')}
        </dd>
      </dl>
      <div className="row">
        <Button onClick={() => void signOut()}>{say('退出本次会话', 'Sign out here')}</Button>
        {keys.length > 0 && <Button onClick={forgetKeys}>{say('从内存清除密钥', 'Forget the keys')}</Button>}
      </div>
    </section>
  )
}

function EndOthers({ session }: { session: Session }) {
  const { reload } = useSession()
  const [scope, setScope] = useState<'certificate' | 'organisation'>('certificate')
  const end = useDeed(async () => {
    const { certificate } = session
    const cms = await signStatement('session.endAll', { certificate, scope })
    const { endedAt } = await api.post<{ endedAt: number }>('/session/end-all', { scope, cms })
    reload()
    return endedAt
  })
  const [endedAt, setEndedAt] = useState<number>()
  return (
    <section className="sheet stack">
      <h2>{say('结束其他会话', 'End the other sessions')}</h2>
      <p style={{ margin: 0 }}>
        {say(
          '电脑遗失、忘记退出，或者怀疑会话被他人使用时：签名后，此前开始的会话立即失效，本页继续有效。',
          'If a machine was lost, left signed in, or used by somebody else: with your signature every session begun until now is over at once; this page goes on.',
        )}
      </p>
      {session.organisation && (
        <Radio.Group
          value={scope}
          onChange={({ target }) => setScope(target.value)}
          style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
          options={[
            { value: 'certificate', label: say('只结束用本证书登录的会话', 'Those begun with this certificate') },
            {
              value: 'organisation',
              label: say('结束本单位全部证书的会话', 'Those of all certificates of the organisation'),
            },
          ]}
        />
      )}
      <Refused problem={end.problem} />
      {endedAt !== undefined && !end.problem && (
        <div className="banner good" role="status">
          <b>{say('已结束', 'Ended')}</b> <Moment at={endedAt} />{' '}
          {say('以前开始的其他会话都已失效。', 'is until when sessions are over.')}
        </div>
      )}
      <div>
        <Button type="primary" loading={end.busy} onClick={() => void end.run().then((at) => setEndedAt(at))}>
          {say('签名并结束', 'Sign and end them')}
        </Button>
      </div>
      <p className="quiet" style={{ margin: 0 }}>
        {say('证书本身遗失的，请到', 'If the certificate itself is lost, declare it on the page of ')}
        <Link to="/account/certs">{say('证书页挂失', 'certificates')}</Link>
        {say('：用它登录的会话同时失效，也不能再登录。', ': its sessions are over and it signs nobody in any more.')}
      </p>
    </section>
  )
}

function FromThisBrowser() {
  const [items, setItems] = useState(signIns)
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{say('本浏览器最近的登录', 'Sign-ins from this browser')}</h2>
        {items.length > 0 && (
          <Button
            size="small"
            onClick={() => {
              forgetSignIns()
              setItems([])
            }}
          >
            {say('清除', 'Forget')}
          </Button>
        )}
      </div>
      {items.length === 0 && (
        <Empty>{say('没有记录。只记在本浏览器中。', 'None. Only this browser keeps them.')}</Empty>
      )}
      {items.map((one) => (
        <div key={one.at} className="row" style={{ borderTop: '1px solid var(--line)', padding: '8px 0' }}>
          <Moment at={one.at} />
          <span>
            {one.name} <span className="quiet digits">…{one.serial}</span>
          </span>
          <span className="quiet">{word(one.role)}</span>
        </div>
      ))}
    </section>
  )
}

/** Who may act for the organisation: whoever holds a certificate of its own that was not ended. */
function Members() {
  const { value } = useLoad<AccountView>('/account')
  const signing = value?.certificates.filter((one) => one.use === 'sign' && !one.ended && !one.replacedBy) ?? []
  return (
    <section className="sheet">
      <h2>{say('经办人', 'Who may act')}</h2>
      {signing.length === 0 && (
        <p style={{ margin: 0 }}>
          {say('尚未绑定证书。', 'No certificate is bound. ')}
          <Link to="/account/certs">{say('绑定后在此列出经办人', 'Bind them to see who acts')}</Link>
        </p>
      )}
      {signing.map((one) => (
        <div key={one.id} style={{ borderTop: '1px solid var(--line)', padding: '8px 0' }}>
          {one.person || say('单位证书', "the organisation's own")}{' '}
          <span className="quiet digits">…{one.serial.slice(-6)}</span>
          <div className="quiet">{one.issuer}</div>
        </div>
      ))}
      <p className="quiet" style={{ margin: '8px 0 0' }}>
        {say(
          '持有载明本单位代码的有效证书者都能代表本单位；离岗的请停用或挂失其证书。程序用同样的证书登录，没有另外的口令。',
          'Whoever holds a good certificate with your code acts for you: end those of people who left. Programs sign in with certificates too; there are no other keys.',
        )}
      </p>
    </section>
  )
}
