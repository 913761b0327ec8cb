import { Button, Modal } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { takeKeys, useKeys } from '../app/keys.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { api, problemOf } from '../net/http.ts'
import { serverNow, syncClock, useServerClock } from '../net/useClock.ts'
import { KeyChoice } from '../pieces/KeyChoice.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import {
  checkAgent,
  checkBrowser,
  checkCipher,
  checkClock,
  checkDisk,
  checkKeys,
  checkLine,
  checkPermission,
} from './checks.ts'
import { FindingRow } from './FindingRow.tsx'
import type { Finding } from './finding.ts'
import { ReportCard } from './ReportCard.tsx'
import { Rooms } from './Rooms.tsx'

/** What this machine needs for bidding: each thing green, or red with how to mend it. Nothing leaves the page but the samples. */
export default function Environment() {
  const { session } = useSession()
  const signedIn = !!session && session.role !== 'public'
  const keys = useKeys()
  const clock = useServerClock()
  const [found, setFound] = useState<Finding[]>([])
  const [running, setRunning] = useState(false)
  const [authority, setAuthority] = useState<{ offset: number } | null>(null)
  const [opening, setOpening] = useState(false)
  const [media, setMedia] = useState<Finding[]>([])

  const turn = useRef(0)
  const check = useCallback(async () => {
    const mine = ++turn.current
    setRunning(true)
    setFound([])
    await syncClock().catch(() => undefined)
    const time = await api.get<{ authority: { offset: number } | null }>('/time').catch(() => undefined)
    setAuthority(time?.authority ?? null)
    const line = signedIn ? [checkLine] : []
    for (const [i, one] of [checkPermission, checkAgent, checkCipher, checkDisk, ...line].entries()) {
      const finding = await one().catch((problem) => failed(`failed ${i}`, problem))
      if (turn.current !== mine) return // asked again meanwhile
      setFound((before) => [...before, finding])
    }
    setRunning(false)
  }, [signedIn])
  useEffect(() => {
    if (session) void check()
  }, [check, session])

  const all = [checkBrowser(), checkClock(clock, authority), ...checkKeys(keys, serverNow()), ...found]
  const bad = all.filter(({ tone }) => tone === 'bad').length
  return (
    <>
      <PageTitle>{say('环境检测', 'Environment check')}</PageTitle>
      <div className="stack">
        <div className={`banner ${running ? '' : bad ? 'bad' : keys.length ? 'good' : 'sun'}`} role="status">
          <b>
            {running
              ? say('正在检测…', 'Checking…')
              : bad
                ? say(`有 ${bad} 项需要处理`, `${bad} to be mended`)
                : keys.length
                  ? say('可以投标', 'Ready to bid')
                  : say(
                      '本机无碍；打开密钥后才能确认证书',
                      'The machine will do: open a key to check its certificates',
                    )}
          </b>{' '}
          {!signedIn && say('登录后可测网速。', 'Sign in to measure the line.')}
        </div>
        <section className="sheet">
          {all.map((one) => (
            <FindingRow key={one.id} of={one} />
          ))}
        </section>
        <div className="row no-print">
          <Button type="primary" loading={running} onClick={() => void check()}>
            {say('重新检测', 'Check again')}
          </Button>
          <Button onClick={() => setOpening(true)}>{say('打开密钥', 'Open a key')}</Button>
        </div>
        <Rooms signedIn={signedIn} found={media} onFound={setMedia} />
        <ReportCard
          findings={running ? undefined : [...all, ...media]}
          organisation={session?.organisationName ?? null}
        />
      </div>
      <Modal
        open={opening}
        onCancel={() => setOpening(false)}
        footer={null}
        destroyOnHidden
        title={say('打开密钥', 'Open a key')}
      >
        <KeyChoice
          onKeys={(entries) => {
            takeKeys(entries)
            setOpening(false)
          }}
        />
      </Modal>
    </>
  )
}

const failed = (id: string, problem: unknown): Finding => {
  const { zh, en } = problemOf(problem)
  return { id, title: say('检测未完成', 'Not checked'), tone: 'bad', seen: say(zh, en) }
}
