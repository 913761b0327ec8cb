import type { Domain } from '../domain.ts'
import { depositEvents } from './events.ts'
import { paymentEvents, paymentStream } from './payment.ts'
import { depositRoutes } from './routes.ts'
import { depositStream } from './store.ts'

export const depositsDomain: Domain = {
  name: 'deposits',
  events: [...depositEvents, ...paymentEvents],
  streams: [depositStream.kind, paymentStream.kind],
  routes: depositRoutes,
}
