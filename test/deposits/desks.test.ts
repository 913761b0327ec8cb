import { expect } from 'chai'
import { submitBids } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { deskOf, worksAt } from '../../server/deposits/desk.ts'
import { codeOf } from '../world/codes.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'

interface Desk extends Record<string, unknown> {
  ordered: { kind: string }[]
  batches: { id: string }[]
}

describe('The money desks of two centres, over HTTP', function () {
  this.timeout(120_000)
  let running: TestWorld
  const as = (id: string) => running.world.as(id)
  const desk = (id: string) => as(id).get<Desk>('/refunds')
  const prepare = async (id: string) =>
    as(id).post('/refunds/batches', { most: 9, cms: await as(id).signAsPerson('refund.prepare', { most: 9 }) })

  before(async () => {
    running = await startWorld()
    await publishNotice(running.world)
    await deposits(running.world)
    await submitBids(running.world)
    await running.world.until(
      'the deposit of the withdrawn bid to be ordered back',
      async () => (await desk('centre')).ordered.length > 0,
      60,
    )
  })
  after(() => running?.stop())

  it('a refund lies at the desk of its tender’s centre, and another centre neither sees nor sends it', async () => {
    expect((await desk('centre')).ordered.map(({ kind }) => kind)).to.include('deposit')
    expect((await desk('nn-centre')).ordered.map(({ kind }) => kind)).to.not.include('deposit')
    expect(await codeOf(prepare('nn-centre'))).to.equal('NOTHING_DUE')
  })

  it('a batch is its centre’s: another centre neither reads, approves nor gives it up', async () => {
    await prepare('centre-3')
    const [batch] = (await desk('centre')).batches
    expect((await desk('nn-centre')).batches).to.deep.equal([])
    const other = as('nn-centre')
    const { digest } = await as('centre').get<{ digest: string }>(`/refunds/batches/${batch?.id}`)
    const cms = await other.signAsPerson('refund.approve', { batch: batch?.id, digest })
    for (const deed of [
      other.get(`/refunds/batches/${batch?.id}`),
      other.post(`/refunds/batches/${batch?.id}/approval`, { digest, cms }),
      other.post(`/refunds/batches/${batch?.id}/rejection`, { reason: '不是本中心的批次' }),
    ])
      expect(await codeOf(deed)).to.equal('FORBIDDEN')
    await sendRefunds(running.world)
    expect((await desk('centre')).ordered).to.deep.equal([])
  })

  it('what belongs to no centre lies at every desk, and a supervisor sees all', () => {
    const nanning = { role: 'centre', organisation: 'nanning' }
    const tender = (code: string) => ({ centre: { code, name: '' } })
    expect(worksAt(nanning, deskOf(undefined))).to.equal(true)
    expect(worksAt(nanning, deskOf(tender('nanning')))).to.equal(true)
    expect(worksAt(nanning, deskOf(tender('kunming')))).to.equal(false)
    expect(worksAt({ role: 'supervisor', organisation: 'x' }, deskOf(tender('kunming')))).to.equal(true)
  })
})
