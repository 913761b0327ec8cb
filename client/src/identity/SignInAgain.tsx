import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { type HeldKey, isOf, useKeys } from '../app/keys.ts'
import { type Session, useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { Stopped } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { KeyChoice } from '../pieces/KeyChoice.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { signInWith } from './signIn.ts'

/** So long before a sign-in ends its person is told, ms. */
const TOLD = 10 * 60_000

/**
 * A sign-in that is about to end is renewed, and one that has ended taken up again, where one is: the page stays as it
 * is with all that was typed into it.
 */
export function SignInAgain() {
  const { session, ended, reload, signOut } = useSession()
  const now = useNow(10_000)
  const [asked, setAsked] = useState(false)
  const left = (session?.until ?? Number.POSITIVE_INFINITY) - now
  const over = left <= 0
  useEffect(() => {
    if (over) reload()
  }, [over, reload])
  if (!session || session.role === 'public') return null
  const ending = !ended && left <= TOLD
  const close = (): void => setAsked(false)
  return (
    <>
      {ending && (
        <div className="banner sun row" role="status" style={{ marginBottom: 16 }}>
          <span>
            {say(
              `登录将于 ${beijing(session.until ?? now).slice(11, 16)} 到期。重新签名即可延长，已填写的内容不受影响。`,
              `Your sign-in ends at ${beijing(session.until ?? now).slice(11, 16)}. Sign once more to go on; what you typed stays.`,
            )}
          </span>
          <Button onClick={() => setAsked(true)}>{say('延长登录…', 'Stay signed in…')}</Button>
        </div>
      )}
      <Modal
        open={ended || (asked && ending)}
        footer={null}
        destroyOnHidden
        closable={!ended}
        onCancel={() => !ended && close()}
        mask={{ closable: false }}
        keyboard={!ended}
        title={ended ? say('登录已失效，请重新登录', 'You are signed out') : say('延长登录', 'Stay signed in')}
      >
        <Again of={session} onDone={close} />
        {ended && (
          <p>
            <Button type="link" style={{ padding: 0 }} onClick={() => void signOut()}>
              {say('不再继续，退出', 'Leave it, and sign out')}
            </Button>
          </p>
        )}
      </Modal>
    </>
  )
}

function Again({ of, onDone }: { of: Session; onDone(): void }) {
  const { reload } = useSession()
  const held = useKeys()
  const again = useDeed(async (keys: readonly HeldKey[]) => {
    if (!isOf(keys, of.organisation))
      throw new Stopped(
        '该密钥属于其他主体；换主体办事请先退出',
        'this key belongs to somebody else: sign out first to act for them',
      )
    await signInWith(keys, of.role, of.entrance)
    reload()
    onDone()
  })
  const name = of.organisationName ?? of.person ?? ''
  return (
    <div className="stack-tight">
      <p style={{ margin: 0 }}>
        {say(
          `以“${name}”（${word(of.role)}）的证书再签名一次，即可在本页继续；已填写的内容仍在。`,
          `Sign once more by the certificate of ${name} (${word(of.role)}) and go on here; what you typed is still there.`,
        )}
      </p>
      <Refused problem={again.problem} />
      {held.length ? (
        <div>
          <Button type="primary" loading={again.busy} onClick={() => void again.run(held)}>
            {say('签名并继续', 'Sign and go on')}
          </Button>
        </div>
      ) : (
        <KeyChoice onKeys={(keys) => void again.run(keys)} />
      )}
    </div>
  )
}
