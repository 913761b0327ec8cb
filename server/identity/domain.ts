import type { Domain } from '../domain.ts'
import { warn } from './accountCommands.ts'
import { accountEvents } from './accountEvents.ts'
import { ClockMeasured } from './clockOffset.ts'
import { identityRoutes } from './commands.ts'
import { organisationEvents } from './organisation.ts'
import { accountStream, clockStream, organisationStream, trustStream } from './store.ts'
import { trustEvents } from './trustEvents.ts'

export const identityDomain: Domain = {
  name: 'identity',
  events: [...organisationEvents, ...trustEvents, ClockMeasured, ...accountEvents],
  streams: [organisationStream.kind, trustStream.kind, clockStream.kind, accountStream.kind],
  routes: identityRoutes,
  dues: { 'account.warn': (context, account) => warn.run(context, { account }) },
}
