import type { Domain } from '../domain.ts'
import { AdmissionVoided, BiddersAdmitted } from './admissionEvents.ts'
import { tenderEvents } from './events.ts'
import { noticeReactions } from './noticeCommands.ts'
import { paperReactions } from './papers.ts'
import { tenderRoutes } from './routes.ts'
import { correctionOverdue } from './sideCommands.ts'
import { admissionStream, tenderStream } from './store.ts'

export const tendersDomain: Domain = {
  name: 'tenders',
  events: [...tenderEvents, BiddersAdmitted, AdmissionVoided],
  streams: [tenderStream.kind, admissionStream.kind],
  routes: tenderRoutes,
  reactions: [...noticeReactions, ...paperReactions],
  dues: { 'tender.correctionOverdue': (context, tender) => correctionOverdue.run(context, { tender }) },
}
