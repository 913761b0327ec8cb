import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { type Room, useRoom } from '../net/room.ts'
import { ConnectionChip } from '../pieces/ConnectionChip.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Resting } from '../tenders/Resting.tsx'
import { Signings } from '../tenders/Signings.tsx'
import { Chair } from './Chair.tsx'
import { CheckIn } from './CheckIn.tsx'
import { Clarify } from './Clarify.tsx'
import { Competition } from './Competition.tsx'
import { Defect } from './Defect.tsx'
import { Deviations } from './Deviations.tsx'
import type { Invitation } from './Invitations.tsx'
import { Lapsed } from './Lapsed.tsx'
import { Leaving, VacantSeat } from './Leaving.tsx'
import { type Departure, LeavingReceipt } from './LeavingReceipt.tsx'
import { LowPrice } from './LowPrice.tsx'
import { Matrix } from './Matrix.tsx'
import { MoreTime } from './MoreTime.tsx'
import { PriceCorrection } from './PriceCorrection.tsx'
import { Report } from './Report.tsx'
import { Review } from './Review.tsx'
import { ScoreSheet } from './ScoreSheet.tsx'
import { Settled, Ties } from './Ties.tsx'
import { Volumes } from './Volumes.tsx'
import { memberName, stages, type View } from './view.ts'

/** The evaluation room: for a member from the door to the signed report; for the supervisor to watch. */
export default function EvaluationRoom() {
  const { tender = '' } = useParams()
  const { session } = useSession()
  const expert = session?.role === 'expert'
  const room = useRoom('evaluation', tender)
  const invitations = useLoad<{ items: Invitation[]; left: Departure[] }>(expert ? '/invitations' : undefined, room.v)
  const mine = invitations.value?.items.find((one) => one.tender === tender)
  if (expert && !invitations.value) return <Loading of={invitations}>{() => null}</Loading>
  const left = invitations.value?.left.find((one) => one.tender === tender)
  if (expert && !mine && left)
    return (
      <>
        <PageTitle>{say('评标室', 'Evaluation room')}</PageTitle>
        <LeavingReceipt of={left} />
        <Signings tender={tender} />
      </>
    )
  if (expert && !mine)
    return (
      <>
        <PageTitle>{say('评标室', 'Evaluation room')}</PageTitle>
        <Empty>{say('您不是本评标委员会成员', 'you are not a member of this panel')}</Empty>
        <Signings tender={tender} />
      </>
    )
  if (mine && mine.status !== 'declared')
    return (
      <>
        <PageTitle over={mine.place}>{say('进入评标室', 'Entering the room')}</PageTitle>
        <CheckIn of={mine} onDone={invitations.reload} />
      </>
    )
  return <Inside tender={tender} room={room} />
}

function Inside({ tender, room }: { tender: string; room: Room }) {
  const notice = useLoad<Tender>(`/tenders/${tender}`, room.v)
  const evaluation = useLoad<View>(`/tenders/${tender}/evaluation`, room.v)
  // who was just seated waits until the room knows it
  const waiting = ['EVALUATION_UNKNOWN', 'FORBIDDEN'].includes(evaluation.problem?.code ?? '') && !evaluation.value
  return (
    <>
      <PageTitle over={notice.value?.code ?? ''} end={<ConnectionChip room={room} />}>
        {notice.value?.name ?? say('评标室', 'Evaluation room')}
      </PageTitle>
      {notice.value && <Resting tender={notice.value} />}
      {waiting ? (
        <>
          <Empty action={<Button onClick={evaluation.reload}>{say('刷新', 'Refresh')}</Button>}>
            {say(
              '您已入席。全体成员签到并声明后，评标自动开始。',
              'You are seated. The evaluation begins when every member is.',
            )}
          </Empty>
          <Signings tender={tender} kinds={DURING} awaited v={room.v} />
        </>
      ) : (
        <Loading of={evaluation}>{(view) => <Desk view={view} room={room} reload={evaluation.reload} />}</Loading>
      )}
    </>
  )
}

/** Papers of a member before its records: arrival and declaration, questions that the chair asked. */
const DURING = ['declaration', 'question', 'answer']
/** The papers of a stage, and how many there are of them at least: each member's declaration, at the end its own record. */
const papersOf = (stage: string): { kinds: string[]; awaited: number } =>
  ['signing', 'finished'].includes(stage)
    ? { kinds: [...DURING, 'records'], awaited: 2 }
    : { kinds: DURING, awaited: 1 }

function Desk({ view, room, reload }: { view: View; room: Room; reload: () => void }) {
  const [bid, setBid] = useState<string>()
  const [reading, setReading] = useState(false)
  const of = { view, tender: view.tender, reload }
  const whole = !view.vacant.length
  return (
    <>
      <Rail view={view} />
      {view.me === null && (
        <p className="banner">
          {say('监督席：只读，您的查看已记录。', 'Supervision: read-only; that you watch is on record.')}
        </p>
      )}
      <Members view={view} room={room} />
      <VacantSeat view={view} />
      <Lapsed view={view} />
      <div className="row" style={{ margin: '16px 0' }}>
        <Button aria-pressed={reading} onClick={() => setReading(!reading)}>
          {reading ? say('收起投标文件', 'Close the bids') : say('打开投标文件', 'Open the bids')}
        </Button>
      </div>
      <div
        style={{
          display: 'grid',
          gap: 24,
          gridTemplateColumns: reading ? 'repeat(auto-fit, minmax(min(100%, 480px), 1fr))' : 'minmax(0, 1fr)',
          alignItems: 'start',
        }}
      >
        <div className="stack" style={{ minWidth: 0 }}>
          {view.time?.due && <MoreTime {...of} />}
          {whole && view.stage === 'chair' && <Chair {...of} />}
          {whole && view.stage === 'review' && <Review {...of} onBid={setBid} />}
          {whole && view.stage === 'lowPrice' && <LowPrice {...of} />}
          {view.stage === 'competition' && <Competition {...of} />}
          {view.stage === 'scoring' && (
            <ScoreSheet key={view.sheet?.locked ? 'locked' : 'open'} {...of} onBid={setBid} />
          )}
          {whole && view.stage === 'adjusting' && <Deviations {...of} />}
          {view.stage === 'ties' && <Ties view={view} />}
          <Settled view={view} />
          {(view.scores || view.ranking) && <Matrix {...of} />}
          {['opinions', 'signing', 'finished'].includes(view.stage) && <Report {...of} />}
          {view.stage !== 'chair' && <PriceCorrection {...of} />}
          {view.stage !== 'chair' && <Clarify {...of} />}
          {!view.time?.due && <MoreTime {...of} />}
          <Signings tender={view.tender} {...papersOf(view.stage)} v={room.v} />
          <Defect {...of} />
          <Leaving {...of} />
        </div>
        {reading && <Volumes view={view} bid={bid} />}
      </div>
    </>
  )
}

function Rail({ view }: { view: View }) {
  const all = stages()
  const here = all.findIndex(([names]) => names.includes(view.stage))
  return (
    <ol className="stages" aria-label={say('评标阶段', 'Stages of the evaluation')}>
      {all.map(([[first], text], i) => (
        <li
          key={first}
          className={i < here ? 'done' : i === here ? 'now' : ''}
          {...(i === here ? { 'aria-current': 'step' as const } : {})}
        >
          {text}
        </li>
      ))}
    </ol>
  )
}

/** Who sits, who is at the line, and how far each is: never how they judge. */
function Members({ view, room }: { view: View; room: Room }) {
  const words = (member: string): string => {
    const of = view.progress.find((one) => one.member === member)
    if (!of) return ''
    if (view.stage === 'chair') return of.voted ? say('已投票', 'voted') : say('未投票', 'not voted')
    if (view.stage === 'review')
      return say(`已评 ${of.reviewed}/${view.bids.length}`, `${of.reviewed}/${view.bids.length} reviewed`)
    if (view.stage === 'scoring') return of.locked ? say('已锁定', 'locked') : say('评分中', 'scoring')
    if (['lowPrice', 'competition', 'adjusting', 'objective', 'ties'].includes(view.stage)) return ''
    if (view.stage === 'opinions') return of.opined ? say('已表态', 'done') : say('未表态', 'not yet')
    return of.signed
      ? say('已签署', 'signed')
      : view.unsigned[member]
        ? say('未签署（已记录）', 'not signed (noted)')
        : say('未签署', 'not signed')
  }
  return (
    <ul className="row" style={{ listStyle: 'none', padding: 0, margin: 0 }} aria-label={say('评标委员会', 'Panel')}>
      {view.seats.map((member, i) => {
        if (!view.members.includes(member))
          return (
            <li key={member} className="sheet" style={{ padding: '6px 12px' }}>
              {say(`专家${i + 1}`, `Expert ${i + 1}`)} <span className="sun">{say('席位空缺', 'vacant')}</span>
            </li>
          )
        const here = room.seats.some(({ name }) => name === `专家${i + 1}`)
        return (
          <li key={member} className="sheet" style={{ padding: '6px 12px' }}>
            <span
              className={`dot ${here ? 'good' : ''}`}
              title={here ? say('在线', 'online') : say('离线', 'offline')}
            />
            {memberName(view, member)}
            {member === view.chair && <b> {say('组长', 'chair')}</b>} <span className="quiet">{words(member)}</span>
          </li>
        )
      })}
    </ul>
  )
}
