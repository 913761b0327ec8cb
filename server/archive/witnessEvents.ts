import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'
import { Hash } from '../tenders/contract.ts'
import { Signature } from '../tenders/signature.ts'

const tender = z.string()

/** A recording and where it is kept. */
export const Recording = z.strictObject({
  title: z.string().trim().min(1).max(120),
  keeper: z.string().trim().min(1).max(200),
})

/** A venue of a remote evaluation (远程异地评标): the main one (主场) or a sub-venue (副场), and who witnessed it there. */
export const Venue = z.strictObject({
  kind: z.enum(['main', 'sub']),
  name: z.string().trim().min(2).max(120),
  witness: z.string().trim().min(2).max(60),
  /** the code of the organisation that staffs it and signs for it; absent: the centre of the tender */
  code: z.string().length(18).optional(),
})

/** The centre certifies the course of a tender; it answers for its opinion with its signature. */
export const Witnessed = defineEvent('witness.given', {
  v: 1,
  zh: '交易中心已出具见证意见',
  en: 'course certified by the centre',
  data: z.strictObject({
    tender,
    opinion: z.string(),
    recordings: z.array(Recording),
    /** absent: the evaluation was at one venue, or the fact is older than the word */
    venues: z.array(Venue).optional(),
    /** how many facts of the tender there were */
    facts: z.number().int(),
    signature: Signature,
  }),
  seenBy: officers,
})

/** The certificate as a PDF: with the platform's stamp, then with the centre's signature put into it (PAdES). */
export const WitnessPaper = defineEvent('witness.paper', {
  v: 1,
  zh: '交易见证书文件',
  en: 'the certificate as a paper',
  data: z.strictObject({
    ...{ tender, file: z.string(), sha256: Hash },
    /** null: as it was issued */
    signed: z.strictObject({ base: Hash, certificate: z.string() }).nullable(),
  }),
  seenBy: officers,
})

export const witnessEvents = [Witnessed, WitnessPaper]
export type WitnessFact = FactOf<(typeof witnessEvents)[number]>
export type WitnessHappening = HappeningOf<(typeof witnessEvents)[number]>
