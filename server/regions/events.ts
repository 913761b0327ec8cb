import { z } from 'zod'
import { GivenUp } from '../identity/givingUp.ts'
import { Person } from '../identity/person.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { Values, Wanted } from './values.ts'

const region = z.string().regex(/^\d{6}$/)
const at = z.number().int()
const Signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })

/** An organisation by its 统一社会信用代码 and name: a centre is public. */
export const Centre = z.strictObject({ code: z.string().length(18), name: z.string().min(1).max(100) })
export type Centre = z.infer<typeof Centre>

/** One line of a difference: what the region itself says on the first day, and what it is to say. Canonical JSON, null for unset. */
export const Difference = z.strictObject({
  key: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type Difference = z.infer<typeof Difference>

/** A region takes part in the network: its name, its centre if it has one of its own, and examples where it only shows the platform. */
export const RegionFounded = defineEvent('region.founded', {
  v: 1,
  zh: '地区已加入交易网络',
  en: 'region joined the network',
  data: z.strictObject({
    region,
    name: z.string(),
    centre: Centre.nullable(),
    /** values set by nobody in authority, to show the platform by */
    examples: Values,
  }),
  seenBy: everybody,
})

/** One person of the centre proposed a change of what the region has set, from a day on. */
export const ChangeProposed = defineEvent('region.changeProposed', {
  v: 1,
  zh: '地区设定变更已提出',
  en: 'change of regional settings proposed',
  data: z.strictObject({
    region,
    id: z.string(),
    /** first day in force */
    from: z.iso.date(),
    /** the text that sets it */
    instrument: z.string(),
    wanted: Wanted,
    difference: z.array(Difference),
    proposedAt: at,
    by: Person,
    signature: Signature,
  }),
  seenBy: everybody,
})

/** Another person of the centre confirmed it: it is in force from its first day on. */
export const ChangeConfirmed = defineEvent('region.changeConfirmed', {
  v: 1,
  zh: '地区设定变更已由另一人确认',
  en: 'change of regional settings confirmed',
  data: z.strictObject({ region, id: z.string(), confirmedAt: at, by: Person, signature: Signature }),
  seenBy: everybody,
})

/** Somebody of the centre gave the change up and signed why; version 1 had a name and no signature. */
export const ChangeRejected = defineEvent('region.changeRejected', {
  v: 2,
  zh: '地区设定变更已退回',
  en: 'change of regional settings rejected',
  data: GivenUp.extend({ region }),
  seenBy: everybody,
})

export const regionEvents = [RegionFounded, ChangeProposed, ChangeConfirmed, ChangeRejected]
export type RegionFact = FactOf<(typeof regionEvents)[number]>
export type RegionHappening = HappeningOf<(typeof regionEvents)[number]>
