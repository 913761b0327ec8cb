import type { Domain } from '../domain.ts'
import { identityRoutes } from './commands.ts'
import { OrganisationFounded } from './organisation.ts'
import { organisationStream } from './store.ts'

export const identityDomain: Domain = {
  name: 'identity',
  events: [OrganisationFounded],
  streams: [organisationStream.kind],
  routes: identityRoutes,
}
