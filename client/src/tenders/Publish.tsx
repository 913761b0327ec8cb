import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { hex } from '../../../crypto/bytes.ts'
import { bulkSha256 } from '../../../crypto/digest.ts'
import { bytesToSign } from '../../../crypto/pdfRange.ts'
import { keyOf, type Told } from '../../../server/tenders/finding.ts'
import { publication } from '../../../server/tenders/rules.ts'
import { keyless } from '../../../server/tenders/seats.ts'
import { draftOf, type Tender } from '../../../server/tenders/tender.ts'
import { signBytes, signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { serverNow } from '../net/useClock.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { MadePreview } from '../pieces/MadePreview.tsx'
import { Meter } from '../pieces/Meter.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { Uploader } from '../sealing/uploader.ts'
import { Findings } from './Findings.tsx'
import { NoticePreview } from './NoticePreview.tsx'
import type { OfTender } from './TenderPage.tsx'

interface Ready {
  title: string
  upload: string
  sha256: string
  bytes: number
}

/** Check first, then publish: what was found, the document as it will be read, one signature over exactly that. */
export function Publish({ tender, reload }: OfTender) {
  const [composed, setComposed] = useState(true)
  const [documents, setDocuments] = useState<Ready[]>([])
  const [sent, setSent] = useState<{ done: number; total: number }>()
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const [seen, setSeen] = useState<{ bytes: Uint8Array; sha256: string }>()
  const checked = useLoad<{ rulebook: string; at: number; findings: Told[] }>(
    `/tenders/${tender.id}/check?composed=${composed}`,
  )
  const look = useDeed(async () => setSeen(await previewOf(tender.id)))
  const add = useDeed(async (file: File) => {
    const ready = await uploadDocument(tender.id, file, (done) => setSent({ done, total: file.size }))
    setDocuments((before) => [...before, ready])
    setSent(undefined)
  })
  const findings = checked.value?.findings ?? []
  const warnings = findings.filter(({ severity }) => severity === 'warn')
  const given = warnings.map(({ code, where }) => ({
    code,
    where,
    reason: (reasons[keyOf({ code, where })] ?? '').trim(),
  }))
  const publish = useDeed(async () => {
    const all = [...(composed && seen ? [seen] : []), ...documents]
    const cms = await signStatement('tender.publish', publication(tender, draftOf(tender), all, given))
    const uploads = documents.map(({ title, upload }) => ({ title, upload }))
    const papers = await sealsFor(tender, { composed: composed ? seen?.sha256 : undefined, documents })
    await api.post(`/tenders/${tender.id}/publish`, {
      ...(composed ? { composed } : {}),
      ...papers,
      documents: uploads,
      reasons: given,
      cms,
    })
    reload()
  })
  const missing = keyless(tender, draftOf(tender))
  const open = findings.some(({ severity }) => severity === 'block') || given.some(({ reason }) => reason.length < 10)
  const ready = composed ? seen !== undefined : documents.length > 0
  return (
    <>
      <section className="sheet stack">
        <div className="sheet-head">
          <h2>{say('发布前体检', 'Check before publication')}</h2>
          <Link to={`/t/${tender.id}/document`}>{say('编辑草稿', 'Edit the draft')}</Link>
        </div>
        <Loading of={checked}>
          {(value) => (
            <Findings
              of={value}
              reasons={reasons}
              onReason={(key, reason) => setReasons({ ...reasons, [key]: reason })}
            />
          )}
        </Loading>
        <div>
          <Button onClick={checked.reload} loading={checked.loading}>
            {say('重新体检', 'Check again')}
          </Button>
        </div>
      </section>
      <section className="sheet stack">
        <h2>{say('预览与发布', 'Preview and publish')}</h2>
        <NoticePreview tender={tender} />
        <Segmented
          value={composed ? 'composed' : 'uploaded'}
          onChange={(value) => setComposed(value === 'composed')}
          options={[
            { value: 'composed', label: say('由平台按草稿生成招标文件', 'document made from the draft') },
            { value: 'uploaded', label: say('整体上传招标文件', 'upload the document whole') },
          ]}
        />
        {composed && <MadePreview of={look} made={seen} title={say('生成招标文件预览', 'Preview the document')} />}
        <FileDrop accept="application/pdf,.pdf" label={say('文件', 'document')} onFile={(file) => void add.run(file)}>
          <b>
            {composed
              ? say('添加附件（PDF）：图纸、清单等', 'Add an annex (PDF)')
              : say('添加招标文件（PDF）', 'Add a tender document (PDF)')}
          </b>
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
            {say('全部开标人公布密钥后才能发布。', 'All officers must publish their keys first.')}
          </p>
        )}
        <p className="prose">
          {tender.method === 'invited'
            ? say(
                '发出后，招标文件与开标密钥不可更改；投标邀请书同时发给各受邀请人，招标文件仅受邀请人可以获取。签名内容即以上冻结的预览。',
                'After this, document and keys cannot be changed; all letters go out at once, and only the invited fetch the document. Your signature covers the frozen preview above and goes into each PDF.',
              )
            : say(
                '发布后，公告、招标文件与开标密钥不可更改，任何人可以阅读；更正须另行发布澄清或修改文件。签名内容即以上冻结的预览，对体检提示的说明一并公开；同一次签名步骤为公告和招标文件的 PDF 加盖电子签章。',
                'After this, notice, documents and keys cannot be changed and are public, the reasons given to the check too. Your signature covers the frozen preview above; in the same step notice and document are signed in their PDFs.',
              )}
        </p>
        <Refused problem={publish.problem} />
        <div>
          <Button
            type="primary"
            size="large"
            disabled={!ready || open || missing.length > 0 || !checked.value}
            loading={publish.busy}
            onClick={() => void publish.run()}
          >
            {tender.method === 'invited'
              ? say('签名并发出投标邀请书', 'Sign and send the letters')
              : say('签名并发布招标公告', 'Sign and publish the notice')}
          </Button>
        </div>
      </section>
    </>
  )
}

/** The signatures in the PDFs of documents and notice (PAdES): with the same key, in the same step as the publication. */
async function sealsFor(tender: Tender, of: { composed: string | undefined; documents: Ready[] }) {
  const path = `/tenders/${tender.id}`
  const signed = async (prepared: string) => signBytes(bytesToSign(await api.bytes(`${path}${prepared}`)))
  const seals: { sha256: string; cms: string }[] = []
  if (of.composed) seals.push({ sha256: of.composed, cms: await signed('/preview/prepared') })
  for (const { sha256, upload } of of.documents)
    seals.push({ sha256, cms: await signed(`/uploads/${upload}/prepared`) })
  const [first] = seals
  if (tender.method === 'invited' || !first) return { seals }
  const [at, document] = [Math.round(serverNow()), first.sha256]
  const cms = await signed(`/notice-preview/prepared?at=${at}&document=${document}`)
  return { seals, notice: { at, document, cms } }
}

/** The document as it would be published now: its bytes are shown, and their hash is what is signed. */
async function previewOf(tender: string): Promise<{ bytes: Uint8Array; sha256: string }> {
  const bytes = await api.bytes(`/tenders/${tender}/preview.pdf`)
  return { bytes, sha256: hex(await bulkSha256(bytes)) }
}

/** Sends a file to the platform piece by piece; a deed then takes it by its upload. */
export async function uploadDocument(tender: string, file: File, onSent: (bytes: number) => void): Promise<Ready> {
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
  for (let n = 0; n < opened.pieces; n++) {
    const bytes = new Uint8Array(await file.slice(n * opened.piece, (n + 1) * opened.piece).arrayBuffer())
    await uploader.send(n, bytes, hex(await bulkSha256(bytes)))
  }
  await uploader.finish()
  const sha256 = hex(await bulkSha256(new Uint8Array(await file.arrayBuffer())))
  return { title: file.name.replace(/\.pdf$/i, '').slice(0, 120), upload: opened.upload, sha256, bytes: file.size }
}
