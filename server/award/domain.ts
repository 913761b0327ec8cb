import type { Domain } from '../domain.ts'
import { awardEvents } from './events.ts'
import { awardReactions } from './reactions.ts'
import { awardRoutes } from './routes.ts'
import { awardStream } from './store.ts'

export const awardDomain: Domain = {
  name: 'award',
  events: awardEvents,
  streams: [awardStream.kind],
  routes: awardRoutes,
  reactions: awardReactions,
}
