import { z } from 'zod'
import { yuan } from '../../law/units.ts'
import { INDUSTRIES } from '../../projects/catalogue.ts'
import { STAGES } from '../announcements/announcing.ts'
import type { Wanted } from './finding.ts'

const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(`${day}T00:00:00+08:00`)))
const TenThousands = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/)
const Region = z.string().regex(/^\d{2,6}$/)

/** What the public may ask for; the address holds it. Amounts in 万元, days in Beijing, both inclusive. */
const conditions = {
  text: z.string().max(100),
  party: z.string().regex(/^[0-9A-Z]{18}$/),
  announced: z.string().refine((stage) => stage in STAGES),
  stage: z.string().max(20),
  region: Region,
  track: z.enum(['T', 'G']),
  kind: z.string().max(20),
  industry: z.string().max(60),
  from: Day,
  to: Day,
  least: TenThousands,
  most: TenThousands,
}
type Name = keyof typeof conditions
const each = <R>(make: (shape: z.ZodType<string>) => R): Record<Name, R> =>
  Object.fromEntries(
    Object.entries(conditions).map(([name, shape]) => [name, make(shape as z.ZodType<string>)]),
  ) as never

/** A search as a program asks for it: what is not understood is refused. */
export const Search = z.strictObject({
  ...each((shape) => shape.optional()),
  page: z.coerce.number().int().min(1).max(500).default(1),
})
/** A search as a person's form sends it: an empty or senseless field is no condition. */
export const SearchForm = z.object({
  ...each((shape) => z.preprocess((text) => (text === '' ? undefined : text), shape.optional()).catch(undefined)),
  page: z.coerce.number().int().min(1).max(500).catch(1),
})
/** The conditions of a search, as the address holds them. */
export type Conditions = { [name in Name]?: string | undefined }

const midnight = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)
const fenOf = (tenThousands: string): bigint => yuan(`${tenThousands.replace(/^(\d+)\.?(\d*)$/, shifted)}`)
/** 12.5 ten-thousands are 125000 yuan. */
const shifted = (_all: string, whole: string, rest: string): string => {
  const digits = rest.padEnd(6, '0')
  return `${BigInt(whole + digits.slice(0, 4))}.${digits.slice(4, 6)}`
}

/** What a search wants, in the platform's units. */
export function wantedOf(by: Conditions): Wanted {
  const { from, to, least, most, industry, ...rest } = by
  const numbered = industry !== undefined && industry in INDUSTRIES
  return {
    ...rest,
    ...(numbered ? { sector: industry } : { industry }),
    from: from === undefined ? undefined : midnight(from),
    before: to === undefined ? undefined : midnight(to) + 86_400_000,
    least: least === undefined ? undefined : fenOf(least),
    most: most === undefined ? undefined : fenOf(most),
  }
}
