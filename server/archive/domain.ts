import type { Domain } from '../domain.ts'
import type { AnyStreamKind } from '../ledger/stream.ts'
import { archiveReactions, archiveRoutes, archiveStream } from './commands.ts'
import { archiveEvents } from './dossier.ts'
import { witnessReactions, witnessRoutes, witnessStream } from './witnessCommands.ts'
import { witnessEvents } from './witnessEvents.ts'

const own = [archiveStream.kind, witnessStream.kind]

/**
 * The archive of a tender and the centre's certificate.
 *
 * @param before streams of the domains that come before it: by them the facts of a package are played again
 */
export const archiveDomain = (before: AnyStreamKind[]): Domain => ({
  name: 'archive',
  events: [...archiveEvents, ...witnessEvents],
  streams: own,
  routes: [...archiveRoutes, ...witnessRoutes],
  reactions: [...archiveReactions([...before, ...own]), ...witnessReactions],
})
