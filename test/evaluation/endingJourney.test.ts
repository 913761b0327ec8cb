import { expect } from 'chai'
import { conclude, electChair, signReport } from '../../server/cli/demo/steps/evaluation.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type Sitting, sitting } from './sitting.ts'

describe('an evaluation in which every bid is rejected, over HTTP', function () {
  this.timeout(120_000)
  let panel: Sitting
  const tenderer = () => panel.room.world.as('tenderer')
  const tender = () => tenderer().get<Tender & Record<string, unknown>>(`/tenders/${panel.room.tender.id}`)
  const unanswered = { pass: false, page: 1, reason: '工期、质量均未响应招标文件' }

  before(async () => {
    panel = await sitting()
    await electChair(panel.room.world, panel.members)
    await panel.review((clause) => (clause === 'response' ? unanswered : { pass: true }))
  })
  after(() => panel?.stop())

  it('goes on while the panel has not signed its report', async () => {
    await conclude(panel.room.world, panel.members)
    expect((await tender()).stage).to.equal('evaluating')
  })

  it('ends the tender with the report, by the article, and the tender can be called anew', async () => {
    await signReport(panel.room.world, panel.members)
    await panel.room.world.until('the tender to fail', async () => (await tender()).stage === 'failed')
    expect((await tender()).failure).to.equal('评标委员会否决全部投标')
    const path = `/tenders/${panel.room.tender.id}`
    const { facts } = await tenderer().get<{ facts: { type: string; data: object }[] }>(`${path}/facts`)
    expect(facts.find(({ type }) => type === 'tender.failed')?.data).to.include({ article: '《招标投标法》第四十二条' })
    await tenderer().post(`${path}/repeat`, { next: 'tender-1-2' })
    const again = await tenderer().get<Tender & Record<string, unknown>>('/tenders/tender-1-2')
    expect([again.stage, again.round]).to.deep.equal(['draft', 2])
  })
})
