import type { Fact } from '../ledger/event.ts'

/** A fact as one sees it: in full, or only that it exists. */
export type Seen = { v: number; fact: Fact } | { v: number }

/** Somebody at a room's table, as the others may know them. */
export interface Seat {
  role: string
  /** a name or a seat's code; never a bidder before its name is public */
  name: string
  state: 'online' | 'away'
  /** since when, ms by the platform's clock */
  since: number
}

/** Everything the server says in a room. Deeds go by HTTP. */
export type RoomMessage =
  | { kind: 'welcome'; room: string; v: number; now: number }
  | { kind: 'facts'; facts: Seen[]; now: number }
  | { kind: 'resync'; v: number; now: number }
  | { kind: 'presence'; seats: Seat[]; now: number }
  | { kind: 'pong'; echo: number; now: number }

/** Everything a client may say: it is alive (and measures the way). */
export interface Ping {
  kind: 'ping'
  echo: number
}

/** Why the server closes a socket. */
export const CLOSE = { unauthorised: 4001, noSuchRoom: 4004, replaced: 4009, tooFast: 4029, restart: 1012 } as const

/** A client that is further behind than this is told to read the state anew. */
export const CATCH_UP = 64
