import type { Domain } from '../domain.ts'
import { balanceEvents } from './balance.ts'
import { depositEvents } from './events.ts'
import { paymentEvents } from './messages.ts'
import { paymentStream } from './payment.ts'
import { depositReactions } from './reactions.ts'
import { refundBatchEvents } from './refundBatch.ts'
import { noteOverdue } from './refundCommands.ts'
import { depositRoutes } from './routes.ts'
import { balanceStream, depositStream, refundBatchStream } from './store.ts'

export const depositsDomain: Domain = {
  name: 'deposits',
  events: [...depositEvents, ...paymentEvents, ...refundBatchEvents, ...balanceEvents],
  streams: [depositStream.kind, paymentStream.kind, refundBatchStream.kind, balanceStream.kind],
  routes: depositRoutes,
  reactions: depositReactions,
  dues: { 'refund.overdue': (context, id) => noteOverdue.run(context, { id }) },
}
