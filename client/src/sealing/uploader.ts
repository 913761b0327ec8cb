import { api, problemOf } from '../net/http.ts'

const AT_ONCE = 3
const TRIES = 4

/** Sends the pieces of one upload, three at a time; a piece that fails is sent again; pausing loses nothing. */
export class Uploader {
  readonly #upload: string
  readonly #report: { sent(bytes: number): void; retried(): void; waiting(): void }
  readonly #flying = new Set<Promise<void>>()
  #failure: unknown
  #gate: { open: Promise<void>; release(): void } | undefined

  constructor(upload: string, report: { sent(bytes: number): void; retried(): void; waiting(): void }) {
    this.#upload = upload
    this.#report = report
  }

  pause(): void {
    if (this.#gate) return
    let release = (): void => undefined
    const open = new Promise<void>((done) => {
      release = done
    })
    this.#gate = { open, release }
  }

  resume(): void {
    this.#gate?.release()
    this.#gate = undefined
  }

  /** Takes a piece; resolves as soon as there is room for the next. Throws if the platform refused one. */
  async send(n: number, bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<void> {
    while (this.#flying.size >= AT_ONCE) await Promise.race(this.#flying)
    await this.#gate?.open
    if (this.#failure) throw this.#failure
    const flight: Promise<void> = this.#put(n, bytes, sha256)
      .catch((error) => {
        this.#failure ??= error
      })
      .finally(() => this.#flying.delete(flight))
    this.#flying.add(flight)
  }

  /** Waits until every piece has arrived. */
  async finish(): Promise<void> {
    await Promise.all(this.#flying)
    if (this.#failure) throw this.#failure
  }

  async #put(n: number, bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<void> {
    const path = `/uploads/${this.#upload}/pieces/${n}?sha256=${sha256}`
    for (let failed = 0; ; ) {
      await this.#gate?.open
      try {
        await api.put(path, new Blob([bytes]))
        return this.#report.sent(bytes.length)
      } catch (error) {
        const { status, code } = problemOf(error)
        const again = status === 0 || status === 429 || status >= 500 || code === 'PIECE_HASH'
        if (!again) throw error
        this.#report.retried()
        if (++failed % TRIES === 0) {
          this.pause() // the line is gone: keep what we have until somebody says go on, or it is back
          this.#report.waiting()
        } else await new Promise((done) => setTimeout(done, 500 * 2 ** (failed % TRIES)))
      }
    }
  }
}
