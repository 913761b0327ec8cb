import { Segmented } from 'antd'
import { useLocation, useNavigate } from 'react-router'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { AccountTabs } from '../identity/AccountTabs.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'

/** The head of the pages about what one is told: in the platform, by which ways outside it, and what went out. */
export function InboxHead() {
  const { session } = useSession()
  const { pathname } = useLocation()
  const go = useNavigate()
  return (
    <>
      <PageTitle over={session?.organisationName ?? session?.person ?? ''}>
        {say('消息与通知', 'Messages and notices')}
      </PageTitle>
      <AccountTabs />
      <Segmented
        style={{ marginBottom: 16 }}
        value={pathname}
        onChange={(to) => void go(to)}
        aria-label={say('消息与通知', 'Messages and notices')}
        options={[
          { value: '/inbox', label: say('消息', 'Messages') },
          { value: '/inbox/channels', label: say('通知偏好', 'Preferences') },
          { value: '/inbox/deliveries', label: say('发送记录', 'What was sent') },
        ]}
      />
    </>
  )
}
