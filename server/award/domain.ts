import type { Domain } from '../domain.ts'
import { acceptanceEvents } from './acceptanceEvents.ts'
import { datedAnew } from './dueCommands.ts'
import { dutyReactions, noteOverdue } from './dutyCommands.ts'
import { dutyEvents } from './dutyEvents.ts'
import { awardEvents } from './events.ts'
import { awardReactions } from './reactions.ts'
import { awardRoutes } from './routes.ts'
import { acceptanceStream, awardStream, dutyStream } from './store.ts'
import { tyingReactions } from './tyingCommands.ts'

export const awardDomain: Domain = {
  name: 'award',
  events: [...awardEvents, ...acceptanceEvents, ...dutyEvents],
  streams: [awardStream.kind, acceptanceStream.kind, dutyStream.kind],
  routes: awardRoutes,
  reactions: [...awardReactions, ...dutyReactions, ...tyingReactions],
  start: datedAnew,
  dues: { 'duty.overdue': (context, tender) => noteOverdue.run(context, { tender }) },
}
