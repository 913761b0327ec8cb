import { Op } from 'sequelize'
import { platformItself } from '../access/who.ts'
import { command } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { Rounds } from '../platform/rounds.ts'
import { PlatformFailing } from './events.ts'
import { type FailureHour, hourFrom, hourOf, minuteOf } from './failing.ts'
import type { FailureCount } from './failures.ts'
import { failureStream } from './store.ts'

const EVERY = 60_000
/** What a process writes and reads to learn whether pieces of uploads can be kept at all. */
const PROBE = new Uint8Array(64)

type Told = { minute: number; parts: ReturnType<FailureCount['take']> }

const tell = command(
  'outage.measure',
  (e, { minute }: Told) => e.holdIfAny(failureStream(hourOf(minute))),
  async (e, _before, { minute, parts }) => {
    const hour = hourOf(minute)
    await e.append(failureStream(hour), [PlatformFailing({ hour, minute, parts })])
  },
)

/**
 * Notes every minute what this process was asked and failed to do, by part and in coarse shares, and whether its own attempt to
 * keep a piece failed: so there is a record of what was out while the log went on. A minute without failures leaves none.
 */
export class FailureWatch {
  readonly #platform: Platform
  readonly #count: FailureCount
  readonly #rounds: Rounds

  constructor(platform: Platform, count: FailureCount, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#count = count
    this.#rounds = new Rounds('failures', () => this.look(), log)
  }

  start(): void {
    this.#rounds.start(EVERY)
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** One look: the minute that it tells of is the one in which it began. */
  async look(): Promise<void> {
    const { clock, holder } = this.#platform
    const now = clock.now()
    this.#count.note('upload', !(await keeps(this.#platform, `probes/${holder.toLowerCase()}`)))
    const parts = this.#count.take()
    const context = { platform: this.#platform, who: platformItself, now, via: 'failures' }
    if (parts.length) await tell.run(context, { minute: minuteOf(now - EVERY), parts })
  }
}

/** Whether a piece can be written, read and removed. */
async function keeps({ files }: Platform, key: string): Promise<boolean> {
  try {
    await files.put(key, PROBE)
    let bytes = 0
    for await (const piece of files.get(key)) bytes += piece.length
    await files.delete(key)
    return bytes === PROBE.length
  } catch {
    return false
  }
}

/** The hours of a span of which something is told. */
export async function hoursBetween(
  { database }: Pick<Platform, 'database'>,
  from: number,
  to: number,
): Promise<FailureHour[]> {
  const where = { at: { [Op.gte]: hourFrom(from), [Op.lt]: to } }
  const found = await rows(database, failureStream.kind).findAll({ where, order: [['at', 'ASC']], raw: true })
  return (found as unknown as { state: string }[]).map(({ state }) => JSON.parse(state) as FailureHour)
}
