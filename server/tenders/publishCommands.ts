import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { renderPaper } from '../documents/render.ts'
import { dayOf } from '../law/periods.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { factsOf } from '../ledger/store.ts'
import { PlanPublished } from '../projects/events.ts'
import { type PlanAsked, planProblem } from '../projects/planLead.ts'
import { projectById, projectStream } from '../projects/store.ts'
import { frozenOn } from '../regions/commands.ts'
import { Reply } from '../web/route.ts'
import { keepFile, takeUpload } from '../web/uploads.ts'
import { admissionProblems, inspectPrequalification } from './admissionRules.ts'
import { uploadedDocument } from './commands.ts'
import { composed, lawNow } from './composingCommands.ts'
import type { CheckTender, Draft, OneTender, PublishTender, SignedDocument } from './contract.ts'
import { block, told } from './finding.ts'
import { sealedFacts } from './hostSigningCommands.ts'
import { inspect, justified, obstacles } from './inspection.ts'
import { approvalOf, noticePaper } from './notice.ts'
import { publication, publishTender } from './rules.ts'
import { requireSeals, type SealedDraft, sealDraft } from './signingCommands.ts'
import { admissionStream, registrationOf, tenderById, tenderStream, tendersOfSection } from './store.ts'
import { draftOf, type Tender } from './tender.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  TENDER_NOT_DRAFT: {
    status: 409,
    zh: '公告已发布，体检仅用于草稿',
    en: 'the notice is published: only drafts are checked',
  },
})

type Document = z.infer<typeof SignedDocument>
/** What the tender document is called that the platform makes. */
export const TITLE = '招标文件'

async function documentsOf(e: Entry, tender: Tender, input: z.infer<typeof PublishTender>): Promise<Document[]> {
  const owner = e.who.tagFor(tender.id)
  const uploaded = await Promise.all(input.documents.map((one) => uploadedDocument(e.platform, owner, tender.id, one)))
  if (!input.composed) return uploaded
  const { bytes, sha256 } = await composed(e, tender)
  const file = await keepFile(e.platform, { tender: tender.id, owner, purpose: 'document' }, bytes, e.tx)
  return [{ title: TITLE, file, bytes: bytes.length, sha256 }, ...uploaded]
}

type Publishing = Ready<z.infer<typeof PublishTender>, SealedDraft>

const published = command(
  'tender.publish',
  (e, { input }: Publishing) => e.hold(tenderStream(input.tender)),
  async (e, tender, { input, ready: sealed }) => {
    const content = draftOf(tender)
    const documents = await documentsOf(e, tender, input)
    const reasons = input.reasons ?? []
    const fields = publication(tender, content, documents, reasons)
    const signature = await checkStatement(e.platform, e.who, { what: 'tender.publish', fields, cms: input.cms }, e.now)
    const law = lawNow(tender, e.now)
    const [project, others] = await registrationOf(e, tender.id, content)
    const found = inspect(
      { draft: content, project, others, composed: input.composed === true, mended: tender.mended, at: e.now },
      law,
      await e.platform.calendar(),
    )
    const regional = tender.prequal?.regional ?? (await frozenOn(e.platform, tender.region, dayOf(e.now)))
    const admission = await e.find(admissionStream(tender.id))
    const of = {
      draft: content,
      documents,
      signature,
      rulebook: law.id,
      composed: input.composed ? documents[0]?.sha256 : undefined,
      regional,
      justified: justified(found, reasons),
    }
    const plan = await planOf(e, content, { publishedAt: e.now, law, regional })
    const problems = [...admissionProblems(tender, admission, law), ...obstacles(found, reasons), ...plan]
    publishTender(tender, of, problems, e.now) // the law is told before a signature is asked for
    const paper = requireSeals(tender, sealed, documents, law)
    const after = await e.append(tenderStream(tender.id), publishTender(tender, { ...of, paper }, problems, e.now))
    await e.append(tenderStream(tender.id), sealedFacts(after, e.who, sealed.documents))
    for (const one of input.documents) await takeUpload(e.platform, one.upload, e.tx)
    return { tender: tender.id, stage: after.stage, published: after.published }
  },
)

/** Publishes the notice: the tenderer signs exactly what everybody will read, the statement and each paper in its PDF. */
export const publish = readied(sealDraft, published)

/** What stands against a notice because its plan was not public long enough. */
async function planOf(
  { platform, tx }: Pick<Entry, 'platform'> & Partial<Pick<Entry, 'tx'>>,
  { code, registered }: Draft,
  of: Omit<PlanAsked, 'code'>,
): Promise<Refusal[]> {
  if (registered === undefined) return []
  const written = await factsOf(platform.database, projectStream(registered).name, 0, tx)
  const plans = written.flatMap(({ fact: { type, at, data } }) =>
    type === PlanPublished.type ? [{ at, sections: PlanPublished.schema.parse(data).plan.sections }] : [],
  )
  const problem = planProblem(plans, { code, ...of })
  return problem ? [problem] : []
}

const drafted = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  return tender
}

const stillDraft = (tender: Tender): Draft => {
  if (tender.stage !== 'draft' && tender.stage !== 'prequalified') throw refuse('TENDER_NOT_DRAFT')
  return draftOf(tender)
}

/** The pre-publication check of a draft, as if it were published now. */
export const check = query('tender.check', drafted, async (context, tender, input: z.infer<typeof CheckTender>) => {
  const draft = stillDraft(tender)
  const law = lawNow(tender, context.now)
  const project = draft.registered === undefined ? undefined : await projectById(context, draft.registered)
  const others = await tendersOfSection(context, { code: draft.code, id: tender.id })
  const { mended } = tender
  const of = { draft, project, others, mended, composed: input.composed === 'true', at: context.now }
  const calendar = await context.platform.calendar()
  const applying = draft.prequalification && tender.stage === 'draft'
  const found = applying ? inspectPrequalification(of, law, calendar) : inspect(of, law, calendar)
  const regional = tender.prequal?.regional ?? (await frozenOn(context.platform, draft.region, dayOf(context.now)))
  const late = await planOf(context, draft, { publishedAt: context.now, law, regional })
  const findings = [...late.map((problem) => block('registered', problem)), ...found]
  return { rulebook: law.id, at: context.now, findings: findings.map(told) }
})

/** The notice as it would read if it were published now: without the platform's stamp, which follows the publication. */
export const noticePreview = query(
  'tender.check',
  drafted,
  async (context, tender, _input: z.infer<typeof OneTender>) => {
    const { platform, now } = context
    const draft = stillDraft(tender)
    const paper = noticePaper({ ...tender, ...draft }, platform, await approvalOf(context, draft), {
      publishedAt: now,
      rulebook: lawNow(tender, now).id,
      documents: [],
    })
    const bytes = await renderPaper(paper, { at: now, issuer: draft.agent?.name ?? draft.tenderer.name })
    return new Reply('application/pdf', bytes, { name: `${tender.name}-公告-预览.pdf` })
  },
)

/** The tender document as it would be published from the draft, byte for byte. */
export const preview = query('tender.check', drafted, async (context, tender, _input: z.infer<typeof OneTender>) => {
  stillDraft(tender)
  const { bytes } = await composed(context, tender)
  return new Reply('application/pdf', bytes, { name: `${tender.name}-${TITLE}.pdf` })
})
