import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { type Row, rulebookStates } from './rows.ts'

const works: Row[] = [
  ['consortiumStated', '《招标投标法实施条例》第三十七条', 'asStated'],
  ['consortiumAgreement', '《招标投标法》第三十一条', 'withBid'],
  ['consortiumMembers', '《招标投标法实施条例》第三十七条', 'oneBidEach'],
  ['consortiumContract', '《招标投标法》第三十一条', 'allSign'],
  ['leastSmallShare', '《招标投标法》第三十一条', 'none'],
  ['reservedPackages', '《招标投标法》第十八条', 'none'],
  ['reservedDeduction', '《招标投标法》第十八条', 'none'],
  ['reservedNotice', '《招标投标法》第十八条', 'none'],
]
const purchases: Row[] = [
  ['consortiumStated', '《政府采购货物和服务招标投标管理办法》第十九条', 'asStated'],
  ['consortiumAgreement', '《政府采购法》第二十四条', 'withBid'],
  ['consortiumMembers', '《政府采购法实施条例》第二十二条', 'oneBidEach'],
  ['consortiumContract', '《政府采购法》第二十四条', 'allSign'],
  ['leastSmallShare', '《政府采购促进中小企业发展管理办法》第九条', 3000],
  ['reservedPackages', '《政府采购促进中小企业发展管理办法》第六条', 'declarationQualifies'],
  ['reservedDeduction', '《政府采购促进中小企业发展管理办法》第九条', 'none'],
  ['reservedNotice', '《政府采购促进中小企业发展管理办法》第十二条', 'stated'],
]

describe('the law of tenders on consortia', () => rulebookStates(rulebook('T-2025'), works))
describe('the law of purchases on consortia and reserved packages', () => {
  rulebookStates(rulebook('G-2026-02'), purchases)

  it('knew no reserved package in its first edition here (《政府采购法》第九条)', () => {
    const { leastSmallShare, reservedPackages, reservedNotice, reservedDeduction } = rulebook('G-2017')
    expect(
      [leastSmallShare, reservedPackages, reservedNotice, reservedDeduction].map(({ value }) => value),
    ).to.deep.equal(['none', 'none', 'none', 'none'])
  })

  it('says which of it was not read in the text of the measure', () => {
    const { leastSmallShare, reservedPackages } = rulebook('G-2026-02')
    expect([leastSmallShare.source, reservedPackages.source]).to.deep.equal(['second-hand', 'own'])
  })
})
