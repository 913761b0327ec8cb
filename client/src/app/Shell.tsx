import { Button } from 'antd'
import { Suspense, useEffect, useRef } from 'react'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { SignInAgain } from '../identity/SignInAgain.tsx'
import { MessageChip } from '../messages/MessageChip.tsx'
import { hasInbox } from '../messages/useInbox.ts'
import { keepClock } from '../net/useClock.ts'
import { AlarmChip } from '../supervision/Alarms.tsx'
import { KeyDialog } from './KeyDialog.tsx'
import { forgetKeys, useKeys } from './keys.ts'
import { ServerTime } from './ServerTime.tsx'
import { type Session, type SessionRole, useSession } from './session.tsx'
import { say, setLanguage, useLanguage, word } from './words.ts'

const tabs = (role: SessionRole): [to: string, text: string][] => {
  const first: Partial<Record<SessionRole, [string, string]>> = {
    expert: ['/e', say('我的抽取通知', 'Invitations')],
    supervisor: ['/s', say('监督工作台', 'Desk')],
    bank: ['/bank', say('银行工作台', 'Bank desk')],
  }
  const own = first[role] ?? ['/t', say('标段', 'Tenders')]
  const more: Partial<Record<string, [string, string]>> = {
    supervisor: ['/t', say('标段', 'Tenders')],
    bidder: ['/account/certs', say('证书', 'Certificates')],
    centre: ['/money', say('资金', 'Money')],
  }
  const second = more[role]
  const work: [string, string][] = second ? [own, second] : [own]
  const ofCentre: [string, string][] = role === 'centre' ? [['/settings', say('设定', 'Settings')]] : []
  return [...work, ...ofCentre, ['/verify', say('核验', 'Verify')], ['/log', say('公开日志', 'Log')]]
}

/** The frame of every screen: name, way around, the platform's time, who is signed in, language. */
export function Shell() {
  useLanguage()
  useEffect(() => keepClock(), [])
  const { session } = useSession()
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    scrollTo(0, 0)
    main.current?.focus({ preventScroll: true }) // a new page begins at its top, for the keyboard and for who listens too
  }, [pathname])
  return (
    <div className="frame">
      <header className="bar">
        <div className="bar-in">
          <Link to="/" className="brand">
            <img src="/mark.svg" alt="" width={24} height={24} />
            {say('阳光交易', 'Yangguang')}
          </Link>
          <nav aria-label={say('主导航', 'Main')}>
            {tabs(session?.role ?? 'public').map(([to, text]) => (
              <NavLink key={to} to={to}>
                {text}
              </NavLink>
            ))}
            {session && session.role !== 'public' && (
              <NavLink to={ownPage(session)} className="narrow-only">
                {say('我的', 'Mine')}
              </NavLink>
            )}
          </nav>
          <div className="bar-end">
            {session?.role === 'supervisor' && <AlarmChip />}
            <ServerTime />
            {hasInbox(session?.role) && <MessageChip />}
            <Who />
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <main className="page" ref={main} tabIndex={-1}>
        <SignInAgain />
        <Suspense fallback={<p className="quiet">{say('正在打开…', 'Opening…')}</p>}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="foot no-print">
        {say(
          '每一步都有签名、时间与日志位置，任何人可以核验',
          'Every step is signed, timed and logged; anyone can check it',
        )}{' '}
        · {say('本站时间均为北京时间', 'All times are Beijing time (UTC+8)')} ·{' '}
        <Link to="/settings">{say('地区设定与节假日', 'Regional settings and holidays')}</Link> ·{' '}
        <Link to="/affiliates">{say('运营机构及关联单位', 'Operator and affiliates')}</Link> ·{' '}
        <Link to="/trust">{say('认证机构信任列表', 'Trusted authorities')}</Link>
        {session && session.role !== 'public' && session.role !== 'expert' && (
          <>
            {' '}
            · <Link to="/outages">{say('报告平台故障', 'Report an outage')}</Link>
          </>
        )}
      </footer>
      <KeyDialog />
    </div>
  )
}

/** Where one's certificates and sessions are. */
const ownPage = ({ organisation }: Session): string => (organisation ? '/account/certs' : '/account/security')

function Who() {
  const { session, signOut } = useSession()
  const keys = useKeys()
  if (!session || session.role === 'public')
    return session?.entrance === 'public' ? null : <Link to="/login">{say('登录', 'Sign in')}</Link>
  return (
    <span className="row" style={{ gap: 8 }}>
      <span className="wide-only" title={session.person ?? ''}>
        <Link to={ownPage(session)}>{session.organisationName ?? session.person}</Link>{' '}
        <span className="quiet">{word(session.role)}</span>
      </span>
      {keys.length > 0 && (
        <Button
          size="small"
          type="text"
          onClick={forgetKeys}
          title={say('从内存中清除密钥', 'Forget the keys')}
          className="wide-only"
        >
          <span className="dot good" />
          {say('密钥已打开', 'Keys open')}
        </Button>
      )}
      <Button size="small" type="text" onClick={() => void signOut()}>
        {say('退出', 'Sign out')}
      </Button>
    </span>
  )
}

function LanguageSwitch() {
  const language = useLanguage()
  return (
    <Button
      size="small"
      type="text"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {language === 'zh' ? 'English' : '中文'}
    </Button>
  )
}
