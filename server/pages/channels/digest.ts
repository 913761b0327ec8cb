import { randomInt } from 'node:crypto'
import { endLease, underLease } from '../../platform/leases.ts'
import type { Platform } from '../../platform/platform.ts'
import { Rounds } from '../../platform/rounds.ts'
import { lastHour } from './hours.ts'
import { provedContacts } from './notifier.ts'
import { queue } from './outbox.ts'
import { digests } from './tables.ts'

const EVERY = 1000
const LEASE = 15_000

/** The same in an order that chance gives. */
export function shuffled<T>(all: readonly T[]): T[] {
  const mixed = [...all]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    const [one, two] = [mixed[last] as T, mixed[other] as T]
    mixed[last] = two
    mixed[other] = one
  }
  return mixed
}

/**
 * At fixed hours reminds every account that has an address on, whether it has a message or not: the same words to all, in
 * an order by chance. So what a carrier sees then does not hang on who takes part in what. No table of messages, of bids or
 * of deposits is read for it.
 */
export class Digest {
  readonly #platform: Platform
  readonly #hours: readonly string[]
  readonly #rounds: Rounds

  constructor(platform: Platform, hours: readonly string[], log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#hours = hours
    this.#rounds = new Rounds('digest', () => this.#round(), log)
  }

  start(): void {
    this.#rounds.start(EVERY)
  }

  async #round(): Promise<void> {
    const { clock } = this.#platform
    await underLease(this.#platform, 'digest', LEASE, () =>
      remindAll(this.#platform, lastHour(clock.now(), this.#hours)),
    )
  }

  async stop(): Promise<void> {
    await this.#rounds.stop()
    await endLease(this.#platform.database, 'digest', this.#platform.holder)
  }
}

/** Queues the reminders of one hour, once; what was interrupted goes on and reminds nobody twice. */
export async function remindAll(platform: Platform, slot: number): Promise<void> {
  const table = digests(platform.database)
  if (await table.findByPk(slot, { raw: true })) return
  const all = (await provedContacts(platform)).filter(({ matters }) => matters !== '[]')
  for (const contact of shuffled(all)) await queue(platform, { what: 'digest', contact, from: String(slot) })
  await table.create({ slot, done_at: platform.clock.now() })
}
