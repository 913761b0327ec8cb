import { Button } from 'antd'
import { Link } from 'react-router'
import { PARTIES } from '../../../server/experts/contract.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Parties } from '../tenders/PanelDraw.tsx'
import { Signings } from '../tenders/Signings.tsx'
import { AlikeMachines } from './AlikeMachines.tsx'
import { Amend } from './Amend.tsx'
import { AskCommittee } from './AskCommittee.tsx'
import { CommitteeReport } from './CommitteeReport.tsx'
import { ReleaseShares } from './ReleaseShares.tsx'
import { ReviewOne } from './ReviewOne.tsx'
import type { Board } from './view.ts'

/** A prequalification for those who run it and watch it: until its deadline a clock, then release, review, end. */
export function PrequalificationDesk({ tender, host, reload }: { tender: Tender; host: boolean; reload: () => void }) {
  const closed = tender.prequal?.closedAt !== null
  if (!closed)
    return (
      <section className="sheet stack">
        <h2>{say('资格预审申请进行中', 'Applications are coming in')}</h2>
        <Countdown
          until={tender.prequalification?.deadline ?? 0}
          label={say('距申请截止', 'Until the deadline')}
          {...(tender.prequal ? { from: tender.prequal.publishedAt } : {})}
        />
        <p className="quiet">
          {say(
            '截止前，申请人名称、数量对任何人不可见；少于三份的到时自动失败，申请文件不予开启。',
            'Until then nobody sees who or how many apply; with fewer than three it fails by itself and nothing is opened.',
          )}
        </p>
        <div>
          <Link to={`/t/${tender.id}/questions`}>{say('提问与异议', 'Questions and objections')}</Link>
        </div>
        {host && <Amend tender={tender} onDone={reload} />}
      </section>
    )
  return <Reviewing tender={tender} host={host} reload={reload} />
}

function Reviewing({ tender, host, reload }: { tender: Tender; host: boolean; reload: () => void }) {
  const { session } = useSession()
  const board = useLoad<Board>(session?.role === 'centre' ? undefined : `/tenders/${tender.id}/prequalification`)
  const again = (): void => {
    board.reload()
    reload()
  }
  return (
    <>
      <ReleaseShares tender={tender} board={board.value} onDone={again} />
      {session?.role !== 'centre' && (
        <section className="sheet stack">
          <div className="sheet-head">
            <h2>{say('申请文件审查', 'Review of the applications')}</h2>
            <Button size="small" onClick={board.reload}>
              {say('刷新', 'Refresh')}
            </Button>
          </div>
          <Loading of={board}>
            {(of) => <Applications tender={tender} of={of} host={host} acting={session?.role ?? ''} onDone={again} />}
          </Loading>
        </section>
      )}
    </>
  )
}

/** What a member of a committee signs in the PDF. */
const MEMBERS = ['committeeDeclaration', 'reviewRecords', 'reviewReport']

interface OfBoard {
  tender: Tender
  of: Board
  host: boolean
  acting: string
  onDone: () => void
}

function Applications({ tender, of, host, acting, onDone }: OfBoard) {
  const judges = of.reviewer === 'host' ? host : acting === 'expert'
  return (
    <>
      <p>
        {say(
          `共 ${of.applications.length} 份申请；由${of.reviewer === 'host' ? word('tenderer', tender.track) : '资格审查委员会'}审查。`,
          `${of.applications.length} applications; ${of.reviewer === 'host' ? 'the tenderer reviews' : 'a committee reviews'}.`,
        )}
      </p>
      {of.unlocking && !of.unlocking.over && of.unlocking.endsAt !== null && of.stage === 'unlocking' && (
        <Countdown until={of.unlocking.endsAt} label={say('申请人解密时限', 'Applicants unlock within')} />
      )}
      {of.reviewer === 'committee' && of.namedAt !== null && (
        <CommitteeState tender={tender} of={of} host={host} acting={acting} onDone={onDone} />
      )}
      <AlikeMachines of={of} />
      {of.applications.map((one, i) => (
        <ReviewOne
          key={one.tag}
          number={i + 1}
          tender={tender.id}
          of={one}
          requirements={of.requirements}
          open={judges && of.stage === 'unlocking' && (of.reviewer === 'host' || !!of.committee?.formed)}
          onDone={onDone}
        />
      ))}
      {of.reviewer === 'committee' && of.committee?.formed && (
        <CommitteeReport tender={tender.id} of={of} acting={acting} onDone={onDone} />
      )}
      {of.reviewer === 'committee' && acting === 'expert' && (
        <Signings tender={tender.id} kinds={MEMBERS} awaited={of.report !== null} bare />
      )}
      {of.stage === 'unlocking' && acting === 'tenderer' && host && (
        <Conclude tender={tender.id} of={of} onDone={onDone} />
      )}
      {of.stage === 'concluded' && (
        <p className={(of.passed?.length ?? 0) >= 3 ? 'banner good' : 'banner bad'}>
          {say(
            `资格预审已结束：通过 ${of.passed?.length ?? 0} 个，未通过 ${of.failed?.length ?? 0} 个，未解密 ${of.unopened?.length ?? 0} 个。结果通知书已发给各申请人。`,
            `Concluded: ${of.passed?.length ?? 0} passed, ${of.failed?.length ?? 0} did not, ${of.unopened?.length ?? 0} not unlocked. Each applicant has its notice.`,
          )}
        </p>
      )}
    </>
  )
}

function CommitteeState({ tender, of, host, acting, onDone }: OfBoard) {
  const { committee } = of
  if (committee?.formed)
    return (
      <p className="good">
        {say(
          `资格审查委员会 ${committee.seated} 人已组成：均已签署承诺并逐一作出回避声明。`,
          `The committee of ${committee.seated} is formed: each has promised and declared.`,
        )}
      </p>
    )
  if (committee?.seated) return <Coming of={committee} onDone={onDone} />
  return (
    <div className="stack-tight">
      <b>{say('资格审查委员会', 'Committee')}</b>
      {committee && PARTIES.some((one) => one === acting) && (
        <Parties draw={committee.draw} as={acting} onChange={onDone} />
      )}
      {committee?.drawing && <p className="quiet">{say('抽取进行中', 'The draw is running')}</p>}
      {host && !committee?.drawing && <AskCommittee tender={tender} again={!!committee} onDone={onDone} />}
    </div>
  )
}

/** How far those who were drawn have come; never who they are. */
function Coming({ of, onDone }: { of: NonNullable<Board['committee']>; onDone: () => void }) {
  const count = (stage: (typeof of.stages)[number]): number => of.stages.filter((one) => one === stage).length
  return (
    <div className="stack-tight">
      <b>{say('资格审查委员会组成中', 'The committee is forming')}</b>
      <p className="quiet">
        {say(
          `待确认 ${count('asked')} 人，已确认 ${count('accepted')} 人，已签到 ${count('checkedIn')} 人，已声明 ${count('declared')} 人；逾时未答复或未到的，由次序中的下一位递补。`,
          `${count('asked')} asked, ${count('accepted')} accepted, ${count('checkedIn')} checked in, ${count('declared')} declared; whoever is late is followed by the next in order.`,
        )}
      </p>
      <div>
        <Button size="small" onClick={onDone}>
          {say('刷新', 'Refresh')}
        </Button>
      </div>
    </div>
  )
}

function Conclude({ tender, of, onDone }: { tender: string; of: Board; onDone: () => void }) {
  const tags = (fits: (one: Board['applications'][number]) => boolean) =>
    of.applications
      .filter(fits)
      .map(({ tag }) => tag)
      .sort()
  const passed = tags(({ verdict }) => verdict === true)
  const failed = tags(({ verdict }) => verdict === false)
  const unopened = tags(({ stage }) => stage !== 'opened')
  const left = of.applications.length - passed.length - failed.length - unopened.length
  const conclude = useDeed(async () => {
    const cms = await signStatement('prequalification.conclude', { tender, passed, failed, unopened })
    await api.post(`/tenders/${tender}/prequalification/conclude`, { cms })
    onDone()
  })
  const unsigned = of.reviewer === 'committee' && !of.report
  const waits = unsigned || left > 0 || (unopened.length > 0 && !of.unlocking?.over)
  return (
    <div className="stack-tight">
      <p className="quiet">
        {unsigned && left + unopened.length === 0
          ? say('待资格审查委员会出具并签署审查报告', 'Waits for the committee to draw up and sign its report')
          : waits
            ? say(`还有 ${left + unopened.length} 份未审查或未解密`, `${left + unopened.length} are left`)
            : say(
                `通过 ${passed.length} 个，未通过 ${failed.length} 个，未解密 ${unopened.length} 个。签署后不能更改；通过者少于三个的，依法重新招标。`,
                `${passed.length} pass, ${failed.length} do not, ${unopened.length} were not unlocked. It cannot be changed afterwards; with fewer than three the tender is repeated.`,
              )}
      </p>
      <Refused problem={conclude.problem} />
      <div>
        <Button type="primary" disabled={waits} loading={conclude.busy} onClick={() => void conclude.run()}>
          {say('签名结束资格预审', 'Sign and conclude')}
        </Button>
      </div>
    </div>
  )
}
