import { expect } from 'chai'
import { platformItself, tagOf } from '../../server/access/who.ts'
import { type Client, Refused } from '../../server/cli/demo/client.ts'
import { evaluationOf } from '../../server/evaluation/store.ts'
import { expertsDomain } from '../../server/experts/domain.ts'
import {
  InterestsDeclared,
  InvitationAccepted,
  MemberCheckedIn,
  PanelInvited,
  PanelSeated,
} from '../../server/experts/panelEvents.ts'
import { panelByTender, panelStream } from '../../server/experts/store.ts'
import { entry } from '../../server/ledger/entry.ts'
import { factsOf } from '../../server/ledger/store.ts'
import { eventually } from '../world/eventually.ts'
import { type RoomWorld, seatedRoom } from './room.ts'

const refused = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (problem) => {
      if (problem instanceof Refused) return problem.code
      throw problem
    },
  )

describe('a member who cannot go on, over HTTP', function () {
  this.timeout(240_000)
  let room: RoomWorld
  let path: string
  let members: Client[]
  let supervisor: Client
  let gone = ''
  let place = -1

  const state = async () => (await evaluationOf(room, room.tender.id))!.state
  const signed = async (client: Client, deed: 'leave' | 'dismiss', fields: Record<string, unknown>) => {
    const cms = await client.sign(`evaluation.${deed}`, { tender: room.tender.id, ...fields })
    return client.post(`${path}/${deed}`, { ...fields, cms })
  }
  const health = { ground: 'health', reason: '突发心脏不适，需就医' }

  before(async () => {
    room = await seatedRoom([{ ...expertsDomain, reactions: [], dues: {} }])
    path = `/tenders/${room.tender.id}/evaluation`
    await eventually(async () => (await evaluationOf(room, room.tender.id)) !== undefined)
    members = await Promise.all(room.members.map(({ id }) => room.world.as(id)))
    supervisor = await room.world.as('supervisor')
  })
  after(() => room.stop())

  it('is not replaced by whoever runs the tender, nor by a colleague or a stranger', async () => {
    const [tag = ''] = (await state()).members
    const order = { member: tag, ...health }
    expect(await refused(signed(await room.world.as('tenderer'), 'dismiss', order))).to.equal('FORBIDDEN')
    expect(await refused(signed(members[1]!, 'dismiss', order))).to.equal('FORBIDDEN')
    expect(await refused(signed(await room.world.as(room.outsider), 'leave', health))).to.equal('FORBIDDEN')
    expect((await state()).vacant ?? []).to.deep.equal([])
  })

  it('is not replaced for a reason that the law does not know, nor without words', async () => {
    expect(await refused(signed(members[0]!, 'leave', { ...health, ground: 'dislike' }))).to.equal('INPUT_INVALID')
    expect(await refused(signed(members[0]!, 'leave', { ...health, reason: ' ' }))).to.equal('INPUT_INVALID')
  })

  it('leaves by its own signature, and everybody else waits', async () => {
    gone = (await members[0]!.get<{ me: string }>(path)).me
    place = (await state()).members.indexOf(gone)
    await signed(members[0]!, 'leave', health)
    const { vacant, members: sitting } = await state()
    expect(vacant).to.have.length(1)
    expect(sitting).to.have.length(4)
    expect(await refused(members[0]!.get(path))).to.equal('FORBIDDEN')
    expect(await refused(members[1]!.post(`${path}/chair`, { for: sitting[0] }))).to.equal('SEAT_VACANT')
    expect((await panelByTender(room, room.tender.id))?.seated).to.equal(false)
  })

  it('has a receipt: when, on which ground, and a fact that stands in the log', async () => {
    type Left = { tender: string; ground: string; at: number; fact: string }
    const { left } = await members[0]!.get<{ left: Left[] }>('/invitations')
    expect(left.map(({ tender, ground }) => [tender, ground])).to.deep.equal([[room.tender.id, 'health']])
    const facts = await factsOf(room.platform.database, `panel/${room.tender.id}`)
    const { fact } = facts.find((one) => one.fact.id === left[0]?.fact)!
    expect([fact.type, fact.at]).to.deep.equal(['panel.seatVacated', left[0]?.at])
    expect((await members[1]!.get<{ left: Left[] }>('/invitations')).left).to.deep.equal([])
  })

  it('leaves its number behind: nobody else is called by another', async () => {
    const { seats } = await members[1]!.get<{ seats: string[] }>(path)
    expect(seats).to.have.lengthOf(5)
    expect(seats.filter((tag) => tag !== gone)).to.deep.equal((await state()).members)
    expect(seats[place]).to.equal(gone)
  })

  it('is not named in the ledger', async () => {
    const facts = JSON.stringify(await factsOf(room.platform.database, `evaluation/${room.tender.id}`))
    expect(facts).to.include('evaluation.memberLeft')
    expect(facts).not.to.include('心脏')
    for (const { name } of room.members) expect(facts).not.to.include(name)
  })

  it('is followed by the next who comes, and the evaluation goes on with five', async () => {
    await seatNext(room)
    await eventually(async () => !(await state()).vacant?.length)
    const next = await room.world.as(room.outsider)
    const { me, members: sitting } = await next.get<{ me: string; members: string[] }>(path)
    expect(sitting).to.have.length(5).and.to.include(me)
    expect((await next.get<{ seats: string[] }>(path)).seats[place]).to.equal(me)
    for (const client of [...members.slice(1), next]) await client.post(`${path}/chair`, { for: me })
    const { stage, chair } = await state()
    expect({ stage, chair }).to.deep.equal({ stage: 'review', chair: me })
  })

  it('may be replaced by order of the supervisor, whose words stand in the ledger', async () => {
    const { chair } = await state()
    const reason = '该成员评标期间擅自离开评标区域'
    await signed(supervisor, 'dismiss', { member: chair, ground: 'absent', reason })
    const after = await state()
    expect(after).to.deep.include({ chair: null, stage: 'chair' })
    const facts = await factsOf(room.platform.database, `evaluation/${room.tender.id}`)
    expect(facts.at(-1)?.fact).to.nested.include({ type: 'evaluation.memberLeft', 'data.order.reason': reason })
  })
})

/** The expert who waited outside comes in the place of the one who left, as its ticket would have it. */
async function seatNext(room: RoomWorld): Promise<void> {
  const { platform, tender, world, outsider } = room
  const { certificate } = (await (await world.as(outsider)).keys()).signer
  const tag = tagOf(platform.vault, 'expert', tender.id, certificate.fingerprint)
  const identity = { expert: '', name: world.as(outsider).person.name, fingerprint: certificate.fingerprint }
  const sealed = platform.vault.seal('seat', JSON.stringify(identity))
  const context = { platform, who: platformItself, now: platform.clock.now(), via: 'test' }
  const { written } = await entry(context, async (e) => {
    const panel = await e.hold(panelStream(tender.id))
    const live = panel.seats.filter(({ status }) => status !== 'out').map((seat) => seat.tag)
    const id = { tender: tender.id, tag }
    await e.append(panelStream(tender.id), [
      PanelInvited({ ...id, draw: panel.draw, stratum: 'a', pid: 'f'.repeat(64), sealed, answerUntil: e.now + 1 }),
      InvitationAccepted({ ...id, checkInUntil: e.now + 1 }),
      MemberCheckedIn({ ...id, sealed: '' }),
      InterestsDeclared({ ...id, bidders: 4, avoid: false, sealed: '' }),
      PanelSeated({ tender: tender.id, members: [...live, tag] }),
    ])
  })
  await platform.wire.publish('facts', written.at(-1)?.seq)
}
