import { Button } from 'antd'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { MyKey } from './MyKey.tsx'

/** A bidder comes into the hall. Before the names are public only it sees that it did. */
export function SignIn({
  tender,
  secret,
  unlocking = false,
}: {
  tender: string
  secret: boolean
  /** the card for unlocking says which certificate it takes */
  unlocking?: boolean
}) {
  const { session } = useSession()
  const mine = useLoad<{ opens: number; at: number | null }>(`/tenders/${tender}/opening/attendance`)
  const now = useNow()
  const come = useDeed(async () => {
    await api.post(`/tenders/${tender}/opening/attendance`, {})
    mine.reload()
  })
  if (!mine.value) return <Refused problem={mine.problem} onRetry={mine.reload} />
  const { opens, at } = mine.value
  if (at)
    return (
      <>
        <div className="banner good">
          <b>{say('您已签到', 'You have signed in')}</b> <span className="digits">{beijing(at)}</span>{' '}
          {secret && say('名单公布前，其他任何人都看不到。', 'Nobody else can see it before the names are public.')}
        </div>
        {!unlocking && <MyKey tender={tender} signedIn />}
      </>
    )
  return (
    <section className="sheet stack">
      <h2 style={{ margin: 0 }}>{say('签到', 'Sign in to the hall')}</h2>
      <span>
        {session?.person && session.person !== session.organisationName
          ? say(
              `以登录证书的持有人 ${session.person} 为到场代表签到。`,
              `${session.person}, the holder of the certificate, comes for your organisation.`,
            )
          : say('以贵单位的机构证书签到。', 'Your organisation signs in by its own certificate.')}
        {secret &&
          say(
            '名单公布前，招标人（采购人）和平台上的其他人都看不到谁已签到、有几家签到。',
            ' Until the names are public nobody sees who has, or how many.',
          )}
      </span>
      {now < opens ? (
        <Countdown until={opens} label={say('开放签到', 'Opens in')} />
      ) : (
        <div>
          <Button loading={come.busy} onClick={() => void come.run()}>
            {say('签到', 'Sign in')}
          </Button>
        </div>
      )}
      <Refused problem={come.problem} />
    </section>
  )
}
