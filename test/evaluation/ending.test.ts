import { expect } from 'chai'
import { resultOf } from '../../server/evaluation/conclusion.ts'
import { withoutResult } from '../../server/evaluation/ending.ts'
import { argueCompetition } from '../../server/evaluation/review.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { bidA, bidB, bidC, bidD, law, m1, Panel } from './example.ts'

const all = [bidA, bidB, bidC, bidD]
const failing = (bids: string[]) => Object.fromEntries(bids.map((bid) => [bid, { qualification: 3 }]))
const ending = (panel: Panel) => {
  const found = withoutResult(resultOf(panel.state), law)
  return found && [found.reason, found.rule.article]
}
const argued = (enough: boolean) => {
  const panel = new Panel().elect().review(failing(all.slice(2)))
  panel.take(argueCompetition(panel.state, m1, { enough, argument: '两家报价接近，未见充分竞争' }, law))
  return panel
}

describe('an evaluation that recommends nobody ends its tender', () => {
  it('where every bid was rejected', () => {
    expect(ending(new Panel().elect().review(failing(all)))).to.deep.equal([
      '评标委员会否决全部投标',
      '《招标投标法》第四十二条',
    ])
  })

  it('where the panel finds that too few are left to compete, and rejects all', () => {
    expect(ending(argued(false))).to.deep.equal([
      '有效投标不足三个且明显缺乏竞争，评标委员会否决全部投标',
      '《评标委员会和评标方法暂行规定》第二十七条',
    ])
  })

  it('and not where somebody may be awarded, or shares the last place of a candidate', () => {
    const result = { candidates: [bidA], undecided: [], competition: { enough: true, argument: '' } }
    expect(withoutResult(result, law)).to.equal(undefined)
    expect(withoutResult({ ...result, candidates: [], undecided: [bidA, bidB] }, law)).to.equal(undefined)
  })

  it('in a purchase with fewer than three bids that fulfil the document (《政府采购法》第三十六条)', () => {
    const few = { candidates: [], undecided: [], competition: null, void: '《政府采购法》第三十六条' }
    expect(withoutResult(few, rulebook('G-2017'))?.rule.article).to.equal('《政府采购法》第三十六条')
  })
})
