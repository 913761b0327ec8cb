import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { useNow } from '../net/useClock.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import { Committees, type Seat } from '../prequalification/Committees.tsx'
import { type Departure, LeavingReceipt } from './LeavingReceipt.tsx'

/** An expert's own invitation: time and place, nothing of the project. */
export interface Invitation {
  tender: string
  tag: string
  seat: string
  status: 'invited' | 'accepted' | 'checkedIn' | 'declared'
  at: number
  place: string
  checkInFrom: number
  answerUntil: number
  reportingCode: string
  promise: string
}

const statusWords = (status: Invitation['status']): string =>
  ({
    invited: say('待答复', 'to be answered'),
    accepted: say('已接受', 'accepted'),
    checkedIn: say('已签到，待回避声明', 'checked in, declaration due'),
    declared: say('已入席', 'seated'),
  })[status]

/** What an expert was drawn for. */
export default function Invitations() {
  const committees = useLoad<{ items: Seat[] }>('/prequalification/committees')
  const invitations = useLoad<{ items: Invitation[]; left: Departure[] }>('/invitations')
  return (
    <>
      <PageTitle>{say('我的抽取通知', 'My invitations')}</PageTitle>
      <Committees of={committees} />
      <Loading of={invitations}>
        {({ items, left }) =>
          items.length || left.length ? (
            <div className="stack">
              {items.map((one) => (
                <One key={one.tender} of={one} onAnswered={invitations.reload} />
              ))}
              {left.map((one) => (
                <LeavingReceipt key={one.fact} of={one} />
              ))}
            </div>
          ) : committees.value?.items.length ? null : (
            <Empty>
              {say(
                '您目前没有抽取通知。被抽中后，通知会出现在这里；签到前不显示项目和投标人。',
                'You have not been drawn. An invitation appears here; project and bidders stay hidden until you check in.',
              )}
            </Empty>
          )
        }
      </Loading>
    </>
  )
}

function One({ of, onAnswered }: { of: Invitation; onAnswered: () => void }) {
  const now = useNow(1000)
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>
          <Moment at={of.at} />
        </h2>
        <span>{statusWords(of.status)}</span>
      </div>
      <dl className="facts">
        <dt>{say('地点', 'Place')}</dt>
        <dd>{of.place}</dd>
        <dt>{say('报到码', 'Reporting code')}</dt>
        <dd className="digits" style={{ fontSize: 20 }}>
          {of.reportingCode}
        </dd>
        <dt>{say('签到开始', 'Check-in from')}</dt>
        <dd>
          <Moment at={of.checkInFrom} />
        </dd>
      </dl>
      {of.status === 'invited' && <Answer of={of} onAnswered={onAnswered} />}
      {of.status !== 'invited' &&
        (now >= of.checkInFrom ? (
          <Link to={`/e/${of.tender}`}>
            <Button type="primary" size="large">
              {of.status === 'declared' ? say('进入评标室', 'Enter the room') : say('签到', 'Check in')}
            </Button>
          </Link>
        ) : (
          <Countdown until={of.checkInFrom} label={say('距签到开始', 'Check-in opens in')} />
        ))}
    </section>
  )
}

function Answer({ of, onAnswered }: { of: Invitation; onAnswered: () => void }) {
  const [declining, setDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const answer = useDeed(async (accept: boolean) => {
    await api.post(`/tenders/${of.tender}/panel/answer`, { accept, ...(accept || !reason.trim() ? {} : { reason }) })
    onAnswered()
  })
  return (
    <div className="stack-tight">
      <Countdown until={of.answerUntil} label={say('答复截止', 'Answer within')} />
      <Refused problem={answer.problem} />
      {declining ? (
        <>
          <LongField
            label={say('不能参加的原因', 'why you cannot come')}
            hint={say('加密保存', 'kept encrypted')}
            most={2000}
            value={reason}
            onChange={setReason}
          />
          <p className="quiet">
            {say(
              '谢绝后席位立即由下一顺位补抽，不能恢复。',
              'The next in order is invited at once; this cannot be undone.',
            )}
          </p>
          <div className="row">
            <Button danger loading={answer.busy} onClick={() => void answer.run(false)}>
              {say('确认谢绝参加', 'Decline the invitation')}
            </Button>
            <Button type="text" onClick={() => setDeclining(false)}>
              {say('返回', 'Back')}
            </Button>
          </div>
        </>
      ) : (
        <div className="row">
          <Button type="primary" size="large" loading={answer.busy} onClick={() => void answer.run(true)}>
            {say('接受并按时参加', 'Accept and come')}
          </Button>
          <Button type="text" onClick={() => setDeclining(true)}>
            {say('不能参加…', 'I cannot come…')}
          </Button>
        </div>
      )}
    </div>
  )
}
