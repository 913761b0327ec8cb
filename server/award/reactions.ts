import type { Bid } from '../bids/bid.ts'
import { BidWithdrawn } from '../bids/events.ts'
import { bidsOf } from '../bids/store.ts'
import { releaseDeposit } from '../deposits/commands.ts'
import { heldMoney } from '../deposits/deposit.ts'
import type { ReleaseReason } from '../deposits/events.ts'
import { depositsWhere } from '../deposits/store.ts'
import { issuePaper } from '../documents/issue.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, on } from '../ledger/command.ts'
import { TenderFailed } from '../tenders/events.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award, Issued } from './award.ts'
import { CandidatesPublicised, ContractMade, NoticesIssued, PublicityIssued, WinnerFixed } from './events.ts'
import { contractPaper, noticePaper, publicityPaper, resultPaper } from './papers.ts'
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
  contract: Issued
}

const keepNotices = command(
  'award.issue',
  (e, input: Papers & { tender: string }) => e.read(tenderStream(input.tender)),
  async (e, tender, { notice, results, contract }) => {
    const award = await e.hold(awardStream(tender.id))
    if (award.notice) return
    await e.append(awardStream(tender.id), [NoticesIssued({ tender: tender.id, notice, results, contract })])
  },
)

const folder = (kind: string, tender: string): string => `${kind}/${tender.toLowerCase()}`

async function issuePublicity(context: Context, id: string, at: number): Promise<void> {
  const { tender, award } = await both(context, id)
  if (award.file) return
  const issued = await issuePaper(
    context.platform,
    folder('publicity', id),
    publicityPaper(tender, award, context.platform),
    at,
  )
  await keepPublicity.run(context, { tender: id, issued })
}

/** Bids that took part in the opening: whose bidders are told the result. */
const tookPart = (bid: Bid): boolean => bid.stage !== 'withdrawn' && bid.bidder !== null

async function issueNotices(context: Context, id: string, at: number): Promise<void> {
  const { platform } = context
  const { tender, award } = await both(context, id)
  if (award.notice || !award.winner) return
  const { winner } = award
  const issue = (paper: Parameters<typeof issuePaper>[2]) => issuePaper(platform, folder('awards', id), paper, at)
  const notice = await issue(noticePaper(tender, winner, platform, at))
  const contract = await issue(contractPaper(tender, winner, platform, at))
  const results: Papers['results'] = []
  for (const bid of await bidsOf(context, id)) {
    if (!bid.bidder || bid.tag === winner.tag || !tookPart(bid)) continue
    results.push({ tag: bid.tag, ...(await issue(resultPaper(tender, award, { winner, bid }, platform, at))) })
  }
  await keepNotices.run(context, { tender: id, notice, results, contract })
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

/** A withdrawn bid's deposit goes back, unless the bidder has sealed another bid meanwhile. */
async function releaseWithdrawn(context: Context, tender: string, tag: string, at: number): Promise<void> {
  const bid = (await bidsOf(context, tender)).find((one) => one.tag === tag)
  if (bid?.stage === 'withdrawn') await releaseDeposit(context, { tender, tag, reason: 'withdrawn', at })
}

export const awardReactions = [
  on(CandidatesPublicised, 'publicityPaper', (context, fact) => issuePublicity(context, fact.data.tender, fact.at)),
  on(WinnerFixed, 'awardNotices', (context, fact) => issueNotices(context, fact.data.tender, fact.at)),
  on(NoticesIssued, 'depositsAfterAward', (context, fact) => releaseLosers(context, fact.data.tender, fact.at)),
  on(ContractMade, 'depositsAfterContract', (context, fact) =>
    releaseAfterContract(context, fact.data.tender, fact.data.winner, fact.data.at),
  ),
  on(BidWithdrawn, 'depositAfterWithdrawal', (context, { data }) =>
    releaseWithdrawn(context, data.tender, data.bidderTag, data.withdrawnAt),
  ),
  on(TenderFailed, 'depositsAfterFailure', (context, fact) =>
    releaseAll(context, fact.data.tender, fact.at, () => 'failed'),
  ),
]
