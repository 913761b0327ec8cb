import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { purchaserClauses } from '../../../server/tenders/criteria.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { type Session, useSession } from '../app/session.tsx'
import { say, word } from '../app/words.ts'
import { Invitees } from '../invitation/Invitees.tsx'
import { useLoad } from '../net/load.ts'
import { OfficerKey } from '../opening/OfficerKey.tsx'
import { SealReserve } from '../opening/SealReserve.tsx'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { Challenges } from '../prequalification/Challenges.tsx'
import { PrequalificationDesk } from '../prequalification/Desk.tsx'
import { PublishNotice } from '../prequalification/PublishNotice.tsx'
import { AfterOutage } from './AfterOutage.tsx'
import { Archive } from './Archive.tsx'
import { Award } from './Award.tsx'
import { Changes } from './Changes.tsx'
import { Contract } from './Contract.tsx'
import { ControlPrice } from './ControlPrice.tsx'
import { Course } from './Course.tsx'
import { Ended } from './Ended.tsx'
import { Ending } from './Ending.tsx'
import { EvaluationTime } from './EvaluationTime.tsx'
import { MethodChange } from './MethodChange.tsx'
import { Orders } from './Orders.tsx'
import { PanelDraw } from './PanelDraw.tsx'
import { Publicity } from './Publicity.tsx'
import { Publish } from './Publish.tsx'
import { Qualification } from './Qualification.tsx'
import { Resting } from './Resting.tsx'
import { mayHaveLots, RunningLots } from './RunningLots.tsx'
import { SealedPapers } from './SealedPapers.tsx'
import { Signings } from './Signings.tsx'
import { TenderFacts } from './TenderFacts.tsx'
import { TieDraw } from './TieDraw.tsx'
import { Validity } from './Validity.tsx'
import { Witness } from './Witness.tsx'

/** What the parts of the page get. */
export interface OfTender {
  tender: Tender
  /** whether the one at this screen is the tenderer or agent of it */
  host: boolean
  /** the role one is signed in as */
  acting: Session['role']
  reload(): void
}

/** One tender for those who run it: where it stands and the one thing to do next. */
export default function TenderPage() {
  const { tender: id = '' } = useParams()
  const { session } = useSession()
  const found = useLoad<Tender>(`/tenders/${id}`)
  return (
    <Loading of={found}>
      {(tender) => {
        const host = [tender.tenderer.code, tender.agent?.code].includes(session?.organisation ?? '-')
        return <Page tender={tender} host={host} acting={session?.role ?? 'public'} reload={found.reload} />
      }}
    </Loading>
  )
}

/** What is signed in the course of a tender; the archive's own papers stand with it. */
const PROCEDURE = [
  ...['drawRecord', 'ruling', 'declaration', 'records', 'question', 'answer', 'attendance', 'venueWitness'],
  ...['committeeDeclaration', 'reviewRecords', 'reviewReport', 'prequalificationResult'],
]

function Page(of: OfTender) {
  const { tender } = of
  return (
    <>
      <PageTitle over={tender.code}>{tender.name}</PageTitle>
      <StageBar of={tender} />
      <Resting tender={tender} />
      <Ended tender={tender} />
      <div className="two">
        <div className="stack">
          {tender.stage === 'evaluating' && of.host && purchaserClauses(tender.criteria).length > 0 && (
            <Qualification {...of} />
          )}
          {tender.method === 'invited' && (tender.stage !== 'draft' || !tender.prequalification) && (
            <Invitees {...of} />
          )}
          {['evaluating', 'publicised'].includes(tender.stage) && of.host && <Changes tender={tender} />}
          {tender.stage === 'evaluating' && of.host && <TieDraw {...of} />}
          {mayHaveLots(tender) && of.acting === 'centre' && <RunningLots tender={tender.id} as="centre" />}
          {of.host && <AfterOutage tender={tender} reload={of.reload} />}
          <Now {...of} />
          {tender.stage === 'draft' && <OfficerKey tender={tender} onDone={of.reload} />}
          <SealReserve tender={tender} />
          {tender.stage === 'bidding' && of.host && <ControlPrice {...of} />}
          {['bidding', 'opening', 'evaluating'].includes(tender.stage) && <PanelDraw {...of} />}
          {of.acting === 'tenderer' && tender.stage === 'evaluating' && (
            <EvaluationTime tender={tender} onDone={of.reload} />
          )}
          {of.host && <Validity tender={tender} as={of.acting} reload={of.reload} />}
          {of.acting === 'tenderer' && <Ending tender={tender} onDone={of.reload} />}
          {(tender.published || tender.prequal) && of.acting !== 'public' && (
            <Signings tender={tender.id} kinds={PROCEDURE} />
          )}
          {(tender.published || tender.prequal) && <SealedPapers tender={tender.id} track={tender.track} />}
          {['publicised', 'awarded', 'contracted', 'archived'].includes(tender.stage) && of.acting !== 'public' && (
            <Witness tender={tender.id} centre={of.acting === 'centre' && tender.stage !== 'archived'} />
          )}
          <Archive {...of} />
          {of.acting === 'centre' && <Orders tender={tender} as="centre" reload={of.reload} />}
          {of.host && <MethodChange tender={tender} as={of.acting} reload={of.reload} />}
          {of.host && <Course {...of} />}
        </div>
        <TenderFacts {...of} />
      </div>
    </>
  )
}

/** What is to be done at this stage, by whom. */
function Now(of: OfTender) {
  const { tender, host } = of
  switch (tender.stage) {
    case 'draft':
      if (host && tender.prequalification) return <PublishNotice {...of} />
      return host ? (
        <Publish {...of} />
      ) : (
        <Waiting>{say(`等待${word('tenderer', tender.track)}发布公告。`, 'Waiting for the notice.')}</Waiting>
      )
    case 'prequalifying':
      return <PrequalificationDesk tender={tender} host={host} reload={of.reload} />
    case 'prequalified':
      return host ? (
        <>
          <Challenges tender={tender.id} as={of.acting} onDone={of.reload} />
          <Publish {...of} />
        </>
      ) : (
        <Waiting>{say('资格预审已结束，等待招标文件发布。', 'Prequalified: waiting for the tender document.')}</Waiting>
      )
    case 'bidding':
      return (
        <section className="sheet stack">
          <h2>{say('投标进行中', 'Bids are coming in')}</h2>
          <Countdown
            until={tender.deadline}
            label={say('距投标截止', 'Until the deadline')}
            rests={!!tender.suspensions?.length}
            {...(tender.published ? { from: tender.published.publishedAt } : {})}
          />
          <p className="quiet">
            {say(
              '截止时间前，投标人名称、数量和递交情况对任何人不可见；到时自动开标。',
              'Until then nobody sees who or how many bid; the opening begins by itself.',
            )}
          </p>
          <div>
            <Link to={`/t/${tender.id}/questions`}>
              <Button type="primary">{say('答疑、澄清与异议', 'Questions, addenda, objections')}</Button>
            </Link>
          </div>
        </section>
      )
    case 'opening':
      return (
        <section className="sheet stack">
          <h2>{say('正在开标', 'The opening is under way')}</h2>
          <div>
            <Link to={`/o/${tender.id}`}>
              <Button type="primary" size="large">
                {say('进入开标大厅', 'Enter the hall')}
              </Button>
            </Link>
          </div>
        </section>
      )
    case 'evaluating':
      return <Publicity {...of} />
    case 'publicised':
      return <Award {...of} />
    case 'awarded':
    case 'contracted':
    case 'archived':
      return <Contract {...of} />
    case 'failed':
    case 'terminated':
      return (
        <Waiting>
          {tender.methodChange?.approved
            ? say('本次招标已结束，经批准改用其他采购方式。', 'This tender is over; it goes on in another way.')
            : say('本次招标已结束，可依法重新招标。', 'This tender is over; it may be called anew.')}
        </Waiting>
      )
  }
}

function Waiting({ children }: { children: string }) {
  return (
    <p className="sheet" style={{ margin: 0 }}>
      {children}
    </p>
  )
}
