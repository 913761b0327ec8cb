import { Button } from 'antd'
import { useState } from 'react'
import type { OpenedBid } from '../../../server/opening/opening.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { moreKeys, useKeys } from '../app/keys.ts'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { ToCompare, WasCompared } from './Compared.tsx'
import { failureWord, type HallView, myBid, officeOf, standing } from './hall.ts'
import { KeySentence } from './MyKey.tsx'
import { Decisions, Remedies } from './Remedies.tsx'
import { type Compared, releaseShares, reportFailure, unlockBid } from './release.ts'
import { UseCode } from './UseCode.tsx'

/** What the one at this screen has to do now: one card, one button. Watchers have none. */
export function ActionCard(view: HallView) {
  const { opening } = view
  if (opening.stage !== 'unsealing') return <TooLate {...view} />
  const office = officeOf(view)
  if (office)
    return (
      <>
        <Release {...view} office={office} />
        <Remedies {...view} office={office} />
      </>
    )
  if (view.session.role === 'bidder') return <Unlock {...view} />
  return null
}

/** That one waits until the opening goes on. */
const Waits = () => (
  <span className="sun">
    {say('开标已暂停，复会后方可操作。', 'The opening is paused; this can be done once it goes on.')}
  </span>
)

function Release(view: HallView & { office: NonNullable<ReturnType<typeof officeOf>> }) {
  const { tender, opening, office, reload } = view
  const stands = standing(view)
  const released = opening.officers[office]?.epoch === opening.epoch
  const done = Object.values(opening.officers).filter(({ epoch }) => epoch === opening.epoch).length
  const [compared, setCompared] = useState<Compared>()
  const release = useDeed(async () => {
    setCompared(await releaseShares(tender, office))
    reload()
  })
  return (
    <section className="sheet stack" style={{ borderColor: released ? 'var(--line)' : 'var(--sun)' }}>
      <h2 style={{ margin: 0 }}>
        {released
          ? say('您已释放密钥份额', 'You have released your shares')
          : say('请释放您的密钥份额', 'Release your shares')}
      </h2>
      <span>
        {say(
          `已释放 ${done} 方，需要 ${opening.needed} 方。份额用您自己的证书取出，只封给本次开标的密钥；单独一份打不开任何投标文件。`,
          `${done} of ${opening.needed} needed have released. Your certificate takes the shares out; they are closed to the key of this opening, and alone they open nothing.`,
        )}
      </span>
      {released ? compared && <WasCompared {...compared} /> : <ToCompare />}
      <Refused problem={release.problem} />
      {!released && stands && <Waits />}
      {!released && (
        <div>
          <Button
            type="primary"
            size="large"
            loading={release.busy}
            disabled={!opening.spki || stands}
            onClick={() => void release.run()}
          >
            {say('签名并释放份额', 'Sign and release')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Unlock(view: HallView) {
  const { tender, opening, tag, reload } = view
  const keys = useKeys()
  const [reported, setReported] = useState(false)
  const bid = myBid(view)
  const unlock = useDeed(async () => {
    try {
      await unlockBid(tender, opening, tag ?? '')
      reload()
    } catch (error) {
      setReported(await reportFailure(tender.id, error).catch(() => false))
      throw error
    }
  })
  if (!bid)
    return (
      <div className="banner">
        {say('您没有参加本次开标的投标文件；可以旁观。', 'You have no bid in this opening; you may watch.')}
      </div>
    )
  if (!opening.named || opening.windowEnds === null)
    return (
      <section className="sheet">
        <h2 style={{ marginBottom: 8 }}>
          {say('请稍候：正在等待开标人释放密钥份额', 'Please wait: the officers release their shares')}
        </h2>
        <span>
          {say(
            '名单公布后开始计时，届时在这里解密。',
            'Once the names are public the time for unlocking begins, here.',
          )}
        </span>
      </section>
    )
  if (bid.status === 'deciding') return <Decided bid={bid} track={view.tender.track} />
  if (bid.status !== 'waiting')
    return (
      <div className="banner good">
        <b>
          {bid.by === 'remedy'
            ? bid.status === 'ready'
              ? say('已按补救方案解密', 'Opened by the remedy')
              : say('补救解密正在进行', 'The remedy is under way')
            : say('您已解密', 'You have unlocked')}
        </b>{' '}
        {say('请等待统一唱标。', 'Everything is read out at once; please wait.')}
      </div>
    )
  const stands = standing(view)
  return (
    <section className="sheet stack" style={{ borderColor: 'var(--sun)' }}>
      <h2 style={{ margin: 0 }}>{say('请解密您的投标文件', 'Unlock your bid')}</h2>
      <KeySentence tender={tender.id} />
      <span className="quiet">
        {keys.length
          ? say('已打开的密钥会逐一试用。', 'The keys that are open are tried one after the other.')
          : say('尚未打开密钥，解密时会请您打开。', 'No key is open yet: you are asked for it.')}
      </span>
      {bid.attempts.length > 0 && (
        <span className="bad">
          {say(
            `此前 ${bid.attempts.length} 次尝试未成功：${failureWord(bid.attempts.at(-1)?.code ?? '')}`,
            `${bid.attempts.length} attempts failed: ${failureWord(bid.attempts.at(-1)?.code ?? '')}`,
          )}
        </span>
      )}
      <Refused problem={unlock.problem} />
      {reported && unlock.problem && (
        <span>
          {say('失败情况已签名上报并留存为证据。', 'The failure was reported, signed, and is kept as evidence.')}
        </span>
      )}
      {stands && <Waits />}
      <div className="row">
        <Button type="primary" size="large" loading={unlock.busy} disabled={stands} onClick={() => void unlock.run()}>
          {say('解密', 'Unlock')}
        </Button>
        <Button size="large" onClick={() => void moreKeys().catch(() => undefined)}>
          {say('添加另一把密钥（旧证书）', 'Add another key (of an old certificate)')}
        </Button>
      </div>
      <UseCode {...view} />
    </section>
  )
}

/** What a bidder sees while the officers decide on its remedy. */
const Decided = ({ bid, track }: { bid: OpenedBid; track: Tender['track'] }) => (
  <section className="sheet stack" style={{ borderColor: 'var(--sun)' }}>
    <h2 style={{ margin: 0 }}>
      {say('补救码已核对，等待全体开标人决定', 'Your code is right: every officer decides')}
    </h2>
    <span>
      {say(
        '须在解密时限内全部同意才能打开；您无需再操作。',
        'All of them must agree within the time for unlocking. There is nothing for you to do.',
      )}
    </span>
    <Decisions bid={bid} track={track} />
  </section>
)

/** What a bidder whose bid stayed shut is told once all was read out: no key and no code is taken any more. */
function TooLate(view: HallView) {
  const { tender, session } = view
  if (session.role !== 'bidder' || myBid(view)?.status !== 'unopened') return null
  return (
    <div className="banner bad" role="status">
      <b>{say('解密时限已过，您的投标文件未能解密', 'The time for unlocking is over: your bid was not opened')}</b>{' '}
      {tender.remedy
        ? say('证书和补救码都不再接收。', 'Neither a key nor a code is taken any more.')
        : say('证书不再接收。', 'No key is taken any more.')}
    </div>
  )
}
