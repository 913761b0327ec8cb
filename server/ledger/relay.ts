import { endLease, underLease } from '../platform/leases.ts'
import type { Platform } from '../platform/platform.ts'
import { cursors, factsAfter, type Written } from './store.ts'

/** Somebody who is handed every fact, in order, at least once. It must do no harm when it gets one twice. */
export interface Subscriber {
  name: string
  take(facts: Written[]): Promise<void>
}

const LEASE = 4000
const BATCH = 200
/** Cursors are written that often (ms): what was handed over since is handed over again after a crash. */
const NOTE_EVERY = 1000

/** How far a subscriber is, and how far it was when that was last written down. */
interface Place {
  seq: number
  noted: number
}

/** Hands new facts to each subscriber from its own cursor. One process at a time does it, by lease. */
export class Relay {
  readonly #platform: Platform
  readonly #subscribers: Subscriber[]
  readonly #log: (line: Record<string, unknown>) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #again = false
  #stopped = false
  #unsubscribe: (() => void) | undefined
  /** of each subscriber, while this process relays */
  readonly #places = new Map<string, Place>()
  #notedAt = 0

  constructor(platform: Platform, subscribers: Subscriber[], log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#subscribers = subscribers
    this.#log = log
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#platform.wire.subscribe('facts', () => this.nudge())
    this.#timer = setInterval(() => this.nudge(), 1000)
    this.nudge()
  }

  /** Something was written: look now. */
  nudge(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#round()
      .catch((error) => this.#log({ level: 'error', relay: String(error?.stack ?? error) }))
      .finally(() => {
        this.#running = undefined
        if (this.#again) {
          this.#again = false
          this.nudge()
        }
      })
  }

  async #round(): Promise<void> {
    const ours = await underLease(this.#platform, 'relay', LEASE, async () => {
      const read = readOnce(this.#platform)
      await Promise.all(this.#subscribers.map((subscriber) => this.#serve(subscriber, read)))
      if (this.#platform.clock.real() - this.#notedAt >= NOTE_EVERY) await this.#note()
    })
    if (!ours) this.#places.clear() // another process goes on; whoever takes over reads what it noted
  }

  async #serve(subscriber: Subscriber, read: (after: number) => Promise<Written[]>): Promise<void> {
    try {
      const place = await this.#placeOf(subscriber.name)
      for (let full = true; full && !this.#stopped; ) {
        const facts = await read(place.seq)
        full = facts.length === BATCH // what comes meanwhile nudges
        if (!facts.length) return
        await subscriber.take(facts)
        place.seq = facts.at(-1)?.seq ?? place.seq
      }
    } catch (error) {
      this.#log({ level: 'error', subscriber: subscriber.name, error: String((error as Error)?.stack ?? error) })
    }
  }

  /** Where a subscriber is: as this process remembers, else as it was noted. */
  async #placeOf(name: string): Promise<Place> {
    const known = this.#places.get(name)
    if (known) return known
    const { database } = this.#platform
    const row = await cursors(database).findByPk(name)
    if (!row) await cursors(database).create({ subscriber: name, seq: 0 })
    const seq = Number(row?.get('seq') ?? 0)
    const place = { seq, noted: seq }
    this.#places.set(name, place)
    return place
  }

  /** Writes down how far everybody is, in one transaction. */
  async #note(): Promise<void> {
    const { database, clock } = this.#platform
    const moved = [...this.#places].filter(([, { seq, noted }]) => seq > noted)
    if (!moved.length) return
    await database.transaction(async (transaction) => {
      for (const [subscriber, { seq }] of moved)
        await cursors(database).update({ seq }, { where: { subscriber }, transaction })
    })
    for (const [, place] of moved) place.noted = place.seq
    this.#notedAt = clock.real()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    this.#unsubscribe?.()
    await this.#running
    await this.#note()
    await endLease(this.#platform.database, 'relay', this.#platform.holder)
  }
}

/** So many batches are kept while a round goes on: who is far behind does not make the whole ledger stay in memory. */
const FEW = 4

/** Reads the facts after a place once for all who stand there: within one round, since more may come. */
function readOnce({ database }: Platform): (after: number) => Promise<Written[]> {
  const found = new Map<number, Promise<Written[]>>()
  return (after) => {
    const known = found.get(after) ?? factsAfter(database, after, BATCH)
    found.delete(after)
    found.set(after, known)
    const [oldest] = found.keys()
    if (found.size > FEW && oldest !== undefined) found.delete(oldest)
    return known
  }
}
