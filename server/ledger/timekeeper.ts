import { Op } from 'sequelize'
import { clockItself } from '../access/who.ts'
import { Refusal } from '../law/refusal.ts'
import { endLease, underLease } from '../platform/leases.ts'
import type { Platform } from '../platform/platform.ts'
import { Rounds } from '../platform/rounds.ts'
import type { Context } from './command.ts'
import { dues } from './store.ts'

/** What to do when something falls due, by the name that a timetable gives it. */
export type DueDeeds = Record<string, (context: Context, id: string) => Promise<unknown>>

const LEASE = 4000
const EVERY = 200
/** Deeds that came in time but still wait their turn are written first. */
const GRACE = 2000
const REST_AFTER_FAILURE = 5000

/** Runs what the timetables say is due, as the actor `clock`. The clock only announces: rules compare times themselves. */
export class Timekeeper {
  readonly #platform: Platform
  readonly #deeds: DueDeeds
  readonly #log: (line: Record<string, unknown>) => void
  readonly #rounds: Rounds
  readonly #resting = new Map<string, number>()

  constructor(platform: Platform, deeds: DueDeeds, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#deeds = deeds
    this.#log = log
    this.#rounds = new Rounds('timekeeper', () => this.#round(), log)
  }

  start(): void {
    this.#rounds.start(EVERY)
  }

  async #round(): Promise<void> {
    await underLease(this.#platform, 'timekeeper', LEASE, () => this.#doWhatIsDue())
  }

  async #doWhatIsDue(): Promise<void> {
    const { database, clock } = this.#platform
    const due = await dues(database).findAll({
      where: { at: { [Op.lte]: clock.now() - GRACE } },
      order: [['at', 'ASC']],
      limit: 50,
      raw: true,
    })
    for (const row of due as unknown as { stream: string; deed: string; at: number }[]) await this.#do(row)
  }

  async #do({ stream, deed, at }: { stream: string; deed: string; at: number }): Promise<void> {
    const name = `${deed} ${stream} ${at}`
    const { clock } = this.#platform
    if ((this.#resting.get(name) ?? 0) > clock.real()) return
    const known = this.#deeds[deed]
    const context: Context = { platform: this.#platform, who: clockItself, now: clock.now(), via: 'clock' }
    try {
      if (!known) throw new Error(`a timetable names ${deed}, which nobody does`)
      await known(context, stream.slice(stream.indexOf('/') + 1))
      this.#resting.delete(name)
    } catch (error) {
      this.#resting.set(name, clock.real() + REST_AFTER_FAILURE)
      const refused = error instanceof Refusal
      this.#log({
        level: refused ? 'warn' : 'error',
        due: name,
        error: refused ? error.code : String((error as Error)?.stack),
      })
    }
  }

  async stop(): Promise<void> {
    await this.#rounds.stop()
    await endLease(this.#platform.database, 'timekeeper', this.#platform.holder)
  }
}
