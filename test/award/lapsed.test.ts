import { expect } from 'chai'
import { passOver, recommended } from '../../server/award/passing.ts'
import { publicityOf } from '../../server/award/publicity.ts'
import { decide } from '../../server/award/rules.ts'
import { ranking } from '../../server/evaluation/ranking.ts'
import { instantOf } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { criteria as example } from '../evaluation/example.ts'
import { anAward, anAwarded, bids, refused, result, signature, tags } from './world.ts'

const law = rulebook('T-2025')
const [first = '', second = ''] = tags
const last = instantOf('2026-06-29T23:59:59.999')
const extension = {
  ...{ from: '2026-06-29', to: '2026-08-31', reason: '投诉处理', askedAt: 0, asked: tags.slice(0, 4), ended: null },
  answers: Object.fromEntries(tags.slice(1, 4).map((tag) => [tag, { agrees: true, at: 0 }])),
}
const tender = aTender({ stage: 'publicised', extension })
const award = (winner: string, now: number) =>
  refused(() => decide({ tender, award: anAward(), winner, signature }, law, now))

describe('a bid that is valid no longer', () => {
  it('is no candidate, whatever its rank', () => {
    const { candidates, ranking } = publicityOf(result, bids, undefined, [{ tag: first }])
    expect(candidates.map(({ tag }) => tag)).to.deep.equal(tags.slice(1, 3))
    expect(ranking).to.have.length(4)
  })

  it('wins on the last millisecond of the old last day, and not a millisecond later', () => {
    expect(award(first, last).code).to.equal('done')
    expect(award(first, last + 1)).to.include({
      ...{ code: 'WINNER_LAPSED', article: '《评标委员会和评标方法暂行规定》第四十条' },
    })
  })

  it('is no more in the way of passing over the next, who is dealt with in the place of the first', () => {
    const order = recommended(result, law)
    const evidence = [{ title: '放弃函.pdf', file: 'f', bytes: 1, sha256: 'e'.repeat(64) }]
    const what = { ground: 'gaveUp', reason: '书面放弃', evidence, signature }
    const pass = (tag: string, now: number, follows: 'nextCandidate' | 'retender' = 'nextCandidate') =>
      refused(() => passOver({ tender, award: anAward(), order, tag, follows, ...what }, law, now)).code
    expect(pass(second, last)).to.equal('NOT_NEXT_IN_ORDER')
    expect(pass(first, last)).to.equal('done')
    expect(pass(first, last + 1)).to.equal('NOT_NEXT_IN_ORDER')
    expect(pass(second, last + 1)).to.equal('done')
    // with all others lapsed nobody is left to follow
    const alone = { ...extension, answers: { [second]: { agrees: true, at: 0 } } }
    const only = { tender: { ...tender, extension: alone }, award: anAward(), order, tag: second }
    const ended = (follows: 'nextCandidate' | 'retender') =>
      refused(() => passOver({ ...only, follows, ...what }, law, last + 1)).code
    expect(ended('nextCandidate')).to.equal('NO_NEXT_CANDIDATE')
    expect(ended('retender')).to.equal('done')
  })

  it('of a winner that was awarded before binds it, and its place goes to a bid that is still valid', () => {
    const awarded = aTender({ stage: 'awarded', extension })
    const of = { ...anAwarded(), draft: null }
    const evidence = [{ title: '放弃函.pdf', file: 'f', bytes: 1, sha256: 'e'.repeat(64) }]
    const order = recommended(result, law)
    const what = { ground: 'gaveUp', reason: '书面放弃', evidence, follows: 'nextCandidate' as const, signature }
    const pass = (tag: string) =>
      refused(() => passOver({ tender: awarded, award: of, order, tag, ...what }, law, last + 1)).code
    expect([pass(first), pass(second)]).to.deep.equal(['done', 'NOT_NEXT_IN_ORDER'])
  })

  it('before the panel ranked is recommended no more: the next moves up among the candidates', () => {
    const rules = {
      criteria: { ...example, factors: [], price: { formula: 'price-alone' as const } },
      mostCandidates: 2,
    }
    const offers = ['1', '2', '3'].map((price, i) => ({ tag: tags[i]!, price }))
    expect(ranking({ bids: offers, sheets: {} }, rules).candidates).to.deep.equal(tags.slice(0, 2))
    const later = ranking({ bids: offers, sheets: {}, lapsed: [first] }, rules)
    expect(later).to.deep.include({ candidates: tags.slice(1, 3), lapsed: [first] })
    expect(later.rows.map(({ rank }) => rank)).to.deep.equal([1, 2, 3])
  })

  it('leaves its place to the next in rank, who before had to wait behind it', () => {
    expect(award(second, last).code).to.equal('WINNER_NOT_FIRST')
    expect(award(second, last + 1).code).to.equal('done')
  })
})
