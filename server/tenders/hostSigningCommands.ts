import { createHash } from 'node:crypto'
import { base64 } from '../../crypto/bytes.ts'
import type { Paper } from '../../templates/layout.ts'
import type { Who } from '../access/who.ts'
import { stampedFile, storePdf } from '../documents/issue.ts'
import { type Issued, type Place, preparedCopy, readKept, signedCopy } from '../documents/prepared.ts'
import { renderPaper } from '../documents/render.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Context } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { uploadBytes } from '../web/uploads.ts'
import { uploadedDocument } from './commands.ts'
import { sealPaper } from './sealing.ts'
import type { HostSigned } from './signature.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  PAPERS_UNSIGNED: {
    status: 422,
    zh: '公告和文件须先加盖电子签章，与发布同时签署',
    en: 'what is published is signed in its PDF in the same step',
  },
  PAPER_STALE: {
    status: 409,
    zh: '待签文件已过时，请重新预览并签署',
    en: 'the paper was made too long ago, or what it tells has changed: look at it and sign it again',
  },
})

/** How long a paper that was made to be signed may wait for its signature and its publication, ms. */
const FRESH = 10 * 60_000

/** The place in which a side of a tender signs. */
export const fieldOf = ({ role }: Pick<Who, 'role'>): 'tenderer' | 'agent' => (role === 'agent' ? 'agent' : 'tenderer')
/** Where the signed papers of a tender lie. */
export const folderOf = ({ id }: Pick<Tender, 'id'>): string => `papers/${id.toLowerCase()}`

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const placeOf = (context: Pick<Context, 'who'>, tender: Pick<Tender, 'id'>, base: string): Place => ({
  folder: folderOf(tender),
  base,
  field: fieldOf(context.who),
})

/** A paper as it will be published, and the moment that it names: the same two give the same bytes. */
export interface Made {
  paper: Paper
  at: number
}

async function rendered({ now }: Pick<Context, 'now'>, { paper, at }: Made): Promise<Uint8Array> {
  if (Math.abs(now - at) > FRESH) throw refuse('PAPER_STALE')
  return renderPaper(paper, { at })
}

/** A paper that is about to be published, with an empty place for its host's signature: nobody has stamped it. */
export async function paperToSign(context: Context, tender: Tender, made: Made): Promise<Uint8Array> {
  const bytes = await rendered(context, made)
  return preparedCopy(context, placeOf(context, tender, sha256Of(bytes)), async () => bytes, `${made.paper.title}签章`)
}

/** Puts its host's signature into a paper that is about to be published. Nothing is decided yet. */
export async function signedByHost(context: Context, tender: Tender, made: Made, cms: string): Promise<HostSigned> {
  const place = placeOf(context, tender, sha256Of(await rendered(context, made)))
  const { issued, certificate } = await signedCopy(context, place, cms)
  return { ...issued, field: fieldOf(context.who), certificate }
}

/** Puts the platform's stamp into a paper that its host signed, once it is published. */
export const stampPublished = async (platform: Platform, folder: string, signed: HostSigned, at: number) =>
  storePdf(platform, folder, await stampedFile(platform, await readKept(platform, signed.file), at))

/** Refuses what is to be published without the signature of its host in its PDF, or with one over something else. */
export function requireSigned<T>(paper: T | undefined, title: string, law: Rulebook): T {
  if (!paper) throw refuse('PAPERS_UNSIGNED', { papers: [title] }, law.signedDocuments)
  return paper
}

/** Refuses a paper that told something else than what is published now. */
export function sameTold(signedOver: string, now: string): void {
  if (signedOver !== now) throw refuse('PAPER_STALE')
}

/** A document with the signature that was put into it. */
export interface SealedDocument {
  /** SHA-256 of it as it is published */
  paper: string
  signed: Issued
  certificate: string
}

/** A document of a tender that the platform makes or that was uploaded, with an empty place for the asker's signature. */
export const documentToSign = (context: Context, tender: Tender, sha256: string, bytes: () => Promise<Uint8Array>) =>
  preparedCopy(context, placeOf(context, tender, sha256), bytes, '文件签章')

/** What a deed publishes, to be signed: the paper that tells it, and the document that the platform makes with it; PDF, base64. */
export interface ToSign {
  pdf: string
  made: { sha256: string; pdf: string } | null
}

/** The paper that tells a deed and the document that is made with it, each with an empty place for the asker's signature. */
export async function toSign(
  context: Context,
  tender: Tender,
  paper: Made,
  document?: { sha256: string; bytes: Uint8Array },
): Promise<ToSign> {
  const pdf = base64(await paperToSign(context, tender, paper))
  if (!document) return { pdf, made: null }
  const copy = await documentToSign(context, tender, document.sha256, async () => document.bytes)
  return { pdf, made: { sha256: document.sha256, pdf: base64(copy) } }
}

/** A document that was uploaded to be published, with an empty place for the asker's signature. */
export async function uploadToSign(context: Context, tender: Tender, upload: string): Promise<Uint8Array> {
  const { platform, who } = context
  const one = { title: '', upload }
  const { file, sha256 } = await uploadedDocument(platform, who.tagFor(tender.id), tender.id, one)
  return preparedCopy(context, placeOf(context, tender, sha256), () => uploadBytes(platform, file), '文件签章')
}

/** Puts the signatures into the documents that are about to be published. Nothing is decided yet. */
export async function sealedDocuments(
  context: Context,
  tender: Tender,
  seals: readonly { sha256: string; cms: string }[],
): Promise<SealedDocument[]> {
  const done: SealedDocument[] = []
  for (const { sha256: paper, cms } of seals) {
    const { issued: signed, certificate } = await signedCopy(context, placeOf(context, tender, paper), cms)
    done.push({ paper, signed, certificate })
  }
  return done
}

/** Refuses documents that are to be published without a signature in their PDF. */
export function requireSealed(
  sealed: readonly SealedDocument[],
  published: readonly { title: string; sha256: string }[],
  law: Rulebook,
): void {
  const papers = published.filter(({ sha256 }) => !sealed.some(({ paper }) => paper === sha256))
  if (papers.length) throw refuse('PAPERS_UNSIGNED', { papers: papers.map(({ title }) => title) }, law.signedDocuments)
}

/** The facts of the documents that were signed as they were published. */
export const sealedFacts = (after: Tender, who: Pick<Who, 'role'>, sealed: readonly SealedDocument[]) =>
  sealed.flatMap(({ paper, signed, certificate }) =>
    sealPaper(after, { paper, field: fieldOf(who), base: paper, signed, certificate }),
  )
