import type { Domain } from '../domain.ts'
import { tenderReactions } from './commands.ts'
import { tenderEvents } from './events.ts'
import { paperReactions } from './papers.ts'
import { tenderRoutes } from './routes.ts'
import { tenderStream } from './store.ts'

export const tendersDomain: Domain = {
  name: 'tenders',
  events: tenderEvents,
  streams: [tenderStream.kind],
  routes: tenderRoutes,
  reactions: [...tenderReactions, ...paperReactions],
}
