import type { Domain } from '../domain.ts'
import { stampsReports } from './commands.ts'
import { stopsHalls, stopsTenders } from './decideCommands.ts'
import { outageEvents } from './events.ts'
import { outageRoutes } from './routes.ts'
import { failureStream, outageStream } from './store.ts'

export const outagesDomain: Domain = {
  name: 'outages',
  events: outageEvents,
  streams: [outageStream.kind, failureStream.kind],
  routes: outageRoutes,
  reactions: [stampsReports, stopsHalls, stopsTenders],
}
