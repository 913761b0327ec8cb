import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { drawById } from '../experts/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { propose } from '../opening/failure.ts'
import { notYetAdmitted } from '../tenders/admission.ts'
import { BiddersAdmitted, TenderPrequalified } from '../tenders/admissionEvents.ts'
import { failTender } from '../tenders/rules.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { admissionStream, admissionTag, tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Conclude, OfTender, ReviewApplication } from './contract.ts'
import { applicationsAlike } from './machines.ts'
import { applicantsClock, membersOnly, type Prequalification, releasedBy, reviewerOf } from './prequalification.ts'
import { concludeReview } from './reporting.ts'
import { checkReview, type Opened, outcomeOf, reviewApplication, verdict } from './review.ts'
import { applicantOf, applicationsOf, openedOf, prequalificationOf, prequalificationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  PREQUAL_ABSENT: {
    status: 404,
    zh: '资格预审申请尚未截止，没有可审查的申请文件',
    en: 'applications are not closed: there is nothing to review yet',
  },
})

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

async function openedIn(context: Pick<Context, 'platform'>, tender: string): Promise<Opened[]> {
  const all = await applicationsOf(context, tender)
  return all.flatMap((one) => openedOf(context.platform, one) ?? [])
}

/** How many applicants have released their half for the present key and were not tried yet. */
async function waitingIn(context: Pick<Context, 'platform'>, state: Prequalification | undefined): Promise<number> {
  const all = state ? await applicationsOf(context, state.tender) : []
  return all.filter(({ stage, letter }) => stage === 'named' && letter?.epoch === state?.epoch).length
}

/** What the end of a review is decided by. */
export const judgedBy = async (
  context: Pick<Context, 'platform'>,
  tender: Tender,
  state: Prequalification | undefined,
) => ({
  ...{ tender, state, opened: await openedIn(context, tender.id), waiting: await waitingIn(context, state) },
})

/** Those who review judge one application on every requirement, signed. */
export const review = command(
  'prequalification.review',
  held,
  async (e, tender, { application, findings, cms }: z.infer<typeof ReviewApplication>) => {
    const law = lawOf(tender)
    const stream = prequalificationStream(tender.id)
    const state = await e.holdIfAny(stream)
    checkReview(tender, findings, law)
    const fields = { tender: tender.id, application, findings }
    const signature = await checkStatement(e.platform, e.who, { what: 'prequalification.review', fields, cms }, e.now)
    const by = e.who.role === 'expert' ? e.who.tagFor(tender.id) : 'host'
    const of = { tender, state, opened: await openedIn(e, tender.id) }
    const after = await e.append(stream, reviewApplication(of, { application, by, findings, signature }, law))
    return { application, pass: after.reviews[application]?.[by]?.pass ?? false }
  },
)

/** Ends the review, signed over who passed and who did not. Those who passed may bid; with too few the tender fails. */
export const conclude = command(
  'prequalification.conclude',
  held,
  async (e, tender, { cms }: z.infer<typeof Conclude>) => {
    const law = lawOf(tender)
    const stream = prequalificationStream(tender.id)
    const state = await e.holdIfAny(stream)
    const of = await judgedBy(e, tender, state)
    const { opened } = of
    const { passed, failed, unopened, enough } = outcomeOf(of, law, e.now)
    const fields = { tender: tender.id, passed, failed, unopened }
    const signature = await checkStatement(e.platform, e.who, { what: 'prequalification.conclude', fields, cms }, e.now)
    await e.append(stream, concludeReview(of, signature, law, e.now))
    if (!enough) {
      const reason = `通过资格预审的申请人 ${passed.length} 个，少于法定数量`
      await e.append(tenderStream(tender.id), failTender(tender, reason, law.fewestPassers))
    } else
      await admit(
        e,
        tender,
        opened.filter(({ tag }) => passed.includes(tag)),
      )
    return { passed: passed.length, failed: failed.length, unopened: unopened.length, enough }
  },
)

/** Those who passed may bid, unless invitees are still to be drawn from among them. */
async function admit(e: Entry, tender: Tender, passed: readonly Opened[]): Promise<void> {
  const { article } = lawOf(tender).prequalResult
  await e.append(tenderStream(tender.id), [TenderPrequalified({ tender: tender.id, at: e.now, article })])
  if (tender.method === 'invited') return
  const stream = admissionStream(tender.id)
  notYetAdmitted(await e.holdIfAny(stream))
  const tags = passed.map(({ applicant }) => admissionTag(e.platform, tender.id, applicant.code)).sort()
  await e.append(stream, [BiddersAdmitted({ tender: tender.id, by: 'prequalification', tags, at: e.now })])
}

/** Whether a draw still waits for its parties. */
const isDrawing = async (context: Pick<Context, 'platform'>, draw: string): Promise<boolean> =>
  ['committing', 'revealing'].includes((await drawById(context, draw))?.stage ?? '')

/** The applications, the requirements and what was found: for those who review and for the supervisor. */
export const read = query(
  'prequalification.read',
  async (context, input: z.infer<typeof OfTender>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context, tender) => {
    const state = await prequalificationOf(context, tender.id)
    if (!state) throw refuse('PREQUAL_ABSENT')
    membersOnly(context, state)
    const law = lawOf(tender)
    const { who, platform, now } = context
    const all = (await applicationsOf(context, tender.id)).filter(({ tag }) => state.applications.includes(tag))
    const own = who.role === 'expert' ? who.tagFor(tender.id) : 'host'
    const clock = applicantsClock(state, tender, now)
    return {
      tender: tender.id,
      stage: state.stage,
      reviewer: reviewerOf(tender, law),
      requirements: tender.prequalification?.requirements ?? [],
      released: releasedBy(state),
      refused: state.refused,
      ...{ epoch: state.epoch, needed: state.needed, namedAt: state.namedAt },
      committee: state.committee && {
        ...{ draw: state.committee.draw, members: state.committee.members, seated: state.committee.seats.length },
        drawing: await isDrawing(context, state.committee.draw),
        formed: state.committee.formed,
        stages: state.committee.seats.map(({ status }) => status),
      },
      report: state.report && {
        ...{ sha256: state.report.sha256, signUntil: state.report.signUntil },
        ...{ signed: Object.keys(state.report.signed).length, mine: state.report.signed[own] ?? null },
      },
      unlocking: clock ? { endsAt: clock.endsAt, over: clock.over } : null,
      applications: all.map((one) => ({
        ...shown(platform, one),
        mine: state.reviews[one.tag]?.[own] ?? null,
        reviewed: Object.keys(state.reviews[one.tag] ?? {}).length,
        ...(who.role === 'supervisor' ? { reviews: state.reviews[one.tag] ?? {} } : {}),
        verdict: verdict(state, one.tag, law) ?? null,
      })),
      alike: applicationsAlike(platform, all, law),
      ...{ passed: state.passed, failed: state.failed, unopened: state.unopened, concludedAt: state.concludedAt },
    }
  },
)

/** An application as those see it who review: named once the officers released, its form once it is open. */
function shown(platform: Context['platform'], one: Awaited<ReturnType<typeof applicationsOf>>[number]) {
  const opened = openedOf(platform, one)
  const applicant = applicantOf(platform, one) ?? null
  return {
    ...{ tag: one.tag, stage: one.stage, receivedAt: one.receivedAt, bytes: one.bytes, applicant },
    form: opened?.form ?? null,
    failed: one.attempts.length ? propose(one.attempts) : null,
    files: one.files.map(({ name, type, bytes, sha256 }) => ({ name, type, bytes, sha256 })),
  }
}
