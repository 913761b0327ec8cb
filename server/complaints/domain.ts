import type { Domain } from '../domain.ts'
import { restEnds } from './commands.ts'
import { complaintEvents } from './events.ts'
import { rulingReactions } from './paper.ts'
import { complaintRoutes } from './routes.ts'
import { complaintStream } from './store.ts'

/** Complaints to the supervisor: what comes before them, their clocks, the rest of the tender, the ruling. */
export const complaintsDomain: Domain = {
  name: 'complaints',
  events: complaintEvents,
  streams: [complaintStream.kind],
  routes: complaintRoutes,
  reactions: rulingReactions,
  dues: {
    'complaint.restEnds': (context, id) => {
      const [tender = '', complaint = ''] = id.split('.')
      return restEnds.run(context, { tender, complaint })
    },
  },
}
