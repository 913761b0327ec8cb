import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { OpenedBid } from '../../../server/opening/opening.ts'
import { remedyStands } from '../../../server/opening/remedied.ts'
import { type Officer, seatWords } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, sayBoth } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { leftText } from '../pieces/Countdown.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { clocksOf, type HallView, inOrder, standing } from './hall.ts'
import { decideRemedy } from './release.ts'

/** What an officer has to decide: a card for each bid whose bidder has consented to the remedy. */
export function Remedies(view: HallView & { office: Officer }) {
  const asked = inOrder(view.opening).filter(({ remedy }) => remedy?.seats.includes(view.office))
  return asked.map((bid) => <Decide key={`${bid.tag}${bid.remedy?.consent}`} {...view} bid={bid} />)
}

type OfBid = HallView & { office: Officer; bid: OpenedBid }

function Decide(view: OfBid) {
  const { bid, office, opening } = view
  const { unlock } = clocksOf(view, useNow())
  const mine = bid.remedy?.decisions[office]
  const open = bid.status === 'deciding' && !mine
  return (
    <section
      className="sheet stack"
      style={{ borderColor: open ? 'var(--sun)' : 'var(--line)' }}
      aria-label={say(`补救解密 ${bid.bidder?.name ?? ''}`, `Remedy of ${bid.bidder?.name ?? ''}`)}
    >
      <div className="sheet-head">
        <h2 style={{ margin: 0 }}>{say('补救解密', 'Remedy')}</h2>
        {open && unlock && (
          <span className="digits">{say(`剩余 ${leftText(unlock.left)}`, `${leftText(unlock.left)} left`)}</span>
        )}
      </div>
      <b>{bid.bidder?.name}</b>
      <span>
        {say(
          '该投标人的证书不能解密，已在解密时限内提交补救码并签名同意；补救码与其截止前封存的承诺一致。按招标文件，须全体开标人逐一同意才能打开。',
          'This bidder’s key does not open its bid. It has handed in its code in time, with its signed consent, and the code is the one it had committed to. By the tender document every officer must agree.',
        )}
      </span>
      <Decisions bid={bid} track={view.tender.track} />
      {open && <Choose {...view} />}
      {mine && (
        <span className="quiet">
          {opening.stage === 'unsealing' && bid.status === 'deciding'
            ? say('您已作出决定，等待其他开标人。', 'You have decided; the others have not all yet.')
            : say('您已作出决定。', 'You have decided.')}
        </span>
      )}
    </section>
  )
}

/** What an officer may say, and what follows from it. */
function Choose(view: OfBid) {
  const { tender, opening, office, bid, reload } = view
  const [refuses, setRefuses] = useState(false)
  const [reason, setReason] = useState('')
  const stands = standing({ tender, opening })
  const agree = useDeed(async () => {
    await decideRemedy(tender, office, bid)
    reload()
  })
  const refuse = useDeed(async () => {
    await decideRemedy(tender, office, bid, reason.trim())
    reload()
  })
  return (
    <>
      <span className="quiet">
        {say(
          '同意：本页先核对公开日志中的投标人签名，再取出您对这一份投标文件的补救份额，与文件头的承诺核对无误后只封给本次开标的密钥。拒绝：须写明理由，该投标文件的补救随即终止。到时未作决定的，不予打开。决定不能更改，连同理由记入开标记录。',
          'To agree: this page finds the bidder’s signature in the log, takes out your share for this one bid, compares it with the commitment in its header, and closes it to the key of this opening. To refuse takes a reason and ends the remedy of this bid. Without a decision in time it stays shut. A decision cannot be changed and goes into the record with its reason.',
        )}
      </span>
      <Refused problem={agree.problem ?? refuse.problem} />
      {stands && (
        <span className="sun">
          {say(
            '开标已暂停，计时停止；复会后方可决定。',
            'The opening is paused and the clock stands; decide once it goes on.',
          )}
        </span>
      )}
      {refuses && (
        <LongField
          label={say('拒绝理由', 'Why')}
          hint={say('不少于4个字', 'at least four characters')}
          most={1000}
          rows={2}
          value={reason}
          onChange={setReason}
        />
      )}
      <div className="row">
        {!refuses && (
          <Button
            type="primary"
            size="large"
            loading={agree.busy}
            disabled={stands || refuse.busy}
            onClick={() => void agree.run()}
          >
            {say('签名同意并释放份额', 'Sign, agree and release')}
          </Button>
        )}
        {refuses && (
          <Button
            danger
            size="large"
            loading={refuse.busy}
            disabled={stands || reason.trim().length < 4}
            onClick={() => void refuse.run()}
          >
            {say('签名拒绝，终止补救', 'Sign and refuse: the remedy ends')}
          </Button>
        )}
        <Button size="large" disabled={agree.busy || refuse.busy} onClick={() => setRefuses(!refuses)}>
          {refuses ? say('返回', 'Back') : say('拒绝', 'Refuse')}
        </Button>
      </div>
    </>
  )
}

/** How each officer has decided on a bid's remedy, for everybody in the hall. */
export function Decisions({ bid: { remedy }, track }: { bid: OpenedBid; track: Tender['track'] }) {
  if (!remedy?.seats.length) return null
  return (
    <ul
      className="stack-tight"
      style={{ listStyle: 'none', margin: 0, padding: 0 }}
      aria-label={say('开标人的决定', 'Decisions')}
    >
      {remedy.seats.map((role) => {
        const decision = remedy.decisions[role]
        return (
          <li key={role}>
            {!decision && <ClockCircleOutlined className="quiet" />}
            {decision?.agreed === true && <CheckCircleFilled className="good" />}
            {decision?.agreed === false && <CloseCircleFilled className="bad" />} {sayBoth(seatWords(role, track))}{' '}
            <span className="quiet">
              {!decision && say('未作决定', 'not decided')}
              {decision?.agreed === true && say('同意', 'agreed')}
              {decision?.agreed === false && say(`拒绝：${decision.reason}`, `refused: ${decision.reason}`)}
              {decision && ` ${beijing(decision.at, true).slice(11)}`}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** How the remedy of a bid stands, in a few words; nothing where none was asked for. */
export function remedyWord({ remedy, status }: OpenedBid): string | undefined {
  const stands = remedy && remedyStands(remedy)
  if (stands === 'refused') return say('补救被拒绝', 'remedy refused')
  if (stands !== 'open' || !remedy) return undefined
  const agreed = Object.keys(remedy.decisions).length
  const of = `${agreed} / ${remedy.seats.length}`
  return status === 'deciding'
    ? say(`补救待决定 ${of}`, `remedy to be decided ${of}`)
    : say(`补救未获全体同意 ${of}`, `remedy not agreed by all ${of}`)
}
