import { FilePdfOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { JointContract, type ToSignJointly } from '../award/JointContract.tsx'
import { OwnResult } from '../award/OwnResult.tsx'
import { api } from '../net/http.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { Award } from '../tenders/Award.tsx'
import { Changes } from '../tenders/Changes.tsx'
import { Contract } from '../tenders/Contract.tsx'
import { Ended } from '../tenders/Ended.tsx'
import { Validity } from '../tenders/Validity.tsx'
import { Clarifications } from './Clarifications.tsx'
import { ObjectToResult } from './ObjectToResult.tsx'
import { PriceCorrections } from './PriceCorrections.tsx'

/** What follows the opening for a bidder: questions of the panel, publicity, objection, award, contract. */
export default function Result() {
  const { tender: id = '' } = useParams()
  const [turn, setTurn] = useState(0)
  const tender = useLoad<Tender>(`/tenders/${id}`, turn)
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Link to={`/b/${id}`}>{`${of.code} ${of.name}`}</Link>}>
            {of.track === 'G'
              ? say('评标与中标结果', 'Evaluation and result')
              : say('评标、公示与中标', 'Evaluation, publicity and award')}
          </PageTitle>
          <StageBar of={of} />
          <div className="stack" style={{ maxWidth: 960 }}>
            <Validity tender={of} as="bidder" reload={() => setTurn(turn + 1)} />
            <Part key={turn} tender={of} reload={() => setTurn(turn + 1)} />
            <p>
              <Link to={`/b/${id}/complaints`}>{say('向行政监督部门投诉', 'Complain to the supervisor')}</Link>
            </p>
          </div>
        </>
      )}
    </Loading>
  )
}

const buyerOf = ({ track }: Tender): string => (track === 'G' ? say('采购人', 'purchaser') : say('招标人', 'tenderer'))

function Part({ tender, reload }: { tender: Tender; reload: () => void }) {
  const { session } = useSession()
  const decided = ['awarded', 'contracted', 'archived'].includes(tender.stage)
  const award = useLoad<{ winner: { code: string; members?: string[] } }>(
    decided ? `/tenders/${tender.id}/award` : undefined,
  ).value
  const won = !!award && award.winner.code === session?.organisation
  // of a consortium the leader bids; its members come for the contract alone
  const asked = award?.winner.members && !won ? `/tenders/${tender.id}/award/papers/contract` : undefined
  const joint = useLoad<ToSignJointly>(asked).value
  const of = { tender, reload, host: false, acting: won ? ('bidder' as const) : ('public' as const) }
  switch (tender.stage) {
    case 'evaluating':
      return (
        <>
          <PriceCorrections tender={tender.id} />
          <Clarifications tender={tender.id} />
          <Changes tender={tender} bidder />
        </>
      )
    case 'publicised':
      return (
        <>
          <OwnResult tender={tender} version={tender.stage} />
          <Award {...of} />
          <ObjectToResult tender={tender.id} onDone={reload} />
          <Changes tender={tender} bidder />
        </>
      )
    case 'awarded':
    case 'contracted':
    case 'archived':
      return (
        <>
          {joint ? (
            <JointContract tender={tender.id} of={joint} buyer={buyerOf(tender)} onSigned={reload} />
          ) : (
            <OwnResult tender={tender} version={tender.stage} />
          )}
          <Contract {...of} />
          {!won && !joint && <ObjectToResult tender={tender.id} onDone={reload} />}
          {!joint && (
            <section className="sheet">
              <a href={api.url(`/tenders/${tender.id}/award/own.pdf`)} target="_blank" rel="noreferrer">
                <FilePdfOutlined /> {say('给我方的中标（结果）通知书', 'The notice to us')}
              </a>
            </section>
          )}
        </>
      )
    case 'failed':
    case 'terminated':
      return <Ended tender={tender} />
    default:
      return (
        <Empty>
          {say(
            '开标结束后，评标的提问、公示与中标结果会出现在这里',
            'Questions, publicity and award appear here after the opening',
          )}
        </Empty>
      )
  }
}
