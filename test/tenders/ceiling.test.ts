import { expect } from 'chai'
import { park } from '../../server/cli/demo/tender.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import {
  CeilingMethod,
  ceilingOf,
  ceilingRange,
  computedCeiling,
  controlPriceOf,
  drawnAtOpening,
  methodWords,
} from '../../server/tenders/ceiling.ts'
import { ceilingFindings } from '../../server/tenders/ceilingRules.ts'
import { AmendedTerms, Draft } from '../../server/tenders/contract.ts'
import { publishControlPrice } from '../../server/tenders/controlPrice.ts'
import { told } from '../../server/tenders/finding.ts'
import { inspectChanges } from '../../server/tenders/inspection.ts'
import { ceilingWords } from '../../server/tenders/paper.ts'
import { aTender, now, refused, signature } from './world.ts'

const T = rulebookFor('T', '2026-03-16')
const G = rulebookFor('G', '2026-03-16')
const method: CeilingMethod = { method: 'floated', control: '2000000001', values: [300, 400, 500], rounding: 'halfUp' }
const { ceiling: amount, ...without } = park
const byMethod = (changes: Partial<CeilingMethod> = {}): Draft => ({
  ...without,
  ceilingMethod: { ...method, ...changes },
})
const found = (draft: Draft, law = T) =>
  ceilingFindings(draft, law)
    .map(told)
    .map(({ severity, code, article }) => [severity, code, article])
const codes = (draft: Draft) => found(draft).map(([, code]) => code)

describe('A highest price by its method', () => {
  const price = (control: string, k: number, rounding: CeilingMethod['rounding']) =>
    String(computedCeiling({ ...method, control, rounding }, k))

  it('is the control price less the share that was drawn, to the fen, by the rounding that the document states', () => {
    expect(price('2000000000', 300, 'halfUp')).to.equal('1940000000')
    // 95.95, 104.5 and 103.55 fen
    expect([price('101', 500, 'halfUp'), price('101', 500, 'down')]).to.deep.equal(['96', '95'])
    expect([price('110', 500, 'halfUp'), price('110', 500, 'down')]).to.deep.equal(['105', '104'])
    expect([price('109', 500, 'halfUp'), price('109', 500, 'down')]).to.deep.equal(['104', '103'])
    // 5000.4999 and 4999.5 fen: the last below half a fen, and half a fen
    expect([price('5001', 1, 'halfUp'), price('5001', 1, 'down')]).to.deep.equal(['5000', '5000'])
    expect([price('5000', 1, 'halfUp'), price('5000', 1, 'down')]).to.deep.equal(['5000', '4999'])
  })

  it('is exact where a float is not', () => {
    expect(price('999999999999999999', 1, 'halfUp')).to.equal('999899999999999999')
    expect(price('999999999999999999', 1, 'down')).to.equal('999899999999999999')
    expect(price('900719925474099300', 3333, 'down')).to.equal('600509974313582003')
  })

  it('is unknown before it is computed, and then what was computed, whatever else stands there', () => {
    expect(ceilingOf({ ceilingMethod: method }, undefined)).to.equal(undefined)
    expect(ceilingOf({ ceilingMethod: method }, {})).to.equal(undefined)
    expect(ceilingOf({ ceilingMethod: method }, { computed: { ceiling: '7' } })).to.equal('7')
    expect(ceilingOf({ ceiling: '9' }, undefined)).to.equal('9')
    expect(ceilingRange({ ceilingMethod: method })).to.deep.equal({ least: 1900000001n, most: 1940000001n })
    expect(ceilingRange({})).to.equal(undefined)
  })

  it('lists at least two values that differ, each above nothing and at most a half', () => {
    const good = (values: number[]) => CeilingMethod.safeParse({ ...method, values }).success
    const lists = [[300], [300, 300], [0, 300], [300, 5001], [1, 5000]]
    expect(lists.map(good)).to.deep.equal([false, false, false, false, true])
    expect(CeilingMethod.safeParse({ ...method, control: '0' }).success).to.equal(false)
    expect(drawnAtOpening(byMethod())?.values).to.deep.equal(method.values)
    expect(drawnAtOpening(park)).to.equal(undefined)
  })

  it('reads in notice and document with control price, values, chance, and rounding', () => {
    const { zh } = methodWords(method)
    for (const part of ['¥20,000,000.01', '3%、4%、5%', '公开随机抽取', '四舍五入到分']) expect(zh).to.include(part)
    expect(methodWords({ ...method, rounding: 'down' }).zh).to.include('舍去不足一分的部分')
    expect(ceilingWords(byMethod())).to.equal(zh)
    expect(ceilingWords(park)).to.include('20,000,000.00')
  })
})

describe('What the check before the publication says of a highest price', () => {
  it('《招标投标法实施条例》第二十七条: an amount or a method, one of them, never both', () => {
    const article = '《招标投标法实施条例》第二十七条'
    expect(codes(park)).to.deep.equal([])
    expect(codes(byMethod({ control: '2000000000' }))).to.deep.equal([])
    expect(found(without)).to.deep.equal([['block', 'CEILING_MISSING', article]])
    expect(found({ ...byMethod(), ...(amount ? { ceiling: amount } : {}) })).to.deep.equal([
      ['block', 'CEILING_TWICE', article],
    ])
  })

  it('knows no place for a lowest price', () => {
    expect(Draft.safeParse({ ...park, floor: '1' }).success).to.equal(false)
    expect(CeilingMethod.safeParse({ ...method, least: '1' }).success).to.equal(false)
  })

  it('judges a method by all that may be drawn: the least against the deposit, the most against the estimate, to the fen', () => {
    const deposit = BigInt(park.deposit)
    const least = (control: bigint) => codes(byMethod({ control: String(control), values: [1000, 5000] }))
    expect(least(deposit * 2n)).to.deep.equal(['CEILING_BELOW_DEPOSIT'])
    expect(least(deposit * 2n + 1n)).to.deep.equal([])
    const most = (control: string) => codes(byMethod({ control, values: [5000, 4999] }))
    const edge = (BigInt(park.estimate) * 10_000n + 4999n) / 5001n
    expect(most(String(edge))).to.deep.equal([])
    expect(most(String(edge + 1n))).to.deep.equal(['CEILING_ABOVE_ESTIMATE'])
    expect(
      codes({ ...byMethod({ control: '1', values: [4999, 5000], rounding: 'down' }), deposit: '0' }),
    ).to.deep.equal(['CEILING_MISSING'])
  })

  it('leaves one coefficient to the opening, and none to a purchase', () => {
    const price = { ...park.criteria.price, drawn: { parameter: 'k', values: [9500, 9600] } }
    const criteria = { ...park.criteria, price } as Draft['criteria']
    expect(codes({ ...byMethod(), criteria })).to.deep.equal(['CEILING_TWO_DRAWS'])
    expect(found(byMethod(), G)).to.deep.include([
      ...['block', 'CEILING_METHOD_UNLAWFUL', '《政府采购货物和服务招标投标管理办法》第十二条'],
    ])
  })

  it('lets no addendum change the method, or put an amount beside it', () => {
    expect(AmendedTerms.safeParse({ ceilingMethod: method }).success).to.equal(false)
    const before = byMethod()
    const after = inspectChanges([before, { ...before, ceiling: '1900000000' }], T)
    expect(after.map(told).map(({ code }) => code)).to.deep.equal(['CEILING_TWICE'])
  })
})

describe('The control price of a tender with a method', () => {
  it('is the one that the method begins with', () => {
    const { ceiling: _amount, ...rest } = aTender()
    const tender = { ...rest, ceilingMethod: method }
    expect(controlPriceOf(tender)).to.equal(method.control)
    const publish = (price: string) => () => publishControlPrice(tender, { price, basis: '清单', signature }, T, now)
    expect(publish(method.control)()).to.have.lengthOf(1)
    expect(refused(publish('2000000000')).code).to.equal('CONTROL_PRICE_OTHER')
  })
})
