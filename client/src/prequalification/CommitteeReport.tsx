import { Button } from 'antd'
import { useState } from 'react'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { beijing } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField } from '../pieces/TextFields.tsx'
import type { Board } from './view.ts'

/** The committee's report: drawn up when everything is judged, signed by every member or with its other opinion. */
export function CommitteeReport(of: { tender: string; of: Board; acting: string; onDone: () => void }) {
  const { tender, acting, onDone } = of
  const { report, committee, stage, applications } = of.of
  const [differs, setDiffers] = useState<string>()
  const make = useDeed(async () => {
    await api.post(`/tenders/${tender}/prequalification/report`)
    onDone()
  })
  const sign = useDeed(async () => {
    const said = differs?.trim()
    const fields = { report: report?.sha256 ?? '', ...(said ? { differs: said } : {}) }
    const cms = await signStatement('prequalification.signReport', { tender, ...fields })
    await api.post(`/tenders/${tender}/prequalification/report/sign`, { ...fields, cms })
    onDone()
  })
  const judged = applications.every(({ verdict, stage: one }) => verdict !== null || one !== 'opened')
  if (!report)
    return judged && stage === 'unlocking' ? (
      <div className="stack-tight">
        <Refused problem={make.problem} />
        <div>
          <Button loading={make.busy} onClick={() => void make.run()}>
            {say('生成资格审查报告', 'Draw up the report')}
          </Button>
        </div>
      </div>
    ) : null
  const open = stage === 'unlocking' && acting === 'expert' && report.mine === null
  return (
    <div className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="row">
        <b>{say('资格审查报告', 'Report')}</b>
        <a href={api.url(`/tenders/${tender}/prequalification/report.pdf`)}>{say('查看（PDF）', 'PDF')}</a>
        <span className="quiet">
          {say(
            `已签署 ${report.signed}/${committee?.members ?? 0}；${beijing(report.signUntil)} 前未签署的予以注明`,
            `${report.signed} of ${committee?.members ?? 0} signed; who has not by ${beijing(report.signUntil)} is noted`,
          )}
        </span>
        {report.mine !== null && <span className="good">{say('我已签署', 'signed by me')}</span>}
      </div>
      {open && (
        <>
          {differs !== undefined && (
            <LongField
              label={say('不同意见和理由', 'your opinion, and why')}
              most={2000}
              value={differs}
              onChange={setDiffers}
            />
          )}
          <Refused problem={sign.problem} />
          <div className="row">
            <Button
              type="primary"
              disabled={differs !== undefined && differs.trim().length < 4}
              loading={sign.busy}
              onClick={() => void sign.run()}
            >
              {differs === undefined ? say('签署审查报告', 'Sign the report') : say('签署不同意见', 'Sign my opinion')}
            </Button>
            <Button onClick={() => setDiffers(differs === undefined ? '' : undefined)}>
              {differs === undefined ? say('有不同意见', 'I differ') : say('没有不同意见', 'I agree')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
