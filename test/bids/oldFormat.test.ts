import { expect } from 'chai'
import { Refused } from '../../server/cli/client.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { type TestWorld, world } from '../world/world.ts'
import { packed } from './packed.ts'

interface Mine {
  stage: string
  sequence: number
  header: string
  receipt: { receipt: { fact: string }; token: string | null }
}

describe('A package of the old format', function () {
  this.timeout(120_000)
  let running: TestWorld
  const ME = 'bidder-1'
  const mine = () => running.world.as(ME).get<Mine>(`/tenders/${running.world.tender}/bid`)

  before(async () => {
    running = await world()
    await publishNotice(running.world)
    await deposits(running.world)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('is refused over HTTP with its code and both sentences, and leaves all as it was', async () => {
    const first = await packed(running.world, ME)
    await first.send()
    await first.handIn()
    await running.world.until('the stamp has come', async () => (await mine()).receipt.token !== null)
    const old = await packed(running.world, ME, 1000, 1)
    expect(new TextDecoder().decode(old.bytes.subarray(0, 16))).to.equal('yangguang-bid/1\n')
    await old.send()
    await running.world.until('what follows is done', async () => (await running.platform.queue.pending()) === 0)
    const [facts, before] = [await running.facts(), await mine()]

    const problem = await old.handIn().then(
      () => undefined,
      (refused: unknown) => (refused instanceof Refused ? refused : Promise.reject(refused)),
    )
    expect(problem?.status).to.equal(422)
    expect(problem?.problem).to.deep.include({ code: 'BID_FORMAT_OLD', facts: { version: 1, wanted: 2 } })
    for (const language of ['zh', 'en']) expect(problem?.problem[language], language).to.be.a('string').and.not.empty
    expect(await running.facts()).to.equal(facts)
    const { receipt: after, ...rest } = await mine()
    const { receipt: stood, ...was } = before
    expect(rest).to.deep.equal(was)
    expect(after.receipt).to.deep.equal(stood.receipt)
    const [noted] = await running.platform.database.query('SELECT id FROM arrivals')
    expect(noted, 'nothing is still looked at: the bidding can close').to.deep.equal([])
  })

  it('does not stand in the way of the same bid sealed anew', async () => {
    const fresh = await packed(running.world, ME)
    await fresh.send()
    await fresh.handIn()
    expect(await mine()).to.include({ stage: 'sealed', sequence: 2, header: fresh.body.manifest.header })
  })
})
