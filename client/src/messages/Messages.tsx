import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { type SessionRole, useSession } from '../app/session.tsx'
import { say, sayBoth } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { leftText } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { InboxHead } from './InboxHead.tsx'
import type { Message } from './message.ts'
import { matterWord, placeOf } from './places.ts'
import { isRead } from './read.ts'
import { type InboxPage, useInbox } from './useInbox.ts'

type Shown = 'all' | 'unread' | 'asks'

/** What happened in the tenders that one takes part in, newest first, with what is to be done about it. */
export default function Messages() {
  const { session } = useSession()
  const { page, of, readOne, readAll } = useInbox()
  const [shown, setShown] = useState<Shown>('all')
  const [older, setOlder] = useState<InboxPage[]>([])
  const next = older.length ? older.at(-1)?.next : page.value?.next
  const more = useDeed(async () => {
    const found = await api.get<InboxPage>(`/messages?after=${next}`)
    setOlder((before) => [...before, found])
  })
  const all = [...(page.value?.items ?? []), ...older.flatMap(({ items }) => items)]
  const unread = all.filter((one) => !isRead(of, one))
  const items = shown === 'all' ? all : shown === 'unread' ? unread : all.filter(({ asks, done }) => asks && !done)
  return (
    <>
      <InboxHead />
      <div className="sheet">
        <div className="row" style={{ justifyContent: 'space-between', marginBottom: 8 }}>
          <Segmented
            value={shown}
            onChange={setShown}
            aria-label={say('显示哪些消息', 'Which messages')}
            options={[
              { value: 'all', label: say('全部', 'All') },
              { value: 'unread', label: say(`未读 ${unread.length}`, `Unread ${unread.length}`) },
              { value: 'asks', label: say('需处理', 'To be done') },
            ]}
          />
          <Button size="small" disabled={!unread.length} onClick={() => readAll(all)}>
            {say('全部标为已读', 'Mark all as read')}
          </Button>
        </div>
        <Loading of={page}>
          {() => (
            <>
              {items.length === 0 && <Empty>{nothing(shown)}</Empty>}
              {items.map((one) => (
                <Row
                  key={one.id}
                  of={one}
                  role={session?.role ?? 'public'}
                  read={isRead(of, one)}
                  onRead={() => readOne(one)}
                />
              ))}
            </>
          )}
        </Loading>
        <Refused problem={more.problem} />
        {next && (
          <div style={{ marginTop: 16 }}>
            <Button loading={more.busy} onClick={() => void more.run()}>
              {say('更早的消息', 'Older')}
            </Button>
          </div>
        )}
      </div>
      <p className="quiet prose">
        {say(
          '消息在您打开时由事实即时整理，平台不为任何人保存“谁收到了什么”；是否已读只记在本浏览器。法定通知始终在这里，不受通知偏好影响；短信、邮件只提示有事可看。须确认收到的澄清文件，请在“招标文件与澄清”页签名确认。',
          'Messages are made from the facts when you look: nothing at rest says who is told of what, and what you have read only this browser knows. Legal notices are always here, whatever you chose; mails and text messages only say that there is something to see. Addenda are confirmed with your signature on their own page.',
        )}
      </p>
    </>
  )
}

const nothing = (shown: Shown): string =>
  shown === 'all'
    ? say(
        '还没有消息。获取招标文件、缴纳保证金或递交投标后，该标段的进展会出现在这里。',
        'Nothing yet. Once you fetch a tender document, pay a deposit or bid, what happens there appears here.',
      )
    : shown === 'unread'
      ? say('没有未读消息', 'All is read')
      : say('没有需要处理的消息', 'Nothing asks for a deed')

function Row({ of, role, read, onRead }: { of: Message; role: SessionRole; read: boolean; onRead: () => void }) {
  const now = useNow(1000)
  const { at, matter, tender, note, until, done } = of
  const left = until === null ? 0 : until - now
  const asks = of.asks && !done
  return (
    <article className={`message ${read ? '' : 'unread'}`}>
      <div className="quiet digits">
        {matterWord(matter)} · {beijing(at).slice(0, 16)}
        {!read && <span className="unseen">{say('未读', 'unread')}</span>}
      </div>
      <Link to={placeOf(role, of)} onClick={onRead} className="message-title">
        {sayBoth(of)}
      </Link>
      {asks && (until === null || left > 0) && <span className="tag sun">{say('需处理', 'to be done')}</span>}
      {done && <span className="tag">{say('已办理', 'done')}</span>}
      {tender && (
        <div className="quiet">
          <span className="digits">{tender.code}</span> {tender.name}
        </div>
      )}
      {note && <div style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{note}</div>}
      {until !== null && (
        <div className={`digits ${left > 0 && asks ? 'sun' : 'quiet'}`}>
          {say('至', 'until')} {beijing(until).slice(0, 16)}
          {left > 0 && `（${leftText(left)}）`}
        </div>
      )}
    </article>
  )
}
