import { z } from 'zod'
import { BidItem } from '../bids/contract.ts'
import { Cms, FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'
import { Anomaly, Skipped } from './acceptanceEvents.ts'
import { BondForm } from './bondEvents.ts'
import { Files, ReEvaluate } from './contract.ts'
import { PaperKind } from './letterEvents.ts'

const Reason = z.string().trim().min(4).max(2000)
const Code = z.string().regex(/^[a-zA-Z]{1,40}$/)
const Address = z.string().trim().min(4).max(200)

/** Statement `award.deliver` over {tender, report}: the SHA-256 of the panel's report. */
export const DeliverReport = z.strictObject({ tender: Id, report: Hash, cms: Cms })
/** Statement `award.review` over {tender, report, checks, note}: `checks` is the hash of the list that was shown. */
export const ReviewReport = z.strictObject({
  tender: Id,
  report: Hash,
  checks: Hash,
  note: z.string().trim().max(2000),
  cms: Cms,
})
/** Statement `award.recheck` over {tender, report, ground, from, anomalies}, and `files` where there are any. */
export const RecheckReport = z.strictObject({
  tender: Id,
  report: Hash,
  ground: Code,
  from: z.enum(['review', 'scoring']),
  anomalies: z.array(Anomaly).min(1).max(50),
  files: Files,
  cms: Cms,
})
/** Statement `award.fix` over {tender, winner, skipped, tie}. */
export const FixWinner = z.strictObject({
  tender: Id,
  winner: Hash,
  skipped: z.array(Skipped).max(20),
  /** why the purchaser chose among those who tie, where the document has it choose; null: otherwise */
  tie: Reason.nullable(),
  cms: Cms,
})
/** Statement `award.drawTie` over {tender, minutes, skipped}: a lot between the first who are not skipped. */
export const DrawWinner = z.strictObject({
  tender: Id,
  minutes: z.number().int().min(1).max(60),
  skipped: z.array(Hash).max(20),
  cms: Cms,
})
/** Statement `award.announce` over {tender, winner} and all that is told here. */
export const Announce = z.strictObject({
  tender: Id,
  winner: Hash,
  purchaserAddress: Address,
  agentAddress: Address.nullable(),
  winnerAddress: Address,
  items: z.array(BidItem).min(1).max(200),
  cms: Cms,
})
/** Statement `award.passOver` over {tender, candidate, ground, reason, follows, files}. */
export const PassOver = z.strictObject({
  tender: Id,
  candidate: Hash,
  ground: Code,
  reason: Reason,
  follows: z.enum(['nextCandidate', 'retender']),
  files: Files,
  cms: Cms,
})
/** Statement `award.invalidate` over {tender, ground, reason, follows}, and `reEvaluate` where the bids are evaluated again. */
export const InvalidateAward = z.strictObject({
  tender: Id,
  ground: Code,
  reason: Reason,
  follows: z.enum(['nextCandidate', 'reEvaluate', 'retender']),
  reEvaluate: ReEvaluate.optional(),
  cms: Cms,
})
/** The CMS of the tenderer over each notice that waits, by the notice's SHA-256. */
export const SendNotices = z.strictObject({
  tender: Id,
  signatures: z
    .array(z.strictObject({ letter: Hash, cms: Cms }))
    .min(1)
    .max(500),
})
export const OneLetter = z.strictObject({ tender: Id, letter: Hash })
export const OnePaper = z.strictObject({ tender: Id, paper: PaperKind })
/** The CMS over the prepared copy of a paper; `prepared` is the SHA-256 of the version it is based on. */
export const SignPaper = z.strictObject({ tender: Id, paper: PaperKind, prepared: Hash, cms: Cms })
/** Statement `award.giveBond` over {tender, form, amount, reference, issuer, validUntil}, and `files` where there are any. */
export const GiveBond = z.strictObject({
  tender: Id,
  form: BondForm,
  amount: FenText,
  reference: z.string().trim().min(2).max(80),
  issuer: z.string().trim().min(2).max(100).nullable(),
  validUntil: InstantNumber.nullable(),
  files: Files,
  cms: Cms,
})
/** Statement `award.returnBond` over {tender, reference, reason}. */
export const ReturnBond = z.strictObject({
  tender: Id,
  reference: z.string().trim().min(2).max(80),
  reason: Reason,
  cms: Cms,
})
/** Statement `award.weigh` over {tender, objection, mayMove, reason}. */
export const WeighChallenge = z.strictObject({
  tender: Id,
  objection: Id,
  mayMove: z.boolean(),
  reason: Reason,
  cms: Cms,
})
/** Statement `award.report` over {tender, remarks}, and `files` where there are any. */
export const MakeReport = z.strictObject({ tender: Id, remarks: z.string().trim().max(4000), files: Files, cms: Cms })
/** Statement `award.publishContract` over {tender, contract, withheld}, and `files` where a shown text comes with it. */
export const PublishContract = z.strictObject({
  tender: Id,
  contract: Hash,
  withheld: Reason.nullable(),
  files: Files,
  cms: Cms,
})
