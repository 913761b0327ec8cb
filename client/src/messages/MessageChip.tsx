import { BellOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import { say } from '../app/words.ts'
import { useInbox } from './useInbox.ts'

/** At the head of every screen: how many messages were not read here yet. */
export function MessageChip() {
  const { unread, page } = useInbox()
  const count = unread.length
  const more = count > 0 && count === page.value?.items.length && !!page.value.next
  return (
    <Link
      to="/inbox"
      className="message-chip"
      aria-label={count ? say(`${count} 条未读消息`, `${count} unread messages`) : say('消息', 'Messages')}
    >
      <BellOutlined aria-hidden="true" />
      {count > 0 && (
        <b className="digits" aria-hidden="true">
          {count}
          {more && '+'}
        </b>
      )}
    </Link>
  )
}
