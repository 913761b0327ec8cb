import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Sequelize } from 'sequelize'
import { queue, sendDue } from '../../server/pages/channels/outbox.ts'
import { type DeliveryRow, deliveries } from '../../server/pages/channels/tables.ts'
import { type Carrier, CarrierRefused, CarrierSilent, type Outgoing } from '../../server/platform/carrier.ts'
import { openDatabase } from '../../server/platform/database.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { openVault } from '../../server/platform/vault.ts'
import { migratedDatabase } from '../world/migrated.ts'

const HOURS = 3_600_000

describe('The outbox', () => {
  let database: Sequelize
  let drop: () => Promise<void>
  let keys: string
  let platform: Platform
  let now = 1_000_000_000_000
  let taken: Outgoing[]
  let answers: (message: Outgoing) => Promise<void>
  const carrier: Carrier = {
    send: async (message) => {
      taken.push(message)
      await answers(message)
      return { code: 'OK' }
    },
  }

  before(async () => {
    const fresh = await migratedDatabase('sqlite')
    drop = fresh.drop
    database = await openDatabase(fresh.url)
    keys = await mkdtemp(join(tmpdir(), 'yangguang-outbox-'))
    const clock = { now: () => now, real: () => now }
    platform = { database, clock, vault: await openVault(keys), publicUrl: 'https://x.example' } as unknown as Platform
  })
  after(async () => {
    await database?.close()
    await drop?.()
    await rm(keys, { recursive: true, force: true })
  })
  beforeEach(async () => {
    await deliveries(database).destroy({ where: {} })
    taken = []
    answers = async () => undefined
  })

  const contact = (id: string) => ({
    ...{ id, account: 'a', channel: 'sms' as const },
    sealed: platform.vault.seal('contact', `138000${id.padStart(5, '0')}`),
  })
  const put = (id: string, from = 'fact') => queue(platform, { what: 'notice', contact: contact(id), from })
  const send = () => sendDue(platform, 'sms', carrier)
  const rows = async () => (await deliveries(database).findAll({ raw: true })) as unknown as DeliveryRow[]
  const only = async (): Promise<DeliveryRow> => (await rows())[0]!

  it('keeps one message of what is asked for twice, and sends it once', async () => {
    await put('1')
    await put('1')
    await put('1', 'another fact')
    await send()
    await send()
    expect(taken).to.have.length(2)
    expect(new Set(taken.map(({ id }) => id)).size).to.equal(2)
    expect((await rows()).map(({ status, tries, code }) => [status, tries, code])).to.deep.equal([
      ['sent', 1, 'OK'],
      ['sent', 1, 'OK'],
    ])
  })

  it('sends what waits when its time has come, and not a ms before', async () => {
    await queue(platform, { what: 'notice', contact: contact('1'), from: 'moment', wait: 10_000 })
    await queue(platform, { what: 'notice', contact: contact('1'), from: 'moment', wait: 2000 })
    now += 9999
    await send()
    expect(taken).to.deep.equal([])
    now += 1
    await send()
    expect(taken, 'and it is one').to.have.length(1)
  })

  it('does not try again what a carrier will never take', async () => {
    answers = () => Promise.reject(new CarrierRefused('SMTP 550 5.1.1'))
    await put('1')
    await send()
    now += HOURS
    await send()
    expect(taken).to.have.length(1)
    expect(await only()).to.deep.include({ status: 'failed', code: 'SMTP 550 5.1.1' })
  })

  it('tries again after a second, two, four; to the ms', async () => {
    answers = () => Promise.reject(new CarrierSilent('BUSY'))
    await put('1')
    for (const [tries, rest] of [
      [1, 1000],
      [2, 2000],
      [3, 4000],
    ] as const) {
      await send()
      expect(await only()).to.deep.include({ status: 'queued', tries, code: 'BUSY' })
      now += rest - 1
      await send()
      expect(taken).to.have.length(tries)
      now += 1
    }
    answers = async () => undefined
    await send()
    expect(await only()).to.deep.include({ status: 'sent', tries: 4 })
    expect(new Set(taken.map(({ id }) => id)).size, 'one id for all tries').to.equal(1)
  })

  it('gives up after six hours, not a ms before', async () => {
    answers = () => Promise.reject(new CarrierSilent('BUSY'))
    await put('1')
    now += 6 * HOURS - 1
    await send()
    expect((await only()).status).to.equal('queued')
    now = Number((await only()).begun) + 6 * HOURS
    await deliveries(database).update({ due: now }, { where: {} })
    await send()
    expect(await only()).to.deep.include({ status: 'dead', code: 'BUSY' })
    now += 24 * HOURS
    await send()
    expect(taken).to.have.length(2)
  })

  it('leaves a carrier that is silent alone until the next round', async () => {
    answers = () => Promise.reject(new CarrierSilent('BUSY'))
    for (let n = 0; n < 20; n++) await put(String(n))
    await send()
    expect(taken.length).to.be.at.most(4)
  })

  it('what the gateway reported meanwhile stays', async () => {
    answers = async ({ id }) =>
      void (await deliveries(database).update({ status: 'delivered', code: 'DELIVRD' }, { where: { id } }))
    await put('1')
    await send()
    expect(await only()).to.deep.include({ status: 'delivered', code: 'DELIVRD' })
  })

  it('a message that cannot be opened holds up no other for long, and is said', async () => {
    await put('1')
    await deliveries(database).update({ sealed: platform.vault.seal('other', 'x') }, { where: {} })
    for (let n = 2; n < 8; n++) await put(String(n))
    await deliveries(database).update({ due: now - 1 }, { where: { contact: '1' } })
    await send().then(
      () => expect.fail('nobody is told of the fault'),
      () => undefined,
    )
    await send()
    expect((await rows()).filter(({ status }) => status === 'sent')).to.have.length(6)
    expect((await rows()).find((row) => row.contact === '1')).to.deep.include({ status: 'queued', code: 'PLATFORM' })
  })

  it('goes to nobody whose address was erased', async () => {
    await put('1')
    await deliveries(database).update({ sealed: null }, { where: {} })
    await send()
    expect(taken).to.deep.equal([])
  })
})
