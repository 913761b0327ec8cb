import type { Context, Reaction } from './ledger/command.ts'
import type { AnyEventKind } from './ledger/event.ts'
import type { AnyStreamKind } from './ledger/stream.ts'
import type { DueDeeds } from './ledger/timekeeper.ts'
import type { RoomKind } from './rooms/room.ts'
import type { Route } from './web/route.ts'
import type { UploadWatches } from './web/uploads.ts'

/** What a domain brings: its facts, streams, routes, and what follows from facts and from the clock. */
export interface Domain {
  name: string
  events: AnyEventKind[]
  streams: AnyStreamKind[]
  routes: Route[]
  reactions?: Reaction[]
  dues?: DueDeeds
  /** what is done when a process starts, as the platform; it must do no harm when several processes do it at once */
  start?(context: Context): Promise<void>
  rooms?: Record<string, RoomKind>
  /** what it asks of uploads that are meant for it */
  uploads?: UploadWatches
}
