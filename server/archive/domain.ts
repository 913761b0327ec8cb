import type { Domain } from '../domain.ts'
import { archiveReactions, archiveRoutes, archiveStream } from './commands.ts'
import { archiveEvents } from './dossier.ts'
import { venueReaction } from './venueCommands.ts'
import { witnessReactions, witnessRoutes, witnessStream } from './witnessCommands.ts'
import { witnessEvents } from './witnessEvents.ts'

const own = [archiveStream.kind, witnessStream.kind]
const ownEvents = [...archiveEvents, ...witnessEvents]

const knownBy = (before: Domain[]) => ({
  kinds: [...before.flatMap(({ streams }) => streams), ...own],
  words: new Map([...before.flatMap(({ events }) => events), ...ownEvents].map(({ type, zh }) => [type, zh])),
})

/**
 * The archive of a tender and the centre's certificate.
 *
 * @param before the domains that come before it: by their streams the facts of a package are played again
 */
export const archiveDomain = (before: Domain[]): Domain => ({
  name: 'archive',
  events: ownEvents,
  streams: own,
  routes: [...archiveRoutes, ...witnessRoutes],
  reactions: [...archiveReactions(knownBy(before)), ...witnessReactions, venueReaction],
})
