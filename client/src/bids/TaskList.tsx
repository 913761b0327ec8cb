import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { whereEnded } from '../../../server/tenders/ended.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { say, word } from '../app/words.ts'
import { depositWord, type MyDeposit } from '../deposits/deposit.ts'
import { Letter } from '../invitation/Letter.tsx'
import { useLoad } from '../net/load.ts'
import { Ceiling } from '../pieces/Ceiling.tsx'
import { Countdown } from '../pieces/Countdown.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { StageBar } from '../pieces/StageBar.tsx'
import type { MyDocuments } from '../questions/letters.ts'
import { Outdated } from '../questions/Outdated.tsx'
import { Ended } from '../tenders/Ended.tsx'
import { Resting } from '../tenders/Resting.tsx'
import { type MyBid, stands } from './bid.ts'
import { applyStatus, BEFORE, openingStatus, readStatus, resultStatus } from './statuses.ts'
import { Task } from './Task.tsx'

/** A bidder's tasks in one tender, each with one word for where it stands and what it waits for. */
export default function TaskList() {
  const { tender: id = '' } = useParams()
  const tender = useLoad<Tender>(`/tenders/${id}`)
  return <Loading of={tender}>{(value) => <Tasks tender={value} />}</Loading>
}

function Tasks({ tender }: { tender: Tender }) {
  const bid = useLoad<MyBid>(`/tenders/${tender.id}/bid`).value
  const documents = useLoad<MyDocuments>(`/tenders/${tender.id}/my-documents`).value
  const deposit = useLoad<MyDeposit>(`/tenders/${tender.id}/deposit`).value
  const open = tender.stage === 'bidding'
  const secured = deposit?.status === 'held' || deposit?.status === 'guaranteed'
  const sealed = stands(bid)
  const opened = !BEFORE.includes(tender.stage)
  return (
    <>
      <PageTitle over={tender.code}>{tender.name}</PageTitle>
      <StageBar of={tender} />
      <Resting tender={tender} />
      <Ended tender={tender} />
      <Letter tender={tender} />
      {open && <Outdated bid={bid} tender={tender.id} />}
      {open && (
        <div className={`banner ${sealed ? 'good' : 'bad'}`} style={{ marginBottom: 16 }}>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <div>
              <b>{sealed ? say('已递交', 'Submitted') : say('尚未递交', 'Not submitted yet')}</b>{' '}
              {sealed && bid && bid.stage !== 'none'
                ? say(
                    `第 ${bid.sequence} 版，平台收到于 ${beijing(bid.receivedAt, true)}`,
                    `version ${bid.sequence}, received ${beijing(bid.receivedAt, true)}`,
                  )
                : say('拿到平台签名的回执才算递交成功。', 'A bid is submitted once you hold the signed receipt.')}
            </div>
            <Countdown
              until={tender.deadline}
              label={say('距投标截止', 'Deadline in')}
              rests={!!tender.suspensions?.length}
            />
          </div>
        </div>
      )}
      <div className="two">
        <div className="stack">
          {tender.prequal && (
            <Group title={say('资格预审', 'Prequalification')}>
              <Task
                name={say('资格预审文件与申请', 'Document and application')}
                to={`/b/${tender.id}/apply`}
                status={applyStatus(tender)}
              />
            </Group>
          )}
          <Group title={say('准备', 'Prepare')}>
            <Task
              name={say('阅读招标文件与澄清', 'Read the tender document')}
              to={`/b/${tender.id}/docs`}
              status={readStatus(tender, documents)}
            >
              {tender.published && (
                <span className="quiet">
                  {say(
                    `第 ${tender.published.version} 版；提问、异议与版本对照`,
                    `version ${tender.published.version}; questions, objections, comparison`,
                  )}
                </span>
              )}
            </Task>
            <Task
              name={say('缴纳投标保证金', 'Give the deposit')}
              to={`/b/${tender.id}/deposit`}
              status={
                tender.deposit === '0' ? ['closed', say('不要求', 'none is asked')] : depositWord(deposit?.status)
              }
            >
              {tender.deposit !== '0' && <Money fen={tender.deposit} />}{' '}
              {deposit?.status === 'short' && (
                <span className="bad">
                  {say('还差', 'missing')} <Money fen={deposit.missing} />
                </span>
              )}
            </Task>
          </Group>
          <Group title={say('编制与递交', 'Seal and submit')}>
            <Task
              name={
                sealed && open
                  ? say('替换投标文件', 'Replace the bid')
                  : say('封装并递交投标文件', 'Seal and submit the bid')
              }
              {...(open ? { to: `/b/${tender.id}/seal` } : {})}
              status={
                sealed
                  ? ['done', say('已完成', 'done')]
                  : open
                    ? ['todo', say('未开始', 'not started')]
                    : BEFORE.includes(tender.stage)
                      ? ['waits', say('待招标文件发布', 'after the document')]
                      : ['closed', say('已截止', 'over')]
              }
            >
              {open && !secured && !sealed && tender.deposit !== '0' && (
                <span className="quiet">
                  {say('可先封装；递交时保证金须已到账', 'You may begin; at submission the deposit must have arrived')}
                </span>
              )}
            </Task>
            <Task
              name={say('投标回执', 'Receipt')}
              {...(sealed ? { to: `/b/${tender.id}/receipt` } : {})}
              status={
                sealed
                  ? ['done', say('已出具', 'issued')]
                  : bid?.stage === 'withdrawn'
                    ? ['closed', say('已撤回', 'withdrawn')]
                    : ['waits', say('待递交', 'after submission')]
              }
            />
          </Group>
          <Group title={say('开标与结果', 'Opening and result')}>
            <Task
              name={say('参加开标并解密', 'Attend the opening and unlock')}
              {...(tender.published ? { to: `/o/${tender.id}` } : {})}
              status={openingStatus(tender, bid)}
            >
              {!opened && !whereEnded(tender) && (
                <span className="quiet">
                  {say('开标时间', 'Opens')} {beijing(tender.deadline)}
                </span>
              )}
            </Task>
            <Task
              name={
                tender.track === 'G'
                  ? say('评标澄清与中标结果', 'Clarifications and award')
                  : say('评标澄清、公示与中标', 'Clarifications, publicity and award')
              }
              {...(opened ? { to: `/b/${tender.id}/result` } : {})}
              status={resultStatus(tender)}
            />
            {tender.published && (
              <Task
                name={say('向行政监督部门投诉', 'Complain to the supervisor')}
                to={`/b/${tender.id}/complaints`}
                status={['closed', say('依法可提出', 'as the law allows')]}
              />
            )}
          </Group>
        </div>
        <Facts tender={tender} />
      </div>
    </>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="sheet">
      <h2>{title}</h2>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>{children}</ul>
    </section>
  )
}

function Facts({ tender }: { tender: Tender }) {
  return (
    <aside className="sheet">
      <h2>{say('标段', 'Tender')}</h2>
      <dl className="facts narrow">
        <dt>{word('tenderer', tender.track)}</dt>
        <dd>{tender.tenderer.name}</dd>
        <dt>{say('投标截止与开标', 'Deadline and opening')}</dt>
        <dd>
          <Moment at={tender.deadline} />
        </dd>
        <dt>{say('最高投标限价', 'Ceiling price')}</dt>
        <dd>
          <Ceiling tender={tender} />
        </dd>
        <dt>{say('工期', 'Duration')}</dt>
        <dd>
          {tender.durationDays} {say('日历天', 'days')}
        </dd>
        <dt>{say('投标有效期', 'Bids bind for')}</dt>
        <dd>
          {tender.validityDays} {say('日', 'days')}
        </dd>
        <dt>{say('资格要求', 'Qualification')}</dt>
        <dd>{tender.qualification}</dd>
        <dt>{say('联系方式', 'Contact')}</dt>
        <dd>{tender.contact}</dd>
      </dl>
    </aside>
  )
}
