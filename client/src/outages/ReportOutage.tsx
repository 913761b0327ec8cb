import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { hex, random } from '../../../crypto/bytes.ts'
import { type OutageKind, type ReportOutage as Report, reportFields } from '../../../server/outages/contract.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api, lastProblems, problemOf } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { serverNow } from '../net/useClock.ts'
import { Field } from '../pieces/Field.tsx'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { InstantInput } from '../pieces/Instant.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { saveJson } from '../pieces/saveJson.ts'
import { LongField } from '../pieces/TextFields.tsx'
import { savedEvidence } from './saved.ts'
import { kindWords } from './words.ts'

const MINUTE = 60_000

/** What is told before it is signed. */
interface Draft {
  kind: OutageKind
  from: number
  to: number | null
  account: string
  evidence: string | null
}

/** The last requests of this page that were declined or not answered, as a report has them. */
const attemptsHere = (): Report['attempts'] =>
  lastProblems().map(({ at, path, status, code, requestId }) => ({
    ...{ at: Math.floor(Date.parse(at)), path: path.slice(0, 300), status, code: code.slice(0, 60) },
    ...(requestId ? { requestId } : {}),
  }))

/** Signs a report and sends it; one that cannot be sent is saved here, signed, and sent later. */
async function send(draft: Draft, tender: string | undefined): Promise<'sent' | 'saved'> {
  const report = `outage-${hex(random(16))}`
  const told = {
    report,
    ...(tender ? { tender } : {}),
    ...draft,
    account: draft.account.trim(),
    attempts: attemptsHere(),
  }
  const cms = await signStatement('outage.report', reportFields(told))
  try {
    await api.post('/outages', { ...told, cms })
    return 'sent'
  } catch (error) {
    const { status } = problemOf(error)
    if (status !== 0 && status < 500) throw error
    saveJson(`故障报告-${report.slice(7, 15)}.json`, { ...told, cms })
    return 'saved'
  }
}

/** A new report: what failed, when, and what one has of it. */
export function ReportOutage({ tender: id, onDone }: { tender: string | undefined; onDone: () => void }) {
  const tender = useLoad<Tender>(id ? `/tenders/${id}` : undefined).value
  const [within, setWithin] = useState(true)
  const [saved, setSaved] = useState(false)
  const [draft, setDraft] = useState<Draft>(() => {
    const now = Math.floor(serverNow())
    const evidence = savedEvidence(id) ?? null
    return {
      kind: evidence ? 'opening' : id ? 'upload' : 'other',
      from: now - 10 * MINUTE,
      to: now - MINUTE,
      account: '',
      evidence,
    }
  })
  const change = (more: Partial<Draft>): void => setDraft((before) => ({ ...before, ...more }))
  const report = useDeed(async () => {
    setSaved((await send(draft, within ? id : undefined)) === 'saved')
    change({ account: '' })
    onDone()
  })
  const again = useDeed(async (file: File) => {
    const text = await file.text()
    const read = JSON.parse(text) as Record<string, unknown>
    if (!('report' in read)) return change({ evidence: text })
    await api.post('/outages', read)
    setSaved(false)
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2>{say('报告平台故障', 'Report a failure of the platform')}</h2>
      <p className="prose">
        {say(
          '任何单位都可以报告，平台立即签发回执；由交易中心或监督部门对照平台运行记录认定，认定为平台中断的，开标计时对全体停走。指明标段的，报告人、标段和内容在该标段投标人名单公开前对任何人保密。',
          'Anybody may report and gets a receipt at once; the centre or supervision decides beside the own record of the platform. Where a tender is named, who reports, where and what is closed to everybody until its bidders are public.',
        )}
      </p>
      {tender && (
        <Checkbox checked={within} onChange={({ target }) => setWithin(target.checked)}>
          {say(`涉及标段 ${tender.name}`, `in the tender ${tender.name}`)}
        </Checkbox>
      )}
      <div className="row">
        <Field label={say('什么受影响', 'What failed')}>
          {(field) => (
            <Select
              id={field}
              value={draft.kind}
              onChange={(kind) => change({ kind })}
              options={Object.entries(kindWords()).map(([value, label]) => ({ value, label }))}
              style={{ minWidth: 220 }}
            />
          )}
        </Field>
        <Field label={say('开始（北京时间）', 'From (Beijing time)')}>
          {(field) => <InstantInput id={field} at={draft.from} onAt={(from) => change({ from })} />}
        </Field>
        {draft.to !== null && (
          <Field label={say('恢复', 'Until')}>
            {(field) => <InstantInput id={field} at={draft.to ?? 0} onAt={(to) => change({ to })} />}
          </Field>
        )}
        <Checkbox
          checked={draft.to === null}
          onChange={({ target }) => change({ to: target.checked ? null : Math.floor(serverNow()) - MINUTE })}
        >
          {say('仍未恢复', 'It lasts')}
        </Checkbox>
      </div>
      <LongField
        label={say('做了什么、看到了什么', 'what was tried, what was seen')}
        hint={say('也写明重试了几次；不少于10个字', 'and how often; at least ten characters')}
        most={4000}
        value={draft.account}
        onChange={(typed) => change({ account: typed })}
      />
      <FileDrop accept=".json" label={say('证据文件', 'Evidence')} onFile={(file) => void again.run(file)}>
        <b>
          {draft.evidence === null
            ? say('附上此前保存的证据或报告文件', 'Add evidence that was saved, or a saved report')
            : say('已附证据文件', 'Evidence is added')}
        </b>
        <div className="quiet">
          {say(
            `本页最近被拒或无应答的请求 ${attemptsHere().length} 次，一并写入报告`,
            `${attemptsHere().length} requests of this page that failed are told with it`,
          )}
        </div>
      </FileDrop>
      {saved && (
        <div className="banner sun">
          {say(
            '平台连接不上：已签名的报告已存到本机。恢复后把该文件拖到上面即可提交，也可用 yangguang-bid report 提交。',
            'The platform cannot be reached: the signed report is saved here. Drop the file above when it is back, or send it with yangguang-bid report.',
          )}
        </div>
      )}
      <Refused problem={report.problem ?? again.problem} />
      <div>
        <Button
          type="primary"
          loading={report.busy}
          disabled={draft.account.trim().length < 10 || (draft.to !== null && draft.to <= draft.from)}
          onClick={() => void report.run()}
        >
          {say('签名并报告', 'Sign and report')}
        </Button>
      </div>
    </section>
  )
}
