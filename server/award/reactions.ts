import type { Paper } from '../../templates/layout.ts'
import type { Bid } from '../bids/bid.ts'
import { BidWithdrawn } from '../bids/events.ts'
import { bidsOf } from '../bids/store.ts'
import { releaseDeposit } from '../deposits/commands.ts'
import { heldMoney } from '../deposits/deposit.ts'
import type { ReleaseReason } from '../deposits/events.ts'
import { depositsWhere } from '../deposits/store.ts'
import { issuePaper } from '../documents/issue.ts'
import { evaluationOf } from '../evaluation/store.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, on } from '../ledger/command.ts'
import { CalendarConfirmed } from '../regions/calendarEvents.ts'
import { TenderFailed } from '../tenders/events.ts'
import { TenderTerminated } from '../tenders/sideEvents.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Lapse, ValidityEnded } from '../tenders/validityEvents.ts'
import { ResultAnnounced } from './announcementEvents.ts'
import { answerReaction } from './answerCommands.ts'
import type { Award, Issued } from './award.ts'
import { contractReaction } from './contractCommands.ts'
import { datedAnew } from './dueCommands.ts'
import { examinedIn } from './dutyCommands.ts'
import {
  CandidatesPublicised,
  ContractMade,
  NoticesIssued,
  type Publicity,
  PublicityIssued,
  WinnerFixed,
} from './events.ts'
import { NoticesDrafted, ReportIssued, ReportMade } from './letterEvents.ts'
import { announcementPaper, noticePaper, publicityPaper, reportPaper, resultPaper } from './papers.ts'
import { publicityOf } from './publicity.ts'
import { awardOf, awardStream } from './store.ts'

/** A tender with its award, for what follows a fact of it. */
async function both(context: Context, id: string): Promise<{ tender: Tender; award: Award }> {
  const tender = await tenderById(context, id)
  const award = await awardOf(context, id)
  if (!tender || !award) throw new Error(`${id} has no award`)
  return { tender, award }
}

const keepPublicity = command(
  'award.issue',
  (e, input: { tender: string; issued: Issued }) => e.read(tenderStream(input.tender)),
  async (e, tender, { issued }) => {
    const award = await e.hold(awardStream(tender.id))
    if (!award.file) await e.append(awardStream(tender.id), [PublicityIssued({ tender: tender.id, ...issued })])
  },
)

interface Papers {
  notice: Issued
  results: (Issued & { tag: string })[]
}

const keepDrafts = command(
  'award.issue',
  (e, input: Papers & { tender: string }) => e.read(tenderStream(input.tender)),
  async (e, tender, { notice, results }) => {
    const award = await e.hold(awardStream(tender.id))
    if (award.notice || award.letters) return
    await e.append(awardStream(tender.id), [NoticesDrafted({ tender: tender.id, notice, results })])
  },
)

const folder = (kind: string, tender: string): string => `${kind}/${tender.toLowerCase()}`

async function issuePublicity(context: Context, id: string, at: number): Promise<void> {
  const { tender, award } = await both(context, id)
  if (award.file) return
  const { platform } = context
  const paper = award.announcement
    ? announcementPaper(tender, award, platform)
    : publicityPaper(tender, award, platform)
  const issued = await issuePaper(platform, folder('publicity', id), paper, at)
  await keepPublicity.run(context, { tender: id, issued })
}

/** Bids that took part in the opening: whose bidders are told the result. */
const tookPart = (bid: Bid): boolean => bid.stage !== 'withdrawn' && bid.bidder !== null

/** Scores and rejections for the losers' own notices: as publicised, or from the evaluation where nothing was. */
async function resultFor(context: Context, of: { tender: Tender; award: Award }, bids: Bid[]): Promise<Publicity> {
  const { tender, award } = of
  if (award.publicity.ranking.length) return award.publicity
  const result = (await evaluationOf(context, award.tender))?.state.result
  return result ? publicityOf(result, bids, await examinedIn(context, tender)) : award.publicity
}

const keepReport = command(
  'award.issue',
  (e, input: { tender: string; issued: Issued }) => e.read(tenderStream(input.tender)),
  async (e, tender, { issued }) => {
    const award = await e.hold(awardStream(tender.id))
    if (award.report && !award.report.file)
      await e.append(awardStream(tender.id), [ReportIssued({ tender: tender.id, ...issued })])
  },
)

async function issueReport(context: Context, id: string, at: number): Promise<void> {
  const { platform } = context
  const { tender, award } = await both(context, id)
  if (!award.report || award.report.file) return
  const evaluation = (await evaluationOf(context, id))?.state
  const bids = (await bidsOf(context, id)).filter(tookPart)
  const publicity = await resultFor(context, { tender, award }, bids)
  const paper = reportPaper(
    tender,
    { ...award, publicity },
    { bids, report: evaluation?.report?.sha256 ?? '' },
    platform,
  )
  await keepReport.run(context, { tender: id, issued: await issuePaper(platform, folder('awards', id), paper, at) })
}

async function draftNotices(context: Context, id: string, at: number): Promise<void> {
  const { platform } = context
  const { tender, award } = await both(context, id)
  if (award.notice || award.letters || !award.winner) return
  const { winner } = award
  const bids = await bidsOf(context, id)
  const letter = (paper: Paper) => issuePaper(platform, folder('awards', id), paper, at)
  const notice = await letter(noticePaper(tender, { winner, table: await platform.calendar() }, platform, at))
  const publicity = await resultFor(context, { tender, award }, bids)
  const results: Papers['results'] = []
  for (const bid of bids) {
    if (!bid.bidder || bid.tag === winner.tag || !tookPart(bid)) continue
    results.push({ tag: bid.tag, ...(await letter(resultPaper(tender, { winner, bid, publicity }, platform, at))) })
  }
  await keepDrafts.run(context, { tender: id, notice, results })
}

/** Orders every deposit of a tender back; run again, it orders nothing twice. */
async function releaseAll(
  context: Context,
  tender: string,
  at: number,
  reasonOf: (tag: string) => ReleaseReason,
): Promise<void> {
  for (const { tag } of await depositsWhere(context, { tender })) {
    await releaseDeposit(context, { tender, tag, reason: reasonOf(tag), at })
  }
}

async function releaseAfterContract(context: Context, id: string, winner: string, at: number): Promise<void> {
  const bids = new Map((await bidsOf(context, id)).map((bid) => [bid.tag, bid]))
  const deposits = new Map((await depositsWhere(context, { tender: id })).map((deposit) => [deposit.tag, deposit]))
  await releaseAll(context, id, at, (tag) => {
    if (tag === winner) return 'won-and-signed'
    const deposit = deposits.get(tag)
    const unused = !bids.has(tag) && deposit !== undefined && heldMoney(deposit) === 0n && !deposit.guarantee
    return unused ? 'late' : 'lost'
  })
}

/** Where the law counts from the award notice, the losers' deposits go back with it. */
async function releaseLosers(context: Context, id: string, at: number): Promise<void> {
  const { tender, award } = await both(context, id)
  if (rulebook(tender.published?.rulebook ?? '').refundLosers.value.after !== 'award') return
  for (const { tag } of await depositsWhere(context, { tender: id }))
    if (tag !== award.winner?.tag) await releaseDeposit(context, { tender: id, tag, reason: 'lost', at })
}

/** Whoever did not agree to a longer validity gets its deposit back; who was awarded before the old end is bound by its award. */
async function releaseLapsed(context: Context, id: string, lapsed: readonly Lapse[], at: number): Promise<void> {
  const winner = (await awardOf(context, id))?.winner?.tag
  for (const { tag } of lapsed)
    if (tag !== winner) await releaseDeposit(context, { tender: id, tag, reason: 'declined', at })
}

/** A withdrawn bid's deposit goes back, unless the bidder has sealed another bid meanwhile. */
async function releaseWithdrawn(context: Context, tender: string, tag: string, at: number): Promise<void> {
  const bid = (await bidsOf(context, tender)).find((one) => one.tag === tag)
  if (bid?.stage === 'withdrawn') await releaseDeposit(context, { tender, tag, reason: 'withdrawn', at })
}

export const awardReactions = [
  on(CalendarConfirmed, 'awardDatedAnew', datedAnew),
  answerReaction,
  contractReaction,
  on(CandidatesPublicised, 'publicityPaper', (context, fact) => issuePublicity(context, fact.data.tender, fact.at)),
  on(ResultAnnounced, 'announcementPaper', (context, fact) => issuePublicity(context, fact.data.tender, fact.at)),
  on(WinnerFixed, 'awardNotices', (context, fact) => draftNotices(context, fact.data.tender, fact.at)),
  on(ResultAnnounced, 'resultNotices', (context, fact) => draftNotices(context, fact.data.tender, fact.at)),
  on(ReportMade, 'reportPaper', (context, fact) => issueReport(context, fact.data.tender, fact.at)),
  on(NoticesIssued, 'depositsAfterAward', (context, fact) => releaseLosers(context, fact.data.tender, fact.at)),
  on(ContractMade, 'depositsAfterContract', (context, fact) =>
    releaseAfterContract(context, fact.data.tender, fact.data.winner, fact.data.at),
  ),
  on(BidWithdrawn, 'depositAfterWithdrawal', (context, { data }) =>
    releaseWithdrawn(context, data.tender, data.bidderTag, data.withdrawnAt),
  ),
  on(ValidityEnded, 'depositsAfterValidity', (context, fact) =>
    releaseLapsed(context, fact.data.tender, fact.data.lapsed, fact.at),
  ),
  on(TenderFailed, 'depositsAfterFailure', (context, fact) =>
    releaseAll(context, fact.data.tender, fact.at, () => 'failed'),
  ),
  on(TenderTerminated, 'depositsAfterTermination', (context, fact) =>
    releaseAll(context, fact.data.tender, fact.at, () => 'terminated'),
  ),
]
