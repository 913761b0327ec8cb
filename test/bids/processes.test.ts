import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { Sequelize } from 'sequelize'
import { startOne, stopOne } from '../../server/cli/demo/servers.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import { openDatabase } from '../../server/platform/database.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { eventually } from '../world/eventually.ts'
import { freePort } from '../world/ports.ts'
import { freshDatabase, freshRedis, services } from '../world/servers.ts'
import { worldFolder } from '../world/world.ts'
import { bidDeadline } from './deadline.ts'
import { packed } from './packed.ts'

const LARGE = 96 * 1024 * 1024

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`A bid whose process is killed while it is taken in, on ${kind}`, function () {
    this.timeout(300_000)
    const children: ChildProcess[] = []
    let folder = ''
    let environment: Record<string, string> = {}
    let ports = { trading: 0, public: 0, supervision: 0 }
    let database: Sequelize
    let world: World
    /** the other process, where two serve the platform */
    let beside: World

    before(async function () {
      if (kind === 'mysql' && (!(await services()).mysql || !(await services()).redis)) return this.skip()
      const laid = await worldFolder()
      folder = laid.folder
      const dataFolder = join(folder, 'data')
      mkdirSync(dataFolder, { recursive: true })
      const url = kind === 'mysql' ? (await freshDatabase('mysql')).url : `sqlite:${join(dataFolder, 'test.sqlite')}`
      const redis = kind === 'mysql' ? { REDIS_URL: await freshRedis() } : {}
      environment = { ...laid.environment, START_AT: BEGIN, DATA_FOLDER: dataFolder, DATABASE_URL: url, ...redis }
      ports = { trading: await freePort(), public: await freePort(), supervision: await freePort() }
      const open = { folder: laid.demo, tender: 'killed', say: () => undefined }
      world = openWorld({ ...open, origins: (await startFirst()).origins })
      beside = kind === 'mysql' ? openWorld({ ...open, origins: await startSecond() }) : world
      database = await openDatabase(url)
      await publishNotice(world)
      await deposits(world)
    })
    after(async () => {
      await database?.close()
      for (const child of children) await stopOne(child)
      if (folder) rmSync(folder, { recursive: true, force: true })
    })

    const started = async (at: typeof ports, shift: number) => {
      const one = await startOne(environment, { ports: at, dataFolder: join(folder, 'data') }, shift)
      children.push(one.child)
      return one
    }
    const startFirst = () => started(ports, 0)
    const startSecond = async () =>
      (await started({ trading: await freePort(), public: await freePort(), supervision: await freePort() }, 0)).origins
    const killFirst = async (): Promise<void> => {
      const [first] = children.splice(0, 1)
      const ended = new Promise((done) => first?.once('exit', done))
      first?.kill('SIGKILL')
      await ended
    }
    const count = async (sql: string): Promise<number> => ((await database.query(sql))[0] as unknown[]).length
    const stage = async (): Promise<string> => (await beside.as('agent').get<Tender>('/tenders/killed')).stage

    it('is in all the same, the bidding closes after it, and its bidder gets the receipt when it asks again', async () => {
      const T = bidDeadline(world)
      await world.moveTo(T - 600_000)
      const one = await packed(beside, 'bidder-1', LARGE) // the pieces go to the other process, where there are two
      await one.send()
      if (kind === 'sqlite') {
        await killFirst() // what was read along is lost: it has to be read anew
        await startFirst()
      }
      await world.moveTo(T - 20_000)
      await world.as('bidder-1').signIn()
      const { tender: _path, ...body } = one.body
      const handIn = () => world.as('bidder-1').post<{ receipt: { receivedAt: string } }>('/tenders/killed/bid', body)
      const lost = handIn().then(
        () => 'answered',
        () => 'cut',
      )
      for (let n = 0; n < 2000 && !(await count('SELECT id FROM arrivals')); n++) await sleep(2)
      expect(await count('SELECT id FROM arrivals'), 'it was noted').to.equal(1)
      await killFirst()
      expect(await lost).to.equal('cut')
      expect(await count("SELECT id FROM bids WHERE tender = 'killed'"), 'not in yet').to.equal(0)
      if (kind === 'sqlite') await startFirst()
      await beside.moveTo(T + 10_000)
      await eventually(async () => (await count("SELECT id FROM bids WHERE tender = 'killed'")) === 1, 60_000)
      await eventually(async () => (await stage()) !== 'bidding')
      expect(await count('SELECT id FROM arrivals')).to.equal(0)
      const [facts] = await database.query("SELECT type FROM events WHERE tender = 'killed' ORDER BY seq")
      const types = (facts as { type: string }[]).map(({ type }) => type)
      expect(types).to.include('bid.sealed')
      expect(types.indexOf('bid.sealed'), 'nothing closed over it').to.be.below(types.indexOf('tender.biddingClosed'))
      if (kind === 'mysql') await startFirst()
      const { receipt } = await handIn()
      expect(Date.parse(receipt.receivedAt)).to.be.below(T)
    })
  })
