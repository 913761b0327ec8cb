import { expect } from 'chai'
import { reviewAbility } from '../../server/award/ability.ts'
import { awardDomain } from '../../server/award/domain.ts'
import { awardOf } from '../../server/award/store.ts'
import type { BidForm } from '../../server/bids/contract.ts'
import { publicise } from '../../server/cli/demo/steps/award.ts'
import { evaluation } from '../../server/cli/demo/steps/evaluation.ts'
import { noteChanges } from '../../server/evaluation/changed.ts'
import { type Evaluation, evolve } from '../../server/evaluation/evaluation.ts'
import type { EvaluationFact } from '../../server/evaluation/events.ts'
import { evaluationOf } from '../../server/evaluation/store.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { STANDING } from '../../server/qualification/changes.ts'
import { qualificationDomain } from '../../server/qualification/domain.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { anAward, anAwarded, refused, tags } from '../award/world.ts'
import { aTender } from '../deposits/tender.ts'
import { codeOf } from '../world/codes.ts'
import { criteria, tag } from './example.ts'
import { type Sitting, sitting } from './sitting.ts'

const law = rulebook('T-2025')

describe('a great change that a bidder tells of while the panel is at work', () => {
  const [one, two, member] = [tag('a'), tag('b'), tag('f')]
  const form = { price: '1', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '' }
  const e = {
    ...{ tender: 't', rulebook: 'T-2025', stage: 'review', members: [member], criteria, mustAsk: { [one]: ['x'] } },
    ...{ bids: [one, two].map((bid) => ({ tag: bid, price: '1' })) },
    votes: { [one]: { [member]: [] }, [two]: { [member]: [] } },
  } as unknown as Evaluation
  const bids = [one, two].map((bid) => ({ tag: bid, form: form as BidForm }))
  const told = (words: string[]) => (bid: string) => (bid === one ? words : [])
  const noted = (of: Evaluation, words: string[]): Evaluation =>
    noteChanges(of, bids, told(words), law).reduce(
      (before, fact) => evolve(before, { ...fact, at: 1 } as EvaluationFact),
      of,
    )

  it('is put before it: the votes on that bid are cast anew, those on others stand', () => {
    const after = noted(e, ['破产：已申请重整'])
    expect(after.bids[0]?.byLaw?.map(({ id }) => id)).to.deep.equal([STANDING])
    expect(after.bids[0]?.byLaw?.[0]?.zh).to.include('已申请重整')
    expect([after.votes, after.mustAsk]).to.deep.equal([{ [two]: { [member]: [] } }, {}])
  })

  it('is one clause however often it is told, with everything that was', () => {
    const after = noted(noted(e, ['合并：甲']), ['合并：甲', '破产：乙'])
    expect(after.bids[0]?.byLaw).to.have.length(1)
    expect(after.bids[0]?.byLaw?.[0]?.zh).to.include('合并：甲').and.include('破产：乙')
    expect(noteChanges(after, bids, told(['合并：甲', '破产：乙']), law)).to.deep.equal([])
  })

  it('does not open a review that is closed, nor one of a purchase, whose purchaser judges', () => {
    for (const stage of ['scoring', 'signing', 'finished'] as const)
      expect(noteChanges({ ...e, stage }, bids, told(['破产：乙']), law), stage).to.deep.equal([])
    expect(noteChanges(e, bids, told(['破产：乙']), rulebook('G-2026-02'))).to.deep.equal([])
  })
})

describe('a candidate that has changed', () => {
  const tender = aTender({ stage: 'publicised' })
  const review = (of: Parameters<typeof reviewAbility>[0], rules = law) => reviewAbility(of, rules, anAward().until)

  it('《招标投标法实施条例》第五十六条: goes back to the same panel after the publicity, until the award notice', () => {
    expect(review({ tender, award: anAward(), candidate: tags[0]! })).to.deep.equal({
      ...{ ground: 'candidateChanged', by: 'samePanel', from: 'review' },
    })
    const awarded = { tender: aTender({ stage: 'awarded' }), candidate: tags[0]! }
    const undecided = { ...anAwarded(), noticeAt: null }
    expect(review({ ...awarded, award: undecided }).by).to.equal('samePanel')
    expect(refused(() => review({ ...awarded, award: anAwarded() }))).to.include({
      ...{ code: 'ABILITY_STAGE', article: '《招标投标法实施条例》第五十六条' },
    })
  })

  it('is one of the candidates, in a tender whose law knows that', () => {
    const other = { tender, award: anAward(), candidate: tags[4]! }
    expect(refused(() => review(other)).code).to.equal('ABILITY_OF_CANDIDATES')
    const G = rulebook('G-2026-02')
    expect(refused(() => review({ ...other, candidate: tags[0]! }, G)).code).to.equal('ABILITY_NOT_HERE')
  })
})

describe('great changes of bidders, over HTTP', function () {
  this.timeout(300_000)
  let panel: Sitting
  const state = async (): Promise<Evaluation> => (await evaluationOf(panel.room, panel.room.tender.id))!.state
  const tell = async (person: string, text: string) => {
    const { world, tender } = panel.room
    const fields = { kind: 'bankruptcy', text }
    const cms = await world.as(person).sign('qualification.report', { tender: tender.id, ...fields })
    return world.as(person).post(`/tenders/${tender.id}/qualification/changes`, { ...fields, cms })
  }
  const order = async (person: string, candidate: string) => {
    const { world, tender } = panel.room
    const fields = { candidate, reason: '被责令停业整顿' }
    const cms = await world.as(person).sign('award.reviewAbility', { tender: tender.id, ...fields })
    return world.as(person).post(`/tenders/${tender.id}/award/ability`, { ...fields, cms })
  }
  before(async () => {
    panel = await sitting([qualificationDomain, awardDomain])
  })
  after(() => panel?.stop())

  it('one that is told during the review is judged by the panel, with the article', async () => {
    const { world, tender } = panel.room
    await world.as('bidder-3').signIn()
    await tell('bidder-3', '已向法院申请重整')
    const mine = await world.as('bidder-3').tag(tender.id)
    const clause = await world.until('the panel is asked', async () =>
      (await state()).bids.find(({ tag: bid }) => bid === mine)?.byLaw?.find(({ id }) => id === STANDING),
    )
    expect(clause.ground).to.include('《招标投标法实施条例》第三十八条')
  })

  it('after the publicity the tenderer alone sends a candidate back to the panel, which is asked about it', async () => {
    const { world, tender } = panel.room
    await evaluation(world)
    await publicise(world)
    const award = (await awardOf(panel.room, tender.id))!
    const candidate = award.publicity.candidates[0]!.tag
    for (const person of ['agent', 'supervisor', 'bidder-1'])
      expect(await codeOf(order(person, candidate)), person).to.equal('FORBIDDEN')
    await order('tenderer', candidate)
    const again = await state()
    expect([again.stage, again.past?.[0]?.ground]).to.deep.equal(['review', 'candidateChanged'])
    const asked = again.bids.find(({ tag: bid }) => bid === candidate)?.byLaw?.find(({ id }) => id === STANDING)
    expect(asked?.zh).to.include('被责令停业整顿')
    expect((await world.as('tenderer').get<Tender>(`/tenders/${tender.id}`)).stage).to.equal('evaluating')
    expect((await awardOf(panel.room, tender.id))?.void).to.equal(true)
    await evaluation(world)
    await publicise(world)
    expect((await world.as('tenderer').get<Tender>(`/tenders/${tender.id}`)).stage).to.equal('publicised')
  })
})
