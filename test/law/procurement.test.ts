import { expect } from 'chai'
import * as law from '../../server/law/procurementLaw.ts'
import * as tenders from '../../server/law/procurementTenders.ts'
import { colludingSuppliers, relatedSuppliers } from '../../server/law/relatedBids.ts'
import { type Rulebook, rulebook, rulebookFor } from '../../server/law/rulebook.ts'
import { days, ratio, workingDays, yuan } from '../../server/law/units.ts'
import { electronicRows, type Row, rulebookStates, rulesState } from './rows.ts'

const collusion = ['sameAuthor', 'sameAgent', 'samePeople', 'alikeOrPatterned', 'mixedUp', 'samePayer']
const asked = { onlyAsked: true, inWriting: true, mayChangeSubstance: false }
const signing = { by: 'everyMember', dissent: 'inWriting', silence: 'agreed' }
const objections = ['documents', 'prequalification', 'opening', 'result']

const purchases: Row[] = [
  ['mandatoryWorks', '《政府采购法》第二十七条', 'regional'],
  ['mandatoryGoods', '《政府采购法》第二十七条', 'regional'],
  ['mandatoryServices', '《政府采购法》第二十七条', 'regional'],
  ['documentsOffered', '《政府采购法实施条例》第三十一条', workingDays(5)],
  ['bidPreparation', '《政府采购法》第三十五条', days(20)],
  ['addendumNotice', '《政府采购货物和服务招标投标管理办法》第二十七条', days(15)],
  ['postponement', '《政府采购货物和服务招标投标管理办法》第二十七条', days(15)],
  ['documentObjection', '《政府采购法》第五十二条', { afterKnowing: workingDays(7) }],
  ['correctionFirst', '《政府采购货物和服务招标投标管理办法》第二十五条', workingDays(7)],
  ['termination', '《政府采购货物和服务招标投标管理办法》第二十九条', 'majorChange'],
  ['addendumKeeps', '《政府采购货物和服务招标投标管理办法》第二十七条', ['subject', 'qualification']],
  ['questionReply', '《政府采购法实施条例》第五十二条', workingDays(3)],
  ['documentKnownFrom', '《政府采购法实施条例》第五十三条', { afterNotice: workingDays(5) }],
  ['documentObjectionReply', '《政府采购法》第五十三条', workingDays(7)],
  ['documentObjectionSuspends', '《政府采购法》第五十三条', false],
  ['lowestPrice', '《政府采购货物和服务招标投标管理办法》第十二条', 'forbidden'],
  ['validityFrom', '《政府采购货物和服务招标投标管理办法》第二十三条', 'deadline'],
  ['validityExtension', '《政府采购货物和服务招标投标管理办法》第二十三条', 'none'],
  ['validitySilence', '《政府采购货物和服务招标投标管理办法》第二十三条', 'refusal'],
  ['fewestExtended', '《政府采购货物和服务招标投标管理办法》第二十三条', { kinds: [], bidders: 0 }],
  ['depositCeiling', '《政府采购法实施条例》第三十三条', 200],
  ['depositCapWorks', '《政府采购法实施条例》第三十三条', 'none'],
  ['depositCapGoods', '《政府采购法实施条例》第三十三条', 'none'],
  ['depositCapDesign', '《政府采购法实施条例》第三十三条', 'none'],
  ['cashDeposit', '《政府采购法实施条例》第三十三条', false],
  ['basicAccount', '《政府采购法实施条例》第三十三条', false],
  ['depositValidity', '《政府采购货物和服务招标投标管理办法》第二十三条', 'asTheBid'],
  ['depositOfRevoked', '《政府采购货物和服务招标投标管理办法》第二十三条', 'mayBeKept'],
  ['refundWithdrawn', '《政府采购货物和服务招标投标管理办法》第三十八条', workingDays(5)],
  ['refundDeclined', '《政府采购货物和服务招标投标管理办法》第三十八条', 'asWithdrawn'],
  ['depositForms', '《保障中小企业款项支付条例》第十三条', 'notOnlyCash'],
  ['keptGoesTo', '《政府采购货物和服务招标投标管理办法》第二十三条', 'treasury'],
  ['refundLosers', '《政府采购法实施条例》第三十三条', { after: 'award', within: workingDays(5) }],
  ['refundWinner', '《政府采购法实施条例》第三十三条', { after: 'contract', within: workingDays(5) }],
  ['refundTerminated', '《政府采购货物和服务招标投标管理办法》第二十九条', workingDays(5)],
  ['depositInterest', '《政府采购货物和服务招标投标管理办法》第三十八条', 'none'],
  ['terminatedInterest', '《政府采购货物和服务招标投标管理办法》第二十九条', 'bankDepositRate'],
  ['lateRefund', '《政府采购货物和服务招标投标管理办法》第三十八条', 12_000],
  ['bidderSecrecy', '《政府采购货物和服务招标投标管理办法》第二十八条', 'untilOpening'],
  ['bidsToRefuse', '《政府采购货物和服务招标投标管理办法》第三十三条', ['late', 'notSealed']],
  ['replacement', '《政府采购货物和服务招标投标管理办法》第三十四条', 'untilDeadline'],
  ['affiliatedBidders', '《政府采购法实施条例》第十八条', 'allInvalid'],
  ['collusionSigns', '《政府采购货物和服务招标投标管理办法》第三十七条', collusion],
  ['textLikeness', '《政府采购货物和服务招标投标管理办法》第三十七条', 8000],
  ['priceListLikeness', '《政府采购货物和服务招标投标管理办法》第三十七条', 8000],
  ['relatedBids', '《政府采购法实施条例》第十八条', relatedSuppliers.value],
  ['colludingBids', '《政府采购货物和服务招标投标管理办法》第三十七条', colludingSuppliers.value],
  ['fewestBidders', '《政府采购货物和服务招标投标管理办法》第四十一条', 3],
  ['openingNeeds', '《政府采购货物和服务招标投标管理办法》第四十一条', 3],
  ['openingTime', '《政府采购货物和服务招标投标管理办法》第三十九条', 'atDeadline'],
  ['openingHost', '《政府采购货物和服务招标投标管理办法》第四十条', 'tenderer'],
  ['panelAtOpening', '《政府采购货物和服务招标投标管理办法》第四十条', false],
  ['openingAttendance', '《政府采购货物和服务招标投标管理办法》第四十二条', 'absenceAccepts'],
  ['readOut', '《政府采购货物和服务招标投标管理办法》第四十一条', 'everyBid'],
  ['openingObjection', '《政府采购货物和服务招标投标管理办法》第四十二条', 'onTheSpot'],
  ['fewestPanelMembers', '《政府采购货物和服务招标投标管理办法》第四十七条', 5],
  ['oddPanel', '《政府采购货物和服务招标投标管理办法》第四十七条', true],
  ['leastExpertShare', '《政府采购货物和服务招标投标管理办法》第四十七条', ratio(2n, 3n)],
  ['representativeAuthority', '《政府采购货物和服务招标投标管理办法》第四十五条', 'written'],
  ['agencyStaffOnPanel', '《政府采购货物和服务招标投标管理办法》第四十七条', false],
  ['mostTendererShare', '《政府采购货物和服务招标投标管理办法》第四十七条', ratio(1n, 3n)],
  ['largerPanel', '《政府采购货物和服务招标投标管理办法》第四十七条', { from: yuan('10000000'), members: 7 }],
  ['expertDraw', '《政府采购法实施条例》第三十九条', 'random'],
  ['expertExperience', '《政府采购评审专家管理办法》第六条', 8],
  ['panelSecrecy', '《政府采购货物和服务招标投标管理办法》第四十七条', 'untilResult'],
  ['publishedExperts', '《政府采购货物和服务招标投标管理办法》第六十九条', true],
  ['avoidance', '《政府采购法实施条例》第九条', ['employment', 'directorship', 'control', 'nearRelative', 'otherTies']],
  ['avoidanceYears', '《政府采购法实施条例》第九条', 3],
  ['selfAvoidance', '《政府采购法》第十二条', true],
  ['supervisorsOnPanel', '《政府采购法》第六十条', false],
  ['replacedMember', '《政府采购货物和服务招标投标管理办法》第四十九条', 'conclusionsVoid'],
  [
    'chair',
    '《政府采购货物和服务招标投标管理办法》第四十五条',
    { by: 'election', tendererMayChair: false, sameVote: true },
  ],
  ['qualificationBy', '《政府采购货物和服务招标投标管理办法》第四十四条', 'purchaser'],
  ['statedCriteria', '《政府采购货物和服务招标投标管理办法》第五十二条', 'only'],
  ['moreTime', '《政府采购货物和服务招标投标管理办法》第四十六条', 'none'],
  ['clarification', '《政府采购货物和服务招标投标管理办法》第五十一条', asked],
  ['rejectionMajority', '《政府采购货物和服务招标投标管理办法》第六十一条', ratio(1n, 2n)],
  ['fewValidBids', '《政府采购货物和服务招标投标管理办法》第四十四条', 'noEvaluation'],
  ['fewConforming', '《政府采购法》第三十六条', 'void'],
  ['tenderedKinds', '《政府采购货物和服务招标投标管理办法》第二条', ['goods', 'services']],
  ['ceilingWithin', '《政府采购货物和服务招标投标管理办法》第十二条', 'budget'],
  [
    'evaluationMethods',
    '《政府采购货物和服务招标投标管理办法》第五十三条',
    {
      scored: { zh: '综合评分法', en: 'scored', formulas: ['lowest-price'] },
      lowest: { zh: '最低评标价法', en: 'lowest price' },
    },
  ],
  ['leastPriceWeightGoods', '《政府采购货物和服务招标投标管理办法》第五十五条', 3000],
  ['leastPriceWeightServices', '《政府采购货物和服务招标投标管理办法》第五十五条', 1000],
  ['sameBrand', '《政府采购货物和服务招标投标管理办法》第三十一条', 'countedOnce'],
  ['arithmetic', '《政府采购货物和服务招标投标管理办法》第五十九条', ['schedule', 'words', 'decimal', 'sum']],
  ['pricedDeviations', '《政府采购货物和服务招标投标管理办法》第五十四条', 'none'],
  ['allRejected', '《政府采购法》第三十六条', 'repeated'],
  ['lowPriceBids', '《政府采购货物和服务招标投标管理办法》第六十条', 'explainedOrInvalid'],
  ['smallDeduction', '《政府采购法》第九条', 'none'],
  ['lowPriceTriggers', '《政府采购货物和服务招标投标管理办法》第六十条', 'none'],
  ['mostCandidates', '《政府采购货物和服务招标投标管理办法》第五十七条', 'asStated'],
  ['reportSigning', '《政府采购货物和服务招标投标管理办法》第六十一条', signing],
  ['publicityStarts', '《政府采购货物和服务招标投标管理办法》第六十九条', workingDays(2)],
  ['publicityLasts', '《政府采购货物和服务招标投标管理办法》第六十九条', workingDays(1)],
  ['resultObjection', '《政府采购法》第五十二条', { afterKnowing: workingDays(7) }],
  ['resultObjectionReply', '《政府采购法》第五十三条', workingDays(7)],
  ['resultObjectionSuspends', '《政府采购法》第五十三条', false],
  ['complaintWithin', '《政府采购法》第五十五条', workingDays(15)],
  ['objectionFirst', '《政府采购法》第五十五条', objections],
  ['complaintAcceptance', '《政府采购法》第五十六条', 'none'],
  ['complaintRuling', '《政府采购法》第五十六条', { from: 'receipt', within: workingDays(30) }],
  ['firstRankWins', '《政府采购货物和服务招标投标管理办法》第六十八条', 'always'],
  ['awardNotice', '《政府采购货物和服务招标投标管理办法》第六十九条', 'allAtOnce'],
  ['contractWithin', '《政府采购货物和服务招标投标管理办法》第七十一条', days(30)],
  ['performanceBondCeiling', '《政府采购法实施条例》第四十八条', 1000],
  ['reportWithin', '《政府采购法》第四十七条', { after: 'contract', within: workingDays(7) }],
  ['archiveYears', '《政府采购法》第四十二条', 15],
]

describe('the rulebook of government purchases', () => {
  const book = rulebook('G-2017')
  rulebookStates(book, [...purchases, ...electronicRows])

  it('《政府采购货物和服务招标投标管理办法》第六十三条: a bid is invalid for six reasons', () => {
    expect(book.rejectionGrounds.article).to.equal('《政府采购货物和服务招标投标管理办法》第六十三条')
    expect(book.rejectionGrounds.value.map((ground) => ground.code)).to.deep.equal([
      'noDeposit',
      'unsigned',
      'unqualified',
      'price',
      'conditions',
      'other',
    ])
  })
})

const smallNotice = '《财政部关于进一步加大政府采购支持中小企业力度的通知》（财库〔2022〕19号）'
const domesticNotice = '《国务院办公厅关于在政府采购中实施本国产品标准及相关政策的通知》（国办发〔2025〕34号）'
const lowPriceNotice = '《关于推动解决政府采购异常低价问题的通知》（财库〔2026〕2号）'
const triggers = { average: 5000, second: 5000, ceiling: 4500, most: 6500, minutes: 30 }

describe('the editions for government purchases', () => {
  const since = (day: string): Rulebook => rulebookFor('G', day)
  it('deduct from the price of small enterprises since 2022-07-01', () => {
    expect(since('2022-06-30').smallDeduction.value).to.equal('none')
    const { smallDeduction, smallShareDeduction } = since('2022-07-01')
    expect(smallDeduction).to.deep.include({ article: smallNotice, value: { least: 1000, most: 2000 } })
    expect(smallShareDeduction).to.deep.include({ article: smallNotice, value: { least: 400, most: 600 } })
  })
  it('prefer domestic products by 20 % since 2026-01-01', () => {
    expect(since('2025-12-31').domesticDeduction.value).to.equal('none')
    expect(since('2026-01-01').domesticDeduction).to.deep.include({ article: domesticNotice, value: 2000 })
  })
  it('examine abnormally low prices by numbers since 2026-02-01', () => {
    expect(since('2026-01-31').lowPriceTriggers.value).to.equal('none')
    expect(since('2026-02-01').lowPriceTriggers).to.deep.include({ article: lowPriceNotice, value: triggers })
  })
  it('say the same in everything else', () => {
    const {
      smallDeduction,
      smallShareDeduction,
      domesticDeduction,
      lowPriceTriggers,
      leastSmallShare: _share,
      reservedPackages: _reserved,
      reservedDeduction: _deduction,
      reservedNotice: _notice,
      id,
      edition,
      since: _,
      ...rest
    } = since('2026-11-26')
    expect([id, edition]).to.deep.equal(['G-2026-02', '2026-02'])
    expect(smallDeduction.value).not.to.equal(domesticDeduction.value)
    expect(rulebook('G-2017')).to.deep.include(rest)
    expect([smallShareDeduction, lowPriceTriggers].every(({ source }) => source === 'second-hand')).to.equal(true)
  })
})

describe('rules of government purchases that no rulebook needs', () => {
  rulesState([
    [tenders.noticeStands, '《政府采购货物和服务招标投标管理办法》第十六条', workingDays(5)],
    [tenders.lowestPriceMethod, '《政府采购货物和服务招标投标管理办法》第五十四条', 'priceAlone'],
    [tenders.reportSentWithin, '《政府采购货物和服务招标投标管理办法》第六十八条', workingDays(2)],
    [tenders.decisionWithin, '《政府采购货物和服务招标投标管理办法》第六十八条', workingDays(5)],
    [law.longestSuspension, '《政府采购法》第五十七条', days(30)],
    [law.contractPublishedWithin, '《政府采购法实施条例》第五十条', workingDays(2)],
  ])
})
