import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { reviewReport } from '../../templates/reviewReport.ts'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { stampedPaper } from '../documents/issue.ts'
import type { Issued } from '../documents/prepared.ts'
import { readSealed, storeSealed } from '../documents/sealedFile.ts'
import { attestation } from '../documents/words.ts'
import type { ExpertIdentity } from '../experts/expert.ts'
import { activeExperts, type SeatIdentity } from '../experts/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { issuedAs } from '../papers/paper.ts'
import { signedPapersOf } from '../papers/store.ts'
import type { Platform } from '../platform/platform.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import type { Application } from './application.ts'
import type { OfTender, SignReviewReport } from './contract.ts'
import { membersOnly, type Prequalification, underway } from './prequalification.ts'
import { reportReview, signReviewReport } from './reporting.ts'
import { type Opened, outcomeOf } from './review.ts'
import { judgedBy } from './reviewCommands.ts'
import { applicantOf, applicationsOf, openedOf, prequalificationOf, prequalificationStream } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  REVIEW_REPORT_ABSENT: { status: 409, zh: '资格审查报告尚未生成', en: 'the committee has no report yet' },
  REVIEW_REPORT_STALE: {
    status: 409,
    zh: '生成报告期间审查意见有变化，请重新生成',
    en: 'what was found changed while the report was made: make it again',
  },
})

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

type Outcome = ReturnType<typeof outcomeOf>

/** Who sits on the committee, for the paper that its members sign. */
export async function membersOf(context: Pick<Context, 'platform'>, { committee }: Prequalification) {
  const { vault } = context.platform
  const pool = new Map((await activeExperts(context)).map((expert) => [expert.id, expert]))
  return (committee?.seats ?? []).map(({ tag, sealed, stratum }) => {
    const { expert: id, name } = JSON.parse(vault.open('seat', sealed)) as SeatIdentity
    const expert = pool.get(id)
    const identity = expert && (JSON.parse(vault.open('expert', expert.sealed)) as ExpertIdentity)
    const specialty = committee?.strata.find((one) => one.id === stratum)?.specialty ?? ''
    return { tag, name, employer: identity?.employer?.name ?? '', specialty }
  })
}

/** Who applies, in words: a consortium with its leader first. */
function namedIn(platform: Platform, one: Application): string {
  const [leader = '', ...others] = [
    applicantOf(platform, one)?.name ?? '',
    ...(openedOf(platform, one)?.form.consortium ?? []).map(({ name }) => name),
  ]
  return others.length ? `${leader}（牵头人）、${others.join('、')}（联合体）` : leader
}

/** What was found on every application, requirement by requirement. */
async function applicantsIn(e: Pick<Context, 'platform'>, tender: Tender, state: Prequalification, outcome: Outcome) {
  const words = tender.prequalification?.requirements ?? []
  const all = (await applicationsOf(e, tender.id)).filter(({ tag }) => state.applications.includes(tag))
  return all.map((one) => {
    const given = Object.values(state.reviews[one.tag] ?? {})
    const found = words.map(({ id, zh }) => {
      const on = given.flatMap(({ findings }) => findings.filter(({ requirement }) => requirement === id))
      const met = on.filter(({ pass }) => pass).length
      return {
        requirement: zh,
        votes: `${met}/${on.length}`,
        reasons: on.flatMap(({ reason }) => reason ?? []).join('；'),
      }
    })
    const opened = !outcome.unopened.includes(one.tag)
    const said = outcome.passed.includes(one.tag) ? '通过' : opened ? '未通过' : '未在时限内解密，未予开启'
    return { name: namedIn(e.platform, one), outcome: said, found: opened ? found : [] }
  })
}

async function paperOf(
  e: Pick<Context, 'platform' | 'now'>,
  of: { tender: Tender; state: Prequalification; opened: readonly Opened[] },
  outcome: Outcome,
) {
  const { tender, state } = of
  return reviewReport({
    ...attestation(e.platform, `tender=${tender.id}`),
    ...{
      track: tender.track,
      code: tender.code,
      name: tender.name,
      tenderer: tender.tenderer.name,
      draw: state.committee?.draw ?? '',
    },
    members: await membersOf(e, state),
    requirements: tender.prequalification?.requirements.map(({ zh }) => zh) ?? [],
    applicants: await applicantsIn(e, tender, state, outcome),
    article: lawOf(tender).prequalReviewer.article,
    issuedAt: e.now,
  })
}

/** A report that was made before its transaction, and what it tells. */
interface Made {
  stored: Issued
  told: string
}

/** What a report tells of a review: it is made anew where that has changed. */
const toldOf = ({ reviews, committee }: Prequalification, outcome: Outcome): string =>
  canonical({ reviews, outcome, members: committee?.seats.map(({ tag }) => tag) ?? [] })

type Asked = z.infer<typeof OfTender>

async function made(context: Context, input: Asked): Promise<Made | undefined> {
  const tender = await tenderById(context, input.tender)
  const found = await prequalificationOf(context, input.tender)
  if (!tender) throw refuse('TENDER_UNKNOWN')
  permit('prequalification.makeReport', context.who, tender)
  const state = underway(tender, found)
  membersOnly(context, state)
  if (state.report) return undefined
  const law = lawOf(tender)
  const of = await judgedBy(context, tender, state)
  reportReview(of, { file: '', sha256: '0'.repeat(64) }, law, context.now) // declined before anything is rendered
  const outcome = outcomeOf(of, law, context.now)
  const pdf = await stampedPaper(context.platform, await paperOf(context, { ...of, state }, outcome), context.now)
  const stored = await storeSealed(context.platform, `reports/${tender.id.toLowerCase()}`, pdf)
  return { stored, told: toldOf(state, outcome) }
}

const drawnUp = command(
  'prequalification.makeReport',
  (e, { input }: Ready<Asked, Made | undefined>) => held(e, input),
  async (e, tender, { ready }) => {
    const law = lawOf(tender)
    const stream = prequalificationStream(tender.id)
    const state = underway(tender, await e.holdIfAny(stream))
    membersOnly(e, state)
    if (state.report) return { report: state.report.sha256 }
    const of = await judgedBy(e, tender, state)
    if (!ready || ready.told !== toldOf(state, outcomeOf(of, law, e.now))) throw refuse('REVIEW_REPORT_STALE')
    await e.append(stream, reportReview(of, ready.stored, law, e.now))
    return { report: ready.stored.sha256 }
  },
)

/** Draws up the committee's report, when everything is judged. */
export const makeReport = readied(made, drawnUp)

/** A member signs the report, or signs its other opinion. */
export const signReport = command(
  'prequalification.signReport',
  held,
  async (e, tender, { report, differs, cms }: z.infer<typeof SignReviewReport>) => {
    const stream = prequalificationStream(tender.id)
    const state = underway(tender, await e.holdIfAny(stream))
    const fields = { tender: tender.id, report, ...(differs ? { differs } : {}) }
    const signed = { what: 'prequalification.signReport', fields, cms }
    const signature = await checkStatement(e.platform, e.who, signed, e.now)
    const sealed = e.platform.vault.seal('member', canonical({ ...signature, ...(differs ? { differs } : {}) }))
    const of = { tag: e.who.tagFor(tender.id), report, differs: differs !== undefined, sealed }
    await e.append(stream, signReviewReport(state, of))
    return { signed: true }
  },
)

/** The report, for the members of the committee, those who run the tender and its supervisor. */
export const reportFile = query(
  'prequalification.report',
  async (context: Pick<Context, 'platform'>, input: z.infer<typeof OfTender>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.prequal) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context, tender) => {
    const state = await prequalificationOf(context, tender.id)
    membersOnly(context, state)
    if (!state?.report) throw refuse('REVIEW_REPORT_ABSENT')
    const headers = { 'Cache-Control': 'no-store' }
    const { standing } = issuedAs(await signedPapersOf(context, tender.id), state.report)
    return new Reply('application/pdf', await readSealed(context.platform, standing.file), {
      name: '资格审查报告.pdf',
      headers,
    })
  },
)
