import { useEffect, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { OpeningFact } from '../../../server/opening/events.ts'
import { evolve, type Opening } from '../../../server/opening/opening.ts'
import type { VersionedOpening } from '../../../server/opening/store.ts'
import { whereEnded } from '../../../server/tenders/ended.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { type Session, useSession, useTag } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import type { Room } from '../net/room.ts'
import { useNow } from '../net/useClock.ts'
import { type Folded, useFolded } from '../net/useFolded.ts'
import { Ceiling } from '../pieces/Ceiling.tsx'
import { ConnectionChip } from '../pieces/ConnectionChip.tsx'
import { Countdown } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { Ended } from '../tenders/Ended.tsx'
import { ActionCard } from './ActionCard.tsx'
import { CoefficientDraw } from './Coefficient.tsx'
import { Confirm } from './Confirm.tsx'
import { Fault } from './Fault.tsx'
import { HallClocks } from './HallClocks.tsx'
import { Host } from './Host.tsx'
import { HALL_STEPS, type HallView, stepName, stepOf } from './hall.ts'
import { Matrix } from './Matrix.tsx'
import { Matters } from './Matters.tsx'
import { News } from './News.tsx'
import { Pauses } from './Pauses.tsx'
import { ReadOut } from './ReadOut.tsx'
import { Script } from './Script.tsx'
import { Seats } from './Seats.tsx'
import { Signatures } from './Signatures.tsx'
import { SignIn } from './SignIn.tsx'

/** The opening hall: the same for everybody, with one card for what the one at this screen has to do. */
export default function Hall() {
  const { tender = '' } = useParams()
  return <HallOf key={tender} id={tender} />
}

function HallOf({ id }: { id: string }) {
  const { session } = useSession()
  const [named, setNamed] = useState(false)
  const folded = useFolded<VersionedOpening, OpeningFact>(
    { path: `/tenders/${id}/opening`, kind: 'opening', id, as: named },
    evolve,
  )
  const { room, value: opening, reload } = folded
  const turn = Math.floor(useNow(10_000) / 10_000) // an order of supervision is a fact of the tender, not of this room
  const tender = useLoad<Tender>(`/tenders/${id}`, `${opening?.stage} ${named} ${turn}`)
  const tag = useTag(session?.role === 'bidder' ? id : undefined)
  useEffect(() => setNamed(opening?.named ?? false), [opening?.named])
  if (!session) return null
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Back tender={of} session={session} />} end={<ConnectionChip room={room} />}>
            {say('开标大厅', 'Opening hall')}
          </PageTitle>
          <StageBar of={of} />
          {opening ? (
            <Open {...{ tender: of, opening, session, tag, room, reload }} news={folded} />
          ) : (
            <Before tender={of} room={room} bidder={session.role === 'bidder'} />
          )}
        </>
      )}
    </Loading>
  )
}

/** Back to where one came from: who only looks on has come from the tender's public page, outside this client. */
function Back({ tender: { id, code, name }, session: { role, entrance } }: { tender: Tender; session: Session }) {
  const text = `${code} ${name}`
  if (entrance === 'public') return <a href={`/projects/${id}`}>{text}</a>
  return <Link to={role === 'bidder' ? `/b/${id}` : role === 'supervisor' ? `/s/${id}` : `/t/${id}`}>{text}</Link>
}

/** What an open hall gets beside its view. */
interface InHall {
  room: Room
  session: Session
  news: Pick<Folded<Opening>, 'reads' | 'heard'>
}

function Open({ tender, opening, session, tag, room, reload, news }: HallView & InHall) {
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
          <Pauses {...view} />
          <Script {...view} />
          <HallClocks {...view} />
          {session.role === 'bidder' &&
            opening.stage !== 'finished' &&
            (!opening.named || (tag && opening.bids[tag])) && (
              <SignIn
                key={String(opening.named)}
                tender={tender.id}
                secret={!opening.named}
                unlocking={opening.named}
              />
            )}
          <ActionCard {...view} />
          <CoefficientDraw {...view} />
          <Confirm {...view} />
          <Host {...view} />
          <Told {...view} />
          {read && <ReadOut {...view} />}
          <Matters {...view} />
          <Matrix {...view} />
          {opening.record && <Signatures {...view} />}
        </div>
        <div className="stack">
          <Seats room={room} track={tender.track} opening={opening} />
          {session.role === 'bidder' && opening.stage !== 'finished' && (
            <Fault tender={tender} opening={opening} room={room} />
          )}
          <News opening={opening} track={tender.track} {...news} />
        </div>
      </div>
    </>
  )
}

/** The prices that were told in the hall. */
function Told({ opening, tender }: HallView) {
  const told = opening.announced
  if (!told && !opening.computed) return null
  return (
    <div className="banner">
      {say('最高投标限价 ', 'Highest price ')}
      <b>
        <Ceiling tender={tender} opening={opening} />
      </b>
      {told?.reserve && (
        <>
          {say('　标底 ', '; reserve price ')}
          <b>
            <Money fen={told.reserve} />
          </b>{' '}
          {say('（仅供评标参考，不作为否决条件）', '(for reference only: it rejects nothing)')}
        </>
      )}
    </div>
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
function Before({ tender, room, bidder }: { tender: Tender; room: Room; bidder: boolean }) {
  if (whereEnded(tender)) return <Ended tender={tender} />
  return (
    <div className="two">
      <div className="stack">
        {bidder && <SignIn tender={tender.id} secret />}
        <div className="sheet">
          <Empty>
            <div style={{ fontSize: 16, color: 'var(--ink)' }}>{say('距开标', 'The opening begins in')}</div>
            <div style={{ fontSize: 28 }}>
              <Countdown until={tender.deadline} rests={!!tender.suspensions?.length} />
            </div>
            <p className="prose" style={{ margin: '16px auto 0' }}>
              {say(
                `${beijing(tender.deadline)} 截止的同一时刻自动开标。此前任何人都看不到有谁投标、有几家投标。`,
                `It begins by itself at the deadline, ${beijing(tender.deadline)}. Until then nobody can see who bids, or how many.`,
              )}
            </p>
          </Empty>
        </div>
      </div>
      <Seats room={room} track={tender.track} />
    </div>
  )
}
