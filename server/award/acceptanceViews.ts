import type { z } from 'zod'
import { hashOf } from '../access/statement.ts'
import type { Bid } from '../bids/bid.ts'
import { findBid } from '../bids/bidViews.ts'
import { bidsOf } from '../bids/store.ts'
import type { Evaluation } from '../evaluation/evaluation.ts'
import { boundItems } from '../evaluation/prices.ts'
import { evaluationOf } from '../evaluation/store.ts'
import { reportedAfter } from '../law/checks.ts'
import type { Calendar } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { Reply } from '../web/route.ts'
import { uploadBytes } from '../web/uploads.ts'
import type { Acceptance } from './acceptance.ts'
import { type Award, unanswered } from './award.ts'
import type { OfTender, OneFile } from './contract.ts'
import { examinedIn, reportedAt } from './dutyCommands.ts'
import { firsts, fixUntil, type onlyFirsts, standingIn } from './fixing.ts'
import { standing } from './letters.ts'
import { goneAt, mayWin } from './mayWin.ts'
import { type InOrder, recommended } from './passing.ts'
import { publicityOf } from './publicity.ts'
import { ownResult } from './reasons.ts'
import { byHand, limitOf, type Report, receivedAt } from './receiving.ts'
import { attention, reportChecks } from './reportChecks.ts'
import { knownAt, objectionUntil } from './rules.ts'
import { acceptanceOf, awardOf } from './store.ts'
import { broken } from './tying.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  NOT_PUBLIC_YET: { status: 404, zh: '尚未公示', en: 'nothing is public yet' },
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
  FILE_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such file' },
  NO_BID: { status: 403, zh: '未参加本标段投标', en: 'this organisation has no bid in this tender' },
})

type One = z.infer<typeof OfTender>

const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}
const lawOf = (tender: Tender): Rulebook => rulebook(tender.published?.rulebook ?? '')

/** What there is to do with the panel's report, for those who run the tender and its supervisor. */
export const acceptance = query('award.acceptance', tenderOf, async (context, tender, _input: One) => {
  const evaluation = (await evaluationOf(context, tender.id))?.state
  const finishedAt = await reportedAt(context, tender.id)
  const of = await acceptanceOf(context, tender.id)
  if (evaluation?.stage !== 'finished' || !evaluation.report || finishedAt === undefined)
    return { ready: false as const, rechecks: of.rechecks }
  const law = lawOf(tender)
  const report = { sha256: evaluation.report.sha256, finishedAt }
  const award = await awardOf(context, tender.id)
  const checks = reportChecks(evaluation, law)
  const received = { tender, acceptance: of, report }
  const bids = await bidsOf(context, tender.id)
  return {
    ready: true as const,
    via: law.resultVia.value,
    report,
    ...limitsOf(received, law, await context.platform.calendar()),
    checks,
    checksHash: hashOf(checks),
    attention: attention(checks),
    grounds: law.reportRecheck.value,
    items: placesOf(evaluation.criteria),
    bids: evaluation.bids.map(({ tag }) => ({ tag, name: nameIn(bids, tag) })),
    delivered: of.delivered,
    reviewed: of.reviewed?.report === report.sha256 ? of.reviewed : null,
    rechecks: of.rechecks,
    candidates: candidatesOf(recommended(evaluation.result, law), bids, { award, evaluation }),
    ...tieOf({ tender, acceptance: of, order: recommended(evaluation.result, law), award }),
    fixed: of.fixed,
    passed: award?.passed ?? [],
    articles: articlesOf(law),
  }
})

/** By when what is to be done with the report. */
const limitsOf = (of: { tender: Tender; acceptance: Acceptance; report: Report }, law: Rulebook, table: Calendar) => ({
  /** whether an agent has to bring the report first */
  byHand: byHand(of.tender, law),
  receivedAt: receivedAt(of, law) ?? null,
  deliverUntil: limitOf(of.report.finishedAt, law.reportSentWithin, table) ?? null,
  fixUntil: fixUntil(of, law, table) ?? null,
  publiciseUntil:
    law.resultVia.value === 'publicity' ? (limitOf(of.report.finishedAt, law.publicityStarts, table) ?? null) : null,
  announceUntil: of.acceptance.fixed ? (limitOf(of.acceptance.fixed.at, law.publicityStarts, table) ?? null) : null,
})

const nameIn = (bids: Bid[], wanted: string): string => bids.find(({ tag }) => tag === wanted)?.bidder?.name ?? ''

/** Who may still win, by name, with what each offers. */
function candidatesOf(order: InOrder[], bids: Bid[], of: { award: Award | undefined; evaluation: Evaluation }) {
  return standingIn({ order, award: of.award }).map((one) => {
    const row = of.evaluation.result?.ranking.find(({ tag }) => tag === one.tag)
    const form = bids.find(({ tag }) => tag === one.tag)?.form
    const { price, evaluationPrice, total } = row ?? {}
    const items = form?.items ? { items: boundItems(of.evaluation, one.tag, form.items) } : {}
    return {
      ...{ tag: one.tag, rank: one.rank, name: nameIn(bids, one.tag) },
      terms: form ? { ...form, ...items, price: price ?? form.price } : null,
      ...{ total: total ?? null, evaluationPrice: evaluationPrice ?? null },
    }
  })
}

/** How those who tie for the first place are told apart; nothing where nobody ties. */
function tieOf(of: Parameters<typeof onlyFirsts>[0]) {
  const best = firsts(of)
  if (best.length < 2) return {}
  const { left, broken: how } = broken(of, best)
  const lot = of.acceptance.lots?.at(-1)
  return { tie: { ...how, among: best.map(({ tag }) => tag), left: left.map(({ tag }) => tag), lot: lot ?? null } }
}

const placesOf = (criteria: { clauses: { id: string; zh: string }[]; factors: { id: string; zh: string }[] }) => [
  ...criteria.clauses.map(({ id, zh }) => ({ id, zh })),
  ...criteria.factors.map(({ id, zh }) => ({ id, zh })),
  { id: 'price', zh: '价格' },
]

const articlesOf = (law: Rulebook) => ({
  deliver: law.reportSentWithin.article,
  recheck: law.reportRecheck.article,
  told: law.recheckReported.value === 'inWriting' ? law.recheckReported.article : null,
  fix: law.decisionWithin.article,
  silent: law.silentDecision.value === 'firstRank' ? law.silentDecision.article : null,
  order: law.firstRankWins.article,
  tie: law.tiedCandidates.article,
  publicise: law.publicityStarts.article,
  content: law.resultContent.article,
})

/** A file that came with a recheck. */
export const recheckFile = query(
  'award.acceptance',
  tenderOf,
  async (context, tender, input: z.infer<typeof OneFile>) => {
    const { rechecks } = await acceptanceOf(context, tender.id)
    const found = rechecks.flatMap(({ files }) => files).find(({ sha256 }) => sha256 === input.sha256)
    if (!found) throw refuse('FILE_UNKNOWN')
    return new Reply('application/octet-stream', uploadBytes(context.platform, found.file), { name: found.title })
  },
)

async function publicAward(context: Context, tender: Tender): Promise<Award> {
  const award = await awardOf(context, tender.id)
  if (!award) throw refuse('NOT_PUBLIC_YET')
  return award
}

/** For what a candidate may be passed over, who may be, and what was. */
export const passing = query('award.acceptance', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const law = lawOf(tender)
  const { passingOver } = law
  const left = mayWin(award.publicity.candidates, goneAt(tender, award, context.now))
  return {
    grounds: passingOver.value.filter(({ code }) => code !== 'noPerformanceBond' || tender.performanceBond),
    article: passingOver.article,
    next: award.winner?.tag ?? left[0]?.tag ?? null,
    passed: award.passed ?? [],
  }
})

/** A bidder's own result: its score and rank, or why it was rejected, and until when it may object. */
export const own = query('award.own', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const tag = context.who.tagFor(tender.id)
  const mine = await findBid(context.platform, tender.id, tag)
  if (!mine?.bidder) throw refuse('NO_BID')
  const law = lawOf(tender)
  const result = (await evaluationOf(context, tender.id))?.state.result
  const shown =
    award.publicity.ranking.length || !result
      ? award.publicity
      : publicityOf(result, await bidsOf(context, tender.id), await examinedIn(context, tender))
  const place = shown.ranking.find((one) => one.tag === tag)
  const table = await context.platform.calendar()
  const until = objectionUntil(award, law, table)
  return {
    tender: tender.id,
    won: award.winner?.tag === tag,
    ...ownResult(shown, tag),
    ranked: shown.ranking.length,
    factors: place?.factors ?? null,
    priceScore: place?.total ? place.priceScore : null, // where the price alone decides nobody has a score
    objection: {
      name: law.resultVia.value === 'announcement' ? 'challenge' : 'objection',
      /** from when its time counts, until when, and when an answer to one made now would be due */
      from: knownAt(award, law),
      until: Number.isFinite(until) ? until : null,
      answerBy: limitOf(context.now, law.resultObjectionReply, table) ?? null,
      suspends: law.resultObjectionSuspends.value,
      articles: [law.resultObjection.article, law.resultKnownAt.article, law.resultObjectionReply.article],
      complain: law.complaintWithin.article,
    },
    open: unanswered(award).length,
  }
})

/** The report to the supervisor, for those who run and watch the tender. */
export const report = query('award.reportRead', tenderOf, async (context, tender, _input: One) => {
  const { report: made } = await publicAward(context, tender)
  const { reportWithin } = lawOf(tender)
  return { report: made ?? null, about: reportedAfter({ reportWithin }), article: reportWithin.article }
})

/** Its paper, with the signature that it has by now. */
export const reportFile = query('award.reportRead', tenderOf, async ({ platform, ...rest }, tender, _input: One) => {
  const found = standing(await publicAward({ platform, ...rest }, tender), 'report')
  if (!found) throw refuse('FILE_UNKNOWN')
  return new Reply('application/pdf', platform.files.get(found.file), { name: '书面报告.pdf' })
})

/** The contract as it was made public. */
export const publicContract = query('award.read', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const { contractPublic } = award
  if (!contractPublic) throw refuse('NOT_PUBLIC_YET')
  const { platform } = context
  if (contractPublic.shown)
    return new Reply('application/pdf', uploadBytes(platform, contractPublic.shown.file), { name: '合同公告.pdf' })
  const found = standing(award, 'contract')
  if (!found) throw refuse('NOT_PUBLIC_YET')
  return new Reply('application/pdf', platform.files.get(found.file), { name: '合同公告.pdf' })
})
