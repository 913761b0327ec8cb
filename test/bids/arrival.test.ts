import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { manifestHash } from '../../crypto/manifest.ts'
import { noteArrival } from '../../server/bids/arrivalCommands.ts'
import { seal } from '../../server/bids/sealCommands.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { Refusal } from '../../server/law/refusal.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { eventually } from '../world/eventually.ts'
import { type TestWorld, world } from '../world/world.ts'
import { bidDeadline } from './deadline.ts'
import { bidderContext, type Packed, packed } from './packed.ts'

/** The code of a refusal inside the process, or the instant that the receipt names. */
const answerOf = (deed: Promise<{ receipt: { receivedAt: string } }>): Promise<string> =>
  deed.then(
    ({ receipt }) => receipt.receivedAt,
    (problem: unknown) => (problem instanceof Refusal ? problem.code : Promise.reject(problem)),
  )

describe('When a bid has arrived', function () {
  this.timeout(240_000)
  let running: TestWorld
  let T = 0
  const iso = (at: number): string => new Date(at).toISOString()
  const stage = async (): Promise<string> =>
    (await running.world.as('agent').get<Tender>(`/tenders/${running.world.tender}`)).stage
  const noted = async (): Promise<number> =>
    ((await running.platform.database.query('SELECT id FROM arrivals'))[0] as unknown[]).length

  beforeEach(async () => {
    running = await world()
    await publishNotice(running.world)
    await deposits(running.world)
    T = bidDeadline(running.world)
    await running.world.moveTo(T - 600_000)
  })
  afterEach(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  const handIn = (one: Packed, person: string, now: number) =>
    answerOf(seal.run(bidderContext(running.platform, running.world, person, now), one.body))
  const cameAt = (one: Packed, at: number) =>
    running.platform.database.query('UPDATE upload_pieces SET came_at = :at WHERE upload = :upload AND piece = 0', {
      replacements: { at, upload: one.upload },
    })

  it('counts to the millisecond: the body and every piece before the deadline; at the deadline is late', async () => {
    const cases: { person: string; body: number; piece: number; says: string }[] = [
      { person: 'bidder-1', body: T - 1, piece: T - 1, says: iso(T - 1) },
      { person: 'bidder-2', body: T, piece: T - 1, says: 'BID_LATE' },
      { person: 'bidder-3', body: T - 1, piece: T, says: 'BID_LATE' },
      { person: 'bidder-4', body: T - 5, piece: T - 2, says: iso(T - 2) },
      { person: 'bidder-5', body: T + 1, piece: T + 1, says: 'BID_LATE' },
    ]
    for (const { person, body, piece, says } of cases) {
      const one = await packed(running.world, person)
      await one.send()
      await cameAt(one, piece)
      expect(await handIn(one, person, body), `${person}: body ${body - T}, piece ${piece - T}`).to.equal(says)
    }
    expect(await noted()).to.equal(0)
  })

  it('a large one that was whole a second before the deadline is in, however long it is read', async () => {
    const one = await packed(running.world, 'bidder-1', 40 * 1024 * 1024)
    let letRead = (): void => undefined
    const gate = new Promise<void>((done) => (letRead = done))
    const plain = running.platform.files.get.bind(running.platform.files)
    running.platform.files.get = async function* (key, range) {
      if (key.startsWith('uploads/')) await gate
      yield* plain(key, range)
    }
    await one.send()
    await running.world.moveTo(T - 1000)
    const receipt = one.handIn()
    await eventually(async () => (await noted()) === 1)
    await running.world.moveTo(T + 60_000) // far beyond the moments that deeds are waited for
    await sleep(1500)
    expect(await stage(), 'nothing closes over it').to.equal('bidding')
    letRead()
    const { receivedAt } = (await receipt).receipt
    expect(Date.parse(receivedAt)).to.be.within(T - 1000, T - 1)
    await eventually(async () => (await stage()) !== 'bidding')
    expect(await noted()).to.equal(0)
  })

  it('several that came together in the last second are all in, and all are opened', async () => {
    const people = ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-5']
    const all = await Promise.all(people.map((person) => packed(running.world, person, 8 * 1024 * 1024)))
    for (const one of all) await one.send()
    await running.world.moveTo(T - 1000)
    const receipts = all.map((one) => one.handIn())
    await eventually(async () => (await noted()) > 0)
    await running.world.moveTo(T + 60_000)
    for (const { receipt } of await Promise.all(receipts)) expect(Date.parse(receipt.receivedAt)).to.be.below(T)
    await eventually(async () => (await stage()) === 'opening')
    const opening = await running.world.as('agent').get<{ bids: object }>(`/tenders/${running.world.tender}/opening`)
    expect(opening.bids).to.be.an('object')
    const [sealed] = await running.platform.database.query("SELECT id FROM bids WHERE stage = 'sealed'")
    expect(sealed).to.have.lengthOf(people.length)
  })

  it('one that is no bid holds nothing up: it is refused and the bidding closes', async () => {
    const one = await packed(running.world, 'bidder-1')
    await one.send()
    one.body.manifest.parts[0]!.bytes += 1
    await running.world.moveTo(T - 1000)
    expect(await codeOf(one.handIn())).to.equal('BID_MANIFEST_DIFFERS')
    expect(await noted()).to.equal(0)
    await running.world.moveTo(T + 3000)
    await eventually(async () => (await stage()) !== 'bidding')
  })

  it('a body that begins before the deadline and ends after it is late, and a piece too: nothing of them is kept', async () => {
    const one = await packed(running.world, 'bidder-1')
    const two = await packed(running.world, 'bidder-2')
    await one.send()
    await running.world.moveTo(T - 1500)
    const sha256 = createHash('sha256').update(two.bytes).digest('hex')
    const body = slowly('bidder-1', 'POST', `/tenders/${running.world.tender}/bid`, Buffer.from(textOf(one)))
    const piece = slowly('bidder-2', 'PUT', `/uploads/${two.upload}/pieces/0?sha256=${sha256}`, two.bytes)
    await sleep(200)
    await running.world.moveTo(T)
    const facts = await running.facts()
    body.rest()
    piece.rest()
    expect(await body.code).to.equal('BID_LATE')
    expect(await piece.code).to.equal('BID_LATE')
    expect(
      (await running.world.as('bidder-2').get<{ arrived: number[] }>(`/uploads/${two.upload}`)).arrived,
    ).to.deep.equal([])
    expect(await running.facts()).to.equal(facts)
    expect(await codeOf(running.world.as('bidder-2').putPiece(two.upload, 0, two.bytes))).to.equal('BID_LATE')
  })

  const textOf = ({ body: { tender: _in, ...rest } }: Packed): string => JSON.stringify(rest)

  function slowly(person: string, method: string, path: string, bytes: Uint8Array) {
    const type = method === 'POST' ? 'application/json' : 'application/octet-stream'
    const headers = { cookie: running.world.as(person).cookie, 'content-length': bytes.length, 'content-type': type }
    const sending = request(`${running.running.origins.trading}/api/v1${path}`, { method, headers })
    const code = new Promise<string>((done, fail) => {
      sending.on('error', fail).on('response', async (response) => {
        const said: Buffer[] = []
        for await (const part of response) said.push(part as Buffer)
        done((JSON.parse(Buffer.concat(said).toString()) as { code?: string }).code ?? 'done')
      })
    })
    sending.write(bytes.subarray(0, 100))
    return { rest: () => void sending.end(bytes.subarray(100)), code }
  }

  it('one whose process died is gone on with: it is in, the bidding closes after it, and asking again gives its receipt', async () => {
    const one = await packed(running.world, 'bidder-1')
    await one.send()
    const context = bidderContext(running.platform, running.world, 'bidder-1', T - 1)
    const manifest = manifestHash(one.body.manifest)
    const of = { tender: running.world.tender, tag: context.who.tagFor(running.world.tender), manifest }
    await noteArrival(context, { ...of, at: T - 1, input: one.body }) // and then nothing: it was killed
    await running.world.moveTo(T + 5000)
    await sleep(1500)
    expect(await stage()).to.equal('bidding')
    await eventually(async () => (await noted()) === 0)
    await eventually(async () => (await stage()) !== 'bidding')
    const again = await one.handIn()
    expect(again.receipt.receivedAt).to.equal(iso(T - 1))
    expect((await one.handIn()).receipt.fact, 'and it is one bid').to.equal(again.receipt.fact)
    const other = { ...one.body, manifest: { ...one.body.manifest, ticket: 'x' } }
    const late = seal.run(bidderContext(running.platform, running.world, 'bidder-1', T + 9000), other)
    expect(await answerOf(late)).to.equal('BID_LATE')
  })

  it('what waits does not say whose it is', async () => {
    const one = await packed(running.world, 'bidder-1')
    await one.send()
    const context = bidderContext(running.platform, running.world, 'bidder-1', T - 1)
    const of = { tender: running.world.tender, tag: context.who.tagFor(running.world.tender) }
    await noteArrival(context, { ...of, manifest: manifestHash(one.body.manifest), at: T - 1, input: one.body })
    const [rows] = await running.platform.database.query('SELECT * FROM arrivals')
    const { code = '', name = '' } = running.world.as('bidder-1').person.organisation ?? {}
    for (const told of [code, name, of.tag, manifestHash(one.body.manifest), one.body.manifest.header])
      expect(JSON.stringify(rows)).to.not.include(told)
  })
})
