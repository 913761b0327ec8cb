import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { openDatabase } from '../../server/platform/database.ts'
import type { Job, Queue } from '../../server/platform/platform.ts'
import { bullQueue } from '../../server/platform/queue.bull.ts'
import { inProcessQueue } from '../../server/platform/queue.inProcess.ts'
import { eventually } from '../world/eventually.ts'
import { migratedDatabase } from '../world/migrated.ts'
import { freePort } from '../world/ports.ts'
import { freshRedis, services } from '../world/servers.ts'

const clock = { real: () => Date.now() }
const leaseMs = 900
const pace = { leaseMs, lookEveryMs: 100, backoff: () => 50 }

/** A place for jobs, and queues on it as several processes would open them. */
interface Place {
  which: string
  url: string
  open(): Promise<Queue>
  clear(): Promise<void>
}

async function tablePlace(kind: 'sqlite' | 'mysql'): Promise<Place> {
  const { url, drop } = await migratedDatabase(kind)
  const database = await openDatabase(url)
  const clear = async () => {
    await database.close()
    await drop()
  }
  return { which: 'table', url, open: async () => inProcessQueue(database, clock, pace), clear }
}

async function bullPlace(): Promise<Place> {
  const url = await freshRedis()
  return { which: 'bull', url, open: () => bullQueue(url, pace), clear: async () => {} }
}

const adapters = {
  'in a SQLite table': { needs: undefined, place: () => tablePlace('sqlite') },
  'in a MySQL table': { needs: 'mysql', place: () => tablePlace('mysql') },
  'in Redis': { needs: 'redis', place: bullPlace },
} as const

const job = (id: string): Job => ({ id, kind: 'receipt', payload: { bid: id, 数: [1, 2] } })

for (const [name, { needs, place }] of Object.entries(adapters)) {
  describe(`the queue ${name}`, () => {
    let here: Place
    let opened: Queue[]

    before(async function () {
      if (needs && !(await services())[needs]) this.skip()
    })

    beforeEach(async () => {
      here = await place()
      opened = []
    })

    afterEach(async () => {
      for (const queue of opened) await queue.close()
      await here?.clear()
    })

    const open = async () => {
      const queue = await here.open()
      opened.push(queue)
      return queue
    }

    it('runs each job, with what it was given, and then has none pending', async () => {
      const queue = await open()
      const done: Job[] = []
      await queue.work(async (it) => void done.push(it), 4)
      for (let i = 0; i < 30; i++) await queue.add(job(`a:${i}`))
      await eventually(async () => (await queue.pending()) === 0)
      expect(done.map((it) => it.id).sort()).to.deep.equal(Array.from({ length: 30 }, (_, i) => `a:${i}`).sort())
      expect(done.find((it) => it.id === 'a:7')).to.deep.equal(job('a:7'))
    })

    it('takes the same id for one job, at once, later, and after it is done', async () => {
      const queue = await open()
      await Promise.all([queue.add(job('7')), queue.add(job('7')), queue.add(job('7'))])
      await queue.add(job('7'))
      expect(await queue.pending()).to.equal(1)
      let runs = 0
      await queue.work(async () => void runs++, 4)
      await eventually(async () => (await queue.pending()) === 0)
      await queue.add(job('7'))
      await queue.add(job('8'))
      await eventually(() => runs >= 2)
      await sleep(200)
      expect(runs).to.equal(2)
    })

    it('runs a job again until it succeeds, and others meanwhile', async () => {
      const queue = await open()
      const runs: string[] = []
      await queue.work(async (it) => {
        runs.push(it.id)
        if (it.id === 'bad' && runs.filter((id) => id === 'bad').length < 4) throw new Error('on purpose')
      })
      await queue.add(job('bad'))
      await queue.add(job('good'))
      await eventually(async () => (await queue.pending()) === 0)
      expect(runs.filter((id) => id === 'bad')).to.have.length(4)
      expect(runs.filter((id) => id === 'good')).to.have.length(1)
    })

    it('runs no more jobs at a time than it was told', async () => {
      const queue = await open()
      let running = 0
      let most = 0
      await queue.work(async () => {
        most = Math.max(most, ++running)
        await sleep(30)
        running--
      }, 3)
      for (let i = 0; i < 12; i++) await queue.add(job(`a${i}`))
      await eventually(async () => (await queue.pending()) === 0)
      expect(most).to.equal(3)
    })

    it('gives each job to one of two workers', async () => {
      const queues = [await open(), await open()]
      const runs: string[] = []
      for (const queue of queues) await queue.work(async (it) => void runs.push(it.id), 2)
      await Promise.all(Array.from({ length: 40 }, (_, i) => queues[i % 2]?.add(job(`a${i}`))))
      await eventually(async () => (await queues[0]?.pending()) === 0)
      expect(new Set(runs).size).to.equal(40)
      expect(runs).to.have.length(40)
    })

    it('does not give a long job to another worker while it runs', async () => {
      const queues = [await open(), await open()]
      let runs = 0
      for (const queue of queues) {
        await queue.work(async () => {
          runs++
          await sleep(leaseMs * 2.5)
        })
      }
      await queues[0]?.add(job('long'))
      await eventually(async () => (await queues[0]?.pending()) === 0)
      expect(runs).to.equal(1)
    })

    it('finishes what runs before it closes, and leaves the rest to the next', async () => {
      const first = await open()
      const runs: string[] = []
      await first.work(async (it) => {
        await sleep(100)
        runs.push(it.id)
      })
      await first.add(job('a'))
      await eventually(async () => (await first.pending()) === 1)
      await sleep(50)
      await first.close()
      opened = []
      const second = await open()
      await second.add(job('b'))
      await second.work(async (it) => void runs.push(it.id))
      await eventually(async () => (await second.pending()) === 0)
      expect(runs.sort()).to.deep.equal(['a', 'b'])
    })

    it('runs a job again whose process was killed', async () => {
      const queue = await open()
      await queue.add(job('a'))
      const script = fileURLToPath(new URL('./killedWorker.ts', import.meta.url))
      const args = ['--import', 'tsx', script, here.which, here.url, String(leaseMs)]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      const [said] = await once(child.stdout, 'data')
      expect(String(said)).to.equal('taken a\n')
      child.kill('SIGKILL')
      await once(child, 'exit')
      expect(await queue.pending()).to.equal(1)
      let runs = 0
      await queue.work(async () => void runs++)
      await eventually(async () => (await queue.pending()) === 0)
      expect(runs).to.equal(1)
    })
  })
}

describe('a queue in a Redis that is not there', () => {
  it('fails at once and says where it looked', async () => {
    const port = await freePort()
    const failed = await bullQueue(`redis://127.0.0.1:${port}`).catch((error: Error) => error.message)
    expect(failed).to.match(new RegExp(`Redis at 127.0.0.1:${port} cannot be reached`))
  })
})
