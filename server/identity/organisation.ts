import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { nobody, ROLES, type Role } from '../ledger/eye.ts'

/** An organisation with roles beyond bidding. Its code and name are sealed by the vault: a copy of the database names nobody. */
export interface Organisation {
  /** tag of the 统一社会信用代码 */
  id: string
  sealed: string
  roles: Role[]
}

/** The platform's founding (or two of its people) granted an organisation roles. */
export const OrganisationFounded = defineEvent('organisation.founded', {
  v: 1,
  zh: '主体已登记并授予身份',
  en: 'organisation registered and granted roles',
  data: z.strictObject({ organisation: z.string(), sealed: z.string(), roles: z.array(z.enum(ROLES)) }),
  seenBy: nobody,
})

export type OrganisationFact = FactOf<typeof OrganisationFounded>

/** The only place where an organisation changes. */
export function evolve(_before: Organisation | undefined, fact: OrganisationFact): Organisation {
  const { organisation, sealed, roles } = fact.data
  return { id: organisation, sealed, roles }
}
