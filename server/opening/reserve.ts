import { z } from 'zod'
import { hex, unhex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { type CeilingTerms, ceilingOf } from '../tenders/ceiling.ts'
import { Signature } from '../tenders/events.ts'
import type { Tender } from '../tenders/tender.ts'
import { PricesAnnounced } from './hallEvents.ts'
import type { Opening } from './opening.ts'
import { notPaused } from './pausing.ts'

const refuse = refusals({
  RESERVE_NOT_FORESEEN: { status: 422, zh: '本类项目不设标底', en: 'this kind of tender has no reserve price' },
  RESERVE_LATE: { status: 409, zh: '标底须在投标截止前封存', en: 'a reserve price is sealed before the deadline' },
  RESERVE_MISSING: {
    status: 422,
    zh: '标底已封存，须由招标人在开标时公布',
    en: 'a reserve price was sealed: the tenderer tells it at the opening',
  },
  RESERVE_NOT_SEALED: {
    status: 422,
    zh: '截止前没有封存标底，开标时不能公布标底',
    en: 'no reserve price was sealed before the deadline, so none is told',
  },
  RESERVE_MISMATCH: {
    status: 422,
    zh: '公布的标底与截止前封存的不一致',
    en: 'this is not the reserve price that was sealed',
  },
  PRICES_TOO_EARLY: {
    status: 409,
    zh: '投标人名单公布后方可公布限价',
    en: 'prices are told once the bidders are named',
  },
  PRICES_TOLD: { status: 409, zh: '限价已公布', en: 'the prices have been told' },
  PRICES_LATE: { status: 409, zh: '限价须在唱标前公布', en: 'these prices are told before the bids are read out' },
  RESERVE_UNTOLD: {
    status: 409,
    zh: '封存的标底尚未公布，公布后方可制作开标记录',
    en: 'the sealed reserve price has not been told: the record follows it',
  },
})

/** The tenderer bound itself to a reserve price (标底) that nobody else can know before the opening. */
export const ReserveSealed = defineEvent('opening.reserveSealed', {
  v: 1,
  zh: '标底已封存',
  en: 'reserve price sealed',
  data: z.strictObject({
    tender: z.string(),
    commitment: z.string().length(64),
    /** price and salt, closed to the tenderer's own certificate */
    letter: z.string(),
    signature: Signature,
  }),
  seenBy: everybody,
})
export type ReserveFact = FactOf<typeof ReserveSealed>

/** A sealed reserve price. */
export interface Reserve {
  tender: string
  commitment: string
  letter: string
}

/** The only place where a reserve price changes: the last one sealed counts. */
export const evolveReserve = (_before: Reserve | undefined, { data }: ReserveFact): Reserve => ({
  tender: data.tender,
  commitment: data.commitment,
  letter: data.letter,
})

/** The label under which the tenderer's client keeps a reserve price for itself. */
export const reserveLabel = (tender: string): Uint8Array => labelled('reserve-letter', canonicalBytes(tender))

/** What binds a tenderer to its reserve price. @param salt 32 bytes, hexadecimal */
export const commitReserve = (tender: string, price: string, salt: string): string => {
  unhex(salt, 32)
  return hex(labelled('reserve', canonicalBytes({ tender, price, salt })))
}

type ReserveLaw = Pick<Rulebook, 'reservePrice'>

/** Takes a sealed reserve price before the deadline; another may replace it until then. */
export function sealReserve(
  tender: Pick<Tender, 'id' | 'stage' | 'deadline'>,
  of: { commitment: string; letter: string; signature: Signature },
  law: ReserveLaw,
  now: number,
) {
  if (law.reservePrice.value === 'none') throw refuse('RESERVE_NOT_FORESEEN', {}, law.reservePrice)
  if (tender.stage !== 'bidding' || now >= tender.deadline) throw refuse('RESERVE_LATE', {}, law.reservePrice)
  return [ReserveSealed({ tender: tender.id, ...of })]
}

/**
 * Tells the highest price in the hall, and the reserve price if one was sealed: that very one. The reading out waits for
 * nobody, so a sealed price, which cannot have changed meanwhile, may still be told after it.
 */
export function announcePrices(
  opening: Opening,
  tender: CeilingTerms,
  of: { sealed: Reserve | undefined; told: { price: string; salt: string } | undefined },
  law: ReserveLaw,
) {
  notPaused(opening)
  if (!opening.named) throw refuse('PRICES_TOO_EARLY')
  if (opening.announced) throw refuse('PRICES_TOLD')
  const { sealed, told } = of
  if (opening.stage !== 'unsealing' && !(sealed && opening.stage === 'read')) throw refuse('PRICES_LATE')
  if (sealed && !told) throw refuse('RESERVE_MISSING', {}, law.reservePrice)
  if (told && !sealed) throw refuse('RESERVE_NOT_SEALED', {}, law.reservePrice)
  if (told && commitReserve(opening.tender, told.price, told.salt) !== sealed?.commitment)
    throw refuse('RESERVE_MISMATCH', {}, law.reservePrice)
  const reserve = told && sealed ? { ...told, commitment: sealed.commitment } : null
  const cited = reserve ? { article: law.reservePrice.article } : {}
  const ceiling = ceilingOf(tender, opening)
  const stated = ceiling === undefined ? {} : { ceiling }
  return [PricesAnnounced({ tender: opening.tender, ...stated, reserve, ...cited })]
}

/** Refuses a record of an opening whose sealed reserve price was not told. */
export function reserveTold(opening: Opening, sealed: Reserve | undefined, law: ReserveLaw): void {
  if (sealed && !opening.announced?.reserve) throw refuse('RESERVE_UNTOLD', {}, law.reservePrice)
}
