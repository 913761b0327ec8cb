import { expect } from 'chai'
import fc from 'fast-check'
import { base64, equal, hex, text, unbase64, unhex, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes, parseCanonical } from '../../crypto/canonical.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { vectorFiles, vectorText } from '../world/vectors.ts'

const codeOf = (deed: () => unknown): string | undefined => {
  try {
    deed()
  } catch (error) {
    if (error instanceof CryptoProblem) return error.code
    throw error
  }
  return undefined
}

describe('canonical JSON', () => {
  for (const file of vectorFiles('jcs/input')) {
    it(`writes ${file} as RFC 8785 says`, () => {
      const input = JSON.parse(vectorText(file)!)
      const expected = vectorText(file.replace('input', 'output'))!
      const bytes = vectorText(file.replace('input', 'outhex').replace('.json', '.txt'))!
      expect(canonical(input)).to.equal(expected)
      expect(hex(canonicalBytes(input))).to.equal(bytes.replace(/\s/g, ''))
    })
  }

  it('does not depend on the order in which members were written', () => {
    expect(canonical({ b: 1, a: { d: '元', c: null } })).to.equal('{"a":{"c":null,"d":"元"},"b":1}')
  })

  it('leaves out what is undefined and writes whole numbers of any size as text', () => {
    expect(canonical({ a: undefined, fen: 123456789012345678901n })).to.equal('{"fen":"123456789012345678901"}')
  })

  it('keeps a member called __proto__', () => {
    expect(canonical(JSON.parse('{"__proto__":1,"a":2}'))).to.equal('{"__proto__":1,"a":2}')
  })

  for (const [what, value] of Object.entries({
    NaN: Number.NaN,
    infinity: { a: Number.POSITIVE_INFINITY },
    bytes: new Uint8Array(2),
    'a function': { f: () => 1 },
    'a date': new Date(0),
    'undefined alone': undefined,
    'undefined in a list': [undefined],
    'half a surrogate pair': '\ud800',
    'half a surrogate pair in a name': { '\udc00': 1 },
  })) {
    it(`refuses ${what}`, () => {
      expect(codeOf(() => canonical(value))).to.equal('NOT_CANONICAL')
    })
  }

  for (const source of ['{"b":1,"a":2}', '{"a":1,"a":1}', '{ "a":1}', '1.0', '"\\u0061"', '', '{"a":1}\n', '-0']) {
    it(`refuses to read ${JSON.stringify(source)}, which is not its own canonical text`, () => {
      expect(codeOf(() => parseCanonical(source))).to.equal('NOT_CANONICAL')
    })
  }

  it('reads back every JSON value it writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }), (value) => {
        const written = canonical(value)
        expect(canonical(parseCanonical(written))).to.equal(written)
        expect(canonical(parseCanonical(utf8(written)))).to.equal(written)
      }),
    )
  })
})

describe('bytes as text', () => {
  it('come back from hexadecimal and base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (b) => {
        expect(equal(unhex(hex(b)), b)).to.equal(true)
        expect(equal(unbase64(base64(b)), b)).to.equal(true)
        expect(base64(b)).to.equal(Buffer.from(b).toString('base64'))
      }),
    )
  })

  for (const bad of ['0', 'AA', '0g', ' 00']) {
    it(`refuses ${JSON.stringify(bad)} as hexadecimal`, () => {
      expect(codeOf(() => unhex(bad))).to.equal('BYTES_MALFORMED')
    })
  }

  for (const bad of ['A', 'AA', 'AB==', 'AAB=', 'AA==AA==', 'A A=', '_w==', 'AAA\n']) {
    it(`refuses ${JSON.stringify(bad)} as base64`, () => {
      expect(codeOf(() => unbase64(bad))).to.equal('BYTES_MALFORMED')
    })
  }

  it('refuse UTF-8 that is none', () => {
    expect(codeOf(() => text(Uint8Array.of(0xc0, 0x80)))).to.equal('BYTES_MALFORMED')
    expect(codeOf(() => utf8('\ud83d'))).to.equal('BYTES_MALFORMED')
  })

  it('differ if one bit differs', () => {
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).to.equal(false)
    expect(equal(Uint8Array.of(1), Uint8Array.of(1, 0))).to.equal(false)
  })
})
