import { randomUUID } from 'node:crypto'
import { QueryTypes, type Sequelize } from 'sequelize'
import { backoff, remembered } from './backoff.ts'
import { isUniqueViolation } from './database.ts'
import type { Clock, Job, Queue } from './platform.ts'

interface Pace {
  /** How long a taken job is left alone if its process no longer renews it, ms. */
  leaseMs: number
  /** How often to look for jobs that nobody announced: retries, those of a dead process, ms. */
  lookEveryMs: number
  backoff: (attempts: number) => number
}

const usualPace: Pace = { leaseMs: 30_000, lookEveryMs: 1000, backoff }

interface JobRow {
  id: string
  kind: string
  payload: string
  attempts: number
  due_at: number | string
}

/** A queue in the table `jobs`, worked by the processes that have the database open. */
export function inProcessQueue(database: Sequelize, clock: Pick<Clock, 'real'>, pace: Partial<Pace> = {}): Queue {
  return new InProcessQueue(database, clock, { ...usualPace, ...pace })
}

/** Frees what a dead process had taken, at the start of the only process there is. */
export async function freeJobs(database: Sequelize): Promise<void> {
  await database.query('UPDATE jobs SET due_at = 0 WHERE done_at IS NULL', { type: QueryTypes.BULKUPDATE })
}

class InProcessQueue implements Queue {
  readonly #database: Sequelize
  readonly #clock: Pick<Clock, 'real'>
  readonly #pace: Pace
  readonly #running = new Set<Promise<void>>()
  #handler: ((job: Job) => Promise<void>) | undefined
  #concurrency = 1
  #looking: Promise<void> | undefined
  #lookAgain = false
  #timer: NodeJS.Timeout | undefined
  #forgetAt = 0

  constructor(database: Sequelize, clock: Pick<Clock, 'real'>, pace: Pace) {
    this.#database = database
    this.#clock = clock
    this.#pace = pace
  }

  async add(job: Job): Promise<void> {
    const { id, kind } = job
    const replacements = { id, kind, payload: JSON.stringify(job.payload), now: this.#clock.real() }
    const known = await this.#database.query('SELECT 1 FROM jobs WHERE id = :id', {
      replacements,
      type: QueryTypes.SELECT,
    })
    if (known.length > 0) return
    try {
      await this.#database.query(
        'INSERT INTO jobs (id, kind, payload, attempts, due_at) VALUES (:id, :kind, :payload, 0, :now)',
        { replacements, type: QueryTypes.INSERT },
      )
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
    }
    this.#look()
  }

  async work(handler: (job: Job) => Promise<void>, concurrency = 1): Promise<void> {
    if (this.#handler) throw new Error('this queue already has a handler')
    this.#handler = handler
    this.#concurrency = concurrency
    this.#timer = setInterval(() => this.#look(), this.#pace.lookEveryMs)
    this.#look()
  }

  async pending(): Promise<number> {
    const [row] = await this.#database.query<{ n: number }>('SELECT COUNT(*) AS n FROM jobs WHERE done_at IS NULL', {
      type: QueryTypes.SELECT,
    })
    return Number(row?.n ?? 0)
  }

  async close(): Promise<void> {
    this.#handler = undefined
    clearInterval(this.#timer)
    await this.#looking
    await Promise.all(this.#running)
  }

  #look(): void {
    this.#lookAgain = true
    this.#looking ??= this.#takeAll().finally(() => {
      this.#looking = undefined
      if (this.#lookAgain) this.#look()
    })
  }

  async #takeAll(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false
      const free = this.#concurrency - this.#running.size
      if (!this.#handler || free <= 0) return
      try {
        for (const row of await this.#due(free)) await this.#take(row, this.#handler)
        await this.#forget()
      } catch (error) {
        // The database does not answer. The next look, a moment later, finds the same jobs.
        process.emitWarning(error as Error)
        return
      }
    }
  }

  #due(limit: number): Promise<JobRow[]> {
    return this.#database.query<JobRow>(
      'SELECT id, kind, payload, attempts, due_at FROM jobs WHERE done_at IS NULL AND due_at <= :now ORDER BY due_at, id LIMIT :limit',
      { replacements: { now: this.#clock.real(), limit }, type: QueryTypes.SELECT },
    )
  }

  async #take(row: JobRow, handler: (job: Job) => Promise<void>): Promise<void> {
    const attempt = randomUUID()
    const taken = await this.#change(
      'attempts = attempts + 1, taken_by = :attempt, due_at = :until WHERE id = :id AND due_at = :seen AND done_at IS NULL',
      { id: row.id, attempt, seen: row.due_at, until: this.#clock.real() + this.#pace.leaseMs },
    )
    if (taken === 0) return
    const run = this.#run(row, attempt, handler)
      .catch((error: Error) => process.emitWarning(error)) // it could not be noted: the lease ends, the job runs again
      .finally(() => {
        this.#running.delete(run)
        this.#look()
      })
    this.#running.add(run)
  }

  async #run(row: JobRow, attempt: string, handler: (job: Job) => Promise<void>): Promise<void> {
    const { id, kind } = row
    const ours = 'WHERE id = :id AND taken_by = :attempt AND done_at IS NULL'
    const renewing = setInterval(() => {
      const until = this.#clock.real() + this.#pace.leaseMs
      this.#change(`due_at = :until ${ours}`, { id, attempt, until }).catch((e: Error) => process.emitWarning(e))
    }, this.#pace.leaseMs / 3)
    try {
      await handler({ id, kind, payload: JSON.parse(row.payload) })
    } catch (error) {
      clearInterval(renewing)
      const due = this.#clock.real() + this.#pace.backoff(row.attempts + 1)
      const problem = (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)
      await this.#change(`due_at = :due, problem = :problem ${ours}`, { id, attempt, due, problem })
      return
    } finally {
      clearInterval(renewing)
    }
    await this.#change(`done_at = :now, problem = NULL ${ours}`, { id, attempt, now: this.#clock.real() })
  }

  /** Once an hour, forgets the jobs that were done long ago. */
  async #forget(): Promise<void> {
    const now = this.#clock.real()
    if (now < this.#forgetAt) return
    this.#forgetAt = now + 3_600_000
    await this.#database.query('DELETE FROM jobs WHERE done_at < :before', {
      replacements: { before: now - remembered },
      type: QueryTypes.BULKDELETE,
    })
  }

  #change(what: string, replacements: Record<string, unknown>): Promise<number> {
    return this.#database.query(`UPDATE jobs SET ${what}`, { replacements, type: QueryTypes.BULKUPDATE })
  }
}
