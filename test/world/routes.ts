import { type DeedName, policy } from '../../server/access/policy.ts'
import { auditRoutes } from '../../server/audit/routes.ts'
import { domains } from '../../server/domains.ts'
import type { Role } from '../../server/ledger/eye.ts'
import { channelRoutes } from '../../server/pages/channels/routes.ts'
import { messageRoutes } from '../../server/pages/messages/inbox.ts'
import type { Route } from '../../server/web/route.ts'
import { uploadRoutes } from '../../server/web/uploads.ts'

/** Every route of the API, as the server mounts them. */
export const apiRoutes: Route[] = [
  ...domains.flatMap((domain) => domain.routes),
  ...uploadRoutes({}),
  ...messageRoutes([]),
  ...channelRoutes(['09:00']),
  ...auditRoutes([], async () => undefined, []),
]

/** One person of the demo for each role that can come over HTTP; the public has not signed in. */
export const personOf: Partial<Record<Role, string>> = {
  bidder: 'bidder-1',
  tenderer: 'tenderer',
  agent: 'agent',
  centre: 'centre',
  supervisor: 'supervisor',
  expert: 'expert-002',
  bank: 'bank',
  notary: 'notary',
}

/** The roles that a route's row of the policy lets in. */
export const rolesOf = (route: Route): readonly Role[] => policy[route.deed.policy as DeedName].roles

/** What stands in a path's places unless told otherwise: well-formed, and of nothing that exists. */
const places: Record<string, string> = {
  sha256: 'a'.repeat(64),
  tag: 'b'.repeat(64),
  part: 'technical',
  file: '0',
  size: '1',
  piece: '0',
  draw: 'no-such-tender.1',
  place: 'unit',
}

/** The places of a route's path and what stands in them. */
export const placesOf = (route: Route, given: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => [
      name,
      given[name] ?? places[name] ?? `no-such-${name}`,
    ]),
  )

/** A route's path with its places filled in. */
export const pathOf = (route: Route, given: Record<string, string> = {}): string => {
  const filled = placesOf(route, given)
  return route.path.replace(/:(\w+)/g, (_, name: string) => filled[name] ?? '')
}

/** The members that a deed cannot do without, by the schema that its route reads. */
export function neededBy(schema: Route['schema']): string[] {
  const { shape = {} } = schema as { shape?: Record<string, { safeParse(value: unknown): { success: boolean } }> }
  return Object.entries(shape).flatMap(([name, one]) => (one.safeParse(undefined).success ? [] : [name]))
}
