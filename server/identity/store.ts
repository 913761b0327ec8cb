import { organisationTagBy } from '../access/lost.ts'
import type { Role } from '../ledger/eye.ts'
import { rowAt } from '../ledger/store.ts'
import { type AnyStreamKind, defineStream, type StreamRef } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import type { AccountFact } from './accountEvents.ts'
import { type AffiliateFact, type Affiliates, evolve as evolveAffiliates } from './affiliates.ts'
import { type ClockFact, type ClockOffset, evolve as evolveClock } from './clockOffset.ts'
import { type Account, evolve as evolveAccount, timetable } from './keyring.ts'
import { evolve, type Organisation, type OrganisationFact, rolesIn } from './organisation.ts'
import { evolve as evolveTrust, type TrustFact, type TrustList } from './trustList.ts'

/** The stream of one organisation, by the tag of its code. */
export const organisationStream = defineStream<Organisation, OrganisationFact>({
  name: 'organisation',
  table: 'organisations',
  evolve,
})

/** The stream of the trust list: `trust/list`, the only one of its kind. */
export const trustStream = defineStream<TrustList, TrustFact>({
  name: 'trust',
  table: 'trust_lists',
  evolve: evolveTrust,
})

/** The stream of the clock's measurements: `clock/authority`. */
export const clockStream = defineStream<ClockOffset, ClockFact>({
  name: 'clock',
  table: 'clock_offsets',
  evolve: evolveClock,
})

/** The stream of an organisation's certificates, by the tag of its code. */
export const accountStream = defineStream<Account, AccountFact>({
  name: 'account',
  table: 'accounts',
  evolve: evolveAccount,
  timetable,
})

/** The one stream of the register of the operator's affiliates: `affiliates/register`. */
export const affiliateStream = defineStream<Affiliates, AffiliateFact>({
  name: 'affiliates',
  table: 'operator_affiliates',
  evolve: evolveAffiliates,
})

/** The state of a stream outside a deed; undefined if it has no fact yet. */
export async function readState<S>(platform: Platform, stream: StreamRef<S>): Promise<S | undefined> {
  const row = await rowAt(platform.database, stream.kind as AnyStreamKind, stream.id)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as S) : undefined
}

/** The tag under which an organisation is kept. */
export const organisationTag = (platform: Platform, code: string): string => organisationTagBy(platform.vault, code)

/** Roles in which an organisation may sign in. */
export const rolesOf = async (platform: Platform, code: string): Promise<Role[]> =>
  rolesIn(await readState<Organisation>(platform, organisationStream(organisationTag(platform, code))))
