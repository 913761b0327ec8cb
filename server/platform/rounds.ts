/**
 * What a process does again and again while it lives: one round at a time, a round that is due while another runs is left
 * out, one that fails is logged and comes again, and who stops waits for the round that runs.
 */
export class Rounds {
  readonly #round: () => Promise<unknown>
  readonly #failed: (error: string) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<unknown> | undefined

  /**
   * @param name under which a failure is logged
   */
  constructor(name: string, round: () => Promise<unknown>, log: (line: Record<string, unknown>) => void) {
    this.#round = round
    this.#failed = (error) => log({ level: 'error', [name]: error })
  }

  /** Begins: the first round after `every` ms, or at once. */
  start(every: number, { atOnce = false }: { atOnce?: boolean } = {}): void {
    if (atOnce) this.#next()
    this.#timer = setInterval(() => this.#next(), every)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  #next(): void {
    this.#running ??= this.#round()
      .catch((error) => this.#failed(String(error?.stack ?? error)))
      .finally(() => {
        this.#running = undefined
      })
  }
}
