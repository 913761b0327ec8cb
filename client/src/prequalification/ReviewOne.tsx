import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Finding } from '../../../server/prequalification/contract.ts'
import type { Requirement } from '../../../server/tenders/admissionContract.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import type { Shown } from './view.ts'

interface Props {
  number: number
  tender: string
  of: Shown
  requirements: Requirement[]
  open: boolean
  onDone: () => void
}

/** One application: who, with what, and what was found on each requirement; a failure needs its reason. */
export function ReviewOne({ number, tender, of, requirements, open, onDone }: Props) {
  const { tag, stage, applicant, form, files, mine, verdict } = of
  const [failed, setFailed] = useState<Record<string, string>>({})
  const review = useDeed(async () => {
    const findings = requirements.map(({ id: requirement }): Finding => {
      const reason = failed[requirement]
      return reason === undefined ? { requirement, pass: true } : { requirement, pass: false, reason: reason.trim() }
    })
    const cms = await signStatement('prequalification.review', { tender, application: tag, findings })
    await api.post(`/tenders/${tender}/prequalification/applications/${tag}/review`, { findings, cms })
    onDone()
  })
  const without = (id: string) => Object.fromEntries(Object.entries(failed).filter(([one]) => one !== id))
  const bare = Object.values(failed).some((reason) => reason.trim().length < 4)
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row">
        <b>{applicant?.name ?? say(`第 ${number} 份申请（待核对）`, `application ${number}, not named yet`)}</b>
        <span className="quiet">{beijing(of.receivedAt, true)}</span>
        {verdict !== null && (
          <span className={verdict ? 'good' : 'bad'}>{verdict ? say('通过', 'passes') : say('不通过', 'fails')}</span>
        )}
        {stage === 'named' && <span className="sun">{say('待申请人解密', 'waits for its applicant')}</span>}
        {mine && <span className="quiet">{say('我已签署结论', 'signed by me')}</span>}
      </div>
      {form && form.consortium.length > 0 && (
        <div>
          {say('联合体成员：', 'Consortium: ')}
          {form.consortium.map(({ name }) => name).join('、')}
        </div>
      )}
      <div className="row">
        {files
          .filter(({ type }) => type === 'application/pdf')
          .map(({ name }) => (
            <a
              key={name}
              href={api.url(
                `/tenders/${tender}/prequalification/applications/${tag}/files/${encodeURIComponent(name)}`,
              )}
            >
              {name}
            </a>
          ))}
      </div>
      {open &&
        stage === 'opened' &&
        requirements.map(({ id, zh }) => (
          <div key={id} className="stack-tight">
            <Checkbox
              checked={failed[id] === undefined}
              onChange={({ target }) => setFailed(target.checked ? without(id) : { ...failed, [id]: '' })}
            >
              {zh}
            </Checkbox>
            {failed[id] !== undefined && (
              <Input
                aria-label={say('不符合的理由', 'why not')}
                placeholder={say('不符合的理由，将告知申请人', 'why not: the applicant is told')}
                maxLength={1000}
                value={failed[id]}
                onChange={({ target }) => setFailed({ ...failed, [id]: target.value })}
              />
            )}
          </div>
        ))}
      <Refused problem={review.problem} />
      {open && stage === 'opened' && (
        <div>
          <Button disabled={bare} loading={review.busy} onClick={() => void review.run()}>
            {mine ? say('重新签署结论', 'Sign anew') : say('签署本份结论', 'Sign this finding')}
          </Button>
        </div>
      )}
    </div>
  )
}
