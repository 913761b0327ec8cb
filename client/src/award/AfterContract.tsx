import { Button } from 'antd'
import { useState } from 'react'
import type { Reported } from '../../../server/award/letters.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField, TextField } from '../pieces/TextFields.tsx'
import { Evidence, filesOf, type Sent } from './Evidence.tsx'
import { signPaper } from './papers.ts'

/** The written report to the supervisor, or the contract's copy, as the law of the track has it. */
export function Report(of: {
  tender: string
  /** whether the contract is made: what is about it comes only then */
  made: boolean
  itself: boolean
  onDone: () => void
}) {
  const { tender, made, itself, onDone } = of
  const found = useLoad<{ report: Reported | null; about: 'award' | 'contract'; article: string }>(
    `/tenders/${tender}/report`,
  )
  const [remarks, setRemarks] = useState('')
  const make = useDeed(async () => {
    const fields = { remarks: remarks.trim() }
    const cms = await signStatement('award.report', { tender, ...fields })
    await api.post(`/tenders/${tender}/report`, { ...fields, cms })
    await signPaper(tender, 'report')
    found.reload()
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2>{say('向行政监督部门报告', 'Report to the supervisor')}</h2>
      <Loading of={found}>
        {({ report, about, article }) =>
          report ? (
            <>
              <p className={`banner ${report.inTime ? 'good' : 'bad'}`}>
                {report.inTime ? say('已按期报告 ', 'reported in time ') : say('已逾期报告 ', 'reported too late ')}
                <Moment at={report.at} />（{report.article}）
              </p>
              {report.file && (
                <a href={api.url(`/tenders/${tender}/report.pdf`)} target="_blank" rel="noreferrer">
                  {say('书面报告 PDF', 'Report (PDF)')}
                </a>
              )}
            </>
          ) : (
            <>
              <p className="prose quiet">
                {about === 'award'
                  ? say(
                      '报告由平台据全过程记录生成：范围、方式和媒介、文件与评标标准、评标委员会与评标报告、中标结果。您补充需要说明的事项并签章。',
                      'The platform draws the report up from the record; you add what is to be said, and sign.',
                    )
                  : say('合同订立后提交合同副本备案。', 'Once the contract is made its copy is handed in.')}
                {article}
              </p>
              {itself && (about === 'award' || made) && (
                <>
                  <LongField
                    label={say('需要说明的事项', 'Remarks')}
                    hint={say('异议、投诉及其处理等', 'objections, complaints, and what became of them')}
                    most={4000}
                    value={remarks}
                    onChange={setRemarks}
                  />
                  <Refused problem={make.problem} />
                  <div>
                    <Button loading={make.busy} onClick={() => void make.run()}>
                      {say('签章提交报告', 'Sign and report')}
                    </Button>
                  </div>
                </>
              )}
            </>
          )
        }
      </Loading>
    </section>
  )
}

/** The contract becomes public: as it was signed, or a text without what is secret by law. */
export function PublishContract(of: {
  tender: string
  contract: string
  public: { at: number; inTime: boolean; withheld: string | null } | null
  itself: boolean
  onDone: () => void
}) {
  const { tender, contract, public: shown, itself, onDone } = of
  const [withheld, setWithheld] = useState('')
  const [files, setFiles] = useState<Sent[]>([])
  const publish = useDeed(async () => {
    const fields = { contract, withheld: files.length ? withheld.trim() : null }
    const { body, signed } = filesOf(files.slice(0, 1))
    const cms = await signStatement('award.publishContract', { tender, ...fields, ...signed })
    await api.post(`/tenders/${tender}/contract/publication`, { ...fields, ...body, cms })
    onDone()
  })
  if (!shown && !itself) return null
  return (
    <div className="stack-tight">
      <b>{say('合同公开', 'The contract in public')}</b>
      {shown ? (
        <span className={shown.inTime ? 'good' : 'bad'}>
          {shown.inTime ? say('已按期公开', 'public, in time') : say('已逾期公开', 'public, too late')}{' '}
          <Moment at={shown.at} />{' '}
          <a href={api.url(`/tenders/${tender}/contract/public.pdf`)}>{say('公开文本', 'as it is public')}</a>
        </span>
      ) : (
        <>
          <span className="quiet">
            {say(
              '涉及国家秘密、商业秘密的内容可以不公开，须上传可公开的文本并写明理由。',
              'State and trade secrets may be left out: attach what may be shown, and say why.',
            )}
          </span>
          <Evidence
            tender={tender}
            label={say('可公开的文本（无秘密内容则不传）', 'What may be shown, if not all')}
            files={files}
            onFiles={setFiles}
          />
          {files.length > 0 && (
            <TextField label={say('不公开的理由', 'Why')} most={2000} value={withheld} onChange={setWithheld} />
          )}
          <Refused problem={publish.problem} />
          <div>
            <Button
              disabled={files.length > 0 && withheld.trim().length < 4}
              loading={publish.busy}
              onClick={() => void publish.run()}
            >
              {say('签名公开合同', 'Sign and publish the contract')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
