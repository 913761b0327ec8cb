import type { Domain } from '../domain.ts'
import { archiveReactions, archiveRoutes, archiveStream } from './commands.ts'
import { archiveEvents } from './dossier.ts'
import { witnessReactions, witnessRoutes, witnessStream } from './witnessCommands.ts'
import { witnessEvents } from './witnessEvents.ts'

export const archiveDomain: Domain = {
  name: 'archive',
  events: [...archiveEvents, ...witnessEvents],
  streams: [archiveStream.kind, witnessStream.kind],
  routes: [...archiveRoutes, ...witnessRoutes],
  reactions: [...archiveReactions, ...witnessReactions],
}
