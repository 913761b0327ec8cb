import { expect } from 'chai'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { findDeposit } from '../../server/deposits/store.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type TestWorld, world } from '../world/world.ts'
import { codeOf, playing } from './playing.ts'

describe('A bid that stayed shut by another’s cause', function () {
  this.timeout(300_000)
  let running: TestWorld
  const { hall, bid, name, open, tagOf, say } = playing(() => running)
  before(async () => {
    running = await world()
    await bid(['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4'])
    await running.world.moveTo(Date.parse(DEADLINE) + 2000)
    await name()
    for (const person of ['bidder-1', 'bidder-2']) await open(person)
    await running.world.moveTo(((await hall()).windowEnds ?? 0) + 100)
    await running.world.until('all is read out', async () => (await hall()).stage === 'read')
  })
  after(() => running?.stop())

  it('gets its deposit back with the end of the opening, and one shut by its bidder does not; the others go on', async () => {
    const of = running.world
    const agent = of.as('agent')
    const evidence = '平台日志显示当时服务中断，投标人多次尝试未果'
    await say('agent', '/cause', 'opening.cause', { tag: await tagOf('bidder-3'), cause: 'platform', evidence })
    expect(await codeOf(() => say('agent', '/record', 'opening.makeRecord', {}))).to.equal('CAUSE_MISSING')
    await say('agent', '/cause', 'opening.cause', { tag: await tagOf('bidder-4'), cause: 'platform', evidence })
    await say('agent', '/cause', 'opening.cause', {
      tag: await tagOf('bidder-4'),
      cause: 'bidder',
      evidence: '复核：时限内没有任何操作',
    })
    const shut = (await hall()).bids[await tagOf('bidder-4')]
    expect(shut?.cause).to.include({ cause: 'bidder' })
    await say('agent', '/record', 'opening.makeRecord', {})
    await say('agent', '/finish', 'opening.finish', { record: (await hall()).record?.sha256 ?? '' })
    const releases = async (person: string) =>
      (await findDeposit(running.context(), of.tender, await tagOf(person)))?.releases.map(({ reason }) => reason) ?? []
    await of.until('it goes back', async () => (await releases('bidder-3')).includes('withdrawn'))
    expect(await releases('bidder-4')).to.deep.equal([])
    expect((await agent.get<Tender>(`/tenders/${of.tender}`)).stage).to.equal('evaluating')
    expect(running.errors()).to.deep.equal([])
  })
})
