import type { Domain } from '../domain.ts'
import { checkReactions } from './commands.ts'
import { checkEvents } from './events.ts'
import { checkRoutes } from './routes.ts'
import { checkStream } from './store.ts'

export const supervisionDomain: Domain = {
  name: 'supervision',
  events: checkEvents,
  streams: [checkStream.kind],
  routes: checkRoutes,
  reactions: checkReactions,
}
