import type { Letter } from '../../crypto/letter.ts'
import type { Bid } from '../bids/bid.ts'
import { refusals } from '../law/refusal.ts'
import type { Rule, Rulebook } from '../law/rulebook.ts'
import type { Tender } from '../tenders/tender.ts'
import { answersOf } from '../tenders/versions.ts'
import { type Resting, unlockClock } from './clock.ts'
import {
  BidderReleased,
  CauseClassified,
  OfficerReleased,
  OpeningFinished,
  type OpeningHappening,
  OpeningStarted,
  RecordSigned,
} from './events.ts'
import type { Proposal } from './failure.ts'
import { questionsDone } from './figures.ts'
import { inSuite } from './letters.ts'
import { allAnswered } from './objecting.ts'
import { ciphertextHash } from './openedSet.ts'
import type { OpenedBid, Opening } from './opening.ts'
import { notPaused } from './pausing.ts'

const refuse = refusals({
  OPENING_STAGE: { status: 409, zh: '开标当前步骤不允许此操作', en: 'the opening is not at that step' },
  OPENING_KEY_CHANGED: {
    status: 409,
    zh: '开标密钥已更换，请按新密钥重新释放',
    en: "the opening's key has changed: release again",
  },
  UNLOCK_TOO_EARLY: { status: 409, zh: '投标人名单公布后方可解锁', en: 'bidders unlock once the names are public' },
  UNLOCK_WINDOW_OVER: { status: 409, zh: '解密时限已过', en: 'the time for unlocking is over' },
  BID_NOT_IN_HALL: {
    status: 404,
    zh: '没有参加本次开标的投标文件',
    en: 'there is no bid of this bidder in the opening',
  },
  CAUSE_MISSING: {
    status: 409,
    zh: '须先认定未能解密的原因',
    en: 'the cause of each unopened bid must be classified first',
  },
  RECORD_OTHER: { status: 409, zh: '开标记录已更新，请核对后签署', en: 'this is not the present record' },
  ALREADY_READ: { status: 409, zh: '已解密，无需重复操作', en: 'this bid is open already' },
})

interface Signed {
  statement: string
  cms: string
  certificate: string
}

/** Which older version a bid answers, where one that came later may affect it: opened and said so, never silently. */
function outdatedBy({ published }: Tender, document: string | undefined): { outdated?: number } {
  const answers = published && answersOf(published, document)
  return answers?.outdated ? { outdated: answers.version } : {}
}

/** Begins the opening with the bids that stand at the deadline; the caller has found enough of them. */
export function startOpening(tender: Tender, all: Bid[], minutes: number): OpeningHappening[] {
  const standing = all.filter((bid) => bid.stage === 'sealed')
  const withdrawn = all.length - standing.length
  const bids = standing.map(({ tag, sequence, header, parts, receivedAt, document }) => ({
    ...{ tag, sequence, header, receivedAt },
    ciphertext: ciphertextHash(parts),
    ...outdatedBy(tender, document),
  }))
  return [OpeningStarted({ tender: tender.id, needed: tender.shares.needed, minutes, withdrawn, bids })]
}

const present = (opening: Opening, epoch: number): void => {
  notPaused(opening)
  if (opening.stage !== 'unsealing') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (epoch !== opening.epoch) throw refuse('OPENING_KEY_CHANGED', { epoch: opening.epoch })
}

/** Takes an officer's shares for the present key; the same officer again changes nothing. */
export function releaseAsOfficer(
  opening: Opening,
  of: { role: string; epoch: number; letter: Letter; signature: Signed },
): OpeningHappening[] {
  present(opening, of.epoch)
  inSuite(opening.spki, of.letter)
  if (opening.officers[of.role]?.epoch === of.epoch) return []
  return [OfficerReleased({ tender: opening.tender, ...of })]
}

/**
 * Takes a bidder's half within the window: the last millisecond before its end is in time.
 *
 * @param tender whose suspensions, beside the hall's pauses, have stopped the window
 */
export function releaseAsBidder(
  opening: Opening,
  of: { tag: string; epoch: number; letter: Letter; signature: Signed },
  now: number,
  tender: Resting = {},
): OpeningHappening[] {
  mayUnlock(opening, of, tender, now)
  inSuite(opening.spki, of.letter)
  return [BidderReleased({ tender: opening.tender, ...of })]
}

/** Refuses what would unlock a bid now: only within the window, for the present key, and one that is not open yet. */
export function mayUnlock(
  opening: Opening,
  { tag, epoch }: { tag: string; epoch: number },
  tender: Resting,
  now: number,
): OpenedBid {
  const bid = opening.bids[tag]
  if (!bid) throw refuse('BID_NOT_IN_HALL')
  present(opening, epoch)
  const clock = opening.named ? unlockClock(opening, tender, now) : undefined
  if (!clock) throw refuse('UNLOCK_TOO_EARLY')
  if (clock.over) throw refuse('UNLOCK_WINDOW_OVER', { ended: clock.endsAt })
  if (bid.status === 'ready') throw refuse('ALREADY_READ')
  return bid
}

/** A failed attempt is reported once the names are public (the signature under it names the bidder), while bids are opened. */
export function mayReport(opening: Opening, tag: string): void {
  if (!opening.bids[tag]) throw refuse('BID_NOT_IN_HALL')
  if (opening.stage !== 'unsealing') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (!opening.named) throw refuse('UNLOCK_TOO_EARLY')
}

/**
 * Decides why a bid was not opened, with evidence; another decision may follow until the record is made.
 *
 * @param of.proposal what the kept evidence points to
 * @param law says what follows: 撤销 for the bidder's own cause, 撤回 for any other
 */
export function classifyCause(
  opening: Opening,
  of: {
    tag: string
    cause: 'bidder' | 'platform' | 'third-party'
    evidence: string
    proposal?: Proposal
    signature?: Signed
  },
  law: Rulebook,
): OpeningHappening[] {
  notPaused(opening)
  if (opening.stage !== 'read') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (opening.bids[of.tag]?.status !== 'unopened') throw refuse('BID_NOT_IN_HALL')
  const { proposal, ...decided } = of
  const consequence = of.cause === 'bidder' ? law.unsealingFailure.value.bidder : law.unsealingFailure.value.other
  const shown = proposal ? { proposed: proposal.cause, grounds: proposal.zh } : {}
  const { article } = law.unsealingFailure
  return [CauseClassified({ tender: opening.tender, ...decided, ...shown, consequence, article })]
}

/** Whether the record can be made: everything read, every cause decided, every objection answered, the time for them over. */
export function readyForRecord(opening: Opening, on: { tender: Resting; law: Rulebook }, now: number): void {
  notPaused(opening)
  if (opening.stage !== 'read') throw refuse('OPENING_STAGE', { stage: opening.stage })
  const open = Object.values(opening.bids).filter((bid) => bid.status === 'unopened' && !bid.cause)
  if (open.length) throw refuse('CAUSE_MISSING', { bids: open.map((bid) => bid.bidder?.name) }, on.law.unsealingFailure)
  allAnswered(opening, on.law)
  questionsDone(opening, on.tender, now)
}

/** Signs the record; signing twice changes nothing. */
export function signRecord(
  opening: Opening,
  of: { by: string; name: string; record: string; signature: Signed },
): OpeningHappening[] {
  notPaused(opening)
  if (opening.stage !== 'recorded') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (of.record !== opening.record?.sha256) throw refuse('RECORD_OTHER')
  if (opening.signatures[of.by]) return []
  const { by, name, signature } = of
  return [RecordSigned({ tender: opening.tender, by, name, signature })]
}

/** Ends the opening. A bidder who did not sign is noted, which never stops anything. */
export function finishOpening(opening: Opening, of: { record: string; signature?: Signed }): OpeningHappening[] {
  notPaused(opening)
  if (opening.stage !== 'recorded') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (of.record !== opening.record?.sha256) throw refuse('RECORD_OTHER')
  const unconfirmed = Object.values(opening.bids)
    .filter((bid) => !opening.signatures[bid.tag])
    .map((bid) => bid.bidder?.name ?? '')
  const signed = of.signature ? { signature: of.signature } : {}
  return [OpeningFinished({ tender: opening.tender, unconfirmed, ...signed })]
}

/** Why a tender ends with its opening, if it does: too few bids were opened for what the law wants afterwards. */
export function tooFewOpened(opening: Opening, law: Rulebook): { reason: string; rule: Rule<unknown> } | undefined {
  const opened = Object.values(opening.bids).filter(({ status }) => status === 'read').length
  if (opened === 0) return { reason: '没有可供评审的投标文件', rule: law.openingNeeds }
  if (law.fewValidBids.value === 'noEvaluation' && opened < law.openingNeeds.value)
    return { reason: `开标后有效投标文件 ${opened} 份，少于法定数量，不得评标`, rule: law.fewValidBids }
  return undefined
}
