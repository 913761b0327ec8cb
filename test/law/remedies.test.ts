import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { days } from '../../server/law/units.ts'
import { type Row, rulebookStates } from './rows.ts'

const codes = (found: { value: readonly { code: string }[] }): string[] => found.value.map(({ code }) => code)

const tendering: Row[] = [
  ['complaintEvidence', '《招标投标法实施条例》第六十条', 'required'],
  ['complaintSuspension', '《招标投标法实施条例》第六十二条', 'untilLifted'],
  ['complaintAbuse', '《招标投标法实施条例》第六十一条', 'dismissed'],
  ['afterInvalidAward', '《招标投标法》第六十四条', ['nextCandidate', 'reEvaluate', 'retender']],
]
const purchases: Row[] = [
  ['complaintEvidence', '《政府采购法实施条例》第五十五条', 'required'],
  ['complaintSuspension', '《政府采购法》第五十七条', days(30)],
  ['complaintAbuse', '《政府采购法实施条例》第五十七条', 'dismissed'],
  ['afterInvalidAward', '《政府采购法》第七十三条', ['nextCandidate', 'retender']],
]

describe('what the law has against a wrong result, works tenders', () => {
  const book = rulebook('T-2025')
  rulebookStates(book, tendering)

  it('《招标投标法实施条例》第七十一条: a member who should have stood aside never evaluates again', () => {
    expect(book.reEvaluation.article).to.equal('《招标投标法实施条例》第七十一条')
    const found = book.reEvaluation.value.find(({ code }) => code === 'shouldHaveAvoided')
    expect(found?.by).to.deep.equal(['newPanel'])
    expect(codes(book.reEvaluation)).to.include.members(['standardMisapplied', 'rejectionMissed'])
  })

  it('《招标投标法实施条例》第五十六条: a candidate that changed is looked at again by the same panel', () => {
    expect(book.abilityReview).to.include({ article: '《招标投标法实施条例》第五十六条', source: 'text' })
    expect(book.abilityReview.value.map(({ by }) => by)).to.deep.equal([['samePanel']])
    expect(rulebook('G-2026-02').abilityReview.value).to.deep.equal([])
  })

  it('《招标投标法实施条例》第八十一条: six kinds of breach make an award invalid', () => {
    expect(book.awardInvalid.article).to.equal('《招标投标法实施条例》第八十一条')
    expect(codes(book.awardInvalid)).to.have.length(6)
  })

  it('《招标投标法实施条例》第五十五条: the first in rank is passed over for four reasons', () => {
    expect(book.passingOver.article).to.equal('《招标投标法实施条例》第五十五条')
    expect(codes(book.passingOver)).to.deep.equal(['gaveUp', 'forceMajeure', 'noPerformanceBond', 'unlawful'])
    expect(book.passingOver.value.map(({ deposit }) => deposit)).to.deep.equal([
      'kept',
      'returned',
      'kept',
      'mayBeKept',
    ])
  })
})

describe('what the law has against a wrong result, government purchases', () => {
  const book = rulebook('G-2017')
  rulebookStates(book, purchases)

  it('《政府采购货物和服务招标投标管理办法》第六十四条: four errors are put right by the same panel', () => {
    expect(book.reEvaluation.article).to.equal('《政府采购货物和服务招标投标管理办法》第六十四条')
    const same = book.reEvaluation.value.filter(({ by }) => by.includes('samePanel'))
    expect(same.map(({ code }) => code)).to.deep.equal(['sumWrong', 'outOfRange', 'objectiveDiffers', 'scoreExtreme'])
  })

  it('《政府采购货物和服务招标投标管理办法》第六十七条: an unlawful panel is composed anew', () => {
    const anew = book.reEvaluation.value.filter(({ by }) => by.includes('newPanel'))
    for (const { article, by } of anew) {
      expect(article).to.equal('《政府采购货物和服务招标投标管理办法》第六十七条')
      expect(by).to.deep.equal(['newPanel'])
    }
    expect(anew).to.have.length(3)
  })

  it('《政府采购法》第七十三条: unlawful acts that moved the result undo an award', () => {
    expect(book.awardInvalid.article).to.equal('《政府采购法》第七十三条')
  })

  it('《政府采购法实施条例》第四十九条: who refuses the contract is followed by the next', () => {
    expect(book.passingOver.article).to.equal('《政府采购法实施条例》第四十九条')
    expect(codes(book.passingOver)).to.deep.equal(['gaveUp'])
  })
})
