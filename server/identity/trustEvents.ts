import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { GivenUp } from './givingUp.ts'
import { Person } from './person.ts'

const der = z
  .string()
  .max(8000)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
const day = z.iso.date()
const oid = z.string().regex(/^[0-2](\.\d{1,12}){1,20}$/)
const source = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[\w.:[\]-]+(\/[^\s]*)?$/)

/** A certification authority as the trust list has it; see `TrustedAuthority`. */
export const AuthorityShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  name: z.string().min(1).max(100),
  roots: z.array(der).min(1).max(10),
  intermediates: z.array(der).max(30),
  uses: z.array(z.enum(['sign', 'encrypt', 'timestamp'])).min(1),
  policies: z.array(oid).max(20),
  crls: z.array(source).max(10),
  ocsp: source.nullable(),
  noRevocation: z.string().min(4).max(300).optional(),
  whenSilent: z.enum(['grace', 'refuse']),
  code: z.strictObject({ from: z.enum(['subject', 'extension']), oid, pattern: z.string().min(3).max(100) }),
  firstDay: day,
  lastDay: day.nullable(),
})

const signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })

/** The trust list as the platform began with. */
export const TrustFounded = defineEvent('trust.founded', {
  v: 1,
  zh: '信任列表已建立',
  en: 'trust list founded',
  data: z.strictObject({ authorities: z.array(AuthorityShape) }),
  seenBy: everybody,
})

/** One person of the centre proposed a change of the trust list. */
export const TrustProposed = defineEvent('trust.proposed', {
  v: 1,
  zh: '信任列表变更已提出',
  en: 'change of the trust list proposed',
  data: z.strictObject({
    id: z.string(),
    put: AuthorityShape.nullable(),
    remove: z.string().nullable(),
    difference: z.array(
      z.strictObject({ member: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
    proposedAt: z.number().int(),
    by: Person,
    signature,
  }),
  seenBy: everybody,
})

/** Another person of the centre confirmed it: the list is changed. */
export const TrustConfirmed = defineEvent('trust.confirmed', {
  v: 1,
  zh: '信任列表变更已确认生效',
  en: 'change of the trust list confirmed',
  data: z.strictObject({ id: z.string(), by: Person, confirmedAt: z.number().int(), signature }),
  seenBy: everybody,
})

/** Somebody of the centre gave the change up and signed why; version 1 had a name and no signature. */
export const TrustRejected = defineEvent('trust.rejected', {
  v: 2,
  zh: '信任列表变更已退回',
  en: 'change of the trust list rejected',
  data: GivenUp,
  seenBy: everybody,
})

export const trustEvents = [TrustFounded, TrustProposed, TrustConfirmed, TrustRejected]
