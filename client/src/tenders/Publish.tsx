import { Button } from 'antd'
import { useState } from 'react'
import { hex } from '../../../crypto/bytes.ts'
import { bulkSha256 } from '../../../crypto/digest.ts'
import { publication } from '../../../server/tenders/rules.ts'
import { draftOf, noticeHash, OFFICERS } from '../../../server/tenders/tender.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Meter } from '../pieces/Meter.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { Money } from '../pieces/Money.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Uploader } from '../sealing/uploader.ts'
import type { OfTender } from './TenderPage.tsx'

interface Ready {
  title: string
  upload: string
  sha256: string
  bytes: number
}

/** Publishing: documents, a frozen preview, one signature over exactly what everybody will read. */
export function Publish({ tender, reload }: OfTender) {
  const [documents, setDocuments] = useState<Ready[]>([])
  const [sent, setSent] = useState<{ done: number; total: number }>()
  const add = useDeed(async (file: File) => {
    const ready = await uploadDocument(tender.id, file, (done) => setSent({ done, total: file.size }))
    setDocuments((before) => [...before, ready])
    setSent(undefined)
  })
  const publish = useDeed(async () => {
    const fields = publication(tender, draftOf(tender), documents)
    const cms = await signStatement('tender.publish', fields)
    await api.post(`/tenders/${tender.id}/publish`, {
      documents: documents.map(({ title, upload }) => ({ title, upload })),
      cms,
    })
    reload()
  })
  const missing = OFFICERS.filter((role) => !tender.officerKeys[role])
  return (
    <section className="sheet stack">
      <h2>{say('发布招标公告', 'Publish the notice')}</h2>
      <Preview tender={tender} />
      <FileDrop
        accept="application/pdf,.pdf"
        label={say('招标文件', 'tender document')}
        onFile={(file) => void add.run(file)}
      >
        <b>{say('添加招标文件（PDF）', 'Add a tender document (PDF)')}</b>
      </FileDrop>
      {sent && (
        <Meter
          label={say('上传', 'Upload')}
          done={sent.done}
          total={sent.total}
          text={`${(sent.done / 1_048_576).toFixed(1)} / ${(sent.total / 1_048_576).toFixed(1)} MB`}
        />
      )}
      <Refused problem={add.problem} />
      {documents.length > 0 && (
        <ul>
          {documents.map((one) => (
            <li key={one.upload}>
              {one.title} <span className="hash quiet">SHA-256 {one.sha256}</span>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <p className="banner sun">
          {say('三方开标密钥全部公布后才能发布。', 'All three officers must publish their keys first.')}
        </p>
      )}
      <p className="prose">
        {say(
          '发布后，公告、招标文件与开标密钥不可更改，任何人可以阅读；更正须另行发布澄清或修改文件。签名内容即以上冻结的预览。',
          'After this, notice, documents and keys cannot be changed and are public. Your signature covers the frozen preview above.',
        )}
      </p>
      <Refused problem={publish.problem} />
      <div>
        <Button
          type="primary"
          size="large"
          disabled={!documents.length || missing.length > 0}
          loading={publish.busy}
          onClick={() => void publish.run()}
        >
          {say('签名并发布招标公告', 'Sign and publish the notice')}
        </Button>
      </div>
    </section>
  )
}

function Preview({ tender }: Pick<OfTender, 'tender'>) {
  return (
    <div style={{ background: 'var(--ground)', padding: 16, borderRadius: 4 }}>
      <dl className="facts">
        <dt>{say('招标范围', 'Scope')}</dt>
        <dd>{tender.scope}</dd>
        <dt>{say('资格要求', 'Qualification')}</dt>
        <dd style={{ whiteSpace: 'pre-line' }}>{tender.qualification}</dd>
        <dt>{say('文件获取', 'Documents')}</dt>
        <dd>
          <Moment at={tender.documentsFrom} /> — <Moment at={tender.documentsUntil} />
        </dd>
        <dt>{say('投标截止', 'Deadline')}</dt>
        <dd>
          <Moment at={tender.deadline} />
        </dd>
        <dt>{say('估算价', 'Estimate')}</dt>
        <dd>
          <Money fen={tender.estimate} capitals />
        </dd>
        <dt>{say('限价', 'Ceiling')}</dt>
        <dd>
          <Money fen={tender.ceiling} capitals />
        </dd>
        <dt>{say('保证金', 'Deposit')}</dt>
        <dd>
          <Money fen={tender.deposit} capitals />
        </dd>
        <dt>{say('公告摘要', 'Digest of the notice')}</dt>
        <dd className="hash">{noticeHash(draftOf(tender))}</dd>
      </dl>
    </div>
  )
}

async function uploadDocument(tender: string, file: File, onSent: (bytes: number) => void): Promise<Ready> {
  const opened = await api.post<{ upload: string; piece: number; pieces: number }>('/uploads', {
    tender,
    purpose: 'document',
    bytes: file.size,
  })
  let done = 0
  const uploader: Uploader = new Uploader(opened.upload, {
    sent: (bytes) => {
      done += bytes
      onSent(done)
    },
    retried: () => undefined,
    waiting: () => uploader.resume(),
  })
  for (let n = 0; n < opened.pieces; n++)
    await uploader.send(n, new Uint8Array(await file.slice(n * opened.piece, (n + 1) * opened.piece).arrayBuffer()))
  await uploader.finish()
  const sha256 = hex(await bulkSha256(new Uint8Array(await file.arrayBuffer())))
  return { title: file.name.replace(/\.pdf$/i, '').slice(0, 120), upload: opened.upload, sha256, bytes: file.size }
}
