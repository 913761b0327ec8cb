import { Worker } from 'node:worker_threads'
import type { PdfPrint } from './prints.ts'

const MOST_MEMORY_MB = 512
const LONGEST = 60_000
/** So long a thread that has nothing to do waits for another tender. */
const RESTS = 5 * 60_000

/** A thread that has looked at the files of one tender and waits for those of the next: to start one costs a second. */
let resting: { worker: Worker; end: NodeJS.Timeout } | undefined

function taken(): Worker {
  const found = resting?.worker
  clearTimeout(resting?.end)
  resting = undefined
  found?.removeAllListeners().ref()
  return (
    found ??
    new Worker(new URL('./printing.mjs', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
  )
}

function rest(worker: Worker): void {
  if (resting) return void worker.terminate()
  const end = setTimeout(() => void worker.terminate(), RESTS).unref()
  const gone = (): void => {
    clearTimeout(end)
    if (resting?.worker === worker) resting = undefined
  }
  resting = { worker, end }
  worker.removeAllListeners().on('error', gone).once('exit', gone).unref()
}

/** Looks at PDF files one after the other in a thread of its own, which ends with a file that takes too much of it. */
export class Printer {
  #worker: Worker | undefined

  /** What a PDF tells of itself; null where it does not open, or takes more than a minute or half a gigabyte. */
  async look(bytes: Uint8Array): Promise<PdfPrint | null> {
    this.#worker ??= taken()
    const worker = this.#worker
    return new Promise((done) => {
      const failed = (): void => {
        clearTimeout(timer)
        this.#worker = undefined
        void worker.terminate()
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

  /** Gives the thread back: the next tender may use it. */
  close(): void {
    if (this.#worker) rest(this.#worker)
    this.#worker = undefined
  }
}
