import type { Domain } from '../domain.ts'
import { archiveReactions, archiveRoutes, archiveStream } from './commands.ts'
import { archiveEvents } from './dossier.ts'

export const archiveDomain: Domain = {
  name: 'archive',
  events: archiveEvents,
  streams: [archiveStream.kind],
  routes: archiveRoutes,
  reactions: archiveReactions,
}
