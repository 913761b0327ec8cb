import { expect } from 'chai'
import { correctPrice, type PriceLine } from '../../server/evaluation/arithmetic.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { refusal } from './deeds.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2026-02')
const line = (name: string, quantity: string, unitPrice: string, lineTotal?: string): PriceLine => ({
  ...{ name, quantity, unitPrice },
  ...(lineTotal === undefined ? {} : { lineTotal }),
})

describe('a price that contradicts itself, in a purchase (《政府采购货物和服务招标投标管理办法》第五十九条)', () => {
  it('first: the schedule of prices stands over the rest of the bid', () => {
    const { price, steps } = correctPrice('10000000', { elsewhere: '9900000' }, G)
    expect(price).to.equal('10000000')
    expect(steps).to.deep.equal([{ step: 'schedule', before: '9900000', after: '10000000' }])
  })

  it('second: words stand over figures, to the fen', () => {
    expect(correctPrice('10000000', { words: '10000001' }, G)).to.deep.equal({
      price: '10000001',
      steps: [{ step: 'words', before: '10000000', after: '10000001' }],
    })
  })

  it('third: with a misplaced point the total stands and the unit price is changed', () => {
    // 100 at 1,000.00 were meant and 10,000.00 written
    const { price, steps } = correctPrice('10000000', { lines: [line('平板', '100', '1000000', '10000000')] }, G)
    expect(price).to.equal('10000000')
    expect(steps).to.deep.equal([{ step: 'decimal', line: '平板', before: '1000000', after: '100000' }])
  })

  it('fourth: unit prices stand over the total', () => {
    const { price, steps } = correctPrice('10000000', { lines: [line('甲', '3', '3333333'), line('乙', '1', '2')] }, G)
    expect(price).to.equal('10000001')
    expect(steps).to.deep.equal([{ step: 'sum', before: '10000000', after: '10000001' }])
  })

  it('takes several in that order: what the words say is what the unit prices are compared with', () => {
    const found = {
      elsewhere: '1',
      words: '9000000',
      lines: [line('甲', '2', '4000000'), line('乙', '1', '50', '500000')],
    }
    const { price, steps } = correctPrice('10000000', found, G)
    expect(steps.map(({ step, before, after }) => [step, before, after])).to.deep.equal([
      ['schedule', '1', '10000000'],
      ['words', '10000000', '9000000'],
      ['decimal', '50', '500000'],
      ['sum', '9000000', '8500000'],
    ])
    expect(price).to.equal('8500000')
  })

  it('counts quantities exactly and rounds once, half up, at the end', () => {
    const thirds = [line('甲', '0.5', '1'), line('乙', '0.5', '1'), line('丙', '0.5', '1')]
    expect(correctPrice('7', { lines: thirds }, G).price).to.equal('2')
    expect(correctPrice('7', { lines: [line('甲', '0.333333', '300000000')] }, G).price).to.equal('99999900')
  })
})

describe('a price that contradicts itself, in a works tender (《评标委员会和评标方法暂行规定》第十九条)', () => {
  it('knows words over figures, then unit prices over the total', () => {
    const found = { words: '10000000', lines: [line('土方', '1000', '9000')] }
    const { price, steps } = correctPrice('10500000', found, T)
    expect([price, steps.map(({ step }) => step)]).to.deep.equal(['9000000', ['words', 'sum']])
  })

  it('spares a unit price whose point is obviously wrong', () => {
    const found = { lines: [line('土方', '1000', '90000', '9000000'), line('石方', '1', '1000000')] }
    const { price, steps } = correctPrice('10000000', found, T)
    expect([price, steps.map(({ step }) => step)]).to.deep.equal(['10000000', ['decimal']])
  })

  it('knows no schedule that stands over the rest: that is the law of purchases', () => {
    expect(refusal(() => correctPrice('10000000', { elsewhere: '1' }, T))).to.include({
      code: 'ARITHMETIC_STEP_UNKNOWN',
      article: '《评标委员会和评标方法暂行规定》第十九条',
    })
  })
})

describe('a price that does not contradict itself', () => {
  it('is not corrected', () => {
    const same = { elsewhere: '100', words: '100', lines: [line('甲', '2', '50')] }
    for (const found of [{}, same])
      expect(refusal(() => correctPrice('100', found, G)).code).to.equal('ARITHMETIC_CONSISTENT')
  })

  it('is not corrected to nothing, or to more digits than an amount has', () => {
    expect(refusal(() => correctPrice('100', { words: '0' }, G)).code).to.equal('PRICE_OUT_OF_RANGE')
    const huge = { lines: [line('甲', '999999999999', '100000000000')] }
    expect(refusal(() => correctPrice('100', huge, G)).code).to.equal('PRICE_OUT_OF_RANGE')
  })
})
