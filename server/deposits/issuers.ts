import { z } from 'zod'
import { Person, samePerson } from '../identity/person.ts'
import { refusals } from '../law/refusal.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'
import { CreditCode } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

const refuse = refusals({
  ISSUER_WAITS: { status: 409, zh: '已有一项变更待复核', en: 'another change waits to be decided' },
  ISSUER_SAME: { status: 409, zh: '登记内容没有变化', en: 'nothing would change' },
  ISSUER_UNKNOWN: { status: 404, zh: '没有登记该机构', en: 'there is no such issuer' },
  ISSUER_NOTHING_WAITS: { status: 404, zh: '没有待复核的变更', en: 'no such change waits' },
  ISSUER_ANOTHER_PERSON: {
    status: 403,
    zh: '须由提出人以外的另一人复核，更换证书也不行',
    en: 'another person decides than the one who proposed it, with whatever certificate',
  },
})

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
export interface Issuers {
  entries: Entered[]
  proposal: { id: string; change: IssuerChange; by: Person; at: number } | null
}

/** The only place where it changes. */
export function evolve(before: Issuers | undefined, { type, data, at }: IssuersFact): Issuers {
  const { entries, proposal } = before ?? { entries: [], proposal: null }
  if (type === 'issuers.proposed') return { entries, proposal: { id: data.id, change: data.change, by: data.by, at } }
  if (!data.take || !proposal) return { entries, proposal: null }
  const { issuer, stop } = proposal.change
  const since = entries.find(({ code }) => code === issuer.code)?.since ?? at
  const entered: Entered = { ...issuer, since, stopped: stop === null ? null : { at, reason: stop } }
  return { entries: [...entries.filter(({ code }) => code !== issuer.code), entered], proposal: null }
}

const same = ({ since: _since, stopped, ...before }: Entered, { issuer, stop }: IssuerChange): boolean =>
  (stopped === null) === (stop === null) &&
  (Object.keys(issuer) as (keyof Issuer)[]).every((key) => before[key] === issuer[key])

/** Proposes a change; one waits at a time. */
export function proposeIssuer(
  register: Issuers | undefined,
  of: { id: string; change: IssuerChange; by: Person; signature: z.infer<typeof Signature> },
): Happening[] {
  if (register?.proposal) throw refuse('ISSUER_WAITS', { proposal: register.proposal.id })
  const before = register?.entries.find(({ code }) => code === of.change.issuer.code)
  if (!before && of.change.stop !== null) throw refuse('ISSUER_UNKNOWN')
  if (before && same(before, of.change)) throw refuse('ISSUER_SAME')
  return [IssuerProposed(of)]
}

/** The change that waits; refuses another. */
export function waitingChange(register: Issuers | undefined, id: string): NonNullable<Issuers['proposal']> {
  if (register?.proposal?.id !== id) throw refuse('ISSUER_NOTHING_WAITS')
  return register.proposal
}

/** Takes the change that waits or turns it down, as another person. */
export function decideIssuer(
  register: Issuers | undefined,
  of: { id: string; take: boolean; by: Person; signature: z.infer<typeof Signature> },
): Happening[] {
  if (samePerson(waitingChange(register, of.id).by, of.by)) throw refuse('ISSUER_ANOTHER_PERSON')
  return [IssuerDecided(of)]
}

/** Of which kind an institution is whose guarantees are taken on a day; null where they are not. */
export function admittedKind(register: Issuers | undefined, code: string | undefined, day: string): IssuerKind | null {
  const found = register?.entries.find((one) => one.code === code)
  if (!found || found.stopped || (found.until !== null && day > found.until)) return null
  return found.kind
}
