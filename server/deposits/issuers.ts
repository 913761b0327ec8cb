import { z } from 'zod'
import { Person } from '../identity/person.ts'
import { type Decided, type Proposed, type Register, registerOf } from '../identity/register.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'
import { CreditCode } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

/** What kind of institution stands behind a guarantee. */
export const IssuerKind = z.enum(['bank', 'insurer', 'guarantor'])
export type IssuerKind = z.infer<typeof IssuerKind>

/** An institution that is licensed to give guarantees. Whoever holds a licence is entered: nobody is preferred. */
export const Issuer = z.strictObject({
  code: CreditCode,
  name: z.string().trim().min(2).max(100),
  kind: IssuerKind,
  /** the number of its licence */
  licence: z.string().trim().min(4).max(60),
  /** the last day of the licence, counted; null where it has none */
  until: z.iso.date().nullable(),
})
export type Issuer = z.infer<typeof Issuer>

/** A change: an institution is entered or corrected, or (`stop` says why) its guarantees are not taken any more. */
export const IssuerChange = z.strictObject({ issuer: Issuer, stop: z.string().trim().min(4).max(300).nullable() })
export type IssuerChange = z.infer<typeof IssuerChange>

/** Somebody of the centre proposed a change of the register. */
export const IssuerProposed = defineEvent('issuers.proposed', {
  v: 1,
  zh: '提出保函机构登记变更',
  en: 'change of the register of issuers proposed',
  data: z.strictObject({ id: z.string(), change: IssuerChange, by: Person, signature: Signature }),
  seenBy: officers,
})

/** Another person took the change or turned it down. */
export const IssuerDecided = defineEvent('issuers.decided', {
  v: 1,
  zh: '保函机构登记变更已复核',
  en: 'change of the register of issuers decided',
  data: z.strictObject({ id: z.string(), take: z.boolean(), by: Person, signature: Signature }),
  seenBy: officers,
})

export const issuersEvents = [IssuerProposed, IssuerDecided]
export type IssuersFact = FactOf<(typeof issuersEvents)[number]>
type Happening = HappeningOf<(typeof issuersEvents)[number]>

/** An institution of the register, and since when its guarantees are not taken any more. */
export interface Entered extends Issuer {
  since: number
  stopped: { at: number; reason: string } | null
}
/** The register, and the change that waits. */
export type Issuers = Register<Entered, IssuerChange>

const register = registerOf<Entered, IssuerChange>({
  codeOf: ({ issuer }) => issuer.code,
  ends: ({ stop }) => stop !== null,
  same: ({ since: _since, stopped, ...before }, { issuer, stop }) =>
    (stopped === null) === (stop === null) &&
    (Object.keys(issuer) as (keyof Issuer)[]).every((key) => before[key] === issuer[key]),
  entered: ({ issuer, stop }, before, at) => ({
    ...issuer,
    since: before?.since ?? at,
    stopped: stop === null ? null : { at, reason: stop },
  }),
})

/** The only place where it changes. */
export const evolve = (before: Issuers | undefined, { type, data, at }: IssuersFact): Issuers =>
  type === 'issuers.proposed' ? register.proposed(before, data, at) : register.decided(before, data.take, at)

/** Proposes a change; one waits at a time. */
export function proposeIssuer(before: Issuers | undefined, of: Proposed<IssuerChange>): Happening[] {
  register.mayPropose(before, of.change)
  return [IssuerProposed(of)]
}

/** The change that waits; refuses another. */
export const waitingChange = register.waiting

/** Takes the change that waits or turns it down, as another person. */
export function decideIssuer(before: Issuers | undefined, of: Decided): Happening[] {
  register.mayDecide(before, of)
  return [IssuerDecided(of)]
}

/** Of which kind an institution is whose guarantees are taken on a day; null where they are not. */
export function admittedKind(register: Issuers | undefined, code: string | undefined, day: string): IssuerKind | null {
  const found = register?.entries.find((one) => one.code === code)
  if (!found || found.stopped || (found.until !== null && day > found.until)) return null
  return found.kind
}
