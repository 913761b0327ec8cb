import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { permit } from '../access/policy.ts'
import type { Who } from '../access/who.ts'
import { stampedPaper } from '../documents/issue.ts'
import { type Issued, preparedCopy, readKept, signedCopy } from '../documents/prepared.ts'
import { renderPaper } from '../documents/render.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Context, Query } from '../ledger/command.ts'
import { Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import { uploadedDocument } from './commands.ts'
import { composed, lawNow } from './composingCommands.ts'
import type { OneTender, PublishTender, UnsignedNotice, UploadOfTender } from './contract.ts'
import { NoticeIssued } from './events.ts'
import { approvalOf, noticePaper } from './notice.ts'
import { sealPaper } from './sealing.ts'
import { tenderById } from './store.ts'
import { draftOf, type Tender } from './tender.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  PAPERS_UNSIGNED: {
    status: 422,
    zh: '公告和招标文件须先加盖电子签章，与发布同时签署',
    en: 'notice and tender document are signed in the PDF when they are published',
  },
  NOTICE_PUBLISHED: {
    status: 409,
    zh: '公告已发布，不再生成待签的公告或文件',
    en: 'the notice is published: nothing is prepared to be signed for it any more',
  },
  NOTICE_STALE: {
    status: 409,
    zh: '公告预览已过时，请重新预览并签署',
    en: 'the notice was frozen too long ago, or its draft has changed: look at it and sign it again',
  },
})

/** How long a frozen notice may wait for its signature and its publication, ms. */
const FRESH = 10 * 60_000

/** The place in which a side of a tender signs. */
export const fieldOf = ({ role }: Pick<Who, 'role'>): 'tenderer' | 'agent' => (role === 'agent' ? 'agent' : 'tenderer')
/** Where the signed papers of a tender lie. */
export const folderOf = ({ id }: Pick<Tender, 'id'>): string => `papers/${id.toLowerCase()}`

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const placeOf = (context: Pick<Context, 'who'>, tender: Tender, base: string) => ({
  folder: folderOf(tender),
  base,
  field: fieldOf(context.who),
})

/** A draft, for one who may publish it. */
async function publishable(context: Context, input: { tender: string }): Promise<Tender> {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  permit('tender.publish', context.who, tender)
  if (tender.stage !== 'draft' && tender.stage !== 'prequalified') throw refuse('NOTICE_PUBLISHED')
  return tender
}

const waiting = (bytes: Uint8Array): Reply =>
  new Reply('application/pdf', bytes, { name: '待签文件.pdf', headers: { 'Cache-Control': 'no-store' } })

/** The tender document of a draft with an empty place for the asker's signature. */
export const document: Query<z.infer<typeof OneTender>, Reply> = {
  policy: 'tender.publish',
  run: async (context, input) => {
    const tender = await publishable(context, input)
    const { bytes, sha256 } = await composed(context, tender)
    return waiting(await preparedCopy(context, placeOf(context, tender, sha256), async () => bytes, '招标文件签章'))
  },
}

/** A document that was uploaded to be published, with an empty place for the asker's signature. */
export const upload: Query<z.infer<typeof UploadOfTender>, Reply> = {
  policy: 'tender.publish',
  run: async (context, input) => {
    const { platform, who } = context
    const tender = await publishable(context, input)
    const one = { title: '', upload: input.upload }
    const { file, sha256 } = await uploadedDocument(platform, who.tagFor(tender.id), tender.id, one)
    const place = placeOf(context, tender, sha256)
    return waiting(await preparedCopy(context, place, () => uploadBytes(platform, file), '招标文件签章'))
  },
}

/** The notice as it would read if it were published at a moment with a document. */
async function noticeAt(context: Context, tender: Tender, of: { at: number; document: string }) {
  const draft = draftOf(tender)
  const documents = [{ title: '', file: '', bytes: 0, sha256: of.document }]
  const paper = noticePaper({ ...tender, ...draft }, context.platform, await approvalOf(context, draft), {
    ...{ publishedAt: of.at, rulebook: lawNow(tender, of.at).id, documents },
  })
  const key = `notices/${tender.id.toLowerCase()}/frozen/${sha256Of(await renderPaper(paper, { at: of.at }))}.pdf`
  return { paper, key }
}

const isFresh = ({ now }: Pick<Context, 'now'>, at: number): boolean => Math.abs(now - at) <= FRESH

/** The notice, frozen with the platform's stamp, with an empty place for the asker's signature. */
export const notice: Query<z.infer<typeof UnsignedNotice>, Reply> = {
  policy: 'tender.publish',
  run: async (context, input) => {
    const { platform } = context
    const tender = await publishable(context, input)
    if (!isFresh(context, input.at)) throw refuse('NOTICE_STALE')
    const { paper, key } = await noticeAt(context, tender, input)
    if ((await platform.files.size(key)) === undefined)
      await platform.files.put(key, await stampedPaper(platform, paper, input.at))
    const frozen = await readKept(context.platform, key)
    return waiting(
      await preparedCopy(context, placeOf(context, tender, sha256Of(frozen)), async () => frozen, '公告签章'),
    )
  },
}

/** A paper with the signature that was put into it. */
interface Sealed {
  paper: string
  signed: Issued
  certificate: string
}

/** What was signed before it is published: documents by their hash, and the notice with the draft that it tells. */
export interface SealedDraft {
  documents: Sealed[]
  notice: (Sealed & { file: string; document: string; draft: string }) | null
}

/** Puts the signatures that come with a publication into its papers. Nothing is decided yet. */
export async function sealDraft(context: Context, input: z.infer<typeof PublishTender>): Promise<SealedDraft> {
  const tender = await publishable(context, input)
  const documents: Sealed[] = []
  const put = async (paper: string, cms: string): Promise<Sealed> => {
    const { issued: signed, certificate } = await signedCopy(context, placeOf(context, tender, paper), cms)
    return { paper, signed, certificate }
  }
  for (const { sha256, cms } of input.seals) documents.push(await put(sha256, cms))
  if (!input.notice) return { documents, notice: null }
  const { at, document: named, cms } = input.notice
  if (!isFresh(context, at)) throw refuse('NOTICE_STALE')
  const { key } = await noticeAt(context, tender, { at, document: named })
  if ((await context.platform.files.size(key)) === undefined) throw refuse('NOTICE_STALE')
  const sealed = await put(sha256Of(await readKept(context.platform, key)), cms)
  return { documents, notice: { ...sealed, file: key, document: named, draft: canonical(draftOf(tender)) } }
}

/** Refuses a publication whose papers are not signed in the PDF, or whose notice tells another draft or document. */
export function requireSeals(
  tender: Tender,
  { documents, notice }: SealedDraft,
  published: readonly { title: string; sha256: string }[],
  law: Rulebook,
): void {
  const open = published.filter(({ sha256 }) => !documents.some(({ paper }) => paper === sha256))
  // an invitation has letters in place of a notice
  const lacking = [...open.map(({ title }) => title), ...(notice || tender.method === 'invited' ? [] : ['公告'])]
  if (lacking.length) throw refuse('PAPERS_UNSIGNED', { papers: lacking }, law.signedDocuments)
  if (notice && (notice.draft !== canonical(draftOf(tender)) || notice.document !== published[0]?.sha256))
    throw refuse('NOTICE_STALE')
}

/** The facts of the papers that were signed with their publication. */
export function sealedFacts(tender: Tender, who: Pick<Who, 'role'>, { documents, notice }: SealedDraft) {
  const field = fieldOf(who)
  const of = (after: Tender, { paper, signed, certificate }: Sealed) =>
    sealPaper(after, { paper, field, base: paper, signed, certificate })
  const named = new Set(tender.published?.documents.map(({ sha256 }) => sha256))
  const facts = documents.filter(({ paper }) => named.has(paper)).flatMap((one) => of(tender, one))
  if (!notice || !tender.published) return facts
  const file = { file: notice.file, sha256: notice.paper }
  const after: Tender = { ...tender, published: { ...tender.published, noticeFile: file } }
  return [...facts, NoticeIssued({ tender: tender.id, ...file }), ...of(after, notice)]
}
