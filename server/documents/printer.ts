import { Worker } from 'node:worker_threads'
import type { PdfPrint } from './prints.ts'

const MOST_MEMORY_MB = 512
const LONGEST = 60_000

/** Looks at PDF files one after the other in a thread of its own, which ends with a file that takes too much of it. */
export class Printer {
  #worker: Worker | undefined

  /** What a PDF tells of itself; null where it does not open, or takes more than a minute or half a gigabyte. */
  async look(bytes: Uint8Array): Promise<PdfPrint | null> {
    this.#worker ??= new Worker(new URL('./printing.mjs', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    const worker = this.#worker
    const end = (): void => {
      this.#worker = undefined
      void worker.terminate()
    }
    return new Promise((done) => {
      const failed = (): void => {
        clearTimeout(timer)
        end()
        done(null)
      }
      const timer = setTimeout(failed, LONGEST)
      worker.removeAllListeners()
      worker.once('error', failed)
      worker.once('message', (print: PdfPrint | null) => {
        clearTimeout(timer)
        done(print)
      })
      worker.postMessage(bytes)
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = undefined
  }
}
