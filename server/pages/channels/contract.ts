import { z } from 'zod'
import { CHANNELS } from '../../platform/carrier.ts'
import { MATTERS } from '../messages/catalogue.ts'

const Contact = z.string().regex(/^[0-9A-Za-z]{26}$/)
export const Matters = z
  .array(z.enum(MATTERS))
  .max(MATTERS.length)
  .refine((all) => new Set(all).size === all.length)

export const AddContact = z.strictObject({
  channel: z.enum(CHANNELS),
  address: z.string().trim().max(200),
  matters: Matters.default([...MATTERS]),
})
export const OneContact = z.strictObject({ contact: Contact })
export const ProveContact = z.strictObject({ contact: Contact, code: z.string().regex(/^\d{6}$/) })
export const SetMatters = z.strictObject({ contact: Contact, matters: Matters })
export const ReportDelivery = z.strictObject({
  report: z.strictObject({
    id: z.string().regex(/^[0-9a-f]{64}$/),
    state: z.enum(['delivered', 'failed']),
    code: z.string().regex(/^[\w. -]{1,60}$/),
    at: z.number().int().nonnegative(),
  }),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
})

const Mail = z.email().max(200)
const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^0\d{9,11}$/

/** An address as its channel writes it; undefined where it is none. Telephone numbers are those of the mainland. */
export function addressFor(channel: z.infer<typeof AddContact>['channel'], given: string): string | undefined {
  if (channel === 'mail') {
    const [name, domain] = given.split('@')
    return Mail.safeParse(given).success ? `${name}@${domain?.toLowerCase()}` : undefined
  }
  const digits = given.replace(/^(\+|00)86/, '').replace(/[\s-]/g, '')
  return MOBILE.test(digits) || (channel === 'voice' && LANDLINE.test(digits)) ? digits : undefined
}

/** An address as its holder is shown it: enough to tell it from its others. */
export const masked = (address: string): string =>
  address.includes('@')
    ? address.replace(/^(.).*@/, '$1***@')
    : `${address.slice(0, 3)}${'*'.repeat(Math.max(address.length - 7, 0))}${address.slice(-4)}`
