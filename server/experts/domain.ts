import type { Domain } from '../domain.ts'
import { attendanceReactions } from './attendanceSheetCommands.ts'
import { coefficientReactions } from './coefficientCommands.ts'
import { lapse } from './drawCommands.ts'
import { drawEvents } from './drawEvents.ts'
import { ExpertEnrolled } from './expertEvents.ts'
import { lapsePanel, panelReactions } from './panelCommands.ts'
import { panelEvents } from './panelEvents.ts'
import { declarationReactions } from './papers.ts'
import { recordReactions } from './record.ts'
import { expertRoutes } from './routes.ts'
import { drawStream, expertStream, panelStream } from './store.ts'

export const expertsDomain: Domain = {
  name: 'experts',
  events: [ExpertEnrolled, ...drawEvents, ...panelEvents],
  streams: [expertStream.kind, drawStream.kind, panelStream.kind],
  routes: expertRoutes,
  reactions: [
    ...panelReactions,
    ...coefficientReactions,
    ...declarationReactions,
    ...attendanceReactions,
    ...recordReactions,
  ],
  dues: {
    'draw.lapse': (context, draw) => lapse.run(context, { draw }),
    'panel.lapse': (context, tender) => lapsePanel.run(context, { tender }),
  },
}
