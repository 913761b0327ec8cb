import { openDatabase } from '../../server/platform/database.ts'
import { bullQueue } from '../../server/platform/queue.bull.ts'
import { inProcessQueue } from '../../server/platform/queue.inProcess.ts'

/** A process that takes a job, says so, and never finishes: the test kills it. Arguments: which adapter, its URL, the lease in ms. */
const [which, url = '', leaseMs] = process.argv.slice(2)
const pace = { leaseMs: Number(leaseMs) }
const queue =
  which === 'bull'
    ? await bullQueue(url, pace)
    : inProcessQueue(await openDatabase(url), { real: () => Date.now() }, pace)
await queue.work(async (job) => {
  process.stdout.write(`taken ${job.id}\n`)
  await new Promise(() => setInterval(() => {}, 1000))
})
