import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { reviewReport } from '../../templates/reviewReport.ts'
import { checkStatement } from '../access/statement.ts'
import { renderPaper } from '../documents/render.ts'
import { readSealed, storeSealed } from '../documents/sealedFile.ts'
import { attestation } from '../documents/words.ts'
import type { ExpertIdentity } from '../experts/expert.ts'
import { activeExperts, type SeatIdentity } from '../experts/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
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
})

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

type Outcome = ReturnType<typeof outcomeOf>

/** Who sits on the committee, for the paper that its members sign. */
async function membersOf(e: Entry, { committee }: Prequalification) {
  const pool = new Map((await activeExperts(e)).map((expert) => [expert.id, expert]))
  return (committee?.seats ?? []).map(({ sealed, stratum }) => {
    const { expert: id, name } = JSON.parse(e.platform.vault.open('seat', sealed)) as SeatIdentity
    const expert = pool.get(id)
    const identity = expert && (JSON.parse(e.platform.vault.open('expert', expert.sealed)) as ExpertIdentity)
    const specialty = committee?.strata.find((one) => one.id === stratum)?.specialty ?? ''
    return { name, employer: identity?.employer?.name ?? '', specialty }
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
async function applicantsIn(e: Entry, tender: Tender, state: Prequalification, outcome: Outcome) {
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
  e: Entry,
  of: { tender: Tender; state: Prequalification; opened: readonly Opened[] },
  outcome: Outcome,
) {
  const { tender, state } = of
  return reviewReport({
    ...attestation(e.platform, `tender=${tender.id}`),
    ...{ code: tender.code, name: tender.name, tenderer: tender.tenderer.name, draw: state.committee?.draw ?? '' },
    members: await membersOf(e, state),
    requirements: tender.prequalification?.requirements.map(({ zh }) => zh) ?? [],
    applicants: await applicantsIn(e, tender, state, outcome),
    article: lawOf(tender).prequalReviewer.article,
    issuedAt: e.now,
  })
}

/** Draws up the committee's report, when everything is judged. */
export const makeReport = command(
  'prequalification.makeReport',
  held,
  async (e, tender, _input: z.infer<typeof OfTender>) => {
    const law = lawOf(tender)
    const stream = prequalificationStream(tender.id)
    const state = underway(tender, await e.holdIfAny(stream))
    membersOnly(e, state)
    if (state.report) return { report: state.report.sha256 }
    const of = await judgedBy(e, tender, state)
    reportReview(of, { file: '', sha256: '0'.repeat(64) }, law, e.now) // declined before anything is rendered
    const pdf = await renderPaper(await paperOf(e, { ...of, state }, outcomeOf(of, law, e.now)), { at: e.now })
    const stored = await storeSealed(e.platform, `reports/${tender.id.toLowerCase()}`, pdf)
    await e.append(stream, reportReview(of, stored, law, e.now))
    return { report: stored.sha256 }
  },
)

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
    return new Reply('application/pdf', await readSealed(context.platform, state.report.file), {
      name: '资格审查报告.pdf',
      headers,
    })
  },
)
