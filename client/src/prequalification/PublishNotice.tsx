import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { hex } from '../../../crypto/bytes.ts'
import { bulkSha256 } from '../../../crypto/digest.ts'
import { prequalPublication } from '../../../server/prequalification/publishing.ts'
import type { Told } from '../../../server/tenders/finding.ts'
import { keyless } from '../../../server/tenders/seats.ts'
import { draftOf } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { sealsWith } from '../net/sealing.ts'
import { Loading } from '../pieces/Loading.tsx'
import { MadePreview } from '../pieces/MadePreview.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Findings } from '../tenders/Findings.tsx'
import type { OfTender } from '../tenders/TenderPage.tsx'

/** Check first, then publish the prequalification notice: one signature over exactly what was looked at. */
export function PublishNotice({ tender, reload }: OfTender) {
  const [seen, setSeen] = useState<{ bytes: Uint8Array; sha256: string }>()
  const checked = useLoad<{ rulebook: string; at: number; findings: Told[] }>(`/tenders/${tender.id}/check`)
  const look = useDeed(async () => {
    const bytes = await api.bytes(`/tenders/${tender.id}/prequalification/preview.pdf`)
    setSeen({ bytes, sha256: hex(await bulkSha256(bytes)) })
  })
  const publish = useDeed(async () => {
    if (!seen) return
    const cms = await signStatement('prequalification.publish', prequalPublication(tender, draftOf(tender), [seen]))
    const path = `/tenders/${tender.id}/prequalification/publish`
    await api.post(path, { documents: [], ...(await sealsWith(path, {})), cms })
    reload()
  })
  const missing = keyless(tender, draftOf(tender))
  const blocked = checked.value?.findings.some(({ severity }) => severity === 'block') ?? true
  const terms = tender.prequalification
  return (
    <section className="sheet stack">
      <div className="sheet-head">
        <h2>{say('发布资格预审公告', 'Publish the prequalification')}</h2>
        <Link to={`/t/${tender.id}/document`}>{say('编辑草稿', 'Edit the draft')}</Link>
      </div>
      <p className="prose quiet">
        {say(
          '本标段实行资格预审：先公告、受理申请并审查；通过者达到三个后，再发布招标文件。',
          'This tender is prequalified for: applications and their review come first; the tender document follows once three have passed.',
        )}
      </p>
      {terms && (
        <dl className="facts">
          <dt>{say('文件提供', 'Document')}</dt>
          <dd>
            <Moment at={terms.documentsFrom} /> — <Moment at={terms.documentsUntil} />
          </dd>
          <dt>{say('申请截止', 'Deadline')}</dt>
          <dd>
            <Moment at={terms.deadline} />
          </dd>
          <dt>{say('审查内容', 'Judged')}</dt>
          <dd>
            {terms.requirements.map(({ id, zh }) => (
              <div key={id}>{zh}</div>
            ))}
          </dd>
        </dl>
      )}
      <Loading of={checked}>{(value) => <Findings of={value} reasons={{}} onReason={() => undefined} />}</Loading>
      <MadePreview of={look} made={seen} title={say('生成资格预审文件预览', 'Preview the document')}>
        <Button onClick={checked.reload} loading={checked.loading}>
          {say('重新体检', 'Check again')}
        </Button>
      </MadePreview>
      {missing.length > 0 && (
        <p className="banner sun">
          {say('开标人的密钥全部公布后才能发布。', 'Every officer must publish its key first.')}
        </p>
      )}
      <Refused problem={publish.problem} />
      <div>
        <Button
          type="primary"
          size="large"
          disabled={!seen || blocked || missing.length > 0}
          loading={publish.busy}
          onClick={() => void publish.run()}
        >
          {say('签名并发布资格预审公告', 'Sign and publish the notice')}
        </Button>
      </div>
    </section>
  )
}
