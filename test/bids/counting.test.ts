import { expect } from 'chai'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { domains } from '../../server/domains.ts'
import { type Eye, isLookedFor, ROLES } from '../../server/ledger/eye.ts'
import { factsAmong, lastOfTenders } from '../../server/ledger/store.ts'
import { publicTypes } from '../../server/pages/project.ts'
import { eventually } from '../world/eventually.ts'
import { type TestWorld, world } from '../world/world.ts'
import { packed } from './packed.ts'

const kinds = domains.flatMap(({ events }) => events)

/** What a request made the platform ask of its database, and what it answered. */
interface Told {
  status: number
  text: string
  headers: string
  asked: string[]
}

describe('Whoever counts what the platform does', function () {
  this.timeout(240_000)
  let running: TestWorld
  let tender: string
  const asked: string[] = []

  before(async () => {
    running = await world({ beat: 3_600_000 })
    tender = running.world.tender
    await publishNotice(running.world)
    await deposits(running.world)
    await submit('bidder-1')
    const { options } = running.platform.database as unknown as { options: { logging: (sql: string) => void } }
    options.logging = (sql) => void asked.push(sql)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  async function submit(person: string): Promise<void> {
    const one = await packed(running.world, person)
    await one.send()
    await one.handIn()
    await stamped(person)
  }
  /** Waits until nothing that follows a bid, or its withdrawal, is still to be done. */
  async function stamped(person: string): Promise<void> {
    await eventually(async () => {
      const path = `/tenders/${tender}/bid`
      const mine = await running.world
        .as(person)
        .get<Record<'receipt' | 'withdrawal', { token: string | null } | null>>(path)
      return !!(mine.receipt ?? mine.withdrawal)?.token
    })
    await eventually(async () => (await running.platform.queue.pending()) === 0)
  }

  /** Asks once: what it answered, and what the platform read for it. */
  async function ask(url: string, cookie: string): Promise<Told> {
    asked.length = 0
    const answer = await fetch(url, { headers: { cookie } })
    const text = await answer.text()
    // a page says at its foot when it was made
    const shown = text.replace(/本页生成于北京时间 <time[^>]*>[^<]*</, '')
    const kept = [...(shown === text ? ['etag'] : []), 'content-length', 'cache-control', 'content-type']
    return {
      ...{ status: answer.status, text: shown },
      headers: kept.map((name) => answer.headers.get(name)).join('; '),
      // what runs beside it by the clock names no tender
      asked: asked.filter((sql) => sql.includes(tender)).map((sql) => sql.replace(/^Executing \([^)]*\)/, '')),
    }
  }
  const minute = async (): Promise<number> => Math.floor((await running.world.now()) / 60_000)

  /** The answer that is kept, and the very first after somebody else's deed; both within one minute of the clock. */
  async function around(url: string, deed: () => Promise<unknown>, cookie = ''): Promise<[Told, Told]> {
    for (;;) {
      const from = await minute()
      await ask(url, cookie)
      const before = await ask(url, cookie)
      await deed()
      const after = await ask(url, cookie)
      if ((await minute()) === from) return [before, after]
    }
  }

  for (const [name, path] of [
    ['notice', () => `/notices/${tender}`],
    ['versions', () => `/notices/${tender}/versions`],
    ['history', () => `/projects/${tender}`],
    ['facts', () => `/api/v1/tenders/${tender}/facts`],
    ['list', () => '/api/v1/tenders'],
  ] as [string, () => string][])
    it(`sees in the ${name} the same bytes, headers and work after another bid as before it`, async () => {
      const [before, after] = await around(`${running.world.origins.public}${path()}`, () => submit('bidder-2'))
      expect(before.status).to.equal(200)
      expect(after).to.deep.equal(before)
    })

  it('sees in the history nothing of a bid that is taken back, or of a document that is fetched', async () => {
    const [before, after] = await around(`${running.world.origins.public}/projects/${tender}`, async () => {
      await submit('bidder-3')
      const client = running.world.as('bidder-3')
      const { sequence } = await client.get<{ sequence: number }>(`/tenders/${tender}/bid`)
      const cms = await client.sign('bid.withdraw', { tender, sequence })
      await client.post(`/tenders/${tender}/bid/withdraw`, { sequence, cms })
      await stamped('bidder-3')
    })
    expect(after).to.deep.equal(before)
  })

  it('sees as another bidder its own facts and messages alone, with the same work however many others bid', async () => {
    const { cookie } = running.world.as('bidder-1')
    const of = (path: string) =>
      around(`${running.world.origins.trading}/api/v1${path}`, () => submit('bidder-2'), cookie)
    for (const path of [`/tenders/${tender}/facts`, '/messages']) {
      const [before, after] = await of(path)
      expect(before.status, path).to.equal(200)
      expect(after, path).to.deep.equal(before)
    }
    const [before, after] = await of(`/tenders/${tender}/bid`)
    expect([after.status, after.asked]).to.deep.equal([200, before.asked])
    const facts = JSON.parse(
      (await ask(`${running.world.origins.trading}/api/v1/tenders/${tender}/facts`, cookie)).text,
    )
    const own = (facts.facts as { type: string; data: { bidderTag?: string } }[]).filter(
      ({ type }) => type === 'bid.sealed',
    )
    expect(own.map(({ data }) => data.bidderTag)).to.deep.equal([await running.world.as('bidder-1').tag(tender)])
  })

  it('makes the platform read no row of what it may not see', async () => {
    const { database } = running.platform
    const types = publicTypes(kinds)
    const hidden = ['bid.sealed', 'bid.stamped', 'bid.withdrawn', 'deposit.opened', 'deposit.paid', 'documents.fetched']
    for (const type of hidden) expect(types).to.not.include(type)
    const facts = await factsAmong(database, tender, { types })
    const eye: Eye = { role: 'public', host: false, tag: '' }
    const byType = new Map(kinds.map((kind) => [kind.type, kind]))
    expect(facts.map(({ fact }) => fact.type)).to.include('tender.published')
    expect(facts.filter(({ fact }) => hidden.includes(fact.type))).to.deep.equal([])
    const [all] = await database.query('SELECT type, data FROM events WHERE tender = :tender', {
      replacements: { tender },
    })
    const seen = (all as { type: string; data: string }[]).filter(({ type, data }) =>
      byType.get(type)?.seenBy(eye, JSON.parse(data)),
    )
    expect(facts.filter(({ fact }) => byType.get(fact.type)?.seenBy(eye, fact.data)).length).to.equal(seen.length)
    const sql = `EXPLAIN QUERY PLAN SELECT * FROM events INDEXED BY events_by_kind WHERE tender = 't' AND type IN ('a', 'b')`
    const [plan] = await database.query(sql)
    expect(JSON.stringify(plan)).to.match(/USING INDEX events_by_kind \(tender=\? AND type=\?\)/)
    const last = (await lastOfTenders(database, [tender], types)).get(tender)
    await submit('bidder-5')
    expect((await lastOfTenders(database, [tender], types)).get(tender)).to.equal(last)
  })

  it('finds every kind that somebody of the public could see among those that are looked for', () => {
    const open = new Set(publicTypes(kinds))
    for (const word of ['coefficient', 'publicity', '']) {
      const data = new Proxy({}, { get: (_of, name) => (name === 'places' ? [] : word) }) as never
      for (const { type, seenBy } of kinds)
        if (seenBy({ role: 'public', host: false, tag: 'nobody' }, data)) expect(open, type).to.include(type)
    }
    for (const { type, seenBy } of kinds)
      if (isLookedFor(seenBy, { role: 'public' })) expect(open, type).to.include(type)
    const hidden = kinds.filter(({ type }) =>
      /^(bid\.(sealed|stamped|withdrawn|withdrawalStamped)|deposit\.(opened|paid))$/.test(type),
    )
    expect(hidden).to.have.lengthOf(6)
    for (const role of ROLES)
      for (const { type, seenBy } of hidden) expect(isLookedFor(seenBy, { role }), `${type} ${role}`).to.equal(false)
  })
})
