import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Received } from '../pieces/Received.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import { Resting } from '../tenders/Resting.tsx'
import { ApplicationReceipt } from './ApplicationReceipt.tsx'
import { withdrawApplication } from './applying.ts'
import { Challenges } from './Challenges.tsx'
import { MakeApplication } from './MakeApplication.tsx'
import { unlockApplication } from './releasing.ts'
import type { MyApplication, Submitted } from './view.ts'

/** An applicant's page of a prequalification: the document, the application, and what became of it. */
export default function Apply() {
  const { tender: id = '' } = useParams()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  return <Loading of={tender}>{(value) => <Page tender={value} reload={tender.reload} />}</Loading>
}

function Page({ tender, reload }: { tender: Tender; reload: () => void }) {
  const mine = useLoad<MyApplication>(`/tenders/${tender.id}/application`)
  const again = (): void => {
    mine.reload()
    reload()
  }
  const taking = tender.stage === 'prequalifying' && tender.prequal?.closedAt === null
  return (
    <>
      <PageTitle over={<Link to={`/b/${tender.id}`}>{`${tender.code} ${tender.name}`}</Link>}>
        {say('资格预审申请', 'Application')}
      </PageTitle>
      <StageBar of={tender} />
      <Resting tender={tender} />
      <div className="two">
        <div className="stack">
          <Loading of={mine}>{(value) => <Own tender={tender} of={value} taking={taking} onDone={again} />}</Loading>
          {taking && <MakeApplication tender={tender} onDone={again} />}
          {mine.value && mine.value.stage !== 'none' && mine.value.result && (
            <Challenges tender={tender.id} as="bidder" onDone={again} />
          )}
        </div>
        <Terms tender={tender} />
      </div>
    </>
  )
}

function Terms({ tender }: { tender: Tender }) {
  const { prequal, prequalification: terms } = tender
  if (!terms || !prequal) return null
  const documents = prequal.versions.flatMap(({ version, documents: all }) => all.map((one) => ({ version, ...one })))
  return (
    <aside className="sheet stack">
      <h2>{say('资格预审文件', 'The document')}</h2>
      <div className="stack-tight">
        {documents.toReversed().map(({ version, title, sha256 }) => (
          <a
            key={`${version}-${sha256}`}
            href={api.url(`/tenders/${tender.id}/prequalification/documents/${sha256}`)}
          >{`${title}${version > 1 ? '' : say('（第1版）', ' (version 1)')}`}</a>
        ))}
      </div>
      <dl className="facts narrow">
        <dt>{say('申请截止', 'Deadline')}</dt>
        <dd>
          <Moment at={terms.deadline} />
        </dd>
        <dt>{say('联合体', 'Consortia')}</dt>
        <dd>{tender.consortium ? say('接受', 'taken') : say('不接受', 'not taken')}</dd>
      </dl>
      <b>{say('审查内容', 'What is judged')}</b>
      <ol style={{ margin: 0, paddingInlineStart: 20 }}>
        {terms.requirements.map(({ id, zh }) => (
          <li key={id}>{zh}</li>
        ))}
      </ol>
      <Link to={`/b/${tender.id}/docs`}>{say('提问与异议', 'Questions and objections')}</Link>
    </aside>
  )
}

interface OwnProps {
  tender: Tender
  of: MyApplication
  taking: boolean
  onDone: () => void
}

/** Where the own application stands, and the one thing to do with it. */
function Own({ tender, of, taking, onDone }: OwnProps) {
  const withdraw = useDeed(async () => {
    if (of.stage === 'sealed') await withdrawApplication(tender.id, of.sequence)
    onDone()
  })
  const unlock = useDeed(async () => {
    if (of.stage === 'named') await unlockApplication(tender, of)
    onDone()
  })
  const terms = tender.prequalification
  return (
    <section className={`banner ${of.stage === 'none' || of.stage === 'withdrawn' ? (taking ? 'bad' : '') : 'good'}`}>
      <div className="stack-tight">
        <div className="row" style={{ justifyContent: 'space-between' }}>
          <b>{words(of)}</b>
          {taking && terms && <Countdown until={terms.deadline} label={say('距申请截止', 'Deadline in')} />}
        </div>
        {of.stage === 'sealed' && of.outdated && (
          <p className="bad">
            {say(
              '资格预审文件已有新版本，可按新版本重新封装、替换。',
              'The document has a new version: seal anew for it and replace.',
            )}
          </p>
        )}
        {of.stage === 'sealed' && of.receipt && <ApplicationReceipt signed={of.receipt} />}
        {of.stage === 'named' && of.failed && !of.result && <Failed tender={tender.id} of={of} />}
        {of.stage !== 'none' && of.result && <Result tender={tender} of={of.result} onDone={onDone} />}
        <Refused problem={withdraw.problem ?? unlock.problem} />
        <div className="row">
          {of.stage === 'sealed' && taking && (
            <Button loading={withdraw.busy} onClick={() => void withdraw.run()}>
              {say('签名撤回申请', 'Sign and withdraw')}
            </Button>
          )}
          {of.stage === 'named' && !of.result && (
            <Button type="primary" size="large" loading={unlock.busy} onClick={() => void unlock.run()}>
              {say('解密我的申请文件', 'Unlock my application')}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}

function words(of: MyApplication): string {
  if (of.stage === 'none') return say('尚未递交申请', 'No application yet')
  if (of.stage === 'withdrawn') return say('申请已撤回', 'Withdrawn')
  if (of.result) return say('资格预审已结束', 'The review is over')
  if (of.stage === 'named') return say('开标人已核对申请人，请在时限内解密', 'You are asked to unlock in time')
  if (of.stage === 'opened') return say('申请文件已开启，等待审查结果', 'Opened; under review')
  return say(
    `已递交第 ${of.sequence} 版，平台收到于 ${beijing(of.receivedAt, true)}`,
    `version ${of.sequence}, received ${beijing(of.receivedAt, true)}`,
  )
}

/** What was found when the application did not open; the same may be tried again while there is time. */
function Failed({ tender, of }: { tender: string; of: Submitted }) {
  if (!of.failed) return null
  return (
    <p className="bad">
      {say(
        `上一次解密未成功：${of.failed.zh}。时限内可以再试。`,
        `Did not open: ${of.failed.en}. You may try again in time.`,
      )}{' '}
      <a href={api.url(`/tenders/${tender}/prequalification/applications/${of.tag}/failure`)}>
        {say('解密失败证据包', 'evidence')}
      </a>
    </p>
  )
}

function Result({
  tender,
  of,
  onDone,
}: {
  tender: Tender
  of: NonNullable<Exclude<MyApplication, { stage: 'none' }>['result']>
  onDone: () => void
}) {
  const names = new Map(tender.prequalification?.requirements.map(({ id, zh }) => [id, zh]))
  return (
    <div className="stack-tight">
      <b className={of.passed ? 'good' : 'bad'}>
        {of.passed
          ? say('通过资格预审', 'Passed')
          : say('未通过资格预审，不具有投标资格', 'Not passed: no right to bid')}
      </b>
      {of.reasons.map(({ requirement, reasons }) => (
        <div key={requirement}>
          {names.get(requirement)}：{reasons.join('；')}
        </div>
      ))}
      {!of.passed && (
        <Link to={`/b/${tender.id}/complaints`}>{say('向行政监督部门投诉', 'Complain to the supervisor')}</Link>
      )}
      {of.notice && (
        <a href={api.url(`/tenders/${tender.id}/application/result.pdf`)}>
          {say('资格预审结果通知书（PDF）', 'Result notice (PDF)')}
        </a>
      )}
      {of.notice && (
        <Received
          at={of.received}
          what="application.confirmResult"
          path={`/tenders/${tender.id}/application/result`}
          of={{ tender: tender.id, sha256: of.notice }}
          onDone={onDone}
        />
      )}
    </div>
  )
}
