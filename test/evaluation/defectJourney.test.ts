import { expect } from 'chai'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { type Sitting, sitting } from './sitting.ts'

describe('a panel that finds the tender document unlawful, over HTTP', function () {
  this.timeout(120_000)
  let panel: Sitting
  const defect = { clause: '投标人须在本市设有分支机构', offends: '《招标投标法》第十八条' }
  const path = () => `/tenders/${panel.room.tender.id}`
  const tenderer = () => panel.room.world.as('tenderer')
  const tender = () => tenderer().get<Tender & Record<string, unknown>>(path())
  const raise = (person: string, ground = 'mandatory') =>
    panel.signed(person, 'raiseDefect', '/defect', { ground, defect })
  const vote = (person: string) => panel.signed(person, 'voteOnDefect', '/defect/vote', { agree: true })
  const answer = (person: string) =>
    panel.signed(person, 'answerStop', '/defect/answer', { confirmed: true, reason: '经核对属实，修改后重新招标。' })
  const who = (i: number): string => panel.who(i)

  before(async () => {
    panel = await sitting()
  })
  after(() => panel?.stop())

  it('only members say so, signed; two of five stop nothing', async () => {
    for (const person of ['tenderer', 'supervisor', panel.room.outsider])
      expect(await codeOf(raise(person))).to.equal('FORBIDDEN')
    expect(await codeOf(raise(who(0), 'defective'))).to.equal('DEFECT_GROUND')
    await raise(who(0))
    await vote(who(1))
    expect(await codeOf(answer('tenderer'))).to.equal('EVALUATION_NOT_STOPPED')
    const seen = await tenderer().get<{ stop?: unknown }>(panel.path)
    expect(seen.stop).to.equal(undefined)
  })

  it('the third stops it: the tenderer reads what was found, and no member’s vote', async () => {
    await vote(who(2))
    const seen = await tenderer().get<Record<string, unknown>>(panel.path)
    expect([seen['stage'], seen['stop']]).to.deep.equal(['stopped', { ground: 'mandatory', defect }])
    expect(JSON.stringify(seen)).to.not.include('votes')
    expect((await tender()).stage).to.equal('evaluating')
  })

  it('only the tenderer confirms it: the round ends by the article, and the next one is linked to it', async () => {
    for (const person of ['supervisor', who(0)]) expect(await codeOf(answer(person))).to.equal('FORBIDDEN')
    await answer('tenderer')
    expect((await tender()).stage).to.equal('terminated')
    const { facts } = await tenderer().get<{ facts: { type: string; data: object }[] }>(`${path()}/facts`)
    expect(facts.find(({ type }) => type === 'tender.terminated')?.data).to.deep.include({
      ...{ ground: 'documentDefective', defect },
      article: '《招标投标法实施条例》第二十三条',
    })
    await tenderer().post(`${path()}/repeat`, { next: 'tender-1-2' })
    const again = await tenderer().get<Tender & Record<string, unknown>>('/tenders/tender-1-2')
    expect([again.stage, again.round, again.previous]).to.deep.equal(['draft', 2, panel.room.tender.id])
  })
})
