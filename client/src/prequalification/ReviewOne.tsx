import type { Finding } from '../../../server/prequalification/contract.ts'
import type { Requirement } from '../../../server/tenders/admissionContract.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { ClauseJudging, type JudgedClause } from '../pieces/ClauseJudging.tsx'
import { beijing } from '../pieces/Moment.tsx'
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
  const sign = async (found: JudgedClause[]): Promise<void> => {
    const findings = found.map(({ id: requirement, ...said }): Finding => ({ requirement, ...said }))
    const cms = await signStatement('prequalification.review', { tender, application: tag, findings })
    await api.post(`/tenders/${tender}/prequalification/applications/${tag}/review`, { findings, cms })
    onDone()
  }
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row">
        <b>{applicant?.name ?? say(`第 ${number} 份申请（待核对）`, `application ${number}, not named yet`)}</b>
        <span className="quiet digits">
          {say('收到于', 'received')} {beijing(of.receivedAt, true)}
        </span>
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
      {of.failed && stage !== 'opened' && (
        <p className="quiet" style={{ margin: 0 }}>
          {say(`解密未成功：${of.failed.zh} `, `Did not open: ${of.failed.en} `)}
          <a href={api.url(`/tenders/${tender}/prequalification/applications/${tag}/failure`)}>
            {say('证据包', 'evidence')}
          </a>
        </p>
      )}
      {open && stage === 'opened' && (
        <ClauseJudging
          clauses={requirements}
          why={say('不符合的理由', 'why not')}
          hint={say('不符合的理由，将告知申请人', 'why not: the applicant is told')}
          signed={mine?.findings.map(({ requirement, ...said }) => ({ id: requirement, ...said }) as JudgedClause)}
          sign={sign}
        />
      )}
    </div>
  )
}
