import { expect } from 'chai'
import { random, unbase64, unhex } from '../../crypto/bytes.ts'
import { checkTimestamp } from '../../crypto/timestamp.ts'
import type { Receipt } from '../../server/bids/receipt.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { httpStamp } from '../../server/platform/stamp.http.ts'
import { authorityFrom } from '../../server/platform/trust.ts'
import { NOW, pki } from '../crypto/pki.ts'
import { textOf, wants } from '../documents/tools.ts'
import { type Mood, type MoodyAuthority, moodyAuthority } from '../world/authority.ts'
import { eventually } from '../world/eventually.ts'
import { type TestWorld, world } from '../world/world.ts'

/** With what an answer in each mood is refused. The demo's authority is nobody to this test's trust list. */
const MOOD_CODES: Partial<Record<Mood, string>> = {
  ...{ down: 'SourceSilent', page: 'TIMESTAMP_INVALID', noise: 'TIMESTAMP_INVALID', refuses: 'TIMESTAMP_INVALID' },
  ...{ otherHash: 'TIMESTAMP_INVALID', otherNonce: 'TIMESTAMP_INVALID', well: 'PATH_NOT_FOUND' },
}
const MOODS = Object.keys(MOOD_CODES) as Mood[]
const LONG = 60_000

describe('Receipts while the timestamp authority is away, over HTTP', function () {
  this.timeout(300_000)
  this.bail(true)
  let running: TestWorld
  let authority: MoodyAuthority
  const of = () => running.world
  const path = () => `/tenders/${of().tender}/bid`
  const receipt = async (person: string) => (await of().as(person).get<{ receipt: Receipt }>(path())).receipt
  const paper = async (person: string) => textOf(await of().as(person).bytes(`${path()}/receipt.pdf`))
  const offset = async () =>
    ((await (await fetch(`${of().origins.public}/api/v1/time`)).json()) as { authority: { offset: number } | null })
      .authority

  before(async () => {
    const now = { now: () => running?.platform.clock.now() ?? Date.now() }
    authority = await moodyAuthority({ ...now, mood: 'down' })
    running = await world({ environment: { STAMP_URL: authority.url } })
    await publishNotice(of())
    await deposits(of())
    await of().moveTo(park.deadline - 86_400_000)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running?.stop()
    await authority?.close()
  })

  it('a bid is taken and acknowledged at once, the line being dead, and the receipt says that the time stamp follows', async function () {
    wants(this, 'pdftotext')
    const before = Date.now()
    await submitBid(of(), 'bidder-1')
    expect(Date.now() - before).to.be.below(15_000)
    const { token, cms, receipt: said } = await receipt('bidder-1')
    expect(token).to.equal(null)
    expect(cms).to.not.equal('')
    expect(said.clock, 'never compared, and said so').to.equal(null)
    expect(await paper('bidder-1'))
      .to.include('可信时间戳随后补盖')
      .and.to.not.include('可信时间戳已加盖')
  })

  it('no answer counts that is no token of a trusted authority over this very fact', async () => {
    const { trust: known, authority: own } = await pki()
    const list = { ...known, authorities: [authorityFrom(own.root)], ever: { roots: [], intermediates: [] } }
    const revocation = { lists: async () => [], answers: async () => [], heard: () => [] }
    const by = { trust: async () => list, revocation, files: running.platform.files }
    for (const mood of MOODS) {
      const away = await moodyAuthority({ now: () => NOW, mood })
      const clock = { now: () => NOW, real: () => Date.now() }
      const problem = await httpStamp({ url: away.url, by, clock })
        .stamp(random(32))
        .then(
          () => 'stamped',
          (error: { code?: string; name: string }) => error.code ?? error.name,
        )
      expect([mood, problem]).to.deep.equal([mood, MOOD_CODES[mood]])
      await away.close()
    }
    const asked = authority.asked
    authority.mood = 'page'
    await eventually(() => authority.asked > asked, LONG)
    expect((await receipt('bidder-1')).token).to.equal(null)
    expect(await offset()).to.equal(null)
  })

  it('an authority that keeps everybody waiting holds up nothing else', async () => {
    authority.mood = 'slow'
    for (const person of ['bidder-2', 'bidder-3', 'bidder-4', 'bidder-5']) await submitBid(of(), person)
    const asked = authority.asked
    await eventually(() => authority.asked > asked, LONG)
    const times: number[] = []
    for (let n = 0; n < 3; n++) {
      const before = Date.now()
      const problem = await running.platform.stamp.stamp(random(32)).catch((error: Error) => error)
      times.push(Date.now() - before)
      expect(problem).to.be.instanceOf(Error)
    }
    expect(Math.max(...times.slice(1)), 'after one that waited the others are told at once').to.be.below(500)
    expect(authority.asked - asked, 'it is not asked for each of them').to.be.below(8)
  })

  it('when it is back, each gets its own, over its own fact, once; the paper says so', async function () {
    authority.mood = 'well'
    for (const person of ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4', 'bidder-5']) {
      await eventually(async () => (await receipt(person)).token !== null, 3 * LONG)
      const { token, receipt: said } = await receipt(person)
      await checkTimestamp(unbase64(token ?? ''), unhex(said.commitment))
      expect(said.clock, 'what the receipt says stays what was signed').to.equal(null)
    }
    wants(this, 'pdftotext')
    expect(await paper('bidder-1')).to.include('可信时间戳已加盖')
    const { facts } = await of().as('bidder-1').get<{ facts: { type: string }[] }>(`/tenders/${of().tender}/facts`)
    expect(facts.filter(({ type }) => type === 'bid.stamped').length).to.be.at.most(1)
  })

  it('the clock is compared as well once it is back', async () => {
    await eventually(async () => (await offset()) !== null, 2 * LONG)
  })
})
