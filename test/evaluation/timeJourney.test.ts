import { expect } from 'chai'
import { codeOf } from '../world/codes.ts'
import { type Sitting, sitting } from './sitting.ts'

describe('a panel that needs more time, over HTTP', function () {
  this.timeout(120_000)
  let panel: Sitting
  const give = (person: string, until: number) =>
    panel.signed(person, 'setTime', '/time', { until, reason: '按规模和技术复杂程度确定' })
  const ask = (person: string) =>
    panel.signed<{ due: boolean }>(person, 'askTime', '/time/request', { reason: '投标文件篇幅大' })
  const seenBy = (person: string) =>
    panel.room.world.as(person).get<{ time?: { until: number; due: boolean; mine: string | null } }>(panel.path)

  before(async () => {
    panel = await sitting()
  })
  after(() => panel?.stop())

  it('the tenderer sets it, members ask, the second of five makes it due; whom the tenderer does not learn', async () => {
    const { room, who } = panel
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
