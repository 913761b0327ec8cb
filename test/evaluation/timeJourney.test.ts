import { expect } from 'chai'
import { type Seated, seatedMembers } from '../../server/cli/demo/steps/evaluationRoom.ts'
import { codeOf } from '../world/codes.ts'
import { type RoomWorld, seatedRoom } from './room.ts'

describe('a panel that needs more time, over HTTP', function () {
  this.timeout(120_000)
  let room: RoomWorld
  let members: Seated[]
  const path = () => `/tenders/${room.tender.id}`
  const signed = async (person: string, deed: string, to: string, fields: object) => {
    const client = room.world.as(person)
    const cms = await client.sign(`evaluation.${deed}`, { tender: room.tender.id, ...fields })
    return client.post<Record<string, unknown>>(`${path()}/evaluation/time${to}`, { ...fields, cms })
  }
  const give = (person: string, until: number) =>
    signed(person, 'setTime', '', { until, reason: '按规模和技术复杂程度确定' })
  const ask = (person: string) => signed(person, 'askTime', '/request', { reason: '投标文件篇幅大' })
  const seenBy = (person: string) =>
    room.world.as(person).get<{ time?: { until: number; due: boolean; mine: string | null } }>(`${path()}/evaluation`)
  const who = (i: number): string => room.members[i]?.id ?? ''

  before(async () => {
    room = await seatedRoom()
    const supervisor = room.world.as('supervisor')
    await room.world.until('the evaluation to begin', () =>
      supervisor.get(`${path()}/evaluation`).catch(() => undefined),
    )
    members = await seatedMembers(room.world)
  })
  after(async () => {
    for (const member of members ?? []) member.leave()
    await room?.stop()
  })

  it('the tenderer sets it, members ask, the second of five makes it due; whom the tenderer does not learn', async () => {
    const now = room.platform.clock.now()
    expect(await codeOf(ask(who(0)))).to.equal('TIME_UNSET')
    for (const person of ['agent', 'supervisor', who(0)])
      expect(await codeOf(give(person, now + 3_600_000)), person).to.equal('FORBIDDEN')
    await give('tenderer', now + 3_600_000)
    for (const person of ['tenderer', room.outsider]) expect(await codeOf(ask(person)), person).to.equal('FORBIDDEN')
    expect(await ask(who(0))).to.include({ due: false })
    expect(await ask(who(1))).to.include({ due: true })
    const seen = await seenBy('tenderer')
    expect(seen.time).to.deep.equal({ until: now + 3_600_000, due: true, mine: null })
    expect(JSON.stringify(seen)).to.not.include('投标文件篇幅大')
    expect((await seenBy(who(0))).time?.mine).to.equal('投标文件篇幅大')
  })

  it('the tenderer makes it longer, and not shorter', async () => {
    const { time } = await seenBy('tenderer')
    expect(await codeOf(give('tenderer', time!.until - 1))).to.equal('TIME_ONLY_LONGER')
    await give('tenderer', time!.until + 3_600_000)
    expect((await seenBy('tenderer')).time).to.include({ due: false, until: time!.until + 3_600_000 })
  })
})
