import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { criteriaProblems } from '../../server/tenders/criteriaRules.ts'
import type { Reserved } from '../../server/tenders/reserved.ts'
import { draftTender } from '../../server/tenders/rules.ts'
import { draftOf } from '../../server/tenders/tender.ts'
import { purchase } from './criteria.ts'
import { aTender, refused } from './world.ts'

const G = rulebook('G-2026-02')
const T = rulebook('T-2025')

describe('how the document of a government purchase judges bids', () => {
  const of = (more: Partial<Criteria>, kind: 'goods' | 'services' | 'works' = 'goods', ceiling = '100') =>
    criteriaProblems({ criteria: purchase(more), kind, estimate: '100', ceiling }, G).map(({ code, article }) => ({
      code,
      article,
    }))
  const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
  const points = (full: number) => ({ price: { formula: 'lowest-price' as const, full } })

  it('is lawful with points and with the lowest price alone', () => {
    expect(of({})).to.deep.equal([])
    expect(of({ price: { formula: 'price-alone' }, factors: [] })).to.deep.equal([])
  })

  it('compares prices by no benchmark average', () => {
    const price = { formula: 'benchmark-average' as const, full: 3000, k: 10_000, above: 1, below: 1 }
    const found = of({ price: { ...price, trimMoreThan: 3, roundDeviation: 2 } })
    expect(found).to.deep.equal([{ code: 'FORMULA_UNLAWFUL', article: order('五十三') }])
  })

  it('weighs the price at least 30 % for goods, and 10 % for services', () => {
    const low = [{ code: 'PRICE_WEIGHT_LOW', article: order('五十五') }]
    expect([of(points(3000)), of(points(2999))]).to.deep.equal([[], low])
    expect([of(points(1000), 'services'), of(points(999), 'services')]).to.deep.equal([[], low])
  })

  it('lists what the purchaser checks, and something for the panel', () => {
    const { clauses } = purchase()
    const panelOnly = clauses.filter(({ by }) => !by)
    const purchaserOnly = clauses.filter(({ by }) => by)
    expect(of({ clauses: panelOnly })).to.deep.equal([{ code: 'QUALIFICATION_MISSING', article: order('四十四') }])
    expect(of({ clauses: purchaserOnly })[0]?.code).to.equal('CLAUSES_MISSING')
  })

  it('deducts 10 to 20 % for small enterprises, 4 to 6 % for their share, 20 % for domestic products', () => {
    const codes = (policy: NonNullable<Criteria['policy']>) => of({ policy }).map(({ code }) => code)
    for (const policy of [
      { small: 1000 },
      { small: 2000 },
      { smallShare: 400 },
      { smallShare: 600 },
      { domestic: 2000 },
    ])
      expect(codes(policy), JSON.stringify(policy)).to.deep.equal([])
    for (const policy of [
      { small: 999 },
      { small: 2001 },
      { smallShare: 399 },
      { smallShare: 601 },
      { domestic: 1999 },
    ])
      expect(codes(policy), JSON.stringify(policy)).to.deep.equal(['DEDUCTION_UNLAWFUL'])
  })

  it('keeps a package for small and medium enterprises without a deduction, and a share by consortium where such may bid', () => {
    const kept = (reserved: Reserved, policy = {}, more = {}, law = G) =>
      criteriaProblems(
        { criteria: purchase({ policy }), kind: 'goods', estimate: '100', ceiling: '100', reserved, ...more },
        law,
      ).map(({ code }) => code)
    const whole = { kind: 'whole' as const, for: 'small' as const }
    const share = { kind: 'consortium' as const, share: 3000 }
    expect(kept(whole)).to.deep.equal([])
    expect(kept(whole, { domestic: 2000 })).to.deep.equal([])
    expect([kept(whole, { small: 1000 }), kept(whole, { smallShare: 400 })]).to.deep.equal([
      ['RESERVED_DEDUCTION'],
      ['RESERVED_DEDUCTION'],
    ])
    expect([kept(share, {}, { consortium: true }), kept(share)]).to.deep.equal([[], ['RESERVED_WITHOUT_CONSORTIUM']])
    expect(kept(whole, {}, {}, rulebook('T-2025'))).to.include('RESERVED_UNLAWFUL')
  })

  it('raises the triggers for low prices up to 65 %, and lowers none', () => {
    const codes = (average: number, ceiling: number) =>
      of({ lowPrice: { average, second: 5000, ceiling } }).map(({ code }) => code)
    expect([codes(5000, 4500), codes(6500, 6500)]).to.deep.equal([[], []])
    const unlawful = ['LOW_PRICE_UNLAWFUL']
    expect([codes(6501, 4500), codes(4999, 4500), codes(5000, 4499)]).to.deep.equal([unlawful, unlawful, unlawful])
  })

  it('sets its highest price within the budget', () => {
    expect(of({}, 'goods', '101')).to.deep.equal([{ code: 'CEILING_ABOVE_BUDGET', article: order('十二') }])
  })

  it('is for goods and services, not for works', () => {
    expect(of({}, 'works')).to.deep.equal([{ code: 'KIND_OTHER_LAW', article: order('二') }])
  })
})

describe('how the document of a works tender judges bids', () => {
  const of = (more: Partial<Criteria>) => {
    const clauses = purchase().clauses.map(({ by: _by, ...clause }) => clause)
    const criteria = purchase({ clauses, ...more })
    return criteriaProblems({ criteria, kind: 'works', estimate: '100', ceiling: '200' }, T).map(({ code }) => code)
  }

  it('may compare by points with either formula, or by the lowest evaluated price', () => {
    expect(of({})).to.deep.equal([])
    expect(of({ price: { formula: 'price-alone' }, factors: [] })).to.deep.equal([])
  })

  it('leaves no clause to the tenderer, deducts nothing and counts no brand', () => {
    expect(of({ clauses: purchase().clauses })).to.deep.equal(['QUALIFICATION_BY_PANEL'])
    expect(of({ policy: { small: 1000 } })).to.deep.equal(['DEDUCTION_UNLAWFUL'])
    expect(of({ coreProduct: '投影机' })).to.deep.equal(['BRANDS_NOT_COUNTED'])
  })
})

describe('a draft', () => {
  const drafted = (criteria: Criteria) =>
    refused(() => draftTender(undefined, 't', { ...draftOf(aTender()), criteria })).code

  it('adds up to 100 points where bids are scored', () => {
    expect(drafted(purchase())).to.equal('done')
    expect(drafted(purchase({ price: { formula: 'lowest-price', full: 2999 } }))).to.equal('CRITERIA_TOTAL')
  })

  it('scores nothing where the price alone decides', () => {
    expect(drafted(purchase({ price: { formula: 'price-alone' } }))).to.equal('CRITERIA_SCORED')
    expect(drafted(purchase({ price: { formula: 'price-alone' }, factors: [] }))).to.equal('done')
  })
})
