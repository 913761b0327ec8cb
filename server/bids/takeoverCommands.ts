import { Refusal } from '../law/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import { Rounds } from '../platform/rounds.ts'
import { takeOver } from './arrivalCommands.ts'
import { finish, type SealInput } from './sealCommands.ts'

const EVERY = 1000

/** Goes on with submissions that had arrived when their process died: what was in time stays in time. */
export class ArrivalWatch {
  readonly #platform: Platform
  readonly #log: (line: Record<string, unknown>) => void
  readonly #rounds: Rounds

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#log = log
    this.#rounds = new Rounds('arrivals', () => this.#round(), log)
  }

  start(): void {
    this.#rounds.start(EVERY)
  }

  async #round(): Promise<void> {
    for (;;) {
      const found = await takeOver<SealInput>(this.#platform)
      if (!found) return
      const { context, input, tries, ...arrival } = found
      await finish(context, arrival, input).catch((problem) => {
        if (!(problem instanceof Refusal)) throw problem // it is tried again when nobody renews it
        this.#log({ level: 'warn', arrival: arrival.id, tries, refused: problem.code })
      })
    }
  }

  async stop(): Promise<void> {
    await this.#rounds.stop()
  }
}
