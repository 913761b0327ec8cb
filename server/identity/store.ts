import type { Role } from '../ledger/eye.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import { evolve, type Organisation, type OrganisationFact } from './organisation.ts'

/** The stream of one organisation, by the tag of its code. */
export const organisationStream = defineStream<Organisation, OrganisationFact>({
  name: 'organisation',
  table: 'organisations',
  evolve,
})

/** The tag under which an organisation is kept. */
export const organisationTag = (platform: Platform, code: string): string => platform.vault.tag('organisation', code)

/** Roles in which an organisation may sign in: what it was granted, or bidder. Who runs the platform cannot bid on it. */
export async function rolesOf(platform: Platform, code: string): Promise<Role[]> {
  const row = await rows(platform.database, organisationStream.kind).findByPk(organisationTag(platform, code), {
    raw: true,
  })
  if (!row) return ['bidder']
  const { roles } = JSON.parse((row as unknown as { state: string }).state) as Organisation
  const runsThePlatform = roles.includes('centre') || roles.includes('supervisor') || roles.includes('bank')
  return runsThePlatform ? roles : [...roles, 'bidder']
}
