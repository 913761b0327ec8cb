import { expect } from 'chai'
import fc from 'fast-check'
import { mustPostpone } from '../../server/law/checks.ts'
import { dayOf, instantOf, isWorkingDay, latestBefore, shippedCalendar } from '../../server/law/periods.ts'
import { type Addendum, issueAddendum, postponedDeadline } from '../../server/questions/addendum.ts'
import { suspendTender } from '../../server/tenders/suspension.ts'
import { documentHash, draftOf, noticeHash, type Stage, type Tender } from '../../server/tenders/tender.ts'
import { documentsEver } from '../../server/tenders/versions.ts'
import { becomes, DAY, now, refused } from '../tenders/world.ts'
import { addendum, first, G, issued, letter, second, T, tender } from './example.ts'

describe('an addendum', () => {
  for (const stage of ['draft', 'opening', 'evaluating', 'awarded', 'failed', 'terminated'] as Stage[])
    it(`is not published while the tender is ${stage}`, () => {
      expect(refused(() => issueAddendum(tender({ stage }), addendum(), T, now, shippedCalendar)).code).to.equal(
        'ADDENDUM_STAGE',
      )
    })

  it('is published until the last millisecond before the deadline', () => {
    const { deadline } = tender()
    expect(refused(() => issueAddendum(tender(), addendum(), T, deadline - 1, shippedCalendar)).code).to.equal('done')
    expect(refused(() => issueAddendum(tender(), addendum(), T, deadline, shippedCalendar)).code).to.equal(
      'ADDENDUM_STAGE',
    )
  })

  it('waits while the tender rests', () => {
    const order = { id: 'o', kind: 'objection' as const, reason: '收到异议' }
    const rests = becomes(tender(), suspendTender(tender(), order, T, now))
    expect(refused(() => issueAddendum(rests, addendum(), T, now, shippedCalendar)).code).to.equal('TENDER_SUSPENDED')
  })

  it('is a new version: the old one stays, with its documents and its hash', () => {
    const before = tender()
    const after = issued(before, { documents: [second, letter], affects: true, changes: { scope: '道路与桥梁' } })
    expect(after.published?.version).to.equal(2)
    expect(after.scope).to.equal('道路与桥梁')
    expect(after.published?.notice).to.equal(noticeHash(draftOf(after)))
    expect(after.published?.versions?.map(({ version, document }) => [version, document])).to.deep.equal([
      [1, documentHash(before.published!)],
      [2, documentHash(after.published!)],
    ])
    expect(documentsEver(after.published!).map(({ title }) => title)).to.deep.equal(['a', 'b', 'c'])
  })

  it('follows the version that its writer saw, or is refused', () => {
    const after = issued(tender())
    expect(refused(() => issueAddendum(after, addendum(), T, now, shippedCalendar)).code).to.equal('ADDENDUM_VERSION')
    expect(issued(after, { version: 3 }).published?.version).to.equal(3)
  })

  it('that changes a term of weight, or takes a document out, cannot be called harmless', () => {
    const of = (changes: Partial<Addendum>) =>
      refused(() => issueAddendum(tender(), addendum(changes), T, now, shippedCalendar)).code
    expect(of({ changes: { durationDays: 300 } })).to.equal('ADDENDUM_AFFECTS')
    expect(of({ documents: [second] })).to.equal('ADDENDUM_AFFECTS')
    expect(of({ documents: [first, letter] })).to.equal('done')
    expect(of({ changes: { contact: '0871-2' } })).to.equal('done')
    expect(of({ changes: { durationDays: tender().durationDays } })).to.equal('done')
  })

  it('keeps what holds for a notice: the scores still add up', () => {
    const { criteria } = tender()
    const price = { ...criteria.price, full: 5000 }
    const changes = { criteria: { ...criteria, price } }
    expect(
      refused(() => issueAddendum(tender(), addendum({ changes, affects: true }), T, now, shippedCalendar)).code,
    ).to.equal('CRITERIA_TOTAL')
  })
})

describe('an addendum that may affect bids', () => {
  const { deadline } = tender()
  const last = latestBefore(deadline, T.postponement.value)
  const of = (changes: Partial<Addendum>, at: number) =>
    refused(() => issueAddendum(tender(), addendum({ affects: true, ...changes }), T, at, shippedCalendar))

  it('is out fifteen days before the deadline, to the millisecond: 《招标投标法实施条例》第二十一条', () => {
    expect(dayOf(last)).to.equal('2026-03-16')
    expect(of({}, last).code).to.equal('done')
    const { code, article } = of({}, last + 1)
    expect({ code, article }).to.deep.equal({ code: 'ADDENDUM_TOO_LATE', article: '《招标投标法实施条例》第二十一条' })
  })

  it('that comes later postpones the deadline in the same deed, far enough', () => {
    const { facts } = of({}, last + 1)
    const proposed = facts?.['proposed'] as number
    expect(dayOf(proposed)).to.equal('2026-04-01')
    expect(of({ deadline: proposed - DAY }, last + 1).code).to.equal('ADDENDUM_TOO_LATE')
    const after = issued(tender(), { affects: true, deadline: proposed }, last + 1)
    expect([after.deadline, after.published?.version]).to.deep.equal([proposed, 2])
  })

  it('that affects nothing may come on the last day', () => {
    expect(of({ affects: false }, last + 1).code).to.equal('done')
  })

  it('a deadline is offered that keeps the hour, falls on a working day and leaves the days: always', () => {
    const from = instantOf('2026-03-01')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * DAY }), fc.integer({ min: 1, max: 40 * DAY }), (a, b) => {
        const [at, until] = [from + a, from + a + b]
        const offered = postponedDeadline(at, until, T, shippedCalendar)
        expect(mustPostpone(at, offered, T)).to.equal(false)
        expect((offered - until) % DAY).to.equal(0)
        if (offered !== until) expect(isWorkingDay(dayOf(offered), shippedCalendar)).to.equal(true)
        else expect(mustPostpone(at, until, T)).to.equal(false)
      }),
      { numRuns: 300 },
    )
  })
})

describe('an addendum of a government purchase', () => {
  const article = '《政府采购货物和服务招标投标管理办法》第二十七条'
  const of = (changes: Partial<Addendum>) =>
    refused(() =>
      issueAddendum(tender({ track: 'G' }), addendum({ affects: true, ...changes }), G, now, shippedCalendar),
    )

  for (const [what, changes] of [
    ['the subject', { scope: '另一标的' }],
    ['the qualification', { qualification: '另一资格' }],
    ['the qualification by admitting consortiums', { consortium: true }],
  ] as const)
    it(`may not change ${what}`, () => {
      const found = of({ changes, keeps: true })
      expect([found.code, found.article]).to.deep.equal(['ADDENDUM_KEEPS', article])
    })

  it('may change how bids are scored, but not by which clauses the purchaser judges who is qualified', () => {
    const { criteria } = tender()
    const clauses = [...criteria.clauses, { id: 'licence', zh: '具有许可证', ground: 'unqualified' }]
    const by = (judge: 'purchaser' | 'panel') => {
      const judged = clauses.map((one) => ({ ...one, by: judge }))
      return of({ changes: { criteria: { ...criteria, clauses: judged } }, keeps: true }).code
    }
    expect([by('panel'), by('purchaser')]).to.deep.equal(['done', 'ADDENDUM_KEEPS'])
  })

  it('says that its documents keep both', () => {
    const found = of({ documents: [second] })
    expect([found.code, found.article]).to.deep.equal(['ADDENDUM_KEEPS_UNSAID', article])
    expect(of({ documents: [second], keeps: true }).code).to.equal('done')
  })

  it('postpones by its own article', () => {
    const late = latestBefore(tender().deadline, G.postponement.value) + 1
    const found = refused(() =>
      issueAddendum(tender(), addendum({ affects: true, keeps: true }), G, late, shippedCalendar),
    )
    expect([found.code, found.article]).to.deep.equal(['ADDENDUM_TOO_LATE', article])
  })

  it('of works may change both', () => {
    const changes = { qualification: '一级', consortium: true }
    expect(issued(tender(), { affects: true, changes }).qualification).to.equal('一级')
  })
})

describe('the content of an addendum is checked as a notice is', () => {
  const goods = (): Tender => {
    const { criteria } = tender()
    const clauses = [...criteria.clauses, { id: 'licence', zh: '具有许可证', ground: 'unqualified', by: 'purchaser' }]
    const factors = [
      {
        id: 'plan',
        zh: '技术方案',
        full: 7000,
        guidance: '逐项比较，按档给分',
        step: 50,
        objective: false,
        volume: 'technical',
      },
    ]
    const price = { formula: 'lowest-price', full: 3000 }
    return tender({
      ...{ track: 'G', kind: 'goods', performanceBond: { share: 500 } },
      ...{
        qualification: '投标人须具有医疗器械经营企业许可证',
        criteria: { ...criteria, clauses, factors, price } as never,
      },
    })
  }
  const of = (changes: Addendum['changes'], reasons?: Addendum['reasons'], before = goods(), law = G) =>
    refused(() =>
      issueAddendum(before, addendum({ affects: true, keeps: true, changes, reasons }), law, now, shippedCalendar),
    )
  const scored = (zh: string, guidance: string, weight = 3000) => {
    const { criteria } = goods()
    const factors = [
      { id: 'plan', zh, full: 10_000 - weight, guidance, step: 50, objective: false, volume: 'technical' as const },
    ]
    return { criteria: { ...criteria, factors, price: { formula: 'lowest-price' as const, full: weight } } }
  }
  const lawful = '逐项比较，按档给分'

  it('the price of goods keeps thirty points to the hundredth: 87号令第五十五条', () => {
    const { code, article } = of(scored('技术方案', lawful, 1000))
    expect([code, article]).to.deep.equal(['PRICE_WEIGHT_LOW', G.leastPriceWeightGoods.article])
    expect(of(scored('技术方案', lawful, 2999)).code).to.equal('PRICE_WEIGHT_LOW')
    expect(of(scored('技术方案', lawful, 3001)).code).to.equal('done')
  })

  it('a condition of qualification is not scored', () => {
    const { code, article } = of(scored('许可', '具有医疗器械经营企业许可证得满分'))
    expect([code, article]).to.deep.equal(['QUALIFICATION_SCORED', G.qualificationScored.article])
  })

  it('no branch in the province is asked for', () => {
    expect(of(scored('服务', '须在云南省内设有分支机构')).code).to.equal('LOCAL_BIDDERS_ONLY')
  })

  it('the highest price is above zero, and not above the budget', () => {
    expect(of({ ceiling: '0' }).code).to.equal('CEILING_MISSING')
    expect(of({ ceiling: String(BigInt(goods().estimate) + 1n) }).code).to.equal('CEILING_ABOVE_BUDGET')
  })

  it('a warning needs reasons in writing, which are kept', () => {
    const vague = scored('技术方案', '好')
    const { code, facts } = of(vague)
    expect(code).to.equal('WARNING_UNJUSTIFIED')
    const where = facts?.['where'] as string
    const reasons = [{ code: 'FACTOR_VAGUE', where, reason: '评分细则见技术文件第三章各表' }]
    expect(of(vague, [{ ...reasons[0]!, where: 'criteria.factors.other' }]).code).to.equal('WARNING_UNJUSTIFIED')
    const [fact] = issueAddendum(
      goods(),
      addendum({ affects: true, keeps: true, changes: vague, reasons }),
      ...([G, now, shippedCalendar] as const),
    )
    expect(
      (fact as { data: { justified: { reason: string }[] } }).data.justified.map(({ reason }) => reason),
    ).to.deep.equal(['评分细则见技术文件第三章各表'])
  })

  it('what the notice was published with is not asked about again', () => {
    const before = goods()
    const vague = { ...before, criteria: { ...before.criteria, ...scored('技术方案', '好').criteria } } as Tender
    expect(of({ place: '昆明市呈贡区' }, undefined, vague).code).to.equal('done')
  })
})
