import { expect } from 'chai'
import fc from 'fast-check'
import {
  atLeast,
  atMost,
  centipoints,
  compare,
  decimal,
  fen,
  formatDecimal,
  formatYuan,
  inChineseCapitals,
  minus,
  over,
  percent,
  plus,
  ratio,
  roundHalfUp,
  times,
  yuan,
} from '../../server/law/units.ts'

const amounts = fc.bigInt({ min: 0n, max: 10n ** 17n })

describe('money', () => {
  it('reads yuan into fen without a float', () => {
    expect(yuan('20000.00')).to.equal(2_000_000n)
    expect(yuan('20000')).to.equal(2_000_000n)
    expect(yuan('0.1')).to.equal(10n)
    expect(yuan('-3.05')).to.equal(-305n)
    expect(yuan('90071992547409.93')).to.equal(9_007_199_254_740_993n)
  })

  for (const text of ['', '1.234', '1,000.00', '1e3', ' 1', '.5', '5.', '１']) {
    it(`takes "${text}" for no amount`, () => {
      expect(() => yuan(text)).to.throw(RangeError)
    })
  }

  for (const text of ['1.0', '01', '', '-', '1n']) {
    it(`takes "${text}" for no whole number of fen`, () => {
      expect(() => fen(text)).to.throw(RangeError)
    })
  }

  it('writes what it reads', () => {
    fc.assert(fc.property(amounts, (n) => yuan(formatYuan(n).replaceAll(',', '')) === n && fen(String(n)) === n))
    expect(formatYuan(2_000_000n)).to.equal('20,000.00')
    expect(formatYuan(-123_456_705n)).to.equal('-1,234,567.05')
    expect(formatYuan(7n)).to.equal('0.07')
  })

  // The examples of 《正确填写票据和结算凭证的基本规定》, and zeros in every place.
  const capitals: [string, string][] = [
    ['1409.50', '壹仟肆佰零玖元伍角'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['0.00', '零元整'],
    ['0.05', '伍分'],
    ['0.30', '叁角'],
    ['10.00', '壹拾元整'],
    ['20000.00', '贰万元整'],
    ['1000000.00', '壹佰万元整'],
    ['10000001.00', '壹仟万零壹元整'],
    ['100010000.00', '壹亿零壹万元整'],
    ['1000000000000.00', '壹万亿元整'],
    ['1000100000000.00', '壹万零壹亿元整'],
    ['1234567890123456.78', '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿玖仟零壹拾贰万叁仟肆佰伍拾陆元柒角捌分'],
  ]
  for (const [amount, text] of capitals) {
    it(`writes ${amount} as ${text}`, () => {
      expect(inChineseCapitals(yuan(amount))).to.equal(text)
    })
  }

  it('writes different amounts in different capitals', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => (a === b) === (inChineseCapitals(a) === inChineseCapitals(b))),
      { numRuns: 500 },
    )
  })
})

describe('shares', () => {
  it('reads percent as basis points', () => {
    expect(percent(2)).to.equal(200)
    expect(percent(0.05)).to.equal(5)
    expect(() => percent(0.001)).to.throw(RangeError)
  })

  it('rounds a cap down and a minimum up, by less than a fen', () => {
    expect(atMost(yuan('33.33'), percent(2))).to.equal(66n)
    expect(atLeast(yuan('33.33'), percent(2))).to.equal(67n)
    expect(atLeast(yuan('50.00'), percent(2))).to.equal(100n)
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 20_000 }), (n, share) => {
        const exact = n * BigInt(share)
        const [low, high] = [atMost(n, share) * 10_000n, atLeast(n, share) * 10_000n]
        return low <= exact && exact - low < 10_000n && high >= exact && high - exact < 10_000n
      }),
    )
  })
})

describe('exact numbers', () => {
  it('adds a tenth and two tenths to three tenths', () => {
    expect(compare(plus(decimal('0.1'), decimal('0.2')), decimal('0.3'))).to.equal(0)
    expect(compare(minus(decimal('1'), decimal('0.9')), decimal('0.1'))).to.equal(0)
  })

  it('divides and multiplies without loss', () => {
    const third = over(ratio(1n), ratio(3n))
    expect(times(third, ratio(3n))).to.deep.equal(ratio(1n))
    expect(ratio(2n, -4n)).to.deep.equal({ numerator: -1n, denominator: 2n })
    expect(() => ratio(1n, 0n)).to.throw(RangeError)
  })

  it('rounds half up, and a negative half away from zero', () => {
    expect(roundHalfUp(2n, 3n, 2)).to.equal(67n)
    expect(roundHalfUp(1n, 8n, 2)).to.equal(13n)
    expect(roundHalfUp(1n, 2n, 0)).to.equal(1n)
    expect(roundHalfUp(-1n, 2n, 0)).to.equal(-1n)
    expect(roundHalfUp(12_449n, 1000n, 1)).to.equal(124n)
    expect(formatDecimal(roundHalfUp(2n, 3n, 2), 2)).to.equal('0.67')
    expect(formatDecimal(-5n, 2)).to.equal('-0.05')
    expect(centipoints(decimal('59.165'))).to.equal(5917)
  })

  it('is never further from the number than half a step', () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.integer({ min: 0, max: 6 }),
        (n, d, digits) => {
          const off = 2n * (roundHalfUp(n, d, digits) * d - n * 10n ** BigInt(digits))
          return off <= d && off >= -d
        },
      ),
    )
  })
})
