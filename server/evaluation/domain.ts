import type { Domain } from '../domain.ts'
import { PanelSeated } from '../experts/panelEvents.ts'
import { on } from '../ledger/command.ts'
import { begin, expire } from './commands.ts'
import { evaluationEvents } from './events.ts'
import { reportReactions } from './report.ts'
import { evaluationRoom } from './room.ts'
import { evaluationRoutes } from './routes.ts'
import { evaluationStream } from './store.ts'

/** The evaluation room: review, blind scoring, ranking, signed report. */
export const evaluationDomain: Domain = {
  name: 'evaluation',
  events: evaluationEvents,
  streams: [evaluationStream.kind],
  routes: evaluationRoutes,
  reactions: [
    on(PanelSeated, 'evaluation', async (context, fact) => {
      await begin.run(context, { tender: fact.data.tender })
    }),
    ...reportReactions,
  ],
  dues: { 'evaluation.expire': (context, tender) => expire.run(context, { tender }) },
  rooms: { evaluation: evaluationRoom },
}
