import { expect } from 'chai'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { release } from '../../server/cli/demo/steps/opening.ts'
import { park, parkPlayed, party } from '../../server/cli/demo/tender.ts'
import { prepare } from '../../server/cli/submitting.ts'
import type { Draft } from '../../server/tenders/contract.ts'
import type { Officer } from '../../server/tenders/seats.ts'
import { bring } from '../opening/package.ts'
import { codeOf, playing } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'

const BIDDERS = ['bidder-1', 'bidder-2', 'bidder-3']
const shares: Draft['shares'] = {
  needed: 3,
  seats: [
    ...(['tenderer', 'centre', 'supervisor', 'agent'] as const).map((seat) => ({ seat })),
    { seat: 'supervisor-2', party: party('finance') },
    { seat: 'notary', party: party('notary') },
  ],
}
/** `finance` holds the second supervisor's seat. */
const played = { ...parkPlayed, draft: { ...park, shares }, cast: { 'supervisor-2': 'finance' } }

describe('a tender whose bids open with three of six officers, over HTTP', function () {
  this.timeout(300_000)
  this.bail(true)
  let running: TestWorld
  const { path, hall, open } = playing(() => running)
  const of = () => running.world
  before(async () => {
    running = await world({ played })
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('is published with the keys of all six, and its notice and document say three of six', async () => {
    await publishNotice(of())
    const page = await (await fetch(`${of().origins.public}/notices/${of().tender}`)).text()
    expect(page).to.include('以下 6 方中任意 3 方').and.to.include('公证机构').and.to.include('第二监督部门')
    expect(page).to.include(party('notary').name)
  })

  it('nobody without a seat publishes a key, and a seat’s key is frozen with the notice', async () => {
    const key = { spki: 'AAAA', backup: 'AAAA', cms: 'AAAA' }
    const give = (as: string) => codeOf(() => of().as(as).post(`/tenders/${of().tender}/officer-key`, key))
    expect(await give('bank')).to.equal('FORBIDDEN')
    expect(await give('purchaser'), 'another tender’s tenderer').to.equal('FORBIDDEN')
    expect(await give('notary')).to.not.equal('done')
  })

  it('refuses a package that was sealed for two of the six, and takes those for three', async () => {
    await deposits(of())
    await of().moveTo(park.deadline - 86_400_000)
    const { officers } = await prepare(of().as('bidder-1'), of().tender)
    expect(officers.map(({ role }) => role)).to.deep.equal([
      ...['tenderer', 'centre', 'supervisor', 'agent', 'supervisor-2', 'notary'],
    ])
    expect(await codeOf(await bring(of(), 'bidder-1', { needed: 2 }))).to.equal('BID_FOR_ANOTHER')
    const fewer = await bring(of(), 'bidder-1', { officers: officers.slice(0, 5) }).catch(String)
    expect(fewer, 'a client that checks stops before it seals').to.include('the ceremony is not what was published')
    for (const person of BIDDERS) await submitBid(of(), person)
  })

  it('names nobody with two of six, whoever they are; nobody else can release', async () => {
    await of().moveTo(park.deadline + 2000)
    const opening = await of().until('a key is announced', async () => {
      const found = await hall().catch(() => undefined)
      return found?.spki ? found : undefined
    })
    expect(opening.needed).to.equal(3)
    expect(await codeOf(() => of().as('purchaser').get(path('/locks')))).to.equal('FORBIDDEN')
    expect(await codeOf(() => of().as('bank').get(path('/locks')))).to.equal('FORBIDDEN')
    for (const seat of ['agent', 'notary'] as const) await release(of(), seat, opening)
    const until = Date.now() + 3000
    while (Date.now() < until) {
      expect((await hall()).named).to.equal(false)
      await new Promise((done) => setTimeout(done, 500))
    }
    expect(Object.keys((await hall()).officers).sort()).to.deep.equal(['agent', 'notary'])
  })

  it('names the bidders with the third, opens every bid and reads all out at once', async () => {
    const released: Officer[] = ['agent', 'notary', 'supervisor-2']
    await of().until('the bidders are named', async () => {
      const opening = await hall()
      for (const seat of released)
        if (!opening.named && opening.spki && opening.officers[seat]?.epoch !== opening.epoch)
          await release(of(), seat, opening)
      return opening.named
    })
    for (const person of BIDDERS) await open(person)
    await of().until('all is read out', async () => (await hall()).stage === 'read', 60)
    const { bids, released: recorded } = await hall()
    expect(Object.values(bids).map(({ status }) => status)).to.deep.equal(['read', 'read', 'read'])
    expect(recorded.map(({ role }) => role).sort()).to.deep.equal(['agent', 'notary', 'supervisor-2'])
  })
})
