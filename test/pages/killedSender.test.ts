import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Gateway, openGateway } from '../../server/cli/demo/gateway.ts'
import { startOne, stopOne } from '../../server/cli/demo/servers.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import type { ShownDelivery } from '../../server/pages/channels/views.ts'
import { eventually } from '../world/eventually.ts'
import { freePort } from '../world/ports.ts'
import { freshDatabase, freshRedis, services } from '../world/servers.ts'
import { worldFolder } from '../world/world.ts'

const SECRET = 'a secret that both sides share, of enough length'

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`A message whose process is killed while it is sent, on ${kind === 'sqlite' ? 'SQLite' : 'MariaDB and Redis'}`, function () {
    this.timeout(180_000)
    let child: ChildProcess | undefined
    let folder = ''
    let gateway: Gateway
    let world: World
    let start: () => Promise<void>

    before(async function () {
      const { mysql, redis } = await services()
      if (kind === 'mysql' && !(mysql && redis)) return this.skip()
      const laid = await worldFolder()
      folder = laid.folder
      const dataFolder = join(folder, 'data')
      mkdirSync(dataFolder, { recursive: true })
      const ports = { trading: await freePort(), public: await freePort(), supervision: await freePort() }
      gateway = await openGateway({
        secret: SECRET,
        reportTo: () => `http://127.0.0.1:${ports.public}/api/v1/carriers/reports`,
      })
      const url = kind === 'mysql' ? (await freshDatabase('mysql')).url : `sqlite:${join(dataFolder, 'test.sqlite')}`
      const environment = {
        ...{ ...laid.environment, START_AT: BEGIN, DATA_FOLDER: dataFolder, DATABASE_URL: url },
        ...{ GATEWAY_URL: gateway.url, GATEWAY_SECRET: SECRET },
        ...(kind === 'mysql' ? { REDIS_URL: await freshRedis() } : {}),
      }
      start = async () => {
        const one = await startOne(environment, { ports, dataFolder }, 0)
        child = one.child
        world = openWorld({ folder: laid.demo, tender: 'killed', say: () => undefined, origins: one.origins })
      }
      await start()
    })
    after(async () => {
      if (child) await stopOne(child)
      await gateway?.close()
      if (folder) rmSync(folder, { recursive: true, force: true })
    })
    const kill = async (): Promise<void> => {
      const ended = new Promise((done) => child?.once('exit', done))
      child?.kill('SIGKILL')
      await ended
    }
    const sent = async () => (await world.as('bidder-1').get<{ items: ShownDelivery[] }>('/account/deliveries')).items

    it('is sent by the next one, under the same id, once for its reader', async () => {
      gateway.mute(true)
      await world.as('bidder-1').post('/account/contacts', { channel: 'sms', address: '13800001234' })
      await eventually(async () => gateway.taken.length === 1, 20_000)
      await kill()
      gateway.mute(false)
      await start()
      await eventually(async () => ['sent', 'delivered'].includes((await sent())[0]?.status ?? ''), 60_000)
      expect(gateway.taken.map(({ id }) => id)).to.deep.equal([(await sent())[0]?.id])
    })

    it('is not lost when it was only queued', async () => {
      gateway.fail(1_000_000)
      await world.as('bidder-1').post('/account/contacts', { channel: 'voice', address: '13800001234' })
      await kill()
      expect(gateway.taken).to.have.lengthOf(1)
      gateway.fail(0)
      await start()
      await eventually(async () => (await sent())[0]?.status === 'delivered', 60_000)
      expect(gateway.taken.map(({ channel }) => channel)).to.deep.equal(['sms', 'voice'])
    })
  })
