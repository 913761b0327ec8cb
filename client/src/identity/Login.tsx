import { Button, Radio } from 'antd'
import { useState } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { encryptionCertificate, type HeldKey, signingCertificate } from '../app/keys.ts'
import { type Session, type SessionRole, useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { KeyChoice } from '../pieces/KeyChoice.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { signInWith } from './signIn.ts'

const ORGANISATIONS: SessionRole[] = ['bidder', 'tenderer', 'agent', 'centre', 'bank', 'notary']

/** Sign-in: the key file is opened here, a challenge of the platform is signed, nothing secret leaves the page. */
export default function Login() {
  const { session, reload } = useSession()
  const [keys, setKeys] = useState<HeldKey[]>()
  const [role, setRole] = useState<SessionRole>()
  const go = useNavigate()
  const [query] = useSearchParams()
  const to = safePath(query.get('to'))
  const enter = useDeed(async (chosen: SessionRole, entrance: Session['entrance'], from: HeldKey[]) => {
    await signInWith(from, chosen, entrance)
    reload()
    go(to, { replace: true })
  })
  if (!session) return null
  if (session.entrance === 'public')
    return (
      <p>
        {say(
          '公共服务入口无须登录；办事请从交易入口进入。',
          'Nobody signs in at the public entrance: use the trading entrance.',
        )}
      </p>
    )
  if (session.role !== 'public' && !enter.busy) return <Navigate to={to} replace />
  const organisation = signingCertificate(keys ?? [])?.organisationCode
  const choices: SessionRole[] =
    session.entrance === 'supervision' ? ['supervisor'] : organisation ? ORGANISATIONS : ['expert']
  const chosen = role && choices.includes(role) ? role : choices[0]!
  return (
    <div style={{ maxWidth: 480, margin: '24px auto 0' }}>
      <PageTitle
        over={
          session.entrance === 'supervision'
            ? say('监督入口', 'Supervision entrance')
            : say('交易入口', 'Trading entrance')
        }
      >
        {say('用数字证书登录', 'Sign in with your certificate')}
      </PageTitle>
      <div className="sheet stack">
        {!keys && <KeyChoice onKeys={setKeys} />}
        {keys && (
          <>
            <Certificates keys={keys} onOther={() => setKeys(undefined)} />
            {choices.length > 1 && (
              <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
                <legend className="quiet" style={{ marginBottom: 8 }}>
                  {say('以何身份办事', 'In which role')}
                </legend>
                <Radio.Group
                  value={chosen}
                  onChange={(event) => setRole(event.target.value as SessionRole)}
                  options={choices.map((one) => ({ value: one, label: word(one) }))}
                />
              </fieldset>
            )}
            <Refused problem={enter.problem} />
            <Button
              type="primary"
              size="large"
              block
              loading={enter.busy}
              onClick={() => void enter.run(chosen, session.entrance, keys)}
            >
              {say(`签名并以“${word(chosen)}”登录`, `Sign and enter as ${word(chosen)}`)}
            </Button>
          </>
        )}
      </div>
      <p className="quiet" style={{ marginTop: 16 }}>
        {say(
          '登录即对平台给出的一次性口令签名。密钥文件与口令只在本页内存中，刷新即清除；平台只收到签名。',
          'Signing in means signing a challenge that is used once. Keys and PIN stay in the memory of this page; the platform gets the signature only.',
        )}
      </p>
      <p className="quiet">
        {say(
          '只用数字证书登录，没有账号、口令、短信或扫码：每项有法律效力的操作都由同一证书签名。',
          'Certificates alone sign in: no accounts, passwords or text messages. Every deed that binds is signed by the same key.',
        )}
      </p>
      <div className="row">
        <Link to="/env-check">{say('环境检测', 'Check this machine')}</Link>
        {session.entrance === 'trading' && (
          <Link to="/register">{say('首次办事：主体登记', 'First time: register')}</Link>
        )}
      </div>
    </div>
  )
}

/** Only a path of this site: nobody is sent elsewhere by a link. */
const safePath = (path: string | null): string => (path && /^\/[a-z]/.test(path) ? path : '/')

function Certificates({ keys, onOther }: { keys: HeldKey[]; onOther: () => void }) {
  const signs = signingCertificate(keys)
  const opens = encryptionCertificate(keys)
  return (
    <div>
      <div style={{ fontSize: 16, fontWeight: 600 }}>{signs?.subject.organisation ?? signs?.subject.commonName}</div>
      {signs?.organisationCode && (
        <div className="quiet digits">
          {say('统一社会信用代码', 'Credit code')} {signs.organisationCode}
        </div>
      )}
      <div className="quiet digits">
        {signs &&
          say(
            `签名证书 尾号 ${signs.serial.slice(-6)}，有效至 ${beijing(signs.notAfter).slice(0, 10)}`,
            `Signing certificate …${signs.serial.slice(-6)}, valid until ${beijing(signs.notAfter).slice(0, 10)}`,
          )}
      </div>
      {opens && (
        <div className="quiet digits">
          {say(
            `加密证书 尾号 ${opens.serial.slice(-6)}，有效至 ${beijing(opens.notAfter).slice(0, 10)}`,
            `Encryption certificate …${opens.serial.slice(-6)}, valid until ${beijing(opens.notAfter).slice(0, 10)}`,
          )}
        </div>
      )}
      <Button type="link" style={{ padding: 0 }} onClick={onOther}>
        {say('换一个密钥', 'Use another key')}
      </Button>
    </div>
  )
}
