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
    await underLease(this.#platform, 'relay', LEASE, () =>
      Promise.all(this.#subscribers.map((subscriber) => this.#serve(subscriber))),
    )
  }

  async #serve(subscriber: Subscriber): Promise<void> {
    const { database } = this.#platform
    try {
      const row = await cursors(database).findByPk(subscriber.name)
      let seq = Number(row?.get('seq') ?? 0)
      if (!row) await cursors(database).create({ subscriber: subscriber.name, seq: 0 })
      for (;;) {
        const facts = await factsAfter(database, seq, BATCH)
        if (!facts.length || this.#stopped) return
        await subscriber.take(facts)
        seq = facts.at(-1)?.seq ?? seq
        await cursors(database).update({ seq }, { where: { subscriber: subscriber.name } })
      }
    } catch (error) {
      this.#log({ level: 'error', subscriber: subscriber.name, error: String((error as Error)?.stack ?? error) })
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    this.#unsubscribe?.()
    await this.#running
    await endLease(this.#platform.database, 'relay', this.#platform.holder)
  }
}
