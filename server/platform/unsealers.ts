import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { plain } from '../../crypto/bytes.ts'
import type { Header } from '../../crypto/envelope.ts'
import type { OpenedFile, ReadChunk } from '../../crypto/part.ts'
import { type CryptoCode, CryptoProblem } from '../../crypto/problem.ts'

/** A part that is to be opened wholly; `wanted` is a file of it whose content is wanted too. */
export interface PartToOpen {
  header: Header
  id: string
  key: Uint8Array
  /** root of the part as the manifest says it */
  root: string
  wanted?: string | undefined
}

/** What the opener says to one of its threads. */
export type ToUnsealer =
  | ({ kind: 'open'; job: number } & PartToOpen)
  | { kind: 'chunk'; job: number; bytes: Uint8Array }
  | { kind: 'unread'; job: number; why: string }

/** What a thread says to the opener. */
export type FromUnsealer =
  | { kind: 'read'; job: number; index: number }
  | { kind: 'opened'; job: number; files: OpenedFile[]; content?: Uint8Array }
  | { kind: 'refused'; job: number; code: CryptoCode; facts: CryptoProblem['facts'] }
  | { kind: 'broken'; job: number; why: string }

interface Job {
  readChunk: ReadChunk
  done(of: { files: OpenedFile[]; content?: Uint8Array }): void
  fail(error: unknown): void
}

const MOST = 8

/**
 * Threads that open parts, as many as the machine has cores: deciphering and hashing do not hold up those who ask the
 * platform meanwhile. Files are read here, so that a thread needs nothing but a key and chunks.
 */
export class Unsealers {
  readonly #threads: { worker: Worker; jobs: Map<number, Job> }[] = []
  #next = 1

  /** How many parts are worth opening at once: two a thread, so that one deciphers while the other waits for its file. */
  readonly lanes = 2 * Math.min(MOST, availableParallelism())

  /** Opens a part from its first chunk to its last. Throws what `openPart` and `verify` throw. */
  open(part: PartToOpen, readChunk: ReadChunk): Promise<{ files: OpenedFile[]; content?: Uint8Array }> {
    const thread = this.#idlest()
    const job = this.#next++
    return new Promise((done, fail) => {
      thread.jobs.set(job, { readChunk, done, fail })
      thread.worker.ref() // a process does not end while it opens
      const message: ToUnsealer = { kind: 'open', job, ...part }
      thread.worker.postMessage(message)
    })
  }

  #idlest() {
    const idle = this.#threads.find(({ jobs }) => jobs.size === 0)
    if (idle) return idle
    if (this.#threads.length < Math.min(MOST, availableParallelism())) return this.#start()
    return this.#threads.reduce((best, one) => (one.jobs.size < best.jobs.size ? one : best))
  }

  #start() {
    const worker = new Worker(new URL('./unsealing.mjs', import.meta.url))
    const thread = { worker, jobs: new Map<number, Job>() }
    worker.on('message', (message: FromUnsealer) => void hear(thread, message))
    worker.on('error', (error) => {
      this.#threads.splice(this.#threads.indexOf(thread), 1)
      for (const { fail } of thread.jobs.values()) fail(error)
    })
    worker.unref()
    this.#threads.push(thread)
    return thread
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()))
  }
}

async function hear(
  { worker, jobs }: { worker: Worker; jobs: Map<number, Job> },
  message: FromUnsealer,
): Promise<void> {
  const job = jobs.get(message.job)
  if (!job) return
  if (message.kind === 'read') {
    const say = (of: ToUnsealer, give: ArrayBuffer[] = []): void => worker.postMessage(of, give)
    try {
      const bytes = plain(await job.readChunk(message.index))
      const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
      say({ kind: 'chunk', job: message.job, bytes: whole }, [whole.buffer])
    } catch (problem) {
      say({ kind: 'unread', job: message.job, why: String(problem) })
    }
    return
  }
  jobs.delete(message.job)
  if (!jobs.size) worker.unref()
  if (message.kind === 'opened') job.done(message)
  else if (message.kind === 'refused') job.fail(new CryptoProblem(message.code, message.facts))
  else job.fail(new Error(message.why))
}
