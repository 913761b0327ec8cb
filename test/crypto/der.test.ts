import { expect } from 'chai'
import fc from 'fast-check'
import { hex, unhex } from '../../crypto/bytes.ts'
import * as der from '../../crypto/der.ts'
import { flagsOf, oidOf, preciseTime, smallOf, textOf, time, timeOf, unsignedOf } from '../../crypto/values.ts'
import { refused } from './pki.ts'

const bad = (what: string, encoded: string, read: (e: der.Element) => unknown = (e) => e) =>
  it(`refuses ${what}`, () => refused('DER_MALFORMED', () => read(der.parseDer(unhex(encoded)))))

describe('DER', () => {
  it('reads back every integer, octet string and nesting it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 200n }), fc.uint8Array({ maxLength: 400 }), (n, bytes) => {
        const whole = der.parseDer(der.sequence(der.integer(n), der.explicit(3, der.octets(bytes))))
        const fields = new der.Fields(whole)
        expect(BigInt(`0x${hex(unsignedOf(fields.take()))}`)).to.equal(n)
        expect(hex(der.only(fields.take(der.contextTag(3))).content)).to.equal(hex(bytes))
        fields.end()
      }),
    )
  })

  it('writes object identifiers as the standards print them', () => {
    expect(hex(der.oid('1.2.840.113549.1.7.2'))).to.equal('06092a864886f70d010702')
    for (const id of ['2.5.29.15', '1.2.156.10197.1.501', '2.25.329800735698586629295641978511506172918', '2.999.1']) {
      expect(oidOf(der.parseDer(der.oid(id)))).to.equal(id)
    }
  })

  it('orders a SET OF', () => {
    const set = der.setOf(der.octets(unhex('02')), der.octets(unhex('0101')), der.octets(unhex('01')))
    expect(hex(set)).to.equal('310a0401010401020402' + '0101')
  })

  it('writes years before 2050 short and later ones long, and reads both', () => {
    const [before, after] = [Date.parse('2049-12-31T23:59:59Z'), Date.parse('2050-01-01T00:00:00Z')]
    expect(der.parseDer(time(before)).tag).to.equal(der.TAG.utcTime)
    expect(der.parseDer(time(after)).tag).to.equal(der.TAG.generalizedTime)
    expect([before, after].map((at) => timeOf(der.parseDer(time(at))))).to.deep.equal([before, after])
    expect(timeOf(der.parseDer(preciseTime(before + 120)))).to.equal(before + 120)
  })

  it('reads text of all kinds, also Chinese in a BMPString', () => {
    expect(textOf(der.parseDer(unhex('1e044e2d6587')))).to.equal('中文')
    expect(textOf(der.parseDer(der.utf8String('中文')))).to.equal('中文')
  })

  bad('bytes after the end', '050000')
  bad('a cut element', '04030102')
  bad('a cut length', '0482')
  bad('an indefinite length', '30800000')
  bad('a length that is not the shortest', '048101ff')
  bad('a length with a leading zero', `048200ff${'00'.repeat(255)}`)
  bad('long tags', '1f8100')
  bad('nothing at all', '')
  bad('deep nesting', hex(Array.from({ length: 40 }).reduce<Uint8Array>((inner) => der.sequence(inner), der.nothing())))
  bad('an integer with a needless zero', '02020001', unsignedOf)
  bad('a negative integer', '0201ff', unsignedOf)
  bad('an empty integer', '0200', unsignedOf)
  bad('an integer that is too large', '02050100000000', smallOf)
  bad('an object identifier with a leading 80', '0603808001', oidOf)
  bad('a cut object identifier', '060188', oidOf)
  bad('unused bits that are set', '03020701', flagsOf)
  bad('a day that is not in the calendar', hex(der.element(0x17, new TextEncoder().encode('260230000000Z'))), timeOf)
  bad('a time in another zone', hex(der.element(0x17, new TextEncoder().encode('2602010000+0800'))), timeOf)
  bad('text that is no UTF-8', '0c01ff', textOf)
})
