import { NavLink } from 'react-router'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { hasInbox } from '../messages/useInbox.ts'

/** The pages of one's own account. */
export function AccountTabs() {
  const { session } = useSession()
  const organisation = !!session?.organisation
  const all: [to: string, text: string, here: boolean][] = [
    ['/inbox', say('消息', 'Messages'), hasInbox(session?.role)],
    ['/account/certs', say('证书', 'Certificates'), organisation],
    ['/register', say('主体登记', 'Registration'), organisation],
    ['/account/security', say('会话与安全', 'Sessions and security'), true],
  ]
  return (
    <nav className="tabs" aria-label={say('账户', 'Account')}>
      {all.map(([to, text, here]) =>
        here ? (
          <NavLink key={to} to={to}>
            {text}
          </NavLink>
        ) : null,
      )}
    </nav>
  )
}
