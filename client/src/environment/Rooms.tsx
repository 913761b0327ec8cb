import { Button } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { problemOf } from '../net/http.ts'
import { FindingRow } from './FindingRow.tsx'
import type { Finding } from './finding.ts'
import { checkDevice, checkPeer, checkRelay } from './media.ts'
import { Speaker } from './Speaker.tsx'

/** What rooms with sound and picture need: only looked at when asked for, because the browser asks for permission then. */
export function Rooms(of: { signedIn: boolean; found: Finding[]; onFound: (found: Finding[]) => void }) {
  const { signedIn, found, onFound } = of
  const [running, setRunning] = useState(false)
  const check = async (): Promise<void> => {
    setRunning(true)
    const seen: Finding[] = []
    onFound(seen)
    const all = [
      () => checkDevice('camera'),
      () => checkDevice('microphone'),
      checkPeer,
      ...(signedIn ? [checkRelay] : []),
    ]
    for (const one of all) {
      seen.push(await one().catch(notChecked))
      onFound([...seen])
    }
    setRunning(false)
  }
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{say('音视频（远程评标、远程开标的席位需要）', 'Sound and picture (for seats in remote rooms)')}</h2>
        <Button loading={running} onClick={() => void check()}>
          {found.length ? say('重新检测音视频', 'Check them again') : say('检测音视频', 'Check them')}
        </Button>
      </div>
      {!found.length && (
        <p className="quiet" style={{ margin: 0 }}>
          {say(
            '点击后浏览器会询问摄像头和麦克风的许可。只看能否使用，不录制、不上传。投标不需要这一项。',
            'The browser asks for camera and microphone then. It is only seen whether they work; nothing is recorded or sent. Bidding does not need them.',
          )}
        </p>
      )}
      <div role="status">
        {found.map((one) => (
          <FindingRow key={one.id} of={one} />
        ))}
      </div>
      <Speaker onFound={(one) => onFound([...found.filter(({ id }) => id !== one.id), one])} />
      {found.length > 0 && !signedIn && (
        <p className="quiet" style={{ margin: '8px 0 0' }}>
          {say('登录后还可检测中继服务器。', 'Once signed in the relay can be checked too.')}
        </p>
      )}
    </section>
  )
}

const notChecked = (problem: unknown): Finding => {
  const { zh, en } = problemOf(problem)
  return { id: `media ${en}`, title: say('检测未完成', 'Not checked'), tone: 'bad', seen: say(zh, en) }
}
