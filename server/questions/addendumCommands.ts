import type { z } from 'zod'
import { base64, hex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Platform } from '../platform/platform.ts'
import { uploadedDocument } from '../tenders/commands.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import type { TenderFact } from '../tenders/events.ts'
import {
  type Made,
  requireSealed,
  requireSigned,
  type SealedDocument,
  sameTold,
  sealedDocuments,
  sealedFacts,
  signedByHost,
  toSign,
} from '../tenders/hostSigningCommands.ts'
import { composedDocument } from '../tenders/paper.ts'
import { changePaper } from '../tenders/papers.ts'
import { TITLE } from '../tenders/publishCommands.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import type { HostSigned, Signature } from '../tenders/signature.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { draftOf, regionalOf, type Tender } from '../tenders/tender.ts'
import { documentsEver, withChanges } from '../tenders/versions.ts'
import { keepFile, takeUpload } from '../web/uploads.ts'
import { type Addendum, addendumStatement, issueAddendum } from './addendum.ts'
import { addendumTold, answersIn } from './addendumPaperCommands.ts'
import { realChanges } from './changes.ts'
import type { IssueAddendum, PreviewAddendum, UnsignedAddendum } from './contract.ts'
import { settleObjection } from './objection.ts'
import { answerQuestion } from './question.ts'
import { objectionOf, questionsStream, tenderFacts } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  ADDENDUM_PREVIEW: {
    status: 409,
    zh: '新版招标文件与预览不一致，请重新预览后签名',
    en: 'the document is no longer what was previewed: look again, then sign',
  },
  DOCUMENT_NOT_THERE: {
    status: 422,
    zh: '拟保留的文件不在已发布的招标文件中',
    en: 'a document that is to stay is no part of the tender document',
  },
})

type Input = z.infer<typeof IssueAddendum>
type Documents = z.infer<typeof SignedDocument>[]

/** The documents of the new version: those that stay, and uploads, hashed as they lie here. */
async function documentsOf(
  e: Pick<Context, 'platform' | 'who'>,
  tender: Tender,
  wished: Input['documents'],
): Promise<Documents> {
  const there = tender.published ? documentsEver(tender.published) : []
  const found: Documents = []
  for (const one of wished) {
    const kept = 'keep' in one ? there.find(({ sha256 }) => sha256 === one.keep) : undefined
    if ('keep' in one && !kept) throw refuse('DOCUMENT_NOT_THERE', { sha256: one.keep })
    found.push(kept ?? (await uploadedDocument(e.platform, e.who.tagFor(tender.id), tender.id, one as never)))
  }
  return found
}

/** The tender document of a published tender, made of other terms. */
async function madeOf(platform: Platform, tender: Tender, of: Pick<Input, 'changes' | 'deadline'>) {
  const draft = withChanges(draftOf(tender), realChanges(draftOf(tender), of.changes))
  const deadline = of.deadline ?? tender.deadline
  const { signer, publicUrl } = platform
  const how = { signer, publicUrl, regional: regionalOf(tender, platform.regional) }
  const bytes = await composedDocument({ ...draft, deadline, id: tender.id }, lawOf(tender), how)
  return { bytes, sha256: hex(sha256(bytes)) }
}

/** What would be published as the new tender document, byte for byte. */
export const preview = query(
  'addendum.issue',
  async (context, input: z.infer<typeof PreviewAddendum>): Promise<Tender> => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.published) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async ({ platform }, tender, input) => {
    const { bytes, sha256: hash } = await madeOf(platform, tender, input)
    return { title: TITLE, sha256: hash, bytes: bytes.length, pdf: base64(bytes) }
  },
)

/** What is done of an addendum before its transaction: documents made and hashed, signatures checked, its paper signed. */
interface Prepared {
  documents: Documents
  signature: Signature
  /** the document that was made anew; its file is kept in the transaction */
  made: Uint8Array | undefined
  sealed: SealedDocument[]
  paper: HostSigned | undefined
  /** the terms that documents and paper were made of */
  draft: string
}

/** A published tender, for one who may change its document. */
async function changeable(context: Context, { tender: id }: { tender: string }): Promise<Tender> {
  const tender = await tenderById(context, id)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  permit('addendum.issue', context.who, tender)
  return tender
}

type Said = Omit<Input, 'tender' | 'cms' | 'seals' | 'paper'>

const saidIn = ({ tender: _tender, cms: _cms, seals: _seals, paper: _paper, ...said }: Input): Said => said

/** The new version's documents, the one made anew first; what was previewed and signed for must be the same. */
async function versionOf(context: Context, tender: Tender, said: Said) {
  const kept = await documentsOf(context, tender, said.documents)
  if (!said.composed) return { documents: kept, made: undefined }
  const { bytes, sha256: hash } = await madeOf(context.platform, tender, said)
  if (hash !== said.composed) throw refuse('ADDENDUM_PREVIEW', { sha256: hash })
  return { documents: [{ title: TITLE, file: '', bytes: bytes.length, sha256: hash }, ...kept], made: bytes }
}

const UNSIGNED: Signature = { statement: '', cms: '', certificate: '' }

/** The paper of an addendum as it would be published at a moment; what the law refuses is refused here already. */
async function paperOf(context: Context, tender: Tender, of: Addendum, at: number): Promise<Made> {
  const { platform, now } = context
  const happenings = issueAddendum(
    tender,
    { ...of, signature: UNSIGNED },
    lawOf(tender),
    now,
    await platform.calendar(),
  )
  const after = happenings.map((one) => ({ ...one, id: '', at: now }) as unknown as TenderFact)
  const given = new Map(of.answers.map(({ question, text }) => [question, text]))
  const answers = await answersIn(context, tender.id, ({ id }) => given.get(id))
  const told = addendumTold([...(await tenderFacts(context, tender.id)), ...after], { ...of, answers })
  return { paper: changePaper(platform, tender, told, at), at }
}

/** The addendum's paper, and what is made anew by it, for the signature of whoever issues it. */
export const addendumToSign = query(
  'addendum.issue',
  changeable,
  async (context, tender, { tender: _id, at, ...said }: z.infer<typeof UnsignedAddendum>) => {
    const { documents, made } = await versionOf(context, tender, said)
    const paper = await paperOf(context, tender, { ...said, documents }, at)
    const [first] = fresh(tender, documents) // a document like one of an earlier version bears its signature already
    const anew = made && first?.sha256 === documents[0]?.sha256
    return toSign(context, tender, paper, anew ? { sha256: first?.sha256 ?? '', bytes: made } : undefined)
  },
)

async function prepareIssue(context: Context, input: Input): Promise<Prepared> {
  const tender = await changeable(context, input)
  const said = saidIn(input)
  const { documents, made } = await versionOf(context, tender, said)
  const of: Addendum = { ...said, documents }
  const fields = addendumStatement(tender.id, of)
  const statement = { what: 'addendum.issue', fields, cms: input.cms }
  const signature = await checkStatement(context.platform, context.who, statement, context.now)
  const sealed = await sealedDocuments(context, tender, input.seals)
  const paper =
    input.paper &&
    (await signedByHost(context, tender, await paperOf(context, tender, of, input.paper.at), input.paper.cms))
  return { documents, signature, made, sealed, paper, draft: canonical(draftOf(tender)) }
}

/** Keeps the document that was made anew, as if it had been uploaded. */
async function keepMade(e: Entry, tender: Tender, { documents, made }: Prepared): Promise<Documents> {
  const [first, ...rest] = documents
  if (!made || !first) return documents
  const owner = e.who.tagFor(tender.id)
  const file = await keepFile(e.platform, { tender: tender.id, owner, purpose: 'document' }, made, e.tx)
  return [{ ...first, file }, ...rest]
}

/** What the new version has that the one before had not: it is signed in its PDF as it is published. */
const fresh = ({ published }: Tender, documents: Documents): Documents => {
  const there = new Set(published ? documentsEver(published).map(({ sha256 }) => sha256) : [])
  return documents.filter(({ sha256 }) => !there.has(sha256))
}

/** The facts of an addendum, once it is lawful and all that it publishes is signed. */
async function amendment(e: Entry, tender: Tender, { input, ready }: Ready<Input, Prepared>) {
  const law = lawOf(tender)
  const of = { ...saidIn(input), documents: await keepMade(e, tender, ready), signature: ready.signature }
  const calendar = await e.platform.calendar()
  issueAddendum(tender, of, law, e.now, calendar) // the law is told before a signature is asked for
  requireSealed(ready.sealed, fresh(tender, of.documents), law)
  const paper = requireSigned(ready.paper, '澄清或修改文件', law)
  sameTold(ready.draft, canonical(draftOf(tender)))
  return { of, facts: issueAddendum(tender, { ...of, paper }, law, e.now, calendar) }
}

const issued = command(
  'addendum.issue',
  (e, { input }: Ready<Input, Prepared>): Promise<Tender> => e.hold(tenderStream(input.tender)),
  async (e, tender, both) => {
    const { of, facts } = await amendment(e, tender, both)
    const { id } = tender
    const stream = questionsStream(id)
    for (const { question, text } of of.answers) {
      const state = await e.holdIfAny(stream)
      const said = { question, text, affects: of.affects, version: of.version, signature: of.signature }
      await e.append(stream, answerQuestion({ tender, state }, said, lawOf(tender), e.now))
    }
    for (const objection of of.objections) {
      const settled = objectionOf(id, objection)
      await e.append(settled, settleObjection(await e.holdIfAny(settled), of.version))
    }
    const after = await e.append(tenderStream(id), facts)
    await e.append(tenderStream(id), sealedFacts(after, e.who, both.ready.sealed))
    for (const one of both.input.documents) if ('upload' in one) await takeUpload(e.platform, one.upload, e.tx)
    return { tender: id, version: after.published?.version, deadline: after.deadline }
  },
)

/**
 * Publishes an addendum: a new version, the answers that it carries, and the later deadline that the law wants; its paper and
 * its new documents are signed in the same step.
 */
export const issue = readied(prepareIssue, issued)
