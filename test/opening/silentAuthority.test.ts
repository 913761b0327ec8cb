import { expect } from 'chai'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { propose } from '../../server/opening/failure.ts'
import type { TrustedAuthority } from '../../server/platform/platform.ts'
import { type TestWorld, world } from '../world/world.ts'
import { codeOf, playing } from './playing.ts'

/** Where nobody listens. */
const SILENT = 'http://127.0.0.1:9/list.crl'
const MINUTE = 60_000

describe('A bidder whose authority is silent when it unlocks', function () {
  this.timeout(300_000)
  let running: TestWorld
  const tags = new Map<string, string>()
  const { hall, bid, name, open, unlock, tagOf } = playing(() => running)
  before(async () => {
    running = await world()
    await bid(['bidder-1', 'bidder-2', 'bidder-3'])
    await running.world.moveTo(Date.parse(DEADLINE) + 2000)
    await name()
    await open('bidder-1')
    // signed in before: whoever comes later is not even let in
    for (const person of ['bidder-1', 'bidder-3']) tags.set(person, await tagOf(person))
    await hall()
    await silence()
  })
  after(() => running?.stop())

  /** Two people put the bidders' authority down with a list that nobody serves. */
  async function silence(): Promise<void> {
    const [first, second] = [running.world.as('centre'), running.world.as('centre-2')]
    const { authorities } = await first.get<{ authorities: TrustedAuthority[] }>('/trust')
    const own = authorities.find(({ name: called }) => !called.includes('国密'))
    const change = { put: { ...own, crls: [SILENT], whenSilent: 'refuse' } }
    const { fields } = await first.post<{ fields: Record<string, unknown> }>('/trust/difference', { change })
    const cms = await first.signAsPerson('trust.propose', fields)
    const { proposal } = await first.post<{ proposal: string }>('/trust/proposals', { change, cms })
    const { waiting } = await second.get<{ waiting: Record<string, unknown> }>('/trust')
    await second.post(`/trust/proposals/${proposal}/confirm`, {
      cms: await second.signAsPerson('trust.confirm', waiting),
    })
  }

  const attempts = async (person: string) => (await hall()).bids[tags.get(person) ?? '']?.attempts ?? []

  it('is refused, and that second is kept as evidence that points to the authority', async () => {
    expect(await codeOf(() => unlock('bidder-3'))).to.equal('REVOCATION_UNKNOWN')
    const [found, ...more] = await attempts('bidder-3')
    expect(found).to.include({ code: 'REVOCATION_UNKNOWN', found: 'at-signature' })
    expect(more).to.deep.equal([])
    expect(propose(await attempts('bidder-3')).cause).to.equal('third-party')
  })

  it('leaves one such finding a minute, however often it tries', async () => {
    for (let n = 0; n < 3; n++) expect(await codeOf(() => unlock('bidder-3'))).to.equal('REVOCATION_UNKNOWN')
    expect(await attempts('bidder-3')).to.have.length(1)
    await running.world.moveTo(running.platform.clock.now() + MINUTE)
    expect(await codeOf(() => unlock('bidder-3'))).to.equal('REVOCATION_UNKNOWN')
    expect(await attempts('bidder-3')).to.have.length(2)
    expect(await attempts('bidder-1')).to.deep.equal([])
  })
})
