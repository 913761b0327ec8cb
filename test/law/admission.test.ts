import { expect } from 'chai'
import {
  applicationsEarliest,
  groundProblems,
  mustPostponeApplications,
  type PrequalTerms,
  prequalObjectionUntil,
  prequalProblems,
} from '../../server/law/admissionChecks.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { days, workingDays } from '../../server/law/units.ts'
import { type Row, rulebookStates } from './rows.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2026-02')

const works: Row[] = [
  ['prequalNotice', '《招标投标法实施条例》第十五条', 'ownNotice'],
  ['prequalDocumentsOffered', '《招标投标法实施条例》第十六条', days(5)],
  ['applicationPeriod', '《招标投标法实施条例》第十七条', { from: 'saleEnd', least: days(5) }],
  ['prequalReview', '《招标投标法实施条例》第十八条', 'asDocumentSays'],
  ['prequalReviewer', '《招标投标法实施条例》第十八条', 'committeeWhereStateFunded'],
  ['prequalResult', '《招标投标法实施条例》第十九条', 'everyApplicant'],
  ['fewestPassers', '《招标投标法实施条例》第十九条', 3],
  ['prequalAddendum', '《招标投标法实施条例》第二十一条', days(3)],
  ['prequalObjection', '《招标投标法实施条例》第二十二条', { beforeDeadline: days(2) }],
  ['afterPrequal', '《招标投标法实施条例》第三十八条', 'changesOnly'],
  ['passersOnly', '《招标投标法实施条例》第三十六条', 'othersRefused'],
  ['frozenConsortium', '《招标投标法实施条例》第三十七条', 'bidInvalid'],
  ['applicationsSealed', '《电子招标投标办法》第二十八条', 'asBids'],
  ['applicationsOpened', '《电子招标投标办法》第三十八条', 'asBids'],
  ['invitationGroundNeeded', '《招标投标法实施条例》第八条', 'stateFunded'],
  ['fewestInvited', '《招标投标法》第十七条', 3],
  ['invitationPool', '《招标投标法》第十七条', 'none'],
  ['invitationChoice', '《招标投标法》第十七条', 'tenderer'],
  ['invitationWitnesses', '《招标投标法》第十七条', 0],
  ['invitationRecord', '《招标投标法》第十七条', 'none'],
  ['invitationsSent', '《招标投标法》第十七条', 'allAtOnce'],
  ['recommendedPublished', '《招标投标法》第十七条', false],
]

const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
const purchases: Row[] = [
  ['prequalNotice', '《政府采购货物和服务招标投标管理办法》第十五条', 'ownNotice'],
  ['prequalDocumentsOffered', '《政府采购货物和服务招标投标管理办法》第十八条', workingDays(5)],
  ['applicationPeriod', '《政府采购法实施条例》第二十一条', { from: 'notice', least: workingDays(5) }],
  ['prequalReview', '《政府采购货物和服务招标投标管理办法》第二十一条', 'asDocumentSays'],
  ['prequalReviewer', '《政府采购货物和服务招标投标管理办法》第十四条', 'purchaser'],
  ['prequalResult', '《电子招标投标办法》第三十八条', 'everyApplicant'],
  ['fewestPassers', '《政府采购法》第三十六条', 3],
  ['prequalAddendum', order('二十七'), days(3)],
  ['prequalObjection', '《政府采购法》第五十二条', { afterKnowing: workingDays(7) }],
  ['passersOnly', order('十八'), 'othersRefused'],
  ['frozenConsortium', '《政府采购货物和服务招标投标管理办法》第十九条', 'none'],
  ['invitationGroundNeeded', '《政府采购法》第二十九条', 'always'],
  ['fewestInvited', '《政府采购法》第三十四条', 3],
  ['invitationChoice', '《政府采购法》第三十四条', 'random'],
  ['invitationPool', order('十四'), { sources: ['prequalification', 'register', 'recommendation'], timesDrawn: 2 }],
  ['invitationWitnesses', order('十四'), 2],
  ['invitationRecord', order('十四'), 'signedAndFiled'],
  ['invitationsSent', order('十四'), 'allAtOnce'],
  ['recommendedPublished', order('六十九'), true],
]

describe('the law of tenders on who may bid', () => {
  rulebookStates(T, works)

  it('《招标投标法实施条例》第八条: two grounds for an invitation', () => {
    expect(T.invitationGrounds).to.deep.include({ article: '《招标投标法实施条例》第八条', source: 'text' })
    expect(T.invitationGrounds.value.map(({ code }) => code)).to.deep.equal(['fewBidders', 'cost'])
  })
})

describe('the law of purchases on who may bid', () => {
  rulebookStates(G, purchases)

  it('《政府采购法》第二十九条: two grounds for an invitation', () => {
    expect(G.invitationGrounds.article).to.equal('《政府采购法》第二十九条')
    expect(G.invitationGrounds.value.map(({ code }) => code)).to.deep.equal(['fewSuppliers', 'cost'])
  })
})

describe('the dates of a prequalification', () => {
  const terms = (changes: Partial<PrequalTerms> = {}): PrequalTerms => ({
    publishedAt: instantOf('2026-03-16T16:30'),
    documentsFrom: instantOf('2026-03-16T17:00'),
    documentsUntil: instantOf('2026-03-23T00:00'),
    deadline: instantOf('2026-03-28T00:00'),
    tenderFrom: instantOf('2026-04-01T09:00'),
    ...changes,
  })
  const codes = (changes: Partial<PrequalTerms>, law = T) =>
    prequalProblems(terms(changes), law, shippedCalendar).map(({ code, article }) => [code, article])

  it('T: offered 5 days, the last moved from a day of rest to the Monday (《招标投标法实施条例》第十六条)', () => {
    expect(codes({})).to.deep.equal([])
    expect(codes({ documentsUntil: instantOf('2026-03-22T23:59:59.999') })).to.deep.equal([
      ['PREQUAL_OFFER_SHORT', '《招标投标法实施条例》第十六条'],
    ])
  })

  it('T: 5 whole days lie between the end of the sale and the deadline, to the millisecond (第十七条)', () => {
    expect(codes({ deadline: instantOf('2026-03-28T00:00') - 1 })).to.deep.equal([
      ['APPLICATION_TIME_SHORT', '《招标投标法实施条例》第十七条'],
    ])
  })

  it('G: from the notice on, 5 working days, whatever the sale does (《政府采购法实施条例》第二十一条)', () => {
    const sale = { documentsUntil: instantOf('2026-03-23T00:00') }
    expect(codes({ ...sale, deadline: instantOf('2026-03-23T00:00') }, G)).to.deep.equal([])
    expect(codes({ ...sale, deadline: instantOf('2026-03-23T00:00') - 1 }, G)).to.deep.equal([
      ['APPLICATION_TIME_SHORT', '《政府采购法实施条例》第二十一条'],
    ])
    expect(applicationsEarliest(terms(), G, shippedCalendar)).to.equal(instantOf('2026-03-23T00:00'))
  })

  it('begin with the notice, and end before the tender document goes out', () => {
    expect(codes({ publishedAt: instantOf('2026-03-16T17:00') + 1 })[0]?.[0]).to.equal('PREQUAL_BEFORE_NOTICE')
    expect(codes({ tenderFrom: instantOf('2026-03-28T00:00') - 1 })[0]?.[0]).to.equal('PREQUAL_AFTER_BIDS')
    expect(codes({ tenderFrom: instantOf('2026-03-28T00:00') })).to.deep.equal([])
  })

  it('are not guessed beyond the calendar', () => {
    const late = {
      ...{ publishedAt: instantOf('2029-12-28T09:00'), documentsFrom: instantOf('2029-12-28T09:00') },
      ...{ documentsUntil: instantOf('2030-02-28T09:00'), deadline: instantOf('2030-03-28T09:00') },
      tenderFrom: instantOf('2030-04-28T09:00'),
    }
    expect(codes(late, G).map(([code]) => code)).to.deep.equal(['PREQUAL_CALENDAR_PENDING', 'PREQUAL_CALENDAR_PENDING'])
  })
})

describe('while applications are made', () => {
  const deadline = instantOf('2026-03-30T09:00')

  it('an addendum is out 3 days before the deadline, or postpones it (第二十一条)', () => {
    const last = instantOf('2026-03-27T23:59:59.999')
    for (const law of [T, G]) {
      expect(mustPostponeApplications(last, deadline, law)).to.equal(false)
      expect(mustPostponeApplications(last + 1, deadline, law)).to.equal(true)
    }
  })

  it('T: an objection is made until 2 days before it; G: within 7 working days of knowing', () => {
    const knewAt = instantOf('2026-03-16T16:30')
    expect(prequalObjectionUntil({ deadline, knewAt }, T, shippedCalendar)).to.equal(
      instantOf('2026-03-28T23:59:59.999'),
    )
    expect(prequalObjectionUntil({ deadline, knewAt }, G, shippedCalendar)).to.equal(
      instantOf('2026-03-25T23:59:59.999'),
    )
  })
})

describe('the ground of an invitation', () => {
  const reason = '仅有四家企业具备深水沉管施工船机条件'
  const code = (of: Parameters<typeof groundProblems>[0], law = T) => groundProblems(of, law)[0]?.code ?? 'none'

  it('is one that the law names, with the facts for it', () => {
    expect(code({ ground: 'fewBidders', reason, stateFunded: true })).to.equal('none')
    expect(code({ ground: 'fewSuppliers', reason, stateFunded: true })).to.equal('INVITATION_GROUND_UNKNOWN')
    expect(code({ ground: 'fewBidders', reason: '少', stateFunded: true })).to.equal('INVITATION_GROUND')
    expect(code({ reason, stateFunded: true })).to.equal('INVITATION_GROUND')
  })

  it('is needed where state funds lead; in a purchase always', () => {
    expect(code({ reason: '', stateFunded: false })).to.equal('none')
    expect(code({ reason: '', stateFunded: false }, G)).to.equal('INVITATION_GROUND')
    expect(code({ ground: 'fewSuppliers', reason, stateFunded: false }, G)).to.equal('none')
  })
})
