import type { Domain } from '../domain.ts'
import { applicationReactions } from './applicationCommands.ts'
import { committeeReactions } from './committeeCommands.ts'
import { committeePaperReactions } from './committeePaperCommands.ts'
import { applicationEvents, reviewEvents } from './events.ts'
import { lapse } from './memberCommands.ts'
import { close } from './noticeCommands.ts'
import { prequalPapers } from './papers.ts'
import { prequalificationRoutes } from './routes.ts'
import { applicationStream, prequalificationStream } from './store.ts'

/** Who may bid where that is examined first: notice, sealed applications, review, results. */
export const prequalificationDomain: Domain = {
  name: 'prequalification',
  events: [...applicationEvents, ...reviewEvents],
  streams: [applicationStream.kind, prequalificationStream.kind],
  routes: prequalificationRoutes,
  reactions: [...applicationReactions, ...prequalPapers, ...committeePaperReactions, ...committeeReactions],
  dues: {
    'prequalification.close': (context, id) => close.run(context, { tender: id }),
    'prequalification.lapse': (context, id) => lapse.run(context, { tender: id }),
  },
}
