import { expect } from 'chai'
import { conclude, electChair, signReport } from '../../server/cli/demo/steps/evaluation.ts'
import { type Seated, seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { type RoomWorld, seatedRoom } from './room.ts'

describe('an evaluation in which every bid is rejected, over HTTP', function () {
  this.timeout(120_000)
  let room: RoomWorld
  let members: Seated[]
  const tender = () => room.world.as('tenderer').get<Tender & Record<string, unknown>>(`/tenders/${room.tender.id}`)

  before(async () => {
    room = await seatedRoom()
    const supervisor = room.world.as('supervisor')
    const path = `/tenders/${room.tender.id}/evaluation`
    await room.world.until('the evaluation to begin', () => supervisor.get(path).catch(() => undefined))
    members = await seatedMembers(room.world)
    await electChair(room.world, members)
    for (const { client, look } of members) {
      const { bids, criteria } = await look()
      for (const { tag: bid } of bids) {
        const votes = criteria.clauses.map(({ id: clause }) =>
          clause === 'response'
            ? { clause, pass: false, page: 1, reason: '工期、质量均未响应招标文件' }
            : { clause, pass: true },
        )
        await client.post(`${path}/review`, { bid, votes })
      }
    }
  })
  after(async () => {
    for (const member of members ?? []) member.leave()
    await room?.stop()
  })

  it('goes on while the panel has not signed its report', async () => {
    await conclude(room.world, members)
    expect((await tender()).stage).to.equal('evaluating')
  })

  it('ends the tender with the report, by the article, and the tender can be called anew', async () => {
    await signReport(room.world, members)
    await room.world.until('the tender to fail', async () => (await tender()).stage === 'failed')
    expect((await tender()).failure).to.equal('评标委员会否决全部投标')
    const { facts } = await room.world
      .as('tenderer')
      .get<{ facts: { type: string; data: object }[] }>(`/tenders/${room.tender.id}/facts`)
    expect(facts.find(({ type }) => type === 'tender.failed')?.data).to.include({ article: '《招标投标法》第四十二条' })
    const tenderer = room.world.as('tenderer')
    await tenderer.post(`/tenders/${room.tender.id}/repeat`, { next: 'tender-1-2' })
    const again = await tenderer.get<Tender & Record<string, unknown>>('/tenders/tender-1-2')
    expect([again.stage, again.round]).to.deep.equal(['draft', 2])
  })
})
