import type { Domain } from '../domain.ts'
import { warn } from './accountCommands.ts'
import { accountEvents } from './accountEvents.ts'
import { affiliateEvents } from './affiliates.ts'
import { ClockMeasured } from './clockOffset.ts'
import { identityRoutes } from './commands.ts'
import { organisationEvents } from './organisation.ts'
import { accountStream, affiliateStream, clockStream, organisationStream, trustStream } from './store.ts'
import { trustEvents } from './trustEvents.ts'

export const identityDomain: Domain = {
  name: 'identity',
  events: [...organisationEvents, ...trustEvents, ClockMeasured, ...accountEvents, ...affiliateEvents],
  streams: [organisationStream.kind, trustStream.kind, clockStream.kind, accountStream.kind, affiliateStream.kind],
  routes: identityRoutes,
  dues: { 'account.warn': (context, account) => warn.run(context, { account }) },
}
