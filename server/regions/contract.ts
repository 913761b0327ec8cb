import { z } from 'zod'
import { GiveUp } from '../identity/givingUp.ts'
import { Id } from '../web/route.ts'
import { HolidayTable, Year } from './calendarEvents.ts'
import { Centre } from './events.ts'
import { Values, Wanted } from './values.ts'

/** Six digits of GB/T 2260. */
export const RegionCode = z.string().regex(/^\d{6}$/)
const Cms = z.string().max(20_000)

/** A region as the founding file lists it. Examples are only for showing the platform: production refuses them. */
export const FoundingRegion = z.strictObject({
  code: RegionCode,
  name: z.string().min(1).max(60),
  centre: Centre.nullable().default(null),
  examples: z.union([z.literal('demo'), Values]).default({}),
})
export type FoundingRegion = z.infer<typeof FoundingRegion>

/** A change of what a region has set. */
export const Change = z.strictObject({
  from: z.iso.date(),
  instrument: z.string().trim().min(4).max(200),
  wanted: Wanted,
})
export const OneRegion = z.strictObject({ region: RegionCode })
/** A region on a day; today if none is given. */
export const RegionOnDay = z.strictObject({ region: RegionCode, day: z.iso.date().optional() })
export const AskChange = z.strictObject({ region: RegionCode, change: Change })
export const ProposeChange = z.strictObject({ region: RegionCode, change: Change, cms: Cms })
export const ConfirmChange = z.strictObject({ region: RegionCode, proposal: Id, cms: Cms })
export const RejectChange = GiveUp.extend({ region: RegionCode })

/** A year's table of holidays. */
export const AskTable = z.strictObject({ year: Year, table: HolidayTable })
export const ProposeTable = z.strictObject({ year: Year, table: HolidayTable, cms: Cms })
export const ConfirmTable = z.strictObject({ proposal: Id, cms: Cms })
export const RejectTable = GiveUp
