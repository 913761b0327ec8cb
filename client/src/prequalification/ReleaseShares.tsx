import { Button } from 'antd'
import { useState } from 'react'
import { seatOf } from '../../../server/access/parties.ts'
import { seatWords } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say, sayBoth } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { ToCompare, WasCompared } from '../opening/Compared.tsx'
import type { Compared } from '../opening/release.ts'
import { Refused } from '../pieces/Refused.tsx'
import { releaseApplications } from './releasing.ts'
import type { Board } from './view.ts'

/** The officer at this screen opens its shares of all applications; two of three name the applicants. */
export function ReleaseShares(of: { tender: Tender; board?: Board | undefined; onDone: () => void }) {
  const { tender, board, onDone } = of
  const released = board?.released
  const { session } = useSession()
  const [done, setDone] = useState<number | undefined>()
  const role = session ? seatOf(session, tender) : undefined
  const [compared, setCompared] = useState<Compared>()
  const release = useDeed(async () => {
    if (role) setCompared(await releaseApplications(tender, role))
    setDone(board?.epoch ?? 0)
    onDone()
  })
  if (!role || tender.stage !== 'prequalifying') return null
  const wrong = board?.refused[role]
  const given = !wrong && (released ? released.includes(role) || done === board?.epoch : done !== undefined)
  return (
    <section className="sheet stack">
      <h2>{say('释放申请文件的密钥份额', 'Release the shares')}</h2>
      <p className="prose quiet">
        {say(
          `开标人中 ${tender.shares.needed} 方释放后，申请人名单向审查人公布，申请人在时限内解密。`,
          `Once ${tender.shares.needed} of the officers have released, those who review learn who applies, and the applicants unlock in time.`,
        )}
      </p>
      {released && (
        <p>
          {say('已释放：', 'Released: ')}
          {released.length
            ? released.map((one) => sayBoth(seatWords(one, tender.track))).join('、')
            : say('无', 'nobody')}
        </p>
      )}
      {(board?.epoch ?? 0) > 1 && !given && (
        <p className="quiet">
          {say(
            '平台的开启密钥只在内存中：服务重启后须重新释放，申请文件方可继续查阅。',
            'The platform keeps its key in memory only: after a restart the shares are released again, and reading goes on.',
          )}
        </p>
      )}
      {wrong && (
        <p className="bad">
          {say(
            `上次释放的份额与封装时的承诺不符（${wrong}），请重新释放。`,
            `Your shares were wrong (${wrong}): release again.`,
          )}
        </p>
      )}
      {!given && <ToCompare />}
      <Refused problem={release.problem} />
      {given ? (
        <>
          <p className="good">{say('您的份额已释放。', 'Your shares are released.')}</p>
          {compared && <WasCompared {...compared} />}
        </>
      ) : (
        <div>
          <Button type="primary" size="large" loading={release.busy} onClick={() => void release.run()}>
            {say('签名释放我的份额', 'Sign and release my shares')}
          </Button>
        </div>
      )}
    </section>
  )
}
