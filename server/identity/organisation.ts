import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { nobody, ROLES, type Role } from '../ledger/eye.ts'

/** An organisation with roles beyond bidding. Its code and name are sealed by the vault: a copy of the database names nobody. */
export interface Organisation {
  /** tag of the 统一社会信用代码 */
  id: string
  sealed: string
  /** what it was granted */
  roles: Role[]
  /** what it registered itself: sealed, with the roles that it declared; absent: nothing */
  registered?: { sealed: string; roles: Role[]; at: number }
}

/** The platform's founding (or two of its people) granted an organisation roles. */
export const OrganisationFounded = defineEvent('organisation.founded', {
  v: 1,
  zh: '主体已登记并授予身份',
  en: 'organisation registered and granted roles',
  data: z.strictObject({ organisation: z.string(), sealed: z.string(), roles: z.array(z.enum(ROLES)) }),
  seenBy: nobody,
})

/** An organisation registered itself, by its certificate: what it says is sealed, the roles that it declares are not. */
export const OrganisationRegistered = defineEvent('organisation.registered', {
  v: 1,
  zh: '主体已自行注册或更新登记信息',
  en: 'organisation registered itself or changed what it registered',
  data: z.strictObject({
    organisation: z.string(),
    /** code, name, profile and the signature over them */
    sealed: z.string(),
    roles: z.array(z.enum(['tenderer', 'agent'])),
    at: z.number().int(),
  }),
  seenBy: nobody,
})

export const organisationEvents = [OrganisationFounded, OrganisationRegistered]
export type OrganisationFact = FactOf<(typeof organisationEvents)[number]>
export type OrganisationHappening = HappeningOf<(typeof organisationEvents)[number]>

/** The only place where an organisation changes. */
export function evolve(before: Organisation | undefined, fact: OrganisationFact): Organisation {
  if (fact.type === 'organisation.registered') {
    const { organisation: id, sealed, roles, at } = fact.data
    const of = before ?? { id, sealed, roles: [] }
    return { ...of, registered: { sealed, roles, at } }
  }
  const { organisation: id, sealed, roles } = fact.data
  return { id, sealed, roles, ...(before?.registered ? { registered: before.registered } : {}) }
}

/** Roles of those who run or watch the platform, or keep its keys and money. */
export const RUNNING: readonly Role[] = ['centre', 'supervisor', 'bank', 'notary']

/** Roles in which an organisation may sign in. Everybody may bid, but who runs the platform: it cannot bid on it. */
export function rolesIn(of: Organisation | undefined): Role[] {
  const granted = of?.roles ?? []
  if (granted.some((role) => RUNNING.includes(role))) return granted
  return [...new Set<Role>([...granted, ...(of?.registered?.roles ?? []), 'bidder'])]
}
