import { expect } from 'chai'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { lastHour } from '../../server/pages/channels/hours.ts'
import { MOMENT } from '../../server/pages/channels/notifier.ts'
import { deliveries } from '../../server/pages/channels/tables.ts'
import { macOf } from '../../server/platform/carrier.gateway.ts'
import { codeOf } from '../world/codes.ts'
import { migratedDatabase } from '../world/migrated.ts'
import { services } from '../world/servers.ts'
import { type TestWorld, world } from '../world/world.ts'
import { addTo, codeFor, own, proved, quiet, sent, smsOf, spooled } from './outside.ts'

const HOUR = 3_600_000

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`Messages that leave the platform, on ${kind}`, function () {
    this.timeout(240_000)
    let running: TestWorld
    let drop: (() => Promise<void>) | undefined
    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      const fresh = kind === 'mysql' ? await migratedDatabase(kind) : undefined
      drop = fresh?.drop
      running = await world(fresh ? { databaseUrl: fresh.url } : {})
    })
    after(async () => {
      if (running) expect(running.errors()).to.deep.equal([])
      await running?.stop()
      await drop?.()
    })
    const path = (contact: string, what: string): string => `/account/contacts/${contact}/${what}`

    it('an address is told nothing before its code came back; the account alone sees it', async () => {
      const { contact } = await addTo(running, 'bidder-1', 'sms', '+86 138-0000-2001')
      const [item] = (await own(running, 'bidder-1')).items
      expect(item).to.deep.include({ channel: 'sms', address: '13800002001', provedAt: null })
      expect((await own(running, 'bidder-2')).items).to.deep.equal([])
      const code = await codeFor(running, '13800002001')
      const wrong = code === '000000' ? '000001' : '000000'
      const bidder = running.world.as('bidder-1')
      expect(await codeOf(bidder.post(path(contact, 'matters'), { matters: ['document'] }))).to.equal(
        'CONTACT_UNPROVED',
      )
      expect(await codeOf(running.world.as('bidder-2').post(path(contact, 'proof'), { code }))).to.equal(
        'CONTACT_UNKNOWN',
      )
      expect(await codeOf(bidder.post(path(contact, 'proof'), { code: wrong }))).to.equal('CODE_WRONG')
      expect(await bidder.post(path(contact, 'proof'), { code })).to.equal(true)
      expect((await own(running, 'bidder-1')).items[0]?.provedAt).to.be.greaterThan(0)
    })

    it('a code is over after five wrong ones, and at its tenth minute', async () => {
      const { contact } = await addTo(running, 'bidder-3', 'sms', '13800002003')
      const code = await codeFor(running, '13800002003')
      const bidder = running.world.as('bidder-3')
      const wrong = code === '000000' ? '000001' : '000000'
      for (let n = 0; n < 5; n++)
        expect(await codeOf(bidder.post(path(contact, 'proof'), { code: wrong }))).to.equal('CODE_WRONG')
      expect(await codeOf(bidder.post(path(contact, 'proof'), { code }))).to.equal('CODE_OVER')
      await bidder.post(path(contact, 'code'), {})
      const until = (await own(running, 'bidder-3')).items[0]?.codeUntil ?? 0
      await running.world.moveTo(until)
      const last = await codeFor(running, '13800002003')
      expect(await codeOf(bidder.post(path(contact, 'proof'), { code: last }))).to.equal('CODE_OVER')
    })

    it('ten codes in 24 hours and no more, though the address is erased in between', async () => {
      const bidder = running.world.as('bidder-4')
      for (let n = 0; n < 10; n++) {
        const { contact } = await addTo(running, 'bidder-4', 'sms', '13800002004')
        await bidder.post(path(contact, 'removal'), {})
      }
      expect(await codeOf(addTo(running, 'bidder-4', 'sms', '13800002004'))).to.equal('CODES_SPENT')
      expect((await own(running, 'bidder-4')).items).to.deep.equal([])
      expect(new Set((await sent(running, 'bidder-4')).map(({ address }) => address))).to.deep.equal(new Set([null]))
    })

    it('bad input is refused with a code and leaves nothing', async () => {
      const bidder = running.world.as('bidder-5')
      for (const [channel, address] of [
        ['mail', 'no address'],
        ['mail', 'a@b.example\r\nBcc: c@d.example'],
        ['sms', '12800002001'],
        ['sms', '087165000000'],
        ['voice', '110'],
      ] as const)
        expect(await codeOf(addTo(running, 'bidder-5', channel, address)), address).to.equal('ADDRESS_WRONG')
      for (const body of [
        {},
        { channel: 'push', address: 'x' },
        { channel: 'sms', address: '13800002005', matters: ['x'] },
      ])
        expect(await codeOf(bidder.post('/account/contacts', body))).to.equal('INPUT_INVALID')
      expect((await own(running, 'bidder-5')).items).to.deep.equal([])
      expect(await codeOf(bidder.post(path('x'.repeat(26), 'removal'), {}))).to.equal('CONTACT_UNKNOWN')
      await addTo(running, 'bidder-5', 'voice', '0871-6500 0000')
      expect(await codeOf(addTo(running, 'bidder-5', 'voice', '087165000000'))).to.equal('CONTACT_KNOWN')
      const answer = await fetch(`${running.running.origins.trading}/api/v1/account/contacts`)
      expect(answer.status).to.equal(401)
    })

    it('a notice is in the inbox, whatever the preferences', async () => {
      const contact = await proved(running, 'agent', '13800002010')
      await running.world.as('agent').post(path(contact, 'matters'), { matters: [] })
      await publishNotice(running.world)
      const cms = await running.world
        .as('supervisor')
        .sign('tender.suspend', { tender: running.world.tender, suspension: 's1', reason: '核查期间暂停' })
      const suspensions = `/tenders/${running.world.tender}/suspensions`
      await running.world.as('supervisor').post(suspensions, { suspension: 's1', reason: '核查期间暂停', cms })
      await quiet(running)
      const inbox = await running.world.as('agent').get<{ items: { zh: string }[] }>('/messages')
      expect(inbox.items[0]?.zh).to.equal('招标活动暂停')
      expect((await sent(running, 'agent')).filter(({ what }) => what !== 'code')).to.deep.equal([])
      await running.world.as('agent').post(path(contact, 'matters'), { matters: ['progress'] })
    })

    it('what everybody may read is told at once to who is publicly a party, and to no bidder before the names are public', async () => {
      const before = await spooled(running)
      const reason = '核查结束'
      const fields = { tender: running.world.tender, suspension: 's1', reason }
      const cms = await running.world.as('supervisor').sign('tender.liftSuspension', fields)
      await running.world.as('supervisor').post(`/tenders/${running.world.tender}/suspensions/s1/lift`, { reason, cms })
      await quiet(running)
      const after = [...(await spooled(running))].filter(([name]) => !before.has(name)).map(([, file]) => smsOf(file))
      const notices = after.filter(({ text }) => text.includes('有新消息，请登录'))
      expect(notices.map(({ to }) => to)).to.deep.equal(['13800002010'])
      expect(notices[0]?.text).to.not.match(/暂停|核查|巫家坝|标段|GD-/)
      const [last] = await sent(running, 'agent')
      expect(last).to.deep.include({ what: 'notice', channel: 'sms', status: 'sent', address: '138****2010', tries: 1 })
    })

    it('what is sent is the same with and without the deeds of bidders: who, what, and how often', async () => {
      await proved(running, 'bidder-2', '13800002002')
      await quiet(running)
      const hours = running.config.outside.hours
      const next = (now: number): number => lastHour(now + 18 * HOUR, hours)
      const during = async (deeds: () => Promise<void>): Promise<string[]> => {
        const before = await spooled(running)
        await deeds()
        await running.world.moveTo(next(running.platform.clock.now()) + 1000)
        await quiet(running)
        const fresh = [...(await spooled(running))].filter(([name]) => !before.has(name))
        return fresh.map(([, file]) => file).sort()
      }
      const still = await during(async () => undefined)
      const busy = await during(async () => {
        const fields = { about: '工期', text: '工期自何时起算，请予以明确。' }
        for (const id of ['bidder-2', 'bidder-6', 'bidder-7']) {
          const cms = await running.world.as(id).sign('question.ask', { tender: running.world.tender, ...fields })
          await running.world.as(id).post(`/tenders/${running.world.tender}/questions`, { ...fields, cms })
        }
        await deposits(running.world)
        for (const id of ['bidder-1', 'bidder-2']) await submitBid(running.world, id)
      })
      expect(new Set(still.map((file) => smsOf(file).to))).to.deep.equal(
        new Set(['13800002001', '13800002002', '13800002010']),
      )
      expect(new Set(busy)).to.deep.equal(new Set(still))
      const each = (files: string[]): Set<number> =>
        new Set([...new Set(files)].map((one) => files.filter((file) => file === one).length))
      expect([...each(busy)], 'everybody as often').to.have.lengthOf(1)
      expect(new Set(busy.map((file) => smsOf(file).text)), 'the same words to all').to.have.lengthOf(1)
      const rows = await deliveries(running.platform.database).findAll({ where: { what: 'notice' }, raw: true })
      expect(rows, 'nothing but what the supervisor lifted').to.have.lengthOf(1)
    })

    it('several public facts of one moment are one notice', async () => {
      const tender = running.world.tender
      const supervisor = running.world.as('supervisor')
      const notices = () => deliveries(running.platform.database).count({ where: { what: 'notice' } })
      const before = await notices()
      const moments = new Set<number>()
      for (const suspension of ['s2', 's3', 's4']) {
        const fields = { suspension, reason: '核查期间暂停' }
        const cms = await supervisor.sign('tender.suspend', { tender, ...fields })
        await supervisor.post(`/tenders/${tender}/suspensions`, { ...fields, cms })
      }
      const { facts } = await supervisor.get<{ facts: { type: string; at: number; data: { suspension?: string } }[] }>(
        `/tenders/${tender}/facts`,
      )
      for (const { type, at, data } of facts)
        if (type === 'tender.suspended' && data.suspension !== 's1') moments.add(Math.floor(at / MOMENT))
      await quiet(running)
      expect(await notices()).to.equal(before + moments.size)
    })

    it('no address and no number lies in the database or in the log in clear', async () => {
      const { database } = running.platform
      for (const table of ['contacts', 'deliveries', 'jobs', 'events']) {
        const [rows] = await database.query(`SELECT * FROM ${table}`)
        expect(JSON.stringify(rows), table).to.not.match(/1380000\d{4}/)
      }
      expect(JSON.stringify(running.log)).to.not.match(/1380000\d{4}/)
    })

    it('a report of somebody without the secret is refused, and changes nothing', async () => {
      const [row] = await sent(running, 'bidder-2')
      const report = { id: row?.id, state: 'failed', code: 'X', at: 1 }
      const answer = await fetch(`${running.running.origins.public}/api/v1/carriers/reports`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ report, mac: macOf('', { ...report, what: 'carrier.report' }) }),
      })
      expect(((await answer.json()) as { code: string }).code).to.equal('REPORT_UNPROVEN')
      expect((await sent(running, 'bidder-2'))[0]?.status).to.equal('sent')
    })
  })
