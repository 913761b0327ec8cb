import { expect } from 'chai'
import { publicityOf } from '../../server/award/publicity.ts'
import { decide } from '../../server/award/rules.ts'
import { instantOf } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { aTender } from '../deposits/tender.ts'
import { anAward, bids, refused, result, signature, tags } from './world.ts'

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

  it('leaves its place to the next in rank, who before had to wait behind it', () => {
    expect(award(second, last).code).to.equal('WINNER_NOT_FIRST')
    expect(award(second, last + 1).code).to.equal('done')
  })
})
