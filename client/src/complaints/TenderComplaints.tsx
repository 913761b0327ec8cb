import { Link, useParams } from 'react-router'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { say } from '../app/words.ts'
import { useLoad } from '../net/load.ts'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { Resting } from '../tenders/Resting.tsx'
import { CaseBody } from './CaseBody.tsx'
import type { Complaints, Shown } from './complaint.ts'
import { Deed, SupervisorDeeds } from './Deeds.tsx'
import { FileComplaint } from './FileComplaint.tsx'

/** The complaints about one tender: a bidder's own and a new one, the supervisor's cases, what the tenderer is told. */
export default function TenderComplaints() {
  const { tender: id = '' } = useParams()
  const { session } = useSession()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  const found = useLoad<Complaints>(`/tenders/${id}/complaints`)
  const reload = (): void => {
    tender.reload() // a deed may make it rest
    found.reload()
  }
  const bidder = session?.role === 'bidder'
  const back = bidder ? `/b/${id}` : session?.role === 'supervisor' ? `/s/${id}` : `/t/${id}`
  return (
    <Loading of={tender}>
      {(of) => (
        <>
          <PageTitle over={<Link to={back}>{`${of.code} ${of.name}`}</Link>}>{say('投诉', 'Complaints')}</PageTitle>
          <StageBar of={of} />
          <Resting tender={of} />
          <Loading of={found}>
            {(content) => (
              <div className="stack" style={{ maxWidth: 960 }}>
                {content.items.map((one) => (
                  <One key={one.id} of={one} law={content.law} reload={reload} />
                ))}
                {!content.items.length && !bidder && <Empty>{say('没有投诉', 'There is no complaint')}</Empty>}
                {bidder && <FileComplaint tender={of} of={content} onDone={reload} />}
              </div>
            )}
          </Loading>
        </>
      )}
    </Loading>
  )
}

function One({ of, law, reload }: { of: Shown; law: Complaints['law']; reload: () => void }) {
  const { session } = useSession()
  const open = of.stage === 'filed' || of.stage === 'accepted'
  return (
    <section className="sheet stack">
      <CaseBody of={of} tender={of.tender} />
      {open && session?.role === 'supervisor' && <SupervisorDeeds of={of} law={law} reload={reload} />}
      {open && session?.role === 'bidder' && (
        <Deed
          of={of}
          reload={reload}
          deed="withdraw"
          to="/withdraw"
          least={2}
          danger
          title={say('签名并撤回投诉', 'Sign: withdraw')}
        >
          <span className="quiet">{say('撤回后处理程序终止。', 'Withdrawing ends the procedure.')}</span>
        </Deed>
      )}
      {of.stage === 'accepted' && !of.statement && session?.role === 'tenderer' && (
        <Deed
          of={of}
          reload={reload}
          deed="state"
          to="/statement"
          as="text"
          least={10}
          title={say('签名并提交说明', 'Sign: state the case')}
        />
      )}
    </section>
  )
}
