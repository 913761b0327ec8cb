import type { Bid } from '../bids/bid.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Tender } from '../tenders/tender.ts'
import {
  BidderReleased,
  CauseClassified,
  OfficerReleased,
  OpeningFinished,
  type OpeningHappening,
  OpeningStarted,
  RecordSigned,
} from './events.ts'
import type { Opening } from './opening.ts'

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

/** Begins the opening with the bids that stand at the deadline; the caller has found enough of them. */
export function startOpening(tender: Tender, all: Bid[], minutes: number): OpeningHappening[] {
  const standing = all.filter((bid) => bid.stage === 'sealed')
  const withdrawn = all.length - standing.length
  const bids = standing.map(({ tag, sequence, header, receivedAt }) => ({ tag, sequence, header, receivedAt }))
  return [OpeningStarted({ tender: tender.id, needed: tender.shares.needed, minutes, withdrawn, bids })]
}

const present = (opening: Opening, epoch: number): void => {
  if (opening.stage !== 'unsealing') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (epoch !== opening.epoch) throw refuse('OPENING_KEY_CHANGED', { epoch: opening.epoch })
}

/** Takes an officer's shares for the present key; the same officer again changes nothing. */
export function releaseAsOfficer(
  opening: Opening,
  of: { role: string; epoch: number; letter: { key: string; body: string }; signature: Signed },
): OpeningHappening[] {
  present(opening, of.epoch)
  if (opening.officers[of.role]?.epoch === of.epoch) return []
  return [OfficerReleased({ tender: opening.tender, ...of })]
}

/** Takes a bidder's half within the window: the last millisecond before its end is in time. */
export function releaseAsBidder(
  opening: Opening,
  of: { tag: string; epoch: number; letter: { key: string; body: string }; signature: Signed },
  now: number,
): OpeningHappening[] {
  const bid = opening.bids[of.tag]
  if (!bid) throw refuse('BID_NOT_IN_HALL')
  present(opening, of.epoch)
  if (!opening.named || opening.windowEnds === null) throw refuse('UNLOCK_TOO_EARLY')
  if (now >= opening.windowEnds) throw refuse('UNLOCK_WINDOW_OVER', { ended: opening.windowEnds })
  if (bid.status === 'ready') throw refuse('ALREADY_READ')
  return [BidderReleased({ tender: opening.tender, ...of })]
}

/** A failed attempt is reported once the names are public (the signature under it names the bidder), while bids are opened. */
export function mayReport(opening: Opening, tag: string): void {
  if (!opening.bids[tag]) throw refuse('BID_NOT_IN_HALL')
  if (opening.stage !== 'unsealing') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (!opening.named) throw refuse('UNLOCK_TOO_EARLY')
}

/** Decides why a bid was not opened; the article says what follows from it. */
export function classifyCause(
  opening: Opening,
  of: { tag: string; cause: 'bidder' | 'platform' | 'third-party'; evidence: string },
  law: Rulebook,
): OpeningHappening[] {
  if (opening.stage !== 'read') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (opening.bids[of.tag]?.status !== 'unopened') throw refuse('BID_NOT_IN_HALL')
  return [CauseClassified({ tender: opening.tender, ...of, article: law.unsealingFailure.article })]
}

/** Whether the record can be made: everything read, every cause decided. */
export function readyForRecord(opening: Opening): void {
  if (opening.stage !== 'read') throw refuse('OPENING_STAGE', { stage: opening.stage })
  const open = Object.values(opening.bids).filter((bid) => bid.status === 'unopened' && !bid.cause)
  if (open.length) throw refuse('CAUSE_MISSING', { bids: open.map((bid) => bid.bidder?.name) })
}

/** Signs the record; signing twice changes nothing. */
export function signRecord(
  opening: Opening,
  of: { by: string; name: string; record: string; signature: Signed },
): OpeningHappening[] {
  if (opening.stage !== 'recorded') throw refuse('OPENING_STAGE', { stage: opening.stage })
  if (of.record !== opening.record?.sha256) throw refuse('RECORD_OTHER')
  if (opening.signatures[of.by]) return []
  const { by, name, signature } = of
  return [RecordSigned({ tender: opening.tender, by, name, signature })]
}

/** Ends the opening. A bidder who did not sign is noted, which never stops anything. */
export function finishOpening(opening: Opening): OpeningHappening[] {
  if (opening.stage !== 'recorded') throw refuse('OPENING_STAGE', { stage: opening.stage })
  const unconfirmed = Object.values(opening.bids)
    .filter((bid) => !opening.signatures[bid.tag])
    .map((bid) => bid.bidder?.name ?? '')
  return [OpeningFinished({ tender: opening.tender, unconfirmed })]
}
