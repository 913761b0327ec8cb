import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Sequelize } from 'sequelize'
import { type Gateway, openGateway } from '../../server/cli/demo/gateway.ts'
import { queue } from '../../server/pages/channels/outbox.ts'
import { type DeliveryRow, deliveries } from '../../server/pages/channels/tables.ts'
import { openDatabase } from '../../server/platform/database.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { openVault } from '../../server/platform/vault.ts'
import { eventually } from '../world/eventually.ts'
import { migratedDatabase } from '../world/migrated.ts'
import { services } from '../world/servers.ts'

const SECRET = 'a secret that both sides share, of enough length'
const clock = { now: () => Date.now(), real: () => Date.now() }

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`A message whose process is killed with -9 while it is sent, on ${kind === 'sqlite' ? 'SQLite' : 'MariaDB'}`, function () {
    this.timeout(120_000)
    let database: Sequelize
    let drop: () => Promise<void>
    let keys: string
    let gateway: Gateway
    let platform: Platform
    let child: ChildProcess | undefined
    let start: () => void

    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      const fresh = await migratedDatabase(kind)
      drop = fresh.drop
      database = await openDatabase(fresh.url)
      keys = await mkdtemp(join(tmpdir(), 'yangguang-sending-'))
      gateway = await openGateway({ secret: SECRET })
      platform = {
        database,
        clock,
        vault: await openVault(keys),
        publicUrl: 'https://x.example',
      } as unknown as Platform
      const script = fileURLToPath(new URL('sender.ts', import.meta.url))
      start = () => {
        child = spawn(process.execPath, ['--import=tsx', script, fresh.url, keys, gateway.url, SECRET], {
          stdio: ['ignore', 'ignore', 'inherit'],
        })
      }
    })
    after(async () => {
      await kill()
      await gateway?.close()
      await database?.close()
      await drop?.()
      if (keys) await rm(keys, { recursive: true, force: true })
    })
    const kill = async (): Promise<void> => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    const put = async (id: string, number: string): Promise<void> => {
      const contact = { id, account: 'a', channel: 'sms' as const, sealed: platform.vault.seal('contact', number) }
      await queue(platform, { what: 'notice', contact, from: 'fact' })
    }
    const row = async (contact: string) =>
      (await deliveries(database).findOne({ where: { contact }, raw: true })) as unknown as DeliveryRow

    it('is sent by the next process, under the same id, so that its reader gets it once', async () => {
      gateway.mute(true) // it takes the message, and its answer never comes
      await put('one', '13800001234')
      start()
      await eventually(async () => gateway.taken.length === 1, 60_000)
      await kill()
      expect((await row('one')).status).to.equal('queued')
      gateway.mute(false)
      start()
      await eventually(async () => (await row('one')).status === 'sent', 60_000)
      expect(gateway.taken.map(({ id }) => id)).to.deep.equal([(await row('one')).id])
    })

    it('is not lost when it was only queued', async () => {
      gateway.fail(1_000_000)
      await put('two', '13800005678')
      await eventually(async () => (await row('two')).tries > 0, 60_000)
      await kill()
      gateway.fail(0)
      start()
      await eventually(async () => (await row('two')).status === 'sent', 60_000)
      expect(gateway.taken.map(({ to }) => to)).to.deep.equal(['13800001234', '13800005678'])
    })
  })
