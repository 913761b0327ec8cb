import type { Context } from '../ledger/command.ts'
import type { AnyEventKind, Fact } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { events, factsAfter, factsOf, versionOf } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { CATCH_UP, type RoomMessage, type Seat, type Seen } from './protocol.ts'

/** What a domain says about its rooms: who may enter and under which name others see them. */
export interface RoomKind {
  /** Throws a Refusal for those who may not enter; answers how the newcomer is seen (undefined: not at all) and sees. */
  enter(context: Context, id: string): Promise<{ eye: Eye; seat: Omit<Seat, 'state' | 'since'> | undefined }>
}

/** One socket in a room. */
export interface Member {
  eye: Eye
  seat: Omit<Seat, 'state' | 'since'> | undefined
  send(message: RoomMessage): void
}

const AWAY_FOR = 40_000
/** So many seats are told every second; with more it is told as much less often, for each of them is told all of them. */
const SEATS_A_SECOND = 50

/** Between two tellings of who sits in a room, ms. */
export const presencePace = (seats: number): number => 1000 * Math.ceil(seats / SEATS_A_SECOND)

/** The rooms of this process: each is a stream; members get every version, in full or as a number. */
export class Rooms {
  readonly #platform: Platform
  readonly #kinds: Map<string, AnyEventKind>
  readonly #members = new Map<string, Set<Member>>()
  readonly #gone = new Map<string, Map<string, Seat>>()
  readonly #stirred = new Set<string>()
  /** when who sits in a room was told last */
  readonly #told = new Map<string, number>()
  #seq = 0
  #reading: Promise<void> | undefined
  #again = false
  #timers: NodeJS.Timeout[] = []
  #unsubscribe: (() => void) | undefined

  constructor(platform: Platform, kinds: AnyEventKind[]) {
    this.#platform = platform
    this.#kinds = new Map(kinds.map((kind) => [kind.type, kind]))
  }

  async start(): Promise<void> {
    this.#seq = Number((await events(this.#platform.database).max('seq')) ?? 0)
    this.#unsubscribe = await this.#platform.wire.subscribe('facts', () => this.#look())
    this.#timers = [setInterval(() => this.#look(), 1000), setInterval(() => this.#tellPresence(), 1000)]
  }

  /** Lets a member in and brings it up from the last version it saw; `since` undefined means it knows nothing. */
  async join(room: string, member: Member, since: number | undefined): Promise<void> {
    const there = this.#members.get(room) ?? new Set()
    this.#members.set(room, there)
    const { database } = this.#platform
    const missed = since === undefined ? [] : await factsOf(database, room, since)
    const v = since === undefined ? await versionOf(database, room) : (missed.at(-1)?.fact.version ?? since)
    const now = this.#platform.clock.now()
    member.send({ kind: 'welcome', room, v, now })
    there.add(member)
    if (since === undefined || missed.length > CATCH_UP) member.send({ kind: 'resync', v, now })
    else if (missed.length)
      member.send({ kind: 'facts', facts: missed.map(({ fact }) => this.seen(member.eye, fact)), now })
    if (member.seat) this.#gone.get(room)?.delete(member.seat.name)
    member.send({ kind: 'presence', seats: this.#seats(room), now })
    this.#stirred.add(room)
  }

  leave(room: string, member: Member): void {
    this.#members.get(room)?.delete(member)
    if (member.seat) {
      const gone = this.#gone.get(room) ?? new Map<string, Seat>()
      this.#gone.set(room, gone)
      gone.set(member.seat.name, { ...member.seat, state: 'away', since: this.#platform.clock.now() })
    }
    this.#stirred.add(room)
  }

  /** A fact as this eye may see it. */
  seen(eye: Eye, fact: Fact): Seen {
    const kind = this.#kinds.get(fact.type)
    return kind?.seenBy(eye, fact.data) ? { v: fact.version, fact } : { v: fact.version }
  }

  #look(): void {
    if (this.#reading) {
      this.#again = true
      return
    }
    this.#reading = this.#read()
      .catch(() => undefined) // the database is away for a moment: the next look reads from the same place
      .finally(() => {
        this.#reading = undefined
        if (this.#again) {
          this.#again = false
          this.#look()
        }
      })
  }

  async #read(): Promise<void> {
    for (;;) {
      const found = await factsAfter(this.#platform.database, this.#seq, 200)
      if (!found.length) return
      for (const { seq, fact } of found) {
        this.#seq = seq
        this.#tell(fact)
      }
    }
  }

  /** Tells a fact to all in its room: in full or as a number, each the same message for all who see as much. */
  #tell(fact: Fact): void {
    const now = this.#platform.clock.now()
    const whole: RoomMessage = { kind: 'facts', facts: [{ v: fact.version, fact }], now }
    const number: RoomMessage = { kind: 'facts', facts: [{ v: fact.version }], now }
    for (const member of this.#members.get(fact.stream) ?? [])
      member.send('fact' in this.seen(member.eye, fact) ? whole : number)
  }

  #tellPresence(): void {
    const now = this.#platform.clock.now()
    for (const room of this.#stirred) {
      const seats = this.#seats(room)
      if (now - (this.#told.get(room) ?? 0) < presencePace(seats.length)) continue
      for (const member of this.#members.get(room) ?? []) member.send({ kind: 'presence', seats, now })
      this.#told.set(room, now)
      this.#stirred.delete(room)
    }
  }

  /** Who sits at the table of this process; one who left is `away` for a while before the seat is free. */
  #seats(room: string): Seat[] {
    const now = this.#platform.clock.now()
    const seats = new Map<string, Seat>()
    for (const [name, seat] of this.#gone.get(room) ?? []) if (now - seat.since < AWAY_FOR) seats.set(name, seat)
    for (const { seat } of this.#members.get(room) ?? [])
      if (seat) seats.set(seat.name, { ...seat, state: 'online', since: now })
    return [...seats.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    this.#unsubscribe?.()
    await this.#reading
  }
}
