import Bull from 'bull'
import { backoff, remembered } from './backoff.ts'
import type { Job, Queue } from './platform.ts'
import { redisAddress } from './redisAddress.ts'

interface Pace {
  /** How long a taken job is left alone if its process no longer renews it, ms. */
  leaseMs: number
  backoff: (attempts: number) => number
}

const usualPace: Pace = { leaseMs: 30_000, backoff }
const patienceMs = 5000

/** A queue in Redis, worked by any number of processes. Throws at once if Redis cannot be reached. */
export async function bullQueue(url: string, pace: Partial<Pace> = {}): Promise<Queue> {
  const queue = openBull(url, { ...usualPace, ...pace })
  await reached(queue, url)
  // A connection that is lost later comes back by itself; without a listener its error would end the process.
  queue.on('error', (error) => process.emitWarning(error))
  return {
    async add(job) {
      // Never a bare name: Bull's own keys stand beside those of its jobs.
      await queue.add(job, { jobId: `job-${job.id}` })
    },
    async work(handler, concurrency = 1) {
      queue.process(concurrency, (it) => handler(it.data)).catch((error: Error) => process.emitWarning(error))
    },
    async pending() {
      const { waiting, active, delayed } = await queue.getJobCounts()
      return waiting + active + delayed
    },
    async close() {
      await queue.close()
    },
  }
}

function openBull(url: string, pace: Pace): Bull.Queue<Job> {
  const { host, port, username, password, db, tls, prefix } = redisAddress(url)
  return new Bull<Job>('jobs', {
    prefix,
    redis: {
      host,
      port,
      db,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(tls ? { tls: {} } : {}),
    },
    settings: {
      lockDuration: pace.leaseMs,
      lockRenewTime: pace.leaseMs / 3,
      stalledInterval: pace.leaseMs / 2,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      backoffStrategies: { ours: (attempts) => pace.backoff(attempts) },
    },
    defaultJobOptions: {
      attempts: Number.MAX_SAFE_INTEGER,
      backoff: { type: 'ours' },
      removeOnComplete: { age: remembered / 1000 },
      stackTraceLimit: 5,
    },
  })
}

/** Waits until Bull is connected. By itself it would wait for ever. */
async function reached(queue: Bull.Queue<Job>, url: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let fail = (_: Error) => {}
  const failed = new Promise<never>((_, reject) => {
    fail = reject
    timer = setTimeout(() => reject(new Error(`no answer for ${patienceMs} ms`)), patienceMs)
  })
  queue.on('error', fail)
  try {
    await Promise.race([queue.client.ping(), failed])
  } catch (cause) {
    queue.client.disconnect()
    const { host, port } = redisAddress(url)
    throw new Error(`Redis at ${host}:${port} cannot be reached: ${(cause as Error).message}`, { cause })
  } finally {
    clearTimeout(timer)
    queue.off('error', fail)
  }
}
