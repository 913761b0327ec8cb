import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { dayOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { settled } from '../law/regional.ts'
import { rulebookFor } from '../law/rulebook.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { settleObjection } from '../questions/objection.ts'
import { objectionOf } from '../questions/store.ts'
import { frozenOn } from '../regions/commands.ts'
import { inspectPrequalification } from '../tenders/admissionRules.ts'
import { uploadedDocument } from '../tenders/commands.ts'
import type { Draft, SignedDocument } from '../tenders/contract.ts'
import { obstacles } from '../tenders/inspection.ts'
import { prequalVersion } from '../tenders/prequalifying.ts'
import { failTender } from '../tenders/rules.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { registrationOf, tenderById, tenderStream } from '../tenders/store.ts'
import { draftOf, regionalOf, type Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { keepFile, takeUpload, uploadBytes } from '../web/uploads.ts'
import type { AmendPrequalification, DocumentFile, OfTender, PublishPrequalification } from './contract.ts'
import { ReviewBegun } from './events.ts'
import { composedPrequalification } from './paper.ts'
import {
  amendedDates,
  amendPrequalification,
  closeApplications,
  prequalPublication,
  publishPrequalification,
  termsOf,
} from './publishing.ts'
import { applicationsOf, prequalificationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  DOCUMENT_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such document' },
})

type Document = z.infer<typeof SignedDocument>
const TITLE = '资格预审文件'
const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** The prequalification document that the platform makes, stored as if it had been uploaded. */
async function composed(e: Entry, tender: Tender, draft: Draft, version: number): Promise<Document> {
  const bytes = await composedPrequalification({ ...draft, id: tender.id }, e.platform, version)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const owner = e.who.tagFor(tender.id)
  const file = await keepFile(e.platform, { tender: tender.id, owner, purpose: 'document' }, bytes, e.tx)
  return { title: version > 1 ? `${TITLE}（第${version}版）` : TITLE, file, bytes: bytes.length, sha256 }
}

/** Publishes the prequalification notice: the tenderer signs exactly what everybody will read. */
export const publish = command(
  'prequalification.publish',
  held,
  async (e, tender, { documents: given, cms }: z.infer<typeof PublishPrequalification>) => {
    const draft = draftOf(tender)
    termsOf(draft)
    const owner = e.who.tagFor(tender.id)
    const uploaded = given.map((one) => uploadedDocument(e.platform, owner, tender.id, one))
    const documents = [await composed(e, tender, draft, 1), ...(await Promise.all(uploaded))]
    const fields = prequalPublication(tender, draft, documents)
    const signature = await checkStatement(e.platform, e.who, { what: 'prequalification.publish', fields, cms }, e.now)
    const law = rulebookFor(tender.track, dayOf(e.now), tender.mandatory)
    const [project, others] = await registrationOf(e, tender.id, draft)
    const found = inspectPrequalification(
      { draft, project, others, mended: tender.mended, at: e.now },
      law,
      await e.platform.calendar(),
    )
    const blocks = found.filter(({ severity }) => severity === 'block')
    const regional = await frozenOn(e.platform, tender.region, dayOf(e.now))
    const of = { draft, documents, signature, rulebook: law.id, regional }
    const facts = publishPrequalification(tender, of, obstacles(blocks, []), e.now)
    const after = await e.append(tenderStream(tender.id), facts)
    for (const one of given) await takeUpload(e.platform, one.upload, e.tx)
    return { tender: tender.id, stage: after.stage, prequal: after.prequal }
  },
)

/** Publishes an addendum to the prequalification document as a version of its own. */
export const amend = command(
  'prequalification.amend',
  held,
  async (e, tender, input: z.infer<typeof AmendPrequalification>) => {
    const { cms, ...fields } = input
    const { tender: _id, ...said } = fields
    const signature = await checkStatement(e.platform, e.who, { what: 'prequalification.amend', fields, cms }, e.now)
    const terms = { ...termsOf(tender), ...amendedDates(tender, said) }
    const requirements = said.requirements ?? terms.requirements
    const draft = { ...draftOf(tender), prequalification: { ...terms, requirements } }
    const before = tender.prequal ? prequalVersion(tender.prequal) : undefined
    const version = (before?.version ?? 0) + 1
    const documents = [await composed(e, tender, draft, version), ...(before?.documents.slice(1) ?? [])]
    const facts = amendPrequalification(tender, { ...said, documents, signature }, lawOf(tender), e.now)
    const after = await e.append(tenderStream(tender.id), facts)
    for (const id of said.objections ?? []) {
      const stream = objectionOf(tender.id, id)
      await e.append(stream, settleObjection(await e.holdIfAny(stream), version))
    }
    return { tender: tender.id, prequal: after.prequal, prequalification: after.prequalification }
  },
)

/** The deadline has passed: no application is taken any more. With too few nothing is opened and the tender fails. */
export const close = command('prequalification.close', held, async (e, tender) => {
  if (tender.stage !== 'prequalifying' || tender.prequal?.closedAt !== null || suspensionsOf(tender).length) return
  const law = lawOf(tender)
  await e.append(tenderStream(tender.id), closeApplications(tender, e.now))
  const standing = (await applicationsOf(e, tender.id)).filter(({ stage }) => stage === 'sealed')
  if (standing.length < law.fewestPassers.value) {
    const reason = '提交资格预审申请文件的申请人不足法定数量，通过者不可能达到法定数量'
    await e.append(tenderStream(tender.id), failTender(tender, reason, law.fewestPassers))
    return
  }
  const minutes = settled(regionalOf(tender, e.platform.regional), 'unsealingMinutes').value
  const applications = standing.map(({ tag }) => tag).sort()
  const begun = ReviewBegun({ tender: tender.id, needed: tender.shares.needed, minutes, applications })
  await e.append(prequalificationStream(tender.id), [begun])
})

const known = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** The prequalification document as it would be published from the draft, byte for byte. */
export const preview = query('tender.check', known, async ({ platform }, tender, _input: z.infer<typeof OfTender>) => {
  const bytes = await composedPrequalification({ ...draftOf(tender), id: tender.id }, platform, 1)
  return new Reply('application/pdf', bytes, { name: `${tender.name}-${TITLE}.pdf` })
})

/** A prequalification document of any version, by its hash, without signing in and without cost. */
export const document = query(
  'tender.read',
  known,
  async ({ platform }, tender, input: z.infer<typeof DocumentFile>) => {
    const all = tender.prequal?.versions.flatMap(({ documents }) => documents) ?? []
    const found = all.find(({ sha256 }) => sha256 === input.sha256)
    if (!found) throw refuse('DOCUMENT_UNKNOWN')
    return new Reply('application/pdf', uploadBytes(platform, found.file), { name: `${found.title}.pdf` })
  },
)
