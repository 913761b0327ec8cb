import type { ClockOffset } from '../identity/clockOffset.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { notSuspended } from '../tenders/suspension.ts'
import { documentHash, type Tender } from '../tenders/tender.ts'
import type { BidForm } from './contract.ts'
import { type BidFact, type BidHappening, BidSealed, BidWithdrawn } from './events.ts'

const refuse = refusals({
  BID_NOT_OPEN: { status: 409, zh: '该标段不在投标阶段', en: 'this tender is not open for bids' },
  BID_LATE: {
    status: 409,
    zh: '投标截止时间已过，平台拒收',
    en: 'the deadline has passed: the platform refuses the bid',
  },
  BID_WITHOUT_DEPOSIT: { status: 422, zh: '投标保证金未到账或不足', en: 'the deposit has not arrived or is too small' },
  BID_SEQUENCE: {
    status: 409,
    zh: '投标文件版本与平台记录不符，请重新封装',
    en: 'the bid does not follow the one before it',
  },
  BID_OUTDATED: {
    status: 409,
    zh: '招标文件已有新版本，请按新版本重新封装后递交',
    en: 'the tender document has a new version: seal the bid anew for it',
  },
  BID_ABSENT: { status: 404, zh: '没有已递交的投标文件', en: 'there is no bid' },
})

/** One bidder's bid in one tender. Who it is, is a tag until the names are public. */
export interface Bid {
  tender: string
  tag: string
  stage: 'sealed' | 'withdrawn' | 'named' | 'unsealed' | 'unopened'
  sequence: number
  header: string
  parts: { id: string; root: string; bytes: number }[]
  bytes: number
  upload: string
  manifest: string
  receivedAt: number
  /** the fact that sealed it */
  fact: string
  token: string | null
  clock: ClockOffset | null
  /** hash of the version of the tender document that it answers; absent: of the first */
  document?: string
  bidder: { code: string; name: string } | null
  form: BidForm | null
  files: { part: string; name: string; type: string; bytes: number; sha256: string }[]
  keys: string | null
  evidence: string[]
  /** the certificate that signed it, sealed by the vault; absent in bids from before it was kept */
  certificate?: string
  /** who heads, holds and manages its bidder, sealed by the vault; absent: the form says it in full */
  relations?: string
  /** tag of the key it is locked to; absent in bids from before it was noted */
  keyTag?: string
  /** how it was last taken back, also when another was handed in since; absent: never, or before that had a receipt */
  withdrawal?: Withdrawal
}

/** A bid with the box that holds who made it, sealed to the officers: as its stream keeps it. */
export interface BoxedBid extends Bid {
  box: string
}

/** A bid taken back: what its receipt says. */
export interface Withdrawal {
  sequence: number
  header: string
  at: number
  /** the fact that took it back */
  fact: string
  token: string | null
  clock: ClockOffset | null
  /** as of a bid; absent in withdrawals from before it was kept */
  certificate?: string
}

/** What a sealed package was found to be. */
export interface SealedPackage {
  header: string
  parts: { id: 'business' | 'technical' | 'price'; root: string; bytes: number }[]
  bytes: number
  upload: string
  box: string
  manifest: string
  previous: string | null
  sequence: number
  certificateSerialTag: string
  certificate?: string
  keyTag?: string
  clock: ClockOffset | null
  document: string
}

/**
 * Accepts a sealed bid, or refuses it.
 *
 * A bid is in time when it was complete here before the deadline: one millisecond before is in time,
 * the very instant of the deadline is not.
 *
 * @param now when the deed reached the platform, every piece being there already
 */
export function sealBid(
  of: { tender: Tender; before: Bid | undefined; tag: string; held: bigint; sealed: SealedPackage },
  law: Rulebook,
  now: number,
): BidHappening[] {
  const { tender, before, tag, held, sealed } = of
  notSuspended(tender)
  inTime(tender, law, now)
  if (held < BigInt(tender.deposit)) throw refuse('BID_WITHOUT_DEPOSIT', { due: tender.deposit, held: String(held) })
  // an addendum may have come while the package was read
  if (!tender.published || sealed.document !== documentHash(tender.published)) throw refuse('BID_OUTDATED')
  const sequence = (before?.sequence ?? 0) + 1
  if (sealed.sequence !== sequence || sealed.previous !== (before?.manifest ?? null))
    throw refuse('BID_SEQUENCE', { expected: sequence })
  const { previous: _previous, ...rest } = sealed
  return [BidSealed({ tender: tender.id, bidderTag: tag, ...rest, receivedAt: now })]
}

/** Takes a bid back, before the deadline and as often as the bidder likes. */
export function withdrawBid(
  of: { tender: Tender; bid: Bid | undefined } & Pick<
    Parameters<typeof BidWithdrawn>[0],
    'sequence' | 'box' | 'clock' | 'certificate'
  >,
  law: Rulebook,
  now: number,
): BidHappening[] {
  const { tender, bid, ...told } = of
  if (bid?.stage !== 'sealed') throw refuse('BID_ABSENT')
  inTime(tender, law, now)
  if (bid.sequence !== told.sequence) throw refuse('BID_SEQUENCE', { expected: bid.sequence })
  return [BidWithdrawn({ tender: tender.id, bidderTag: bid.tag, ...told, withdrawnAt: now })]
}

/** Whether the deadline has passed: at the very deadline is late. While a tender rests its deadline does not come nearer. */
export const isLate = (tender: Tender, now: number): boolean => now >= tender.deadline && !suspensionsOf(tender).length

/** Refuses what comes after the deadline, or while the tender takes no bids. */
export function inTime(tender: Tender, law: Rulebook, now: number): void {
  if (isLate(tender, now)) throw refuse('BID_LATE', { deadline: tender.deadline, receivedAt: now }, law.lateBids)
  if (tender.stage !== 'bidding') throw refuse('BID_NOT_OPEN', { stage: tender.stage })
}

const unsealedBy = ({
  data: { form, files, keys, relations },
}: Extract<BidFact, { type: 'bid.unsealed' }>): Pick<Bid, 'form' | 'files' | 'keys' | 'relations'> => ({
  ...{ form, files, keys },
  ...(relations ? { relations } : {}),
})

/** The only place where a bid changes. */
export function evolve(bid: BoxedBid | undefined, fact: BidFact): BoxedBid {
  if (fact.type === 'bid.sealed')
    return { ...sealedBy(fact), ...(bid?.withdrawal ? { withdrawal: bid.withdrawal } : {}) }
  if (!bid) throw new Error(`${fact.type} before a bid was sealed`)
  switch (fact.type) {
    case 'bid.stamped':
      return fact.data.sequence === bid.sequence ? { ...bid, token: fact.data.token } : bid
    case 'bid.withdrawn':
      return { ...bid, stage: 'withdrawn', ...withdrawnBy(bid, fact) }
    case 'bid.withdrawalStamped':
      return bid.withdrawal?.sequence === fact.data.sequence
        ? { ...bid, withdrawal: { ...bid.withdrawal, token: fact.data.token } }
        : bid
    case 'bid.named':
      return { ...bid, stage: 'named', bidder: fact.data.bidder }
    case 'bid.unsealed':
      return { ...bid, stage: 'unsealed', ...unsealedBy(fact) }
    case 'bid.unopened':
      return { ...bid, stage: 'unopened', evidence: fact.data.evidence }
  }
}

function withdrawnBy({ header }: Bid, fact: Extract<BidFact, { type: 'bid.withdrawn' }>): Pick<Bid, 'withdrawal'> {
  const { sequence, withdrawnAt: at, clock, certificate } = fact.data
  if (clock === undefined) return {}
  const signed = certificate === undefined ? {} : { certificate }
  return { withdrawal: { sequence, header, at, fact: fact.id, token: null, clock, ...signed } }
}

/** A bid as the fact that sealed it says. */
function sealedBy(fact: Extract<BidFact, { type: 'bid.sealed' }>): BoxedBid {
  const {
    tender,
    bidderTag,
    sequence,
    header,
    parts,
    bytes,
    upload,
    box,
    manifest,
    receivedAt,
    clock = null,
    keyTag,
    certificate,
    document,
  } = fact.data
  return {
    ...(document ? { document } : {}),
    ...{
      tender,
      tag: bidderTag,
      stage: 'sealed',
      sequence,
      header,
      parts,
      bytes,
      upload,
      box,
      manifest,
      receivedAt,
      clock,
    },
    ...{ fact: fact.id, token: null, bidder: null, form: null, files: [], keys: null, evidence: [] },
    ...(keyTag ? { keyTag } : {}),
    ...(certificate ? { certificate } : {}),
  }
}
