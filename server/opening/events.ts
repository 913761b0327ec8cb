import { z } from 'zod'
import { BidForm } from '../bids/contract.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { Signature } from '../tenders/events.ts'
import { LetterShape } from './contract.ts'
import { Given } from './failure.ts'
import { hallEvents } from './hallEvents.ts'
import { remedyEvents } from './remedyEvents.ts'

const tender = z.string()
const tag = z.string()
const party = z.strictObject({ code: z.string(), name: z.string() })

/** Bidding is over and enough bids are here: the opening begins at the deadline. */
export const OpeningStarted = defineEvent('opening.started', {
  v: 1,
  zh: '开标开始',
  en: 'opening started',
  data: z.strictObject({
    tender,
    needed: z.number().int(),
    minutes: z.number().int(),
    withdrawn: z.number().int(),
    bids: z.array(
      z.strictObject({
        tag,
        sequence: z.number().int(),
        header: z.string(),
        /** hash over the roots of its parts (openedSet.ts) */
        ciphertext: z.string(),
        receivedAt: z.number().int(),
        /** the older version of the tender document that it was made for, where a later one may affect bids */
        outdated: z.number().int().optional(),
      }),
    ),
  }),
  seenBy: everybody,
})

/** The process that will open the bids has made a key for it, which it keeps in memory only. */
export const OpeningKeyAnnounced = defineEvent('opening.keyAnnounced', {
  v: 1,
  zh: '开标密钥已公布',
  en: "opening's key announced",
  data: z.strictObject({ tender, epoch: z.number().int(), spki: z.string(), windowEnds: z.number().int().nullable() }),
  seenBy: everybody,
})

/** An officer released its shares, encrypted to the opening's key. */
export const OfficerReleased = defineEvent('opening.officerReleased', {
  v: 1,
  zh: '开标人已释放密钥份额',
  en: 'officer released its shares',
  data: z.strictObject({
    tender,
    role: z.string(),
    epoch: z.number().int(),
    letter: LetterShape,
    signature: Signature,
  }),
  seenBy: everybody,
})

/** A share did not match its commitment: its holder is named. */
export const ShareRefused = defineEvent('opening.shareRefused', {
  v: 1,
  zh: '密钥份额与承诺不符',
  en: 'a share does not match its commitment',
  /** `tag`: of the bid, where the share was one of its remedy */
  data: z.strictObject({ tender, role: z.string(), code: z.string(), tag: tag.optional() }),
  seenBy: everybody,
})

/** Who bids is public; from now on the bidders unlock. */
export const BiddersNamed = defineEvent('opening.biddersNamed', {
  v: 1,
  zh: '投标人名单已公布',
  en: 'bidders named',
  data: z.strictObject({
    tender,
    bids: z.array(z.strictObject({ tag, bidder: party })),
    windowEnds: z.number().int(),
  }),
  seenBy: everybody,
})

/** A bidder released its half of the keys, encrypted to the opening's key. */
export const BidderReleased = defineEvent('opening.bidderReleased', {
  v: 1,
  zh: '投标人已解锁',
  en: 'bidder unlocked',
  data: z.strictObject({ tender, tag, epoch: z.number().int(), letter: LetterShape, signature: Signature }),
  seenBy: everybody,
})

/** The platform holds everything to open a bid and found it whole. Nothing of it is shown yet. */
export const BidReady = defineEvent('opening.bidReady', {
  v: 1,
  zh: '投标文件解密完成，待唱标',
  en: 'bid decrypted, not yet read out',
  data: z.strictObject({ tender, tag, epoch: z.number().int() }),
  seenBy: everybody,
})

/** An attempt to unlock failed: what was found, on whose side. */
export const UnlockFailed = defineEvent('opening.unlockFailed', {
  v: 1,
  zh: '解密尝试失败',
  en: 'an attempt to unlock failed',
  data: z.strictObject({
    tender,
    tag,
    code: z.string(),
    /** by the bidder's own word; by the platform that opened; by the platform that looked at the certificate of the deed */
    found: z.enum(['by-bidder', 'by-platform', 'at-signature']),
    certificate: z.string().optional(),
    signature: Signature.optional(),
    /** what the bidder released beside what its package commits to, where the platform found it */
    given: z.array(Given).optional(),
    /** what was known at that second of the certificate that was refused: itself first, lists by SHA-256, answers (base64) */
    known: z
      .strictObject({ certificates: z.array(z.string()), lists: z.array(z.string()), answers: z.array(z.string()) })
      .optional(),
  }),
  seenBy: everybody,
})

/** All prices at once, to everyone. */
export const BidsRead = defineEvent('opening.bidsRead', {
  v: 1,
  zh: '唱标',
  en: 'bids read out',
  data: z.strictObject({
    tender,
    read: z.array(z.strictObject({ tag, bidder: party, form: BidForm })),
    unopened: z.array(z.strictObject({ tag, bidder: party })),
  }),
  seenBy: everybody,
})

/** The keys of the officers' letters that counted: with them the archive shows what each officer released. */
export const LettersTold = defineEvent('opening.lettersTold', {
  v: 1,
  zh: '开标人密钥份额已留存备核',
  en: "officers' shares kept for verification",
  /** `keys`: a key a seat, sealed by the platform; only the archive of the tender tells them */
  data: z.strictObject({ tender, epoch: z.number().int(), keys: z.string() }),
  seenBy: everybody,
})

/** Why a bid could not be opened, decided by the tenderer with evidence. */
export const CauseClassified = defineEvent('opening.causeClassified', {
  v: 1,
  zh: '解密失败原因已认定',
  en: 'cause of the failure classified',
  data: z.strictObject({
    tender,
    tag,
    cause: z.enum(['bidder', 'platform', 'third-party']),
    evidence: z.string(),
    article: z.string(),
    /** what the kept evidence pointed to, and on what ground, when the host decided */
    proposed: z.enum(['bidder', 'platform', 'third-party']).nullable().optional(),
    grounds: z.string().optional(),
    /** what the law makes of it: 撤销 or 撤回 */
    consequence: z.enum(['revoked', 'withdrawn']).optional(),
    /** of whoever decided; absent in older facts */
    signature: Signature.optional(),
  }),
  seenBy: everybody,
})

/** The record of the opening, as a PDF with the platform's stamp. */
export const OpeningRecorded = defineEvent('opening.recorded', {
  v: 1,
  zh: '开标记录已生成',
  en: 'opening recorded',
  /** `signature`: of the host who had it made; absent in older facts */
  data: z.strictObject({ tender, file: z.string(), sha256: z.string(), signature: Signature.optional() }),
  seenBy: everybody,
})

/** Somebody present signed the record. */
export const RecordSigned = defineEvent('opening.recordSigned', {
  v: 1,
  zh: '开标记录已确认签署',
  en: 'record signed',
  data: z.strictObject({ tender, by: z.string(), name: z.string(), signature: Signature }),
  seenBy: everybody,
})

/** The host ended the opening; who did not sign is noted as not confirmed. */
export const OpeningFinished = defineEvent('opening.finished', {
  v: 1,
  zh: '开标结束',
  en: 'opening finished',
  /** `signature`: of the host; absent in older facts */
  data: z.strictObject({ tender, unconfirmed: z.array(z.string()), signature: Signature.optional() }),
  seenBy: everybody,
})

export const openingEvents = [
  ...[OpeningStarted, OpeningKeyAnnounced, OfficerReleased, ShareRefused, BiddersNamed, BidderReleased],
  ...[BidReady, UnlockFailed, BidsRead, LettersTold, CauseClassified, OpeningRecorded, RecordSigned, OpeningFinished],
  ...remedyEvents,
  ...hallEvents,
]
export type OpeningFact = FactOf<(typeof openingEvents)[number]>
export type OpeningHappening = HappeningOf<(typeof openingEvents)[number]>
