import { useEffect, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Opening } from '../../../server/opening/opening.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { type Session, useSession, useTag } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { type Room, useRoom } from '../net/room.ts'
import { ConnectionChip } from '../pieces/ConnectionChip.tsx'
import { Countdown } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { ActionCard } from './ActionCard.tsx'
import { Host } from './Host.tsx'
import { HALL_STEPS, type HallView, stepName, stepOf } from './hall.ts'
import { Matrix } from './Matrix.tsx'
import { News } from './News.tsx'
import { ReadOut } from './ReadOut.tsx'
import { Seats } from './Seats.tsx'
import { Signatures } from './Signatures.tsx'

/** The opening hall: the same for everybody, with one card for what the one at this screen has to do. */
export default function Hall() {
  const { tender: id = '' } = useParams()
  const { session } = useSession()
  const [named, setNamed] = useState(false)
  const room = useRoom('opening', id, undefined, named)
  const tender = useLoad<Tender>(`/tenders/${id}`, room.v)
  const opening = useLoad<Opening>(`/tenders/${id}/opening`, room.v)
  const tag = useTag(session?.role === 'bidder' ? id : undefined)
  useEffect(() => setNamed(opening.value?.named ?? false), [opening.value?.named])
  if (!session) return null
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Link to={`/t/${id}`}>{`${of.code} ${of.name}`}</Link>} end={<ConnectionChip room={room} />}>
            {say('开标大厅', 'Opening hall')}
          </PageTitle>
          <StageBar stage={of.stage} />
          {opening.value ? (
            <Open tender={of} opening={opening.value} session={session} tag={tag} room={room} reload={opening.reload} />
          ) : (
            <Before tender={of} room={room} />
          )}
        </>
      )}
    </Loading>
  )
}

function Open({ tender, opening, session, tag, room, reload }: HallView & { room: Room; session: Session }) {
  const view = useMemo<HallView>(
    () => ({ tender, opening, session, tag, reload }),
    [tender, opening, session, tag, reload],
  )
  const read = opening.stage !== 'unsealing'
  return (
    <>
      <Steps opening={opening} />
      <div className="two">
        <div className="stack">
          <ActionCard {...view} />
          <Host {...view} />
          {read && <ReadOut {...view} />}
          <Matrix {...view} />
          {opening.record && <Signatures {...view} />}
        </div>
        <div className="stack">
          <Seats room={room} named={opening.named} />
          <News opening={opening} version={room.v} />
        </div>
      </div>
    </>
  )
}

function Steps({ opening }: { opening: Opening }) {
  const here = HALL_STEPS.indexOf(stepOf(opening))
  return (
    <ol
      className="row"
      style={{ listStyle: 'none', padding: 0, margin: '0 0 24px', gap: '4px 24px' }}
      aria-label={say('开标步骤', 'Steps of the opening')}
    >
      {HALL_STEPS.map((step, i) => (
        <li
          key={step}
          className={i > here ? 'quiet' : ''}
          style={{ fontWeight: i === here ? 600 : 400 }}
          {...(i === here ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={`dot ${i < here || opening.stage === 'finished' ? 'good' : i === here ? 'sun' : ''}`} />
          {stepName(step)}
        </li>
      ))}
    </ol>
  )
}

/** Before the deadline: when it begins; no names and no numbers, for there are none to be had. */
function Before({ tender, room }: { tender: Tender; room: Room }) {
  if (tender.stage === 'failed')
    return (
      <div className="banner bad">
        <b>{say('流标', 'The tender failed')}</b> {tender.failure}
      </div>
    )
  return (
    <div className="two">
      <div className="sheet">
        <Empty>
          <div style={{ fontSize: 16, color: 'var(--ink)' }}>{say('距开标', 'The opening begins in')}</div>
          <div style={{ fontSize: 28 }}>
            <Countdown until={tender.deadline} />
          </div>
          <p className="prose" style={{ margin: '16px auto 0' }}>
            {say(
              `${beijing(tender.deadline)} 截止的同一时刻自动开标。此前任何人都看不到有谁投标、有几家投标。`,
              `It begins by itself at the deadline, ${beijing(tender.deadline)}. Until then nobody can see who bids, or how many.`,
            )}
          </p>
        </Empty>
      </div>
      <Seats room={room} />
    </div>
  )
}
