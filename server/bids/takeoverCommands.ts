import { Refusal } from '../law/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import { takeOver } from './arrivalCommands.ts'
import { finish, type SealInput } from './sealCommands.ts'

const EVERY = 1000

/** Goes on with submissions that had arrived when their process died: what was in time stays in time. */
export class ArrivalWatch {
  readonly #platform: Platform
  readonly #log: (line: Record<string, unknown>) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#log = log
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running ??= this.#round()
        .catch((error) => this.#log({ level: 'error', arrivals: String(error?.stack ?? error) }))
        .finally(() => {
          this.#running = undefined
        })
    }, EVERY)
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
    clearInterval(this.#timer)
    await this.#running
  }
}
