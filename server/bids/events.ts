import { z } from 'zod'
import { OffsetShape } from '../identity/clockOffset.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, everybody, partyAlone } from '../ledger/eye.ts'
import { BidForm, SealedPart } from './contract.ts'

const own = partyAlone((eye: Eye, bid: { bidderTag: string }) => eye.role === 'bidder' && eye.tag === bid.bidderTag)
const base = { tender: z.string(), bidderTag: z.string().length(64), sequence: z.number().int() }

/** A bidder's package is complete on our side. What is in it, nobody can read yet. */
export const BidSealed = defineEvent('bid.sealed', {
  v: 1,
  zh: '投标文件已送达并密封',
  en: 'bid received and sealed',
  data: z.strictObject({
    ...base,
    header: z.string(),
    parts: z.array(SealedPart),
    bytes: z.number().int().positive(),
    upload: z.string(),
    /** who bids, the manifest and its signature, sealed to the officers: canonical JSON of the box */
    box: z.string(),
    manifest: z.string(),
    /** keyed hash of the signing certificate within this tender: it links nothing */
    certificateSerialTag: z.string(),
    /** serial and SHA-256 of that certificate, sealed by the vault: for the receipt; absent in older facts */
    certificate: z.string().optional(),
    /** the same of the key that the package is locked to, where the bidder said which; else of nothing */
    keyTag: z.string().length(64).optional(),
    receivedAt: z.number().int(),
    /** the platform's clock as it was last compared with the timestamp authority's */
    clock: OffsetShape.nullable().optional(),
    /** the version of the tender document that it answers, by its hash */
    document: z.string().optional(),
  }),
  seenBy: own,
})

/** The receipt's trusted timestamp came in. */
export const BidStamped = defineEvent('bid.stamped', {
  v: 1,
  zh: '投标回执已加盖时间戳',
  en: "bid's receipt timestamped",
  data: z.strictObject({ ...base, token: z.string() }),
  seenBy: own,
})

/** The bidder took its bid back before the deadline. */
export const BidWithdrawn = defineEvent('bid.withdrawn', {
  v: 1,
  zh: '投标文件已撤回',
  en: 'bid withdrawn',
  data: z.strictObject({
    ...base,
    box: z.string(),
    withdrawnAt: z.number().int(),
    /** the platform's clock as it was last compared; absent in facts from before a withdrawal had a receipt */
    clock: OffsetShape.nullable().optional(),
    /** the certificate that signed it, as with a bid; absent in older facts */
    certificate: z.string().optional(),
  }),
  seenBy: own,
})

/** The trusted timestamp over a withdrawal came in. */
export const WithdrawalStamped = defineEvent('bid.withdrawalStamped', {
  v: 1,
  zh: '撤回回执已加盖时间戳',
  en: "withdrawal's receipt timestamped",
  data: z.strictObject({ ...base, token: z.string() }),
  seenBy: own,
})

/** The deadline has passed and the officers have opened who bids. */
export const BidNamed = defineEvent('bid.named', {
  v: 1,
  zh: '投标人名称已公布',
  en: 'bidder named',
  data: z.strictObject({
    ...base,
    bidder: z.strictObject({ code: z.string(), name: z.string() }),
    manifestText: z.string(),
    cms: z.string(),
  }),
  seenBy: everybody,
})

/** The bid was opened; its form is read out. */
export const BidUnsealed = defineEvent('bid.unsealed', {
  v: 1,
  zh: '投标文件已解密',
  en: 'bid unsealed',
  data: z.strictObject({
    ...base,
    form: BidForm,
    files: z.array(
      z.strictObject({
        part: z.string(),
        name: z.string(),
        type: z.string(),
        bytes: z.number().int(),
        sha256: z.string(),
      }),
    ),
    /** the keys of the parts, sealed by the platform: their use is a row of the policy */
    keys: z.string(),
    /** who heads, holds and manages the bidder, in full and sealed by the platform; absent: the form says it in full */
    relations: z.string().optional(),
  }),
  seenBy: everybody,
})

/** The bid could not be opened in time. */
export const BidUnopened = defineEvent('bid.unopened', {
  v: 1,
  zh: '投标文件未能解密',
  en: 'bid not opened',
  data: z.strictObject({ ...base, evidence: z.array(z.string()) }),
  seenBy: everybody,
})

export const bidEvents = [
  ...[BidSealed, BidStamped, BidWithdrawn, WithdrawalStamped, BidNamed, BidUnsealed, BidUnopened],
]
export type BidFact = FactOf<(typeof bidEvents)[number]>
export type BidHappening = HappeningOf<(typeof bidEvents)[number]>
