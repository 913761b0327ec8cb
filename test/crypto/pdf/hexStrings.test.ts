import { expect } from 'chai'
import fc from 'fast-check'
import { PDFContext, PDFHexString, PDFObjectParser } from 'pdf-lib'
import '../../../crypto/pdf/hexStrings.ts'

const parsed = (text: string) =>
  PDFObjectParser.forBytes(Buffer.from(text, 'latin1'), PDFContext.create()).parseObject()

describe('a hexadecimal string in a PDF', () => {
  it('is read as it stands, whatever stands in it', () => {
    const inside = fc.stringMatching(/^[0-9A-Fa-f \n\t\0z(\xff]*$/)
    fc.assert(
      fc.property(inside, (text) => {
        const found = parsed(`<${text}> 1`)
        expect(found).to.be.instanceOf(PDFHexString)
        expect((found as PDFHexString).asString()).to.equal(text)
      }),
    )
  })
  it('is read whole where it is as long as a signature or longer', () => {
    const text = 'a1B2'.repeat(50_001)
    const found = parsed(`[<${text}> 7]`)
    expect(String(found)).to.equal(`[ <${text}> 7 ]`)
  })
  it('that does not end is damage', () => {
    expect(() => parsed('<a1b2')).to.throw(/Expected/)
    expect(() => parsed('<')).to.throw(/Expected/)
  })
})
