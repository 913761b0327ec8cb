import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { permit } from '../access/policy.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Context, Query } from '../ledger/command.ts'
import { Reply } from '../web/route.ts'
import { composed, lawNow } from './composingCommands.ts'
import type { OneTender, PublishTender, UnsignedNotice, UploadOfTender } from './contract.ts'
import {
  documentToSign,
  type Made,
  paperToSign,
  requireSealed,
  requireSigned,
  type SealedDocument,
  sameTold,
  sealedDocuments,
  signedByHost,
  uploadToSign,
} from './hostSigningCommands.ts'
import { approvalOf, noticePaper } from './notice.ts'
import type { HostSigned } from './signature.ts'
import { tenderById } from './store.ts'
import { draftOf, type Tender } from './tender.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  NOTICE_PUBLISHED: {
    status: 409,
    zh: '公告已发布，不再生成待签的公告或文件',
    en: 'the notice is published: nothing is prepared to be signed for it any more',
  },
})

/** A draft, for one who may publish it. */
async function publishable(context: Context, input: { tender: string }): Promise<Tender> {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  permit('tender.publish', context.who, tender)
  if (tender.stage !== 'draft' && tender.stage !== 'prequalified') throw refuse('NOTICE_PUBLISHED')
  return tender
}

/** A copy that waits for a signature. */
export const waiting = (bytes: Uint8Array): Reply =>
  new Reply('application/pdf', bytes, { name: '待签文件.pdf', headers: { 'Cache-Control': 'no-store' } })

/** The tender document of a draft with an empty place for the asker's signature. */
export const document: Query<z.infer<typeof OneTender>, Reply> = {
  policy: 'tender.publish',
  run: async (context, input) => {
    const tender = await publishable(context, input)
    const { bytes, sha256 } = await composed(context, tender)
    return waiting(await documentToSign(context, tender, sha256, async () => bytes))
  },
}

/** A document that was uploaded to be published or to change what is, with an empty place for the asker's signature. */
export const upload: Query<z.infer<typeof UploadOfTender>, Reply> = {
  policy: 'tender.publish',
  run: async (context, input) => {
    const tender = await tenderById(context, input.tender)
    if (!tender) throw refuse('TENDER_UNKNOWN')
    permit('tender.publish', context.who, tender)
    return waiting(await uploadToSign(context, tender, input.upload))
  },
}

/** The notice as it would read if it were published at a moment with a document. */
async function noticeAt(context: Context, tender: Tender, of: { at: number; document: string }): Promise<Made> {
  const draft = draftOf(tender)
  const documents = [{ title: '', file: '', bytes: 0, sha256: of.document }]
  const paper = noticePaper({ ...tender, ...draft }, context.platform, await approvalOf(context, draft), {
    ...{ publishedAt: of.at, rulebook: lawNow(tender, of.at).id, documents },
  })
  return { paper, at: of.at }
}

/** The notice with an empty place for the asker's signature; the platform stamps it when it is published. */
export const notice: Query<z.infer<typeof UnsignedNotice>, Reply> = {
  policy: 'tender.publish',
  run: async (context, input) => {
    const tender = await publishable(context, input)
    return waiting(await paperToSign(context, tender, await noticeAt(context, tender, input)))
  },
}

/** What was signed before it is published: documents by their hash, and the notice with the draft that it tells. */
export interface SealedDraft {
  documents: SealedDocument[]
  notice: { signed: HostSigned; document: string; draft: string } | undefined
}

/** Puts the signatures that come with a publication into its papers. Nothing is decided yet. */
export async function sealDraft(context: Context, input: z.infer<typeof PublishTender>): Promise<SealedDraft> {
  const tender = await publishable(context, input)
  const documents = await sealedDocuments(context, tender, input.seals)
  if (!input.notice) return { documents, notice: undefined }
  const { cms, ...of } = input.notice
  const signed = await signedByHost(context, tender, await noticeAt(context, tender, of), cms)
  return { documents, notice: { signed, document: of.document, draft: canonical(draftOf(tender)) } }
}

/**
 * The notice that is published, signed; refuses a publication whose papers are not signed in the PDF, or whose notice tells
 * another draft or document. An invitation has letters in place of a notice.
 */
export function requireSeals(
  tender: Tender,
  { documents, notice }: SealedDraft,
  published: readonly { title: string; sha256: string }[],
  law: Rulebook,
): HostSigned | undefined {
  requireSealed(documents, published, law)
  if (tender.method === 'invited') return undefined
  const { signed, draft, document } = requireSigned(notice, '公告', law)
  sameTold(draft + document, canonical(draftOf(tender)) + (published[0]?.sha256 ?? ''))
  return signed
}
