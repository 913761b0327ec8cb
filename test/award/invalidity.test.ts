import { expect } from 'chai'
import type { AwardHappening } from '../../server/award/events.ts'
import { invalidateAward } from '../../server/award/invalidity.ts'
import { decide } from '../../server/award/rules.ts'
import { instantOf } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { anAward, anAwarded, aStampedAward, becomes, refused, signature, tags } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const now = instantOf('2026-04-20T10:00')
const order = tags.slice(0, 3).map((tag, i) => ({ tag, rank: i + 1 }))
const tender = aTender({ stage: 'awarded' })
type Of = Partial<Parameters<typeof invalidateAward>[0]>
const find = (of: Of = {}, law = T) =>
  invalidateAward(
    {
      ...{ tender, award: anAwarded(), order, ground: 'collusion', reason: '查实与他人串通投标' },
      ...{ follows: 'nextCandidate', signature, ...of },
    },
    law,
    now,
  )
const types = (facts: readonly { type: string }[]): string[] => facts.map(({ type }) => type)

describe('an award that is found invalid', () => {
  it('《招标投标法》第六十四条: another of the candidates wins; the one found out never again', () => {
    const out = find()
    expect(types(out.award)).to.deep.equal(['award.invalidated', 'award.setAside'])
    expect(out.award[0]?.data).to.deep.include({ tag: tags[0], article: '《招标投标法实施条例》第八十一条' })
    expect(out.tender[0]?.data).to.include({ stage: 'publicised', article: '《招标投标法》第六十四条' })
    const after = becomes(anAwarded(), out.award as AwardHappening[], now)
    expect(after).to.include({ winner: null, notice: null, draft: null, contract: null })
    const again = (winner: string) =>
      decide({ tender: aTender({ stage: 'publicised' }), award: after, winner, signature }, T, now)
    expect(refused(() => again(tags[0]!)).code).to.equal('WINNER_NO_CANDIDATE')
    expect(refused(() => again(tags[2]!)).code).to.equal('WINNER_NOT_FIRST')
    expect(again(tags[1]!)[0]?.type).to.equal('award.decided')
  })

  it('falls with its contract, and takes the text that was signed along', () => {
    const made = { ...aStampedAward(), contract: { sha256: 'c'.repeat(64), terms: {} as never, at: now } }
    const out = find({ tender: aTender({ stage: 'contracted' }), award: made })
    expect(out.award[0]?.data).to.include({ contract: 'c'.repeat(64) })
    expect(out.tender[0]?.data).to.include({ from: 'contracted', stage: 'publicised' })
    const after = becomes(made, out.award as AwardHappening[], now)
    expect([after.contract, after.proposal, after.stamped?.contract]).to.deep.equal([null, undefined, undefined])
  })

  it('is tendered again where nobody is left, or the supervisor says so', () => {
    const alone = { order: order.slice(0, 1) }
    expect(refused(() => find(alone))).to.include({ code: 'NO_NEXT_CANDIDATE', article: '《招标投标法》第六十四条' })
    const out = find({ ...alone, follows: 'retender' })
    expect(out.tender[0]?.data).to.include({ article: '《招标投标法》第六十四条' })
    expect(types(out.tender)).to.deep.equal(['tender.failed'])
  })

  it('is found on a ground of the law only, and where there is an award', () => {
    expect(refused(() => find({ ground: 'gaveUp' }))).to.include({
      ...{ code: 'INVALID_GROUND', article: '《招标投标法实施条例》第八十一条' },
    })
    for (const stage of ['bidding', 'evaluating', 'publicised', 'archived', 'failed'] as const)
      expect(refused(() => find({ tender: aTender({ stage }) })).code, stage).to.equal('INVALID_STAGE')
    expect(refused(() => find({ award: anAward() })).code).to.equal('AWARD_NONE')
  })

  it('《政府采购法》第七十三条: a purchase is fixed anew from the qualified, or begun anew; never evaluated again', () => {
    const out = find({ ground: 'deceit' }, G)
    expect(out.tender[0]?.data).to.include({ stage: 'evaluating' })
    expect(out.undone).to.include({ article: '《政府采购法》第七十三条' })
    expect(out.award[0]?.data).to.include({ article: '《政府采购法》第七十三条', deposit: 'mayBeKept' })
    expect(refused(() => find({ follows: 'reEvaluate' }, G))).to.include({ code: 'INVALID_FOLLOWS' })
    expect(find({ ground: 'substantial' }, G).award[0]?.data).to.include({ deposit: 'returned' })
  })

  it('evaluated again, the one found out is judged with all others', () => {
    const out = find({ ground: 'leak', follows: 'reEvaluate' })
    expect([types(out.award), out.tender]).to.deep.equal([['award.invalidated'], []])
    expect(becomes(anAwarded(), out.award as AwardHappening[], now).passed).to.equal(undefined)
  })
})
