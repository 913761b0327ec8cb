import type { Domain } from '../domain.ts'
import { paperEvents } from './events.ts'
import { signedPaperRoutes } from './routes.ts'
import { paperStream } from './store.ts'

export const papersDomain: Domain = {
  name: 'papers',
  events: paperEvents,
  streams: [paperStream.kind],
  routes: signedPaperRoutes,
}
