import type { Domain } from '../domain.ts'
import { calendarEvents } from './calendarEvents.ts'
import { regionEvents } from './events.ts'
import { regionRoutes } from './routes.ts'
import { calendarStream, regionStream } from './store.ts'

export const regionsDomain: Domain = {
  name: 'regions',
  events: [...regionEvents, ...calendarEvents],
  streams: [regionStream.kind, calendarStream.kind],
  routes: regionRoutes,
}
