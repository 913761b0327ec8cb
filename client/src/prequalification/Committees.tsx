import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'

interface Seat {
  tender: string
  code: string
  name: string
  tenderer: string
}

/** The committees on which an expert sits: where it reviews, and how it leaves. Nothing where there is none. */
export function Committees() {
  const found = useLoad<{ items: Seat[] }>('/prequalification/committees')
  return (
    <>
      {found.value?.items.map((one) => (
        <One key={one.tender} of={one} onDone={found.reload} />
      ))}
    </>
  )
}

function One({ of, onDone }: { of: Seat; onDone: () => void }) {
  const [reason, setReason] = useState<string>()
  const leave = useDeed(async () => {
    const said = (reason ?? '').trim()
    const cms = await signStatement('prequalification.leave', { tender: of.tender, reason: said })
    await api.post(`/tenders/${of.tender}/prequalification/committee/leave`, { reason: said, cms })
    onDone()
  })
  return (
    <section className="sheet stack" style={{ marginBottom: 16 }}>
      <h2>{say('资格审查委员会', 'Committee')}</h2>
      <div>
        <div className="quiet digits">{of.code}</div>
        <Link to={`/t/${of.tender}`} style={{ fontWeight: 600 }}>
          {of.name}
        </Link>
        <div className="quiet">{of.tenderer}</div>
      </div>
      <p className="quiet prose">
        {say(
          '与申请人有利害关系的，应当主动退出；退出者的审查结论无效，由次序中的下一位专家重新审查。',
          'Who has an interest in an applicant leaves: what it found is void, and the next expert in order reviews anew.',
        )}
      </p>
      {reason !== undefined && (
        <Input
          aria-label={say('退出的理由', 'why')}
          placeholder={say('退出的理由', 'why')}
          maxLength={1000}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
      )}
      <Refused problem={leave.problem} />
      <div className="row">
        <Link to={`/t/${of.tender}`}>
          <Button type="primary">{say('进入审查', 'Review')}</Button>
        </Link>
        {reason === undefined ? (
          <Button onClick={() => setReason('')}>{say('回避、退出', 'Stand aside')}</Button>
        ) : (
          <Button disabled={reason.trim().length < 4} loading={leave.busy} onClick={() => void leave.run()}>
            {say('签名退出', 'Sign and leave')}
          </Button>
        )}
      </div>
    </section>
  )
}
