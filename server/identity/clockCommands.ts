import { base64, hex, random } from '../../crypto/bytes.ts'
import { platformItself } from '../access/who.ts'
import { command } from '../ledger/command.ts'
import { endLease, underLease } from '../platform/leases.ts'
import type { Platform } from '../platform/platform.ts'
import { ClockMeasured, type ClockOffset } from './clockOffset.ts'
import { clockStream, readState } from './store.ts'

const STREAM = clockStream('authority')
/** Real time between two measurements, and after one that failed, ms. */
const EVERY = 3_600_000
const AGAIN = 60_000
const LEASE = 15_000

/** Notes a measurement. */
const note = command(
  'clock.measure',
  (e) => e.holdIfAny(STREAM),
  async (e, _before, data: ClockOffset & { hash: string; token: string }) => {
    await e.append(STREAM, [ClockMeasured(data)])
  },
)

/** The last measurement; null where the platform stamps by its own clock, or has not measured yet. */
export const clockOffset = async (platform: Platform): Promise<ClockOffset | null> =>
  platform.stamp.independent ? ((await readState<ClockOffset>(platform, STREAM)) ?? null) : null

/**
 * Measures the clock against the timestamp authority's: at the start and every hour, whoever bids or not, so that a
 * measurement tells nothing. A token is over random bytes. Of several processes one does it.
 */
export class ClockWatch {
  readonly #platform: Platform
  readonly #log: (line: Record<string, unknown>) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #stopped = false

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#log = log
  }

  start(): void {
    if (this.#platform.stamp.independent) this.#running = this.#round()
  }

  async #round(): Promise<void> {
    const next = await this.#measure().then(
      () => EVERY,
      (problem) => {
        this.#log({ level: 'warn', clock: String((problem as Error).message) })
        return AGAIN
      },
    )
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#running = this.#round()
    }, next)
  }

  async #measure(): Promise<void> {
    const platform = this.#platform
    await underLease(platform, 'clock', LEASE, async () => {
      const hash = random(32)
      const { token, offset, accuracy } = await platform.stamp.stamp(hash)
      const measuredAt = platform.clock.now()
      const context = { platform, who: platformItself, now: measuredAt, via: 'clock' }
      await note.run(context, { offset, accuracy, measuredAt, hash: hex(hash), token: base64(token) })
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
    await endLease(this.#platform.database, 'clock', this.#platform.holder)
  }
}
