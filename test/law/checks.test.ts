import { expect } from 'chai'
import fc from 'fast-check'
import {
  carries,
  documentObjectionUntil,
  largestDeposit,
  mostTendererMembers,
  mustPostpone,
  type NoticeTerms,
  noticeProblems,
  panelProblems,
  publicityEnds,
} from '../../server/law/checks.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { interest, refundDue } from '../../server/law/refunds.ts'
import { demoRegion, regional, unsetRegion } from '../../server/law/regional.ts'
import { type Rulebook, rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const endOfDay = (day: string) => instantOf(`${day}T23:59:59.999`)

describe('the largest deposit', () => {
  it('is 2 % of the estimate, rounded down to the fen', () => {
    expect(largestDeposit(yuan('1000000.00'), 'works', T)).to.equal(yuan('20000.00'))
    expect(largestDeposit(yuan('33.33'), 'goods', T)).to.equal(66n)
  })

  it('is capped by the kind of the tender', () => {
    const huge = yuan('900000000.00')
    expect(largestDeposit(huge, 'works', T)).to.equal(yuan('800000.00'))
    expect(largestDeposit(huge, 'designBuild', T)).to.equal(yuan('800000.00'))
    expect(largestDeposit(huge, 'goods', T)).to.equal(yuan('800000.00'))
    expect(largestDeposit(huge, 'survey', T)).to.equal(yuan('100000.00'))
    expect(largestDeposit(huge, 'design', T)).to.equal(yuan('100000.00'))
    expect(largestDeposit(huge, 'services', T)).to.equal(yuan('18000000.00'))
    expect(largestDeposit(huge, 'goods', G)).to.equal(yuan('18000000.00'))
  })
})

describe('a panel', () => {
  const problems = (members: number, experts: number, law: Rulebook, estimate?: bigint) =>
    panelProblems({ members, experts, ...(estimate === undefined ? {} : { estimate }) }, law).map(({ code }) => code)

  it('has five members or more, an odd number, and two thirds experts', () => {
    expect(problems(5, 4, T)).to.deep.equal([])
    expect(problems(3, 2, T)).to.deep.equal(['PANEL_TOO_SMALL'])
    expect(problems(6, 4, T)).to.deep.equal(['PANEL_EVEN'])
    expect(problems(5, 3, T)).to.deep.equal(['PANEL_FEW_EXPERTS'])
    expect(problems(4, 1, T)).to.deep.equal(['PANEL_TOO_SMALL', 'PANEL_EVEN', 'PANEL_FEW_EXPERTS'])
  })

  it('needs 4 experts of 5, 5 of 7, 6 of 9, 8 of 11', () => {
    for (const [members, experts] of [
      [5, 4],
      [7, 5],
      [9, 6],
      [11, 8],
    ] as const) {
      expect(problems(members, experts, T), `${experts} of ${members}`).to.deep.equal([])
      expect(problems(members, experts - 1, T)).to.deep.equal(['PANEL_FEW_EXPERTS'])
      expect(mostTendererMembers(members, T)).to.equal(members - experts)
    }
  })

  it('has seven members for a government purchase of ten million yuan, not for one fen less', () => {
    expect(problems(5, 4, G, yuan('9999999.99'))).to.deep.equal([])
    expect(problems(5, 4, G, yuan('10000000.00'))).to.deep.equal(['PANEL_TOO_SMALL'])
    expect(problems(5, 4, T, yuan('10000000.00'))).to.deep.equal([])
  })

  it('names the article it breaks', () => {
    expect(panelProblems({ members: 3, experts: 2 }, T)[0]).to.include({ article: '《招标投标法》第三十七条' })
  })

  it('rejects a bid by more than half of all members', () => {
    expect(carries(3, 5, T)).to.equal(true)
    expect(carries(2, 5, T)).to.equal(false)
    expect(carries(3, 6, T)).to.equal(false)
  })
})

describe('a notice', () => {
  const terms: NoticeTerms = {
    publishedAt: instantOf('2026-11-02T09:00'),
    documentsFrom: instantOf('2026-11-02T09:00'),
    documentsUntil: instantOf('2026-11-09T17:00'),
    deadline: instantOf('2026-11-23T09:30'),
    deposit: yuan('20000.00'),
    estimate: yuan('1000000.00'),
    kind: 'works',
  }
  const problems = (changes: Partial<NoticeTerms>, law = T) =>
    noticeProblems({ ...terms, ...changes }, law, shippedCalendar).map(({ code, article }) =>
      article ? [code, article] : [code],
    )

  it('may be published when everything is as long and as small as the law asks', () => {
    expect(problems({})).to.deep.equal([])
    expect(problems({}, G)).to.deep.equal([])
  })

  it('offers the tender document for five days, the last of which is worked', () => {
    const short = ['DOCUMENTS_TOO_SHORT', '《招标投标法实施条例》第十六条']
    expect(problems({ documentsUntil: instantOf('2026-11-08T23:59') })).to.deep.equal([short])
    expect(problems({ documentsUntil: instantOf('2026-11-09') })).to.deep.equal([])
  })

  it('offers it for five working days in a government purchase', () => {
    const from = instantOf('2026-11-03T09:00')
    const until = (day: string) => ({ documentsFrom: from, documentsUntil: instantOf(day) })
    expect(problems(until('2026-11-09'), G)).to.deep.equal([
      ['DOCUMENTS_TOO_SHORT', '《政府采购法实施条例》第三十一条'],
    ])
    expect(problems(until('2026-11-09'), T)).to.deep.equal([])
  })

  it('leaves twenty days from the first issue to the deadline', () => {
    const deadline = instantOf('2026-11-21T23:59:59.999')
    const short = [['PREPARATION_TOO_SHORT', '《招标投标法》第二十四条']]
    expect(problems({ deadline })).to.deep.equal(short)
    expect(problems({ deadline: deadline + 1 })).to.deep.equal([])
    expect(problems({ deadline }, rulebook('T-2025-voluntary'))).to.deep.equal([])
    expect(problems({ deadline }, G)).to.deep.equal([['PREPARATION_TOO_SHORT', '《政府采购法》第三十五条']])
  })

  it('asks for no more than the largest deposit, to the fen', () => {
    expect(problems({ deposit: yuan('20000.01') })).to.deep.equal([
      ['DEPOSIT_TOO_LARGE', '《招标投标法实施条例》第二十六条'],
    ])
    expect(problems({ estimate: yuan('100000000'), deposit: yuan('800000.01') })).to.deep.equal([
      ['DEPOSIT_TOO_LARGE', '《工程建设项目施工招标投标办法》第三十七条'],
    ])
    expect(problems({ deposit: 0n })).to.deep.equal([])
    expect(problems({ deposit: -1n })).to.deep.equal([['DEPOSIT_NEGATIVE']])
    expect(problems({ estimate: 0n })).to.deep.equal([['ESTIMATE_NOT_POSITIVE']])
  })

  it('comes before its documents, and they end with the deadline', () => {
    expect(problems({ documentsFrom: terms.publishedAt - 1 })).to.deep.equal([
      ['DOCUMENTS_BEFORE_NOTICE', T.documentsOffered.article],
    ])
    expect(problems({ documentsUntil: terms.deadline + 1 })).to.deep.equal([['DOCUMENTS_PAST_DEADLINE']])
    expect(problems({ documentsUntil: terms.deadline })).to.deep.equal([])
  })

  it('waits where the holidays of the year are not announced', () => {
    const late = { documentsFrom: instantOf('2026-12-28'), documentsUntil: instantOf('2027-01-10') }
    expect(problems({ ...late, deadline: instantOf('2027-02-01') })).to.deep.equal([
      ['CALENDAR_PENDING', '《招标投标法实施条例》第十六条'],
    ])
  })
})

describe('an addendum', () => {
  const deadline = instantOf('2026-12-01T09:30')

  it('for a deadline of 2026-12-01 postpones it from 11-17 on', () => {
    expect(mustPostpone(endOfDay('2026-11-16'), deadline, T)).to.equal(false)
    expect(mustPostpone(instantOf('2026-11-17'), deadline, T)).to.equal(true)
  })

  it('may be objected to, as all documents, until 11-21, or seven working days from knowing', () => {
    const knewAt = instantOf('2026-11-02T09:00')
    expect(documentObjectionUntil({ deadline, knewAt }, T, shippedCalendar)).to.equal(endOfDay('2026-11-21'))
    expect(documentObjectionUntil({ deadline, knewAt }, G, shippedCalendar)).to.equal(endOfDay('2026-11-11'))
  })
})

describe('the publicity', () => {
  it('of Wednesday 2026-11-04 lasts to the end of Monday 11-09, of 09-28 to the end of 10-08', () => {
    expect(publicityEnds(instantOf('2026-11-04T16:00'), T, shippedCalendar)).to.equal(endOfDay('2026-11-09'))
    expect(publicityEnds(instantOf('2026-09-28T09:00'), T, shippedCalendar)).to.equal(endOfDay('2026-10-08'))
    expect(publicityEnds(instantOf('2026-11-04T16:00'), G, shippedCalendar)).to.equal(endOfDay('2026-11-05'))
  })
})

describe('a deposit', () => {
  const at = instantOf('2026-11-04T10:00')

  it('is back five days after a withdrawal, five working days in a government purchase', () => {
    expect(refundDue({ cause: 'withdrawn', at }, T, shippedCalendar)).to.equal(endOfDay('2026-11-09'))
    expect(refundDue({ cause: 'withdrawn', at }, G, shippedCalendar)).to.equal(endOfDay('2026-11-11'))
  })

  it('of a loser waits for the contract, but for the award only in a government purchase', () => {
    expect(refundDue({ cause: 'award', winner: false, at }, T, shippedCalendar)).to.equal(undefined)
    expect(refundDue({ cause: 'contract', winner: false, at }, T, shippedCalendar)).to.equal(endOfDay('2026-11-09'))
    expect(refundDue({ cause: 'award', winner: false, at }, G, shippedCalendar)).to.equal(endOfDay('2026-11-11'))
    expect(refundDue({ cause: 'contract', winner: false, at }, G, shippedCalendar)).to.equal(undefined)
  })

  it('of the winner is back after the contract', () => {
    expect(refundDue({ cause: 'award', winner: true, at }, G, shippedCalendar)).to.equal(undefined)
    expect(refundDue({ cause: 'contract', winner: true, at }, G, shippedCalendar)).to.equal(endOfDay('2026-11-11'))
    expect(refundDue({ cause: 'contract', winner: true, at }, T, shippedCalendar)).to.equal(endOfDay('2026-11-09'))
  })

  it('of a terminated tender is back within the days that the region calls prompt, where it has said so', () => {
    expect(refundDue({ cause: 'terminated', at }, T, shippedCalendar, { days: 5 })).to.equal(endOfDay('2026-11-09'))
    expect(refundDue({ cause: 'terminated', at }, G, shippedCalendar, { days: 9 })).to.equal(endOfDay('2026-11-11'))
  })

  it('of a terminated tender is back at once', () => {
    expect(refundDue({ cause: 'terminated', at }, T, shippedCalendar)).to.equal(at)
    expect(refundDue({ cause: 'terminated', at }, G, shippedCalendar)).to.equal(endOfDay('2026-11-11'))
  })

  it('bears interest to the fen, rounded down, by the year of the region', () => {
    const rate = (interestYear: 360 | 365) => regional('某市', { depositInterestRate: 522, interestYear })
    expect(interest(yuan('100000'), '2026-11-01', '2026-11-11', rate(360))).to.equal(yuan('145.00'))
    expect(interest(yuan('100000'), '2026-11-01', '2026-11-11', rate(365))).to.equal(yuan('143.01'))
    expect(interest(yuan('20000'), '2026-10-01', '2026-10-31', demoRegion)).to.equal(83n)
    expect(interest(yuan('20000'), '2026-10-01', '2026-10-01', demoRegion)).to.equal(0n)
  })

  it('bears no interest before it came, nor while the region has set no rate', () => {
    expect(() => interest(1n, '2026-10-02', '2026-10-01', demoRegion)).to.throw(RangeError)
    expect(() => interest(1n, '2026-10-01', '2026-10-02', unsetRegion))
      .to.throw()
      .with.property('code', 'REGION_UNSET')
  })

  it('never bears less for a longer time', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n })
    const november = fc.integer({ min: 1, max: 29 })
    fc.assert(
      fc.property(amounts, november, (sum, n) => {
        const until = (day: number) => `2026-11-${String(day).padStart(2, '0')}`
        const one = interest(sum, '2026-11-01', until(n), demoRegion)
        return one <= interest(sum, '2026-11-01', until(n + 1), demoRegion)
      }),
    )
  })
})
