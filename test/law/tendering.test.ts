import { expect } from 'chai'
import * as electronic from '../../server/law/electronicTendering.ts'
import * as committees from '../../server/law/evaluationCommittees.ts'
import * as pools from '../../server/law/expertPools.ts'
import { colludingTenders, relatedTenders } from '../../server/law/relatedBids.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import * as law from '../../server/law/tenderingLaw.ts'
import * as regulations from '../../server/law/tenderingRegulations.ts'
import { days, ratio, workingDays, yuan } from '../../server/law/units.ts'
import { electronicRows, type Row, rulebookStates, rulesState } from './rows.ts'

const collusion = ['sameAuthor', 'sameAgent', 'samePeople', 'alikeOrPatterned', 'mixedUp', 'samePayer']
const asked = { onlyAsked: true, inWriting: true, mayChangeSubstance: false }
const signing = { by: 'everyMember', dissent: 'inWriting', silence: 'agreed' }
const objections = ['documents', 'opening', 'result']

const tendering: Row[] = [
  ['mandatoryWorks', '《必须招标的工程项目规定》第五条', yuan('4000000')],
  ['mandatoryGoods', '《必须招标的工程项目规定》第五条', yuan('2000000')],
  ['mandatoryServices', '《必须招标的工程项目规定》第五条', yuan('1000000')],
  ['documentsOffered', '《招标投标法实施条例》第十六条', days(5)],
  ['bidPreparation', '《招标投标法》第二十四条', days(20)],
  ['addendumNotice', '《招标投标法》第二十三条', days(15)],
  ['postponement', '《招标投标法实施条例》第二十一条', days(15)],
  ['documentObjection', '《招标投标法实施条例》第二十二条', { beforeDeadline: days(10) }],
  ['correctionFirst', '《招标投标法实施条例》第二十三条', days(3)],
  ['termination', '《招标投标法实施条例》第三十一条', 'withReason'],
  ['addendumKeeps', '《招标投标法实施条例》第二十一条', []],
  ['questionReply', '《招标投标法实施条例》第二十一条', 'none'],
  ['documentKnownFrom', '《招标投标法实施条例》第二十二条', 'notCounted'],
  ['documentObjectionReply', '《招标投标法实施条例》第二十二条', days(3)],
  ['documentObjectionSuspends', '《招标投标法实施条例》第二十二条', true],
  ['lowestPrice', '《招标投标法实施条例》第二十七条', 'forbidden'],
  ['validityFrom', '《招标投标法实施条例》第二十五条', 'deadline'],
  ['validityExtension', '《评标委员会和评标方法暂行规定》第四十条', 'eachAsked'],
  ['validitySilence', '《工程建设项目施工招标投标办法》第二十九条', 'refusal'],
  ['fewestExtended', '《工程建设项目货物招标投标办法》第二十八条', { kinds: ['goods'], bidders: 3 }],
  ['depositCeiling', '《招标投标法实施条例》第二十六条', 200],
  ['depositCapWorks', '《工程建设项目施工招标投标办法》第三十七条', yuan('800000')],
  ['depositCapGoods', '《工程建设项目货物招标投标办法》第二十七条', yuan('800000')],
  ['depositCapDesign', '《工程建设项目勘察设计招标投标办法》第二十四条', yuan('100000')],
  ['cashDeposit', '《招标投标法实施条例》第二十六条', true],
  ['basicAccount', '《招标投标法实施条例》第二十六条', true],
  ['depositValidity', '《招标投标法实施条例》第二十六条', 'asTheBid'],
  ['refundWithdrawn', '《招标投标法实施条例》第三十五条', days(5)],
  ['refundDeclined', '《工程建设项目施工招标投标办法》第二十九条', 'asWithdrawn'],
  ['depositForms', '《保障中小企业款项支付条例》第十三条', 'notOnlyCash'],
  ['keptGoesTo', '《招标投标法实施条例》第三十五条', 'tenderer'],
  ['depositOfRevoked', '《招标投标法实施条例》第三十五条', 'mayBeKept'],
  ['refundLosers', '《招标投标法实施条例》第五十七条', { after: 'contract', within: days(5) }],
  ['refundWinner', '《招标投标法实施条例》第五十七条', { after: 'contract', within: days(5) }],
  ['refundTerminated', '《招标投标法实施条例》第三十一条', 'promptly'],
  ['depositInterest', '《招标投标法实施条例》第五十七条', 'bankDepositRate'],
  ['terminatedInterest', '《招标投标法实施条例》第三十一条', 'bankDepositRate'],
  ['lateRefund', '《招标投标法实施条例》第六十六条', 'damages'],
  ['bidderSecrecy', '《招标投标法》第二十二条', 'untilOpening'],
  ['bidsToRefuse', '《招标投标法实施条例》第三十六条', ['unqualified', 'late', 'notSealed']],
  ['replacement', '《招标投标法》第二十九条', 'untilDeadline'],
  ['affiliatedBidders', '《招标投标法实施条例》第三十四条', 'allInvalid'],
  ['collusionSigns', '《招标投标法实施条例》第四十条', collusion],
  ['textLikeness', '《招标投标法实施条例》第四十条', 8000],
  ['priceListLikeness', '《招标投标法实施条例》第四十条', 8000],
  ['relatedBids', '《招标投标法实施条例》第三十四条', relatedTenders.value],
  ['colludingBids', '《招标投标法实施条例》第四十条', colludingTenders.value],
  ['fewestBidders', '《招标投标法》第二十八条', 3],
  ['openingNeeds', '《招标投标法实施条例》第四十四条', 3],
  ['openingTime', '《招标投标法》第三十四条', 'atDeadline'],
  ['openingHost', '《招标投标法》第三十五条', 'tenderer'],
  ['panelAtOpening', '《招标投标法》第三十五条', true],
  ['openingAttendance', '《电子招标投标办法》第二十九条', 'everyBidder'],
  ['readOut', '《招标投标法》第三十六条', 'everyBid'],
  ['openingObjection', '《招标投标法实施条例》第四十四条', 'onTheSpot'],
  ['fewestPanelMembers', '《招标投标法》第三十七条', 5],
  ['oddPanel', '《招标投标法》第三十七条', true],
  ['leastExpertShare', '《招标投标法》第三十七条', ratio(2n, 3n)],
  ['representativeAuthority', '《招标投标法》第三十七条', 'written'],
  ['agencyStaffOnPanel', '《招标投标法》第三十七条', false],
  ['mostTendererShare', '《招标投标法》第三十七条', ratio(1n, 3n)],
  ['largerPanel', '《招标投标法》第三十七条', 'none'],
  ['expertDraw', '《招标投标法实施条例》第四十六条', 'random'],
  ['expertExperience', '《招标投标法》第三十七条', 8],
  ['panelSecrecy', '《招标投标法》第三十七条', 'untilResult'],
  ['publishedExperts', '《招标投标法》第三十七条', false],
  [
    'avoidance',
    '《评标委员会和评标方法暂行规定》第十二条',
    ['nearRelative', 'authorityStaff', 'economicInterest', 'punished'],
  ],
  ['avoidanceYears', '《评标委员会和评标方法暂行规定》第十二条', 'regional'],
  ['selfAvoidance', '《招标投标法实施条例》第四十六条', true],
  ['supervisorsOnPanel', '《招标投标法实施条例》第四十六条', false],
  ['replacedMember', '《招标投标法实施条例》第四十八条', 'conclusionsVoid'],
  [
    'chair',
    '《评标委员会和评标方法暂行规定》第九条',
    { by: 'electionOrAppointment', tendererMayChair: true, sameVote: true },
  ],
  ['qualificationBy', '《招标投标法实施条例》第二十条', 'panel'],
  ['statedCriteria', '《招标投标法实施条例》第四十九条', 'only'],
  ['moreTime', '《招标投标法实施条例》第四十八条', ratio(1n, 3n)],
  ['clarification', '《招标投标法实施条例》第五十二条', asked],
  ['rejectionMajority', '《招标投标法实施条例》第五十一条', ratio(1n, 2n)],
  ['fewValidBids', '《评标委员会和评标方法暂行规定》第二十七条', 'panelArgues'],
  ['fewConforming', '《评标委员会和评标方法暂行规定》第二十七条', 'panelArgues'],
  ['leastPriceWeightGoods', '《评标委员会和评标方法暂行规定》第二十九条', 'none'],
  ['sameBrand', '《评标委员会和评标方法暂行规定》第二十九条', 'none'],
  ['arithmetic', '《评标委员会和评标方法暂行规定》第十九条', ['words', 'decimal', 'sum']],
  ['pricedDeviations', '《评标委员会和评标方法暂行规定》第三十二条', 'asStated'],
  ['allRejected', '《招标投标法》第四十二条', 'repeated'],
  ['smallDeduction', '《评标委员会和评标方法暂行规定》第二十九条', 'none'],
  ['lowPriceBids', '《评标委员会和评标方法暂行规定》第二十一条', 'explainedOrInvalid'],
  ['lowPriceTriggers', '《评标委员会和评标方法暂行规定》第二十一条', 'none'],
  ['ceilingWithin', '《招标投标法实施条例》第二十七条', 'unbound'],
  ['tenderedKinds', '《招标投标法实施条例》第二条', ['works', 'designBuild', 'goods', 'survey', 'design', 'services']],
  ['mostCandidates', '《招标投标法实施条例》第五十三条', 3],
  ['reportSigning', '《招标投标法实施条例》第五十三条', signing],
  ['publicityStarts', '《招标投标法实施条例》第五十四条', days(3)],
  ['publicityLasts', '《招标投标法实施条例》第五十四条', days(3)],
  ['resultObjection', '《招标投标法实施条例》第五十四条', 'publicity'],
  ['resultObjectionReply', '《招标投标法实施条例》第五十四条', days(3)],
  ['resultObjectionSuspends', '《招标投标法实施条例》第五十四条', true],
  ['complaintWithin', '《招标投标法实施条例》第六十条', days(10)],
  ['objectionFirst', '《招标投标法实施条例》第六十条', objections],
  ['complaintAcceptance', '《招标投标法实施条例》第六十一条', workingDays(3)],
  ['complaintRuling', '《招标投标法实施条例》第六十一条', { from: 'acceptance', within: workingDays(30) }],
  ['firstRankWins', '《招标投标法实施条例》第五十五条', 'stateFunded'],
  ['awardNotice', '《招标投标法》第四十五条', 'allAtOnce'],
  ['contractWithin', '《招标投标法》第四十六条', days(30)],
  ['performanceBondCeiling', '《招标投标法实施条例》第五十八条', 1000],
  ['reportWithin', '《招标投标法》第四十七条', { after: 'award', within: days(15) }],
  ['archiveYears', '《电子招标投标办法》第四十条', 'regional'],
]

describe('the rulebook of works tenders', () => {
  const book = rulebook('T-2025')
  rulebookStates(book, [...tendering, ...electronicRows])

  it('《招标投标法实施条例》第五十一条: rejects a bid for seven reasons and no other', () => {
    expect(book.rejectionGrounds.article).to.equal('《招标投标法实施条例》第五十一条')
    expect(book.rejectionGrounds.value.map((ground) => ground.code)).to.deep.equal([
      'unsigned',
      'noConsortiumAgreement',
      'unqualified',
      'severalBids',
      'price',
      'notResponsive',
      'unlawful',
    ])
  })
})

describe('rules of works tenders that no rulebook needs', () => {
  rulesState([
    [law.fewestInvited, '《招标投标法》第十七条', 3],
    [law.evaluationSecrecy, '《招标投标法》第三十八条', 'strict'],
    [law.negotiation, '《招标投标法》第四十三条', 'forbidden'],
    [regulations.reservePrice, '《招标投标法实施条例》第五十条', 'referenceOnly'],
    [regulations.contractTerms, '《招标投标法实施条例》第五十七条', 'asBid'],
    [electronic.publicityPlace, '《电子招标投标办法》第三十五条', 'platform'],
    [electronic.awardChannel, '《电子招标投标办法》第三十六条', 'platform'],
    [pools.expertIdentity, '《评标专家和评标专家库管理办法》第七条', 'biometricCapable'],
    [pools.expertProtection, '《评标专家和评标专家库管理办法》第二十一条', 'technicalMeans'],
  ])

  it('《评标委员会和评标方法暂行规定》第四十二条: a report has ten parts', () => {
    expect(committees.reportParts.article).to.equal('《评标委员会和评标方法暂行规定》第四十二条')
    expect(new Set(committees.reportParts.value)).to.have.lengthOf(10)
  })
})
