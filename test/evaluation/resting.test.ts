import { expect } from 'chai'
import { events } from '../../server/ledger/store.ts'
import { codeOf } from '../world/codes.ts'
import { type RoomWorld, seatedRoom } from './room.ts'

describe('an evaluation whose tender rests, over HTTP', function () {
  this.timeout(120_000)
  let room: RoomWorld
  const path = () => `/tenders/${room.tender.id}`
  const who = (i: number): string => room.members[i]?.id ?? ''
  const elect = async (i: number) => {
    const { members = [] } = await room.world.as('supervisor').get<{ members?: string[] }>(`${path()}/evaluation`)
    return room.world.as(who(i)).post(`${path()}/evaluation/chair`, { for: members[0] })
  }
  const order = async (deed: 'tender.suspend' | 'tender.liftSuspension', reason: string) => {
    const supervisor = room.world.as('supervisor')
    const cms = await supervisor.sign(deed, { tender: room.tender.id, suspension: 's1', reason })
    return deed === 'tender.suspend'
      ? supervisor.post(`${path()}/suspensions`, { suspension: 's1', reason, cms })
      : supervisor.post(`${path()}/suspensions/s1/lift`, { reason, cms })
  }

  before(async () => {
    room = await seatedRoom()
    await room.world.until('the evaluation to begin', () =>
      room.world
        .as('supervisor')
        .get(`${path()}/evaluation`)
        .catch(() => undefined),
    )
  })
  after(() => room?.stop())

  it('stands: the panel may neither vote nor stop it, and nothing is written', async () => {
    await elect(0)
    await order('tender.suspend', '接到举报，评标暂停核查')
    const facts = () => events(room.platform.database).count()
    const before = await facts()
    expect(await codeOf(elect(1))).to.equal('TENDER_SUSPENDED')
    const member = room.world.as(who(1))
    const defect = { ground: 'mandatory', defect: { clause: '投标人须在本市设有分支机构', offends: '第十八条' } }
    const cms = await member.sign('evaluation.raiseDefect', { tender: room.tender.id, ...defect })
    expect(await codeOf(member.post(`${path()}/evaluation/defect`, { ...defect, cms }))).to.equal('TENDER_SUSPENDED')
    expect(await facts()).to.equal(before)
  })

  it('still lets a member leave: nobody is held in a room that rests', async () => {
    const member = room.world.as(who(4))
    const leaving = { ground: 'health', reason: '突发疾病' }
    const cms = await member.sign('evaluation.leave', { tender: room.tender.id, ...leaving })
    await member.post(`${path()}/evaluation/leave`, { ...leaving, cms })
  })

  it('goes on when the order is lifted', async () => {
    await order('tender.liftSuspension', '核查无误，恢复评标')
    expect(await codeOf(elect(1))).to.not.equal('TENDER_SUSPENDED')
  })
})
