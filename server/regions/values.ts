import { z } from 'zod'
import { type DepositPolicy, leftOpen, type Rates, type RegionalValues } from '../law/regional.ts'

/** The name of a regional value. */
export type Key = keyof RegionalValues
/** Every regional value there is, in the order in which they are shown. */
export const KEYS = Object.keys(leftOpen) as Key[]

const day = z.iso.date()
const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const rate = whole(0, 10_000)

const RatesShape: z.ZodType<Rates> = z.union([
  rate,
  z
    .array(z.strictObject({ from: day, rate }))
    .min(1)
    .max(60)
    .refine((rates) => rates.every(({ from }, i) => i === 0 || from > (rates[i - 1]?.from ?? '')), {
      message: 'the earliest first, each day once',
    }),
])

const Policy: z.ZodType<DepositPolicy> = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,24}$/),
    zh: z.string().min(2).max(200),
    en: z.string().min(2).max(200),
    share: whole(1, 10_000),
    from: day,
    until: day.nullable(),
    instrument: z.string().min(2).max(200),
    evidence: z.string().min(2).max(200),
  })
  .refine(({ from, until }) => until === null || until >= from, { message: 'ends before it begins' })

const Policies = z
  .array(Policy)
  .max(30)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { message: 'an id twice' })

const shapes = {
  unsealingMinutes: whole(1, 1440),
  attendanceOpensMinutes: whole(1, 1440),
  depositInterestRate: RatesShape,
  lendingBaseRate: RatesShape,
  depositPolicies: Policies,
  promptDays: whole(0, 60),
  planDays: whole(1, 365),
  contractPublicDays: whole(0, 365),
  openTenderYuan: whole(1, 1_000_000_000),
  interestYear: z.union([z.literal(360), z.literal(365)]),
  drawWindowHours: whole(1, 720),
  expertGraceMinutes: whole(0, 240),
  avoidanceYears: whole(0, 30),
  seatBookingHours: whole(0, 720),
  remoteVenues: whole(2, 20),
  reconnectMinutes: whole(1, 240),
  spotCheckShare: whole(1, 10_000),
  spotCheckInspectors: whole(2, 20),
  archiveYears: whole(1, 100),
  textLikeness: whole(1, 10_000),
  priceListLikeness: whole(1, 10_000),
} satisfies Record<Key, z.ZodType>

/** Regional values, any of them: what a region has set. */
export const Values = z.strictObject(shapes).partial()
export type Values = z.infer<typeof Values>

/** Values to be set; null takes one back, so that the region above decides again. */
export const Wanted = z
  .strictObject(
    Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, shape.nullable().optional()])) as {
      [K in Key]: z.ZodOptional<z.ZodNullable<(typeof shapes)[K]>>
    },
  )
  .refine((wanted) => Object.keys(wanted).length > 0, { message: 'nothing is to change' })
export type Wanted = z.infer<typeof Wanted>

/**
 * The values in force for a tender on the day of its publication, for good.
 * `setBy` names for each value the region (code of GB/T 2260) that set it.
 */
export const FrozenRegion = z.strictObject({
  code: z.string(),
  name: z.string(),
  day,
  /** whether any of them is an example that nobody in authority has set */
  example: z.boolean(),
  values: Values,
  setBy: z.record(z.string(), z.string()),
})
export type FrozenRegion = z.infer<typeof FrozenRegion>
