import { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { Person } from './person.ts'
import { type Decided, type Proposed, type Register, registerOf } from './register.ts'

const refuse = refusals({
  OPERATOR_AFFILIATE: {
    status: 403,
    zh: '平台运营机构及与其有控股、管理关系的单位，不得在本平台投标',
    en: 'the operator of the platform, and whoever holds or manages it or is held or managed by it, may not bid here',
  },
})

/** How an organisation belongs to the operator: it is the operator, it holds or is held by it, it manages or is managed by it. */
export const Relation = z.enum(['operator', 'holding', 'management'])
export type Relation = z.infer<typeof Relation>

/** The operator of the platform, or an organisation with a holding or management relation to it. */
export const Affiliate = z.strictObject({
  code: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/),
  name: z.string().trim().min(2).max(100),
  relation: Relation,
  /** where the relation is seen: the register of enterprises, a charter, a contract */
  basis: z.string().trim().min(4).max(300),
})
export type Affiliate = z.infer<typeof Affiliate>

/** A change: an organisation is entered or corrected, or (`end` says why) it does not belong to the operator any more. */
export const AffiliateChange = z.strictObject({
  affiliate: Affiliate,
  end: z.string().trim().min(4).max(300).nullable(),
})
export type AffiliateChange = z.infer<typeof AffiliateChange>

const Signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })

/** Somebody of the centre proposed a change of the register. */
export const AffiliateProposed = defineEvent('affiliates.proposed', {
  v: 1,
  zh: '提出运营机构关联单位登记变更',
  en: "change of the register of the operator's affiliates proposed",
  data: z.strictObject({ id: z.string(), change: AffiliateChange, by: Person, signature: Signature }),
  seenBy: everybody,
})

/** Another person took the change or turned it down. */
export const AffiliateDecided = defineEvent('affiliates.decided', {
  v: 1,
  zh: '运营机构关联单位登记变更已复核',
  en: "change of the register of the operator's affiliates decided",
  data: z.strictObject({ id: z.string(), take: z.boolean(), by: Person, signature: Signature }),
  seenBy: everybody,
})

export const affiliateEvents = [AffiliateProposed, AffiliateDecided]
export type AffiliateFact = FactOf<(typeof affiliateEvents)[number]>
type Happening = HappeningOf<(typeof affiliateEvents)[number]>

/** An organisation of the register, since when, and since when not any more. */
export interface EnteredAffiliate extends Affiliate {
  since: number
  ended: { at: number; reason: string } | null
}

/** The register of the operator and its affiliates, and the change that waits. */
export type Affiliates = Register<EnteredAffiliate, AffiliateChange>

const register = registerOf<EnteredAffiliate, AffiliateChange>({
  codeOf: ({ affiliate }) => affiliate.code,
  ends: ({ end }) => end !== null,
  same: (before, { affiliate, end }) =>
    (before.ended === null) === (end === null) &&
    (['name', 'relation', 'basis'] as const).every((member) => before[member] === affiliate[member]),
  entered: ({ affiliate, end }, before, at) => ({
    ...affiliate,
    // who came back belongs anew
    since: before && !before.ended ? before.since : at,
    ended: end === null ? null : { at, reason: end },
  }),
})

/** The only place where it changes. */
export const evolve = (before: Affiliates | undefined, { type, data, at }: AffiliateFact): Affiliates =>
  type === 'affiliates.proposed' ? register.proposed(before, data, at) : register.decided(before, data.take, at)

/** Proposes a change; one waits at a time. */
export function proposeAffiliate(before: Affiliates | undefined, of: Proposed<AffiliateChange>): Happening[] {
  register.mayPropose(before, of.change)
  return [AffiliateProposed(of)]
}

/** The change that waits; refuses another. */
export const waitingAffiliate = register.waiting

/** Takes the change that waits or turns it down, as another person. */
export function decideAffiliate(before: Affiliates | undefined, of: Decided): Happening[] {
  register.mayDecide(before, of)
  return [AffiliateDecided(of)]
}

/** The entry by which an organisation belongs to the operator now. */
export const affiliateOf = (register: Affiliates | undefined, code: string | undefined): EnteredAffiliate | undefined =>
  register?.entries.find((one) => one.code === code && !one.ended)

/** Refuses a bid of the platform's operator, or of who belongs to it. */
export function notAffiliated(
  register: Affiliates | undefined,
  code: string | undefined,
  law: Pick<Rulebook, 'operatorMayBid'>,
): void {
  const found = affiliateOf(register, code)
  if (found && !law.operatorMayBid.value)
    throw refuse('OPERATOR_AFFILIATE', { relation: found.relation, since: found.since }, law.operatorMayBid)
}
