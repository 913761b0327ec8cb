import { expect } from 'chai'
import { demoRegion, settled, unsetRegion } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { workingDays } from '../../server/law/units.ts'
import { type Row, rulebookStates } from './rows.ts'

const order = '《政府采购货物和服务招标投标管理办法》'
const fifth = '《关于严格执行招标投标法规制度进一步规范招标投标主体行为的若干意见》第五条'
const seventh = '《关于严格执行招标投标法规制度进一步规范招标投标主体行为的若干意见》第七条'

const tendering: Row[] = [
  ['reportSentWithin', '《电子招标投标办法》第三十四条', 'atOnce'],
  ['recheckReported', fifth, 'none'],
  ['decisionWithin', '《招标投标法实施条例》第五十五条', 'none'],
  ['silentDecision', '《招标投标法实施条例》第五十五条', 'none'],
  ['tiedCandidates', '《招标投标法实施条例》第五十三条', 'panel'],
  ['resultVia', '《招标投标法实施条例》第五十四条', 'publicity'],
  ['resultKnownAt', '《招标投标法实施条例》第五十四条', 'published'],
  ['objectionHoldsContract', '《招标投标法实施条例》第五十四条', 'none'],
  ['contractTerms', '《招标投标法实施条例》第五十七条', 'asBid'],
  ['contractFixed', '《招标投标法》第四十六条', ['contract', 'payment', 'breach', 'disputes']],
  ['contractPublishedWithin', seventh, 'regional'],
  ['performanceBondForms', '《招标投标法实施条例》第五十八条', 'any'],
]
const purchases: Row[] = [
  ['reportSentWithin', `${order}第六十八条`, workingDays(2)],
  ['recheckReported', '《政府采购法实施条例》第四十四条', 'inWriting'],
  ['decisionWithin', `${order}第六十八条`, workingDays(5)],
  ['silentDecision', `${order}第六十八条`, 'firstRank'],
  ['tiedCandidates', `${order}第六十八条`, 'documentElseDraw'],
  ['resultVia', `${order}第六十九条`, 'announcement'],
  ['publicityStarts', `${order}第六十九条`, workingDays(2)],
  ['publicityLasts', `${order}第六十九条`, workingDays(1)],
  ['resultKnownAt', '《政府采购法实施条例》第五十三条', 'noticeExpired'],
  ['objectionHoldsContract', '《政府采购法实施条例》第五十四条', 'asPurchaserFinds'],
  ['contractTerms', `${order}第七十一条`, 'asBid'],
  ['contractFixed', '《政府采购法》第四十六条', ['contract', 'payment', 'acceptance', 'breach', 'disputes']],
  ['contractPublishedWithin', '《政府采购法实施条例》第五十条', workingDays(2)],
  ['performanceBondForms', '《政府采购法实施条例》第四十八条', 'notCash'],
]

describe('from the report to the contract, works tenders', () => {
  const book = rulebook('T-2025')
  rulebookStates(book, tendering)

  it(`${fifth}: what the tenderer may have the panel look at again`, () => {
    expect(book.reportRecheck).to.include({ article: fifth, source: 'second-hand' })
    expect(book.reportRecheck.value.map(({ code }) => code)).to.include.members(['sumWrong', 'rejectionArbitrary'])
    for (const { by } of book.reportRecheck.value) expect(by).to.deep.equal(['samePanel'])
  })

  it('《招标公告和公示信息发布管理办法》第六条: what the publicity of candidates says', () => {
    expect(book.resultContent).to.include({
      article: '《招标公告和公示信息发布管理办法》第六条',
      source: 'second-hand',
    })
    expect(book.resultContent.value).to.include.members(['ranking', 'prices', 'leader', 'objections'])
  })

  it(`${seventh}: within what time a contract is published, the region says`, () => {
    expect(settled(demoRegion, 'contractPublicDays')).to.include({ value: 10, source: 'own' })
    expect('unset' in unsetRegion.contractPublicDays).to.equal(true)
  })
})

describe('from the report to the contract, government purchases', () => {
  const book = rulebook('G-2017')
  rulebookStates(book, purchases)

  it(`${order}第六十四条: after the report four errors are looked at again, and no other`, () => {
    expect(book.reportRecheck.article).to.equal(`${order}第六十四条`)
    expect(book.reportRecheck.value.map(({ code }) => code)).to.deep.equal([
      'sumWrong',
      'outOfRange',
      'objectiveDiffers',
      'scoreExtreme',
    ])
  })

  it(`${order}第六十九条: what the announcement of the result says, with the experts' names`, () => {
    expect(book.resultContent.article).to.equal(`${order}第六十九条`)
    expect(book.resultContent.value).to.include.members(['purchaser', 'winner', 'items', 'experts'])
  })
})
