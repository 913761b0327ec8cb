import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { base64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { signDetached } from '../../../crypto/signature.ts'
import { signer, useKeys } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { lastProblems } from '../net/http.ts'
import { keptLog, lookAtLog } from '../net/log.ts'
import type { Room } from '../net/room.ts'
import { machineNow, serverNow } from '../net/useClock.ts'
import { keepEvidence } from '../outages/saved.ts'
import { saveJson } from '../pieces/saveJson.ts'
import type { HallView } from './hall.ts'

const inTime = <T,>(deed: Promise<T>): Promise<T | 'no answer'> =>
  Promise.race([deed, new Promise<'no answer'>((done) => setTimeout(() => done('no answer'), 3000))])

/**
 * One click keeps what speaks for a fault of the platform: the clocks, the connection, the last refusals, the newest signed head
 * of the log and whether it still goes on. Signed where a key is open, and saved on this machine, for a platform that is out
 * keeps nothing.
 */
export function Fault({ tender, opening, room }: Pick<HallView, 'tender' | 'opening'> & { room: Room }) {
  const keys = useKeys()
  const [saved, setSaved] = useState(false)
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    const before = keptLog()
    const now = await inTime(
      lookAtLog().then(
        ({ note }) => note,
        (error) => String(error?.message ?? error),
      ),
    )
    const evidence = {
      what: 'platform.fault',
      tender: tender.id,
      at: new Date(machineNow()).toISOString(),
      platformTime: new Date(serverNow()).toISOString(),
      online: navigator.onLine,
      connection: room.connection,
      heardAt: room.heardAt === undefined ? null : new Date(room.heardAt).toISOString(),
      rtt: room.rtt === undefined ? null : Math.round(room.rtt),
      opening: { stage: opening.stage, epoch: opening.epoch, named: opening.named },
      problems: lastProblems(),
      log: { before: before?.note ?? null, now },
    }
    const cms = keys.length
      ? await signDetached(utf8(canonical(evidence)), signer(keys), serverNow()).then(base64, () => null)
      : null
    saveJson(`平台故障证据-${tender.code}.json`, { evidence, cms })
    keepEvidence({ tender: tender.id, text: JSON.stringify({ evidence, cms }) })
    setSaved(true)
    setBusy(false)
  }
  return (
    <aside className="sheet stack-tight">
      <h2 style={{ margin: 0 }}>{say('平台有故障？', 'Does the platform fail?')}</h2>
      <span className="quiet">
        {say(
          '平台中断时全体计时停走。一键把时钟、连接、最近的拒绝和已签名的日志检查点存到本机，作为证据。',
          'While the platform is out, all clocks stand. One click keeps clocks, connection, last refusals and the signed head of the log on this machine, as evidence.',
        )}
      </span>
      <div>
        <Button loading={busy} onClick={() => void save()}>
          {say('报告平台故障', 'Report a fault of the platform')}
        </Button>
      </div>
      {saved && (
        <span className="good" role="status">
          ✓ {say('证据已保存到本机', 'The evidence is saved here')}{' '}
          <Link to={`/outages?tender=${tender.id}`}>{say('签名提交给平台认定', 'Sign it and have it decided')}</Link>
        </span>
      )}
    </aside>
  )
}
