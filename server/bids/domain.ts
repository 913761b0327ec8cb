import type { Domain } from '../domain.ts'
import { bidReactions } from './commands.ts'
import { bidEvents } from './events.ts'
import { bidRoutes } from './routes.ts'
import { bidUploads } from './sealCommands.ts'
import { bidStream } from './store.ts'

export const bidsDomain: Domain = {
  name: 'bids',
  events: bidEvents,
  streams: [bidStream.kind],
  routes: bidRoutes,
  reactions: bidReactions,
  uploads: { bid: bidUploads },
}
