import { Button, Radio } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { type Arriving, CheckIn } from '../evaluation/CheckIn.tsx'
import { api } from '../net/http.ts'
import { type Loaded, useDeed } from '../net/load.ts'
import { Countdown } from '../pieces/Countdown.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { TextField } from '../pieces/TextFields.tsx'

export interface Seat extends Arriving {
  /** what it is about; told to who has checked in */
  shown: { code: string; name: string; tenderer: string } | null
  until: number | null
}

/** The committees on which an expert sits: where it reviews, and how it leaves. Nothing where there is none. */
export function Committees({ of }: { of: Loaded<{ items: Seat[] }> }) {
  return of.value?.items.map((one) => <One key={one.tender} of={one} onDone={of.reload} />)
}

function One({ of, onDone }: { of: Seat; onDone: () => void }) {
  const join = useDeed(async () => {
    await api.post(`/tenders/${of.tender}/prequalification/committee/join`, {})
    onDone()
  })
  return (
    <section className="sheet stack" style={{ marginBottom: 16 }}>
      <h2>{say('资格审查委员会', 'Committee')}</h2>
      {of.shown ? (
        <div>
          <div className="quiet digits">{of.shown.code}</div>
          <b>{of.shown.name}</b>
          <div className="quiet">{of.shown.tenderer}</div>
        </div>
      ) : (
        <p className="quiet">
          {say(
            '您被随机抽取为资格审查委员会成员；签到后显示项目和申请人。',
            'You were drawn for a committee that reviews applications; check in and you see which.',
          )}
        </p>
      )}
      {of.until !== null && (
        <Countdown
          until={of.until}
          label={
            of.status === 'asked' ? say('请在时限内答复', 'Answer within') : say('请在时限内签到', 'Check in within')
          }
        />
      )}
      <Refused problem={join.problem} />
      {of.status === 'asked' && (
        <div>
          <Button type="primary" size="large" loading={join.busy} onClick={() => void join.run()}>
            {say('确认参加', 'I come')}
          </Button>
        </div>
      )}
      {(of.status === 'accepted' || of.status === 'checkedIn') && <CheckIn of={of} to="committee" onDone={onDone} />}
      {of.status === 'declared' && (
        <div>
          <Link to={`/t/${of.tender}`}>
            <Button type="primary">{say('进入审查', 'Review')}</Button>
          </Link>
        </div>
      )}
      <Leave of={of} onDone={onDone} />
    </section>
  )
}

const CAUSES = [
  { value: 'declined', label: () => say('不能参加', 'I cannot come') },
  { value: 'avoidance', label: () => say('应当回避', 'I must stand aside') },
  { value: 'health', label: () => say('健康原因', 'health') },
]

/** How one who was asked does not come, or a member leaves. */
function Leave({ of, onDone }: { of: Seat; onDone: () => void }) {
  const [cause, setCause] = useState<string>()
  const [reason, setReason] = useState('')
  const leave = useDeed(async () => {
    const fields = { cause, reason: reason.trim() }
    const cms = await signStatement('prequalification.leave', { tender: of.tender, ...fields })
    await api.post(`/tenders/${of.tender}/prequalification/committee/leave`, { ...fields, cms })
    onDone()
  })
  return (
    <div className="stack-tight">
      <p className="quiet prose">
        {say(
          '不能参加或应当回避的，请在此退出；退出者的审查结论无效，由次序中的下一位专家重新审查。',
          'Who cannot come or has an interest leaves here: what it found is void, and the next expert in order reviews anew.',
        )}
      </p>
      <Radio.Group
        value={cause}
        onChange={({ target }) => setCause(target.value)}
        options={CAUSES.filter(
          ({ value }) => value !== 'declined' || of.status === 'asked' || of.status === 'accepted',
        ).map(({ value, label }) => ({ value, label: label() }))}
      />
      {cause && <TextField label={say('退出的理由', 'why')} most={1000} value={reason} onChange={setReason} />}
      <Refused problem={leave.problem} />
      {cause && (
        <div>
          <Button disabled={reason.trim().length < 4} loading={leave.busy} onClick={() => void leave.run()}>
            {say('签名退出', 'Sign and leave')}
          </Button>
        </div>
      )}
    </div>
  )
}
