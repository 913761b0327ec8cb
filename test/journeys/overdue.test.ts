import { expect } from 'chai'
import { awardDomain } from '../../server/award/domain.ts'
import type { Duty } from '../../server/award/duty.ts'
import { reviewReport } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { type RoomWorld, seatedRoom } from '../evaluation/room.ts'

describe('a limit that nobody keeps, over HTTP', function () {
  this.timeout(200_000)
  let room: RoomWorld
  before(async () => {
    room = await seatedRoom([awardDomain])
    await evaluation(room.world)
  })
  after(async () => {
    await room?.stop()
  })

  it('is the supervisor’s alarm a moment after its last, with its article, and no longer once it is done', async () => {
    const { world } = room
    const tenderer = await world.as('tenderer')
    const supervisor = await world.as('supervisor')
    const path = `/tenders/${room.tender.id}`
    const alarms = async () => (await supervisor.get<{ items: (Duty & { tender: string })[] }>('/duties/overdue')).items
    const until = await world.until('the limit', async () => {
      const { items } = await tenderer.get<{ items: Duty[] }>(`${path}/duties`)
      return items.find(({ duty }) => duty === 'publicise')?.until ?? undefined
    })
    expect(await alarms()).to.deep.equal([])
    await world.moveTo(until + 10_000)
    const [alarm] = await world.until('the alarm', async () => {
      const found = await alarms()
      return found.length ? found : undefined
    })
    expect(alarm).to.include({
      ...{ tender: room.tender.id, duty: 'publicise', article: '《招标投标法实施条例》第五十四条', until },
    })
    await reviewReport(world)
    const { candidates } = await tenderer.get<{ candidates: string }>(`${path}/publicity/draft`)
    const cms = await tenderer.sign('award.publicise', { tender: room.tender.id, candidates })
    await tenderer.post(`${path}/publicity`, { candidates, cms })
    expect(await alarms()).to.deep.equal([])
  })
})
