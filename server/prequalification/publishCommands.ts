import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { dayOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { rulebookFor } from '../law/rulebook.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { projectById } from '../projects/store.ts'
import { frozenOn } from '../regions/commands.ts'
import { inspectPrequalification } from '../tenders/admissionRules.ts'
import { uploadedDocument } from '../tenders/commands.ts'
import type { Draft, SignedDocument } from '../tenders/contract.ts'
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
import { obstacles } from '../tenders/inspection.ts'
import { changePaper } from '../tenders/papers.ts'
import type { HostSigned, Signature } from '../tenders/signature.ts'
import { registrationOf, tenderById, tenderStream, tendersOfSection } from '../tenders/store.ts'
import { draftOf, type Tender } from '../tenders/tender.ts'
import { keepFile, takeUpload } from '../web/uploads.ts'
import type { PublishPrequalification, UnsignedPrequalification } from './contract.ts'
import { composedPrequalification } from './paper.ts'
import { noticeTold } from './papers.ts'
import { prequalPublication, publishPrequalification, termsOf } from './publishing.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

type Document = z.infer<typeof SignedDocument>
const TITLE = '资格预审文件'
export const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

export const known = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** What is done before the transaction of a notice or an addendum: documents made and hashed, signatures checked, its paper signed. */
export interface Prepared {
  documents: Document[]
  signature: Signature
  /** the document that the platform made, the first; its file is kept in the transaction */
  made: Uint8Array
  sealed: SealedDocument[]
  paper: HostSigned | undefined
  /** the terms that document and paper were made of */
  draft: string
}

/** The prequalification document that the platform makes; its file is kept when it is published. */
export async function composed({ platform }: Pick<Context, 'platform'>, tender: Tender, draft: Draft, version: number) {
  const made = await composedPrequalification({ ...draft, id: tender.id }, platform, version)
  const sha256 = createHash('sha256').update(made).digest('hex')
  const title = version > 1 ? `${TITLE}（第${version}版）` : TITLE
  return { made, document: { title, file: '', bytes: made.length, sha256 } }
}

/** Keeps the document that was made, as if it had been uploaded. */
export async function keepMade(e: Entry, tender: Tender, { documents, made }: Prepared): Promise<Document[]> {
  const [first, ...rest] = documents
  if (!first) throw new Error('a prequalification without its document')
  const owner = e.who.tagFor(tender.id)
  const file = await keepFile(e.platform, { tender: tender.id, owner, purpose: 'document' }, made, e.tx)
  return [{ ...first, file }, ...rest]
}

type Publishing = z.infer<typeof PublishPrequalification>

const noticeMade = ({ platform }: Context, tender: Tender, at: number): Made => ({
  paper: changePaper(platform, tender, noticeTold(tender, platform.publicUrl), at),
  at,
})

async function documentsOf(context: Context, tender: Tender, given: Publishing['documents']) {
  const owner = context.who.tagFor(tender.id)
  const { made, document } = await composed(context, tender, draftOf(tender), 1)
  const uploaded = given.map((one) => uploadedDocument(context.platform, owner, tender.id, one))
  return { made, documents: [document, ...(await Promise.all(uploaded))] }
}

/** What stands against a notice, as if it were published now. */
async function problemsOf(
  { platform, now: at }: Pick<Context, 'platform' | 'now'>,
  tender: Tender,
  [project, others]: Awaited<ReturnType<typeof registrationOf>>,
) {
  const law = rulebookFor(tender.track, dayOf(at), tender.mandatory)
  const of = { draft: draftOf(tender), project, others, mended: tender.mended, at }
  const found = inspectPrequalification(of, law, await platform.calendar())
  const blocks = found.filter(({ severity }) => severity === 'block')
  return { law, problems: obstacles(blocks, []) }
}

/** The notice and the document that the platform makes, for the signature of whoever publishes them. */
export const noticeToSign = query(
  'prequalification.publish',
  known,
  async (context, tender, { at }: z.infer<typeof UnsignedPrequalification>) => {
    termsOf(tender)
    const { registered, code } = draftOf(tender)
    const project = registered === undefined ? undefined : await projectById(context, registered)
    const others = await tendersOfSection(context, { code, id: tender.id })
    const { problems } = await problemsOf(context, tender, [project, others])
    if (problems[0]) throw problems[0]
    const { made, document } = await composed(context, tender, draftOf(tender), 1)
    const paper = noticeMade(context, tender, at)
    return toSign(context, tender, paper, { sha256: document.sha256, bytes: made })
  },
)

async function preparePublishing(context: Context, input: Publishing): Promise<Prepared> {
  const tender = await known(context, input)
  permit('prequalification.publish', context.who, tender)
  termsOf(tender)
  const { made, documents } = await documentsOf(context, tender, input.documents)
  const fields = prequalPublication(tender, draftOf(tender), documents)
  const said = { what: 'prequalification.publish', fields, cms: input.cms }
  const signature = await checkStatement(context.platform, context.who, said, context.now)
  const sealed = await sealedDocuments(context, tender, input.seals)
  const { paper: seal } = input
  const paper = seal && (await signedByHost(context, tender, noticeMade(context, tender, seal.at), seal.cms))
  return { documents, signature, made, sealed, paper, draft: canonical(draftOf(tender)) }
}

const published = command(
  'prequalification.publish',
  (e, { input }: Ready<Publishing, Prepared>) => held(e, input),
  async (e, tender, { input, ready }) => {
    const draft = draftOf(tender)
    const { law, problems } = await problemsOf(e, tender, await registrationOf(e, tender.id, draft))
    const regional = await frozenOn(e.platform, tender.region, dayOf(e.now))
    const documents = await keepMade(e, tender, ready)
    const of = { draft, documents, signature: ready.signature, rulebook: law.id, regional }
    publishPrequalification(tender, of, problems, e.now) // the law is told before a signature is asked for
    requireSealed(ready.sealed, documents, law)
    const paper = requireSigned(ready.paper, '资格预审公告', law)
    sameTold(ready.draft, canonical(draft))
    const facts = publishPrequalification(tender, { ...of, paper }, problems, e.now)
    const after = await e.append(tenderStream(tender.id), facts)
    await e.append(tenderStream(tender.id), sealedFacts(after, e.who, ready.sealed))
    for (const one of input.documents) await takeUpload(e.platform, one.upload, e.tx)
    return { tender: tender.id, stage: after.stage, prequal: after.prequal }
  },
)

/** Publishes the prequalification notice: the tenderer signs exactly what everybody will read, each paper in its PDF. */
export const publish = readied(preparePublishing, published)
