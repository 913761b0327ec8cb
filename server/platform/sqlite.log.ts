import { once } from 'node:events'
import { type FileHandle, open } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'

const MIB = 1 << 20
/** A write-ahead log of this many bytes is copied into its file. */
const COPIED_FROM = 16 * MIB

/**
 * The write-ahead log of one SQLite file, as far as the disk has it.
 *
 * SQLite itself would wait for the disk within COMMIT, and copy the log into the file within some COMMIT, and whoever asks
 * anything of the process would wait with it, for as long as the disk is busy. So commits write without waiting; what is
 * written is brought to the disk by a thread of the system, many commits at once, before anybody is told that it is
 * committed; and another thread copies. A commit that is on the disk has all before it there: the log is one file.
 */
export class SqliteLog {
  readonly #path: string
  readonly #turn: () => Promise<() => void>
  #handle: Promise<FileHandle> | undefined
  #running: Promise<void> | undefined
  #next: Promise<void> | undefined
  #copier: Worker | undefined
  #copying = false

  /**
   * @param path of the database file
   * @param turn waits for the turn of the one writer of the file
   */
  constructor(path: string, turn: () => Promise<() => void>) {
    this.#path = path
    this.#turn = turn
  }

  /**
   * Waits until all that is committed by now is on the disk. Where the disk fails, nobody knows what it has: the process
   * ends, and what it holds after the next start is what was kept.
   */
  onDisk(): Promise<void> {
    // a sync that has begun may have missed our commit; the one after it has not
    this.#next ??= (this.#running ?? Promise.resolve()).then(() => {
      this.#running = this.#next
      this.#next = undefined
      return this.#sync()
    })
    return this.#next
  }

  /** Lets go of the file; it is opened again when something is committed. */
  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = undefined
    this.#copier?.postMessage('end')
    this.#copier = undefined
    await (await handle)?.close()
  }

  async #sync(): Promise<void> {
    try {
      const handle = await this.#opened()
      await handle.datasync()
      if ((await handle.stat()).size > COPIED_FROM) void this.#copy()
    } catch (error) {
      setImmediate(() => {
        throw new Error(`the disk did not keep a commit of ${this.#path}`, { cause: error })
      })
      throw error
    }
  }

  async #opened(): Promise<FileHandle> {
    this.#handle ??= open(`${this.#path}-wal`, 'r')
    return this.#handle
  }

  /** Copies most of the log beside those who write, and the rest in a writer's turn: only then it begins anew. */
  async #copy(): Promise<void> {
    if (this.#copying) return
    this.#copying = true
    try {
      await this.#copied()
      const endTurn = await this.#turn()
      await this.#copied().finally(endTurn)
    } catch {
      this.#copier = undefined // the log grows until the next one copies it
    } finally {
      this.#copying = false
    }
  }

  async #copied(): Promise<void> {
    this.#copier ??= this.#startCopier()
    const copier = this.#copier
    const { signal, abort } = untilDone()
    const answer = Promise.race([once(copier, 'message', { signal }), once(copier, 'exit', { signal })])
    copier.postMessage('copy')
    await answer.finally(abort) // fails with the thread's error
  }

  #startCopier(): Worker {
    const worker = new Worker(new URL('./checkpointing.mjs', import.meta.url), { workerData: this.#path })
    worker.unref()
    return worker
  }
}

function untilDone(): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
