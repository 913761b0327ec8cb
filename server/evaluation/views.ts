import type { z } from 'zod'
import { hashOf } from '../access/statement.ts'
import { MACHINE } from '../bids/machine.ts'
import { bidsOf, relationsIn } from '../bids/store.ts'
import { samePayers } from '../deposits/signals.ts'
import { depositsWhere } from '../deposits/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import type { Eye } from '../ledger/eye.ts'
import { likenessOf } from '../opening/store.ts'
import { type OneVolume, readVolume } from '../opening/volumes.ts'
import { eyeOf, tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { openSheet } from './commands.ts'
import { resultOf } from './conclusion.ts'
import type { OneEvaluation, Sheet } from './contract.ts'
import type { Evaluation } from './evaluation.ts'
import { evaluationVersion } from './reopening.ts'
import { mismatches } from './scoring.ts'
import { evaluationOf } from './store.ts'
import { openTies } from './ties.ts'
import { timeDue } from './times.ts'
import { seatsOf, vacanciesOf } from './vacancy.ts'

const refuse = refusals({
  MACHINE_CLOSED: {
    status: 403,
    zh: '本机信息只供监督核查，比对结果见检查报告',
    en: 'what was sealed of the machine is for the supervisor; what came of it stands in the report',
  },
  EVALUATION_UNKNOWN: { status: 404, zh: '评标尚未开始', en: 'the evaluation has not begun' },
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
})

/** A tender with its evaluation, for views and for what is done outside a transaction. */
export async function watched(
  context: Context,
  input: { tender: string },
): Promise<{ tender: Tender; evaluation: Evaluation; version: number }> {
  const tender = await tenderById(context, input.tender)
  const found = await evaluationOf(context, input.tender)
  if (!tender || !found) throw refuse('EVALUATION_UNKNOWN')
  return { tender, evaluation: found.state, version: found.version }
}

/**
 * An evaluation as one eye may see it: a member its own votes and marks, everybody in the room who has done
 * what, and nobody another's vote or mark before all are revealed together. Those outside see the stage.
 *
 * @param own the eye's own sheet, opened
 */
export function seen(e: Evaluation, eye: Eye, own: Sheet | null) {
  const outside = {
    tender: e.tender,
    stage: e.stage,
    begunAt: e.begunAt,
    version: evaluationVersion(e),
    members: e.members.length,
    bids: e.bids.length,
    vacancies: vacanciesOf(e).length,
    ...{ ...stopSeen(e, eye), ...timeSeen(e, eye) },
    ...(e.stage === 'ties' || e.lots ? { ties: tiesSeen(e, eye) } : {}),
  }
  if (eye.role !== 'expert' && eye.role !== 'supervisor') return outside
  const me = eye.role === 'expert' ? eye.tag : null
  const closed = e.valid !== null && e.stage !== 'review' && e.stage !== 'chair'
  const { chair, round, bids, criteria, clarifications, competition, corrections, ranking, opinions, replaced } = e
  return {
    ...{ ...outside, members: e.members, bids, criteria, me, chair, round, clarifications, competition, corrections },
    ...{ ranking, opinions, replaced, mustAsk: e.mustAsk, unsigned: e.unsigned, rulebook: e.rulebook },
    ...{ vacant: vacanciesOf(e), seats: seatsOf(e), lapsed: e.lapsed ?? [] },
    ballot: me ? (e.ballots[me] ?? null) : null,
    /** members whom the tenderer named, by tag */
    representatives: e.representatives ?? [],
    votes: closed ? e.votes : Object.fromEntries(bids.map(({ tag }) => [tag, ownVotes(e, tag, me)])),
    valid: closed ? e.valid : null,
    rejections: e.rejections,
    minority: e.minority,
    ...{ denied: e.denied ?? [], void: e.void ?? null },
    ...(e.ceiling === undefined ? {} : { ceiling: e.ceiling }),
    ...pricesSeen(e, me),
    progress: e.members.map((member) => progress(e, member)),
    sheet:
      me && e.sheets[me]
        ? { version: e.sheets[me].version, locked: e.sheets[me].locked, marks: own, hash: hashOf(own) }
        : null,
    scores: e.scores,
    mismatches: e.scores && e.stage === 'objective' ? mismatches(e, e.scores) : [],
    report: e.report ? { sha256: e.report.sha256, signed: e.report.signed } : null,
  }
}

/** The time given, and whether it has to be made longer; who asked, only oneself and the supervisor are told. */
const timeSeen = (e: Evaluation, eye: Eye) => {
  if (!e.time || !(eye.host || eye.role === 'expert' || eye.role === 'supervisor')) return {}
  const { until, asked } = e.time
  const mine = eye.role === 'expert' ? (asked[eye.tag]?.reason ?? null) : null
  const counted = eye.role === 'supervisor' ? { asked: Object.keys(asked).length } : {}
  return { time: { until, due: timeDue(e), mine, ...counted } }
}

/** The defect that the panel votes on is its room's; for what it stopped, those who run and watch the tender learn too. */
const stopSeen = ({ defect }: Evaluation, eye: Eye) => {
  if (!defect) return {}
  if (eye.role === 'expert' || eye.role === 'supervisor') return { defect }
  const { ground, defect: words } = defect
  return defect.from && (eye.role === 'tenderer' || eye.role === 'agent') ? { stop: { ground, defect: words } } : {}
}

/** What the room knows of prices: corrections, deviations, equal bids that were chosen from, and low ones; of votes one's own until all are judged. */
const pricesSeen = (e: Evaluation, me: string | null) => ({
  repricings: e.repricings ?? [],
  counted: e.counted ?? null,
  settled: e.settled ?? [],
  lowPrices: (e.lowPrice?.found ?? []).map((one) => {
    const votes = e.lowPrice?.votes[one.bid] ?? {}
    const judged = e.stage !== 'review' && e.stage !== 'lowPrice'
    return { ...one, votes: shownVotes(votes, judged, me), voted: Object.keys(votes).length }
  }),
})

const ownVotes = (e: Evaluation, bid: string, me: string | null) => {
  const votes = me ? e.votes[bid]?.[me] : undefined
  return me && votes ? { [me]: votes } : {}
}

/** Equal bids among which one has to be chosen: to the host, who chooses or has a lot drawn, and to the room; to others only the lots. */
const tiesSeen = (e: Evaluation, eye: Eye) => ({
  open: e.stage === 'ties' ? openTies(e).length : 0,
  groups: e.stage === 'ties' && (eye.host || eye.role === 'expert' || eye.role === 'supervisor') ? openTies(e) : [],
  by: e.criteria.ties?.last ?? 'lot',
  article: e.ties?.article ?? null,
  lots: (e.lots ?? []).map(({ draw }) => draw),
})

/** All votes on a low price once they are judged; before that one's own. */
const shownVotes = <T>(votes: Record<string, T>, judged: boolean, me: string | null): Record<string, T> =>
  judged ? votes : Object.fromEntries(Object.entries(votes).filter(([member]) => member === me))

/** Who has done what: never how. */
const progress = (e: Evaluation, member: string) => ({
  member,
  voted: member in e.ballots,
  reviewed: e.bids.filter(({ tag }) => e.votes[tag]?.[member]).length,
  locked: e.sheets[member]?.locked ?? false,
  opined: member in e.opinions,
  signed: e.report?.signed.includes(member) ?? false,
})

/** The evaluation as the asker may see it, with the version of the room. */
export const read = query(
  'evaluation.read',
  (context, input: z.infer<typeof OneEvaluation>) => watched(context, input),
  async (context, { tender, evaluation, version }) => {
    const eye = eyeOf(context, tender)
    const sheet = eye.role === 'expert' ? evaluation.sheets[eye.tag] : undefined
    return { v: version, ...seen(evaluation, eye, sheet ? openSheet(context.platform, sheet.sealed) : null) }
  },
)

/** The result, once it stands. */
export const result = query(
  'evaluation.result',
  (context, input: z.infer<typeof OneEvaluation>) => watched(context, input),
  async (_context, { evaluation }) => {
    if (evaluation.stage !== 'finished') throw refuse('EVALUATION_NOT_FINISHED')
    const { tender, report, opinions } = evaluation
    return { tender, ...resultOf(evaluation), opinions: Object.values(opinions), report: report?.sha256 ?? null }
  },
)

/** Questions and answers: to a bidder its own, to the panel and the supervisor all. */
export const clarifications = query(
  'evaluation.clarifications',
  (context, input: z.infer<typeof OneEvaluation>) => watched(context, input),
  async ({ who }, { evaluation }) => {
    const mine = who.role === 'bidder' ? who.tagFor(evaluation.tender) : null
    return { items: evaluation.clarifications.filter((one) => mine === null || one.bid === mine) }
  },
)

/** Corrected prices: to a bidder its own, to the panel and the supervisor all. */
export const repricings = query(
  'evaluation.clarifications',
  (context, input: z.infer<typeof OneEvaluation>) => watched(context, input),
  async ({ who }, { evaluation }) => {
    const mine = who.role === 'bidder' ? who.tagFor(evaluation.tender) : null
    return { items: (evaluation.repricings ?? []).filter((one) => mine === null || one.bid === mine) }
  },
)

/** What the platform noticed about the bids: facts with their evidence, for the panel and the supervisor to judge. */
export const signals = query('evaluation.signals', watched, async (context, { tender }) => {
  const law = rulebook(tender.published?.rulebook ?? '')
  const found = samePayers(await depositsWhere(context, { tender: tender.id }))
  const likeness = (await likenessOf(context.platform, tender.id)) ?? null
  // natural persons by their names: for those who judge and for the supervisor, not for those who run the tender
  const judges = context.who.role === 'expert' || context.who.role === 'supervisor'
  const bids = judges ? (await bidsOf(context, tender.id)).filter(({ stage }) => stage === 'unsealed') : []
  const declared = bids.map((bid) => ({ tag: bid.tag, relations: relationsIn(context.platform, bid) ?? null }))
  return { samePayer: found, article: law.collusionSigns.article, likeness, declared }
})

/** A bid's volume, for those who evaluate it and for the supervisor. */
export const volume = query('bid.readVolume', watched, ({ platform, who }, _of, input: OneVolume) => {
  if (input.file === MACHINE && who.role !== 'supervisor') throw refuse('MACHINE_CLOSED')
  return readVolume(platform, input)
})
