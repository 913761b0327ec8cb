import type { Domain } from '../domain.ts'
import { alarmEvents } from './alarm.ts'
import { balanceEvents } from './balance.ts'
import { nameDues, noteOverdue } from './dueCommands.ts'
import { depositEvents } from './events.ts'
import { issuersEvents } from './issuers.ts'
import { paymentEvents } from './messages.ts'
import { payersEvents } from './payers.ts'
import { paymentStream } from './payment.ts'
import { depositReactions } from './reactions.ts'
import { refundBatchEvents } from './refundBatch.ts'
import { alarmRoom, depositRoom } from './room.ts'
import { depositRoutes } from './routes.ts'
import {
  alarmStream,
  balanceStream,
  depositStream,
  issuersStream,
  payersKeyStream,
  refundBatchStream,
} from './store.ts'

export const depositsDomain: Domain = {
  name: 'deposits',
  events: [
    ...depositEvents,
    ...paymentEvents,
    ...refundBatchEvents,
    ...balanceEvents,
    ...payersEvents,
    ...alarmEvents,
    ...issuersEvents,
  ],
  streams: [
    depositStream.kind,
    paymentStream.kind,
    refundBatchStream.kind,
    balanceStream.kind,
    payersKeyStream.kind,
    alarmStream.kind,
    issuersStream.kind,
  ],
  routes: depositRoutes,
  reactions: depositReactions,
  rooms: { deposit: depositRoom, alarm: alarmRoom },
  start: (context) => nameDues(context),
  dues: { 'refund.overdue': (context, id) => noteOverdue.run(context, { id }) },
}
