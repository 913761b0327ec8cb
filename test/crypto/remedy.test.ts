import { expect } from 'chai'
import fc from 'fast-check'
import { concat, hex, random, unbase64 } from '../../crypto/bytes.ts'
import { type Header, headerBytes, parseHeader } from '../../crypto/envelope.ts'
import { newRemedy, readRemedyCode, remedyCode } from '../../crypto/remedy.ts'
import { packageSize, type Sealing, sealBid } from '../../crypto/seal.ts'
import { SUITES } from '../../crypto/suite.ts'
import { partKey, rehearse, releaseBidder, releaseRemedy } from '../../crypto/unseal.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import { aBid, aContext, aFile, codeOf, type Keys, noise, packageOf, problemOf, sharesOf, someKeys } from './sealing.ts'

for (const suite of SUITES)
  describe(`the remedy of a bidder whose key is lost (${suite})`, () => {
    let keys: Keys
    let sealing: Sealing
    let header: Header
    let secret: Uint8Array
    const parts = () => [
      { id: 'business', files: [aFile('a.pdf', noise(10))] },
      { id: 'price', files: [aFile('form.json', noise(20))] },
    ]
    before(async () => {
      keys = await someKeys(suite)
      sealing = await sealBid({ ...aBid(keys, parts(), aContext(), suite), remedy: true })
      header = sealing.header
      secret = sealing.remedy ?? new Uint8Array()
    })
    const changed = (change: (header: Header) => void): Header => {
      const copy = structuredClone(header)
      change(copy)
      return copy
    }

    it('gives the very halves that the bidder’s own key gives, so the same bid and no other opens', async () => {
      const byRemedy = await releaseRemedy(header, secret)
      expect(byRemedy).to.deep.equal(await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8)))
      const shares = await sharesOf(header, 'price', keys, ['tenderer', 'centre'])
      expect(hex(await partKey(header, 'price', byRemedy['price'] ?? '', shares))).to.equal(hex(sealing.keys['price']!))
    })

    it('opens nothing without the officers: one of them is too few', async () => {
      const halves = await releaseRemedy(header, secret)
      const shares = await sharesOf(header, 'price', keys, ['centre'])
      expect(await codeOf(() => partKey(header, 'price', halves['price'] ?? '', shares))).to.equal('SHARES_TOO_FEW')
    })

    it('leaves the bidder’s own key as good as before', async () => {
      expect((await rehearse(header, softUnwrapper(keys.bidder!.pkcs8))).parts).to.deep.equal(['business', 'price'])
    })

    it('refuses another secret, that of another package of the same bidder as well', async () => {
      const other = await sealBid({ ...aBid(keys, parts(), aContext({ sequence: 2 }), suite), remedy: true })
      for (const wrong of [random(32), other.remedy!, new Uint8Array(0)])
        expect((await problemOf(() => releaseRemedy(header, wrong)))?.facts).to.include({ part: 'remedy' })
    })

    it('is of the very secret whose code the bidder took before anything was sealed', async () => {
      const taken = newRemedy()
      const of = await sealBid({ ...aBid(keys, parts(), aContext(), suite), remedy: taken })
      expect(hex(of.remedy!)).to.equal(hex(taken))
      const halves = await releaseRemedy(of.header, readRemedyCode(remedyCode(taken)))
      expect(halves).to.deep.equal(await releaseBidder(of.header, softUnwrapper(keys.bidder!.pkcs8)))
    })

    it('is not there when it was not asked for', async () => {
      const without = await sealBid(aBid(keys, parts(), aContext(), suite))
      expect(without.remedy).to.equal(undefined)
      expect(without.header).not.to.have.property('remedy')
      expect(await codeOf(() => releaseRemedy(without.header, secret))).to.equal('REMEDY_ABSENT')
    })

    it('opens under no other context, and shows the bidder who sealed something else into it', async () => {
      const moved = changed((h) => Object.assign(h.context, { tender: 'another' }))
      expect(await codeOf(() => releaseRemedy(moved, secret))).to.equal('KEY_MISMATCH')
      const other = await sealBid({ ...aBid(keys, parts(), aContext(), suite), remedy: true })
      const foreign = changed((h) => Object.assign(h, { remedy: other.header.remedy }))
      expect((await problemOf(() => releaseRemedy(foreign, other.remedy!)))?.facts).to.include({ part: 'business' })
    })

    it('refuses every flipped bit of its lock', async () => {
      const text = unbase64(header.remedy?.text ?? '')
      for (let bit = 0; bit < text.length * 8; bit++) {
        const wrong = new Uint8Array(text)
        wrong[bit >> 3]! ^= 1 << (bit & 7)
        const flipped = changed((h) => Object.assign(h.remedy!, { text: Buffer.from(wrong).toString('base64') }))
        expect(await codeOf(() => releaseRemedy(flipped, secret)), `bit ${bit}`).to.equal('KEY_MISMATCH')
      }
    })

    it('keeps its place in the header, and the length of a package is still known beforehand', async () => {
      expect(parseHeader(headerBytes(header))).to.deep.equal(header)
      const bid = { ...aBid(keys, parts(), aContext(), suite), remedy: true }
      expect((await packageOf(await sealBid(bid))).length).to.equal(await packageSize(bid))
      const halves = unbase64(header.remedy?.text ?? '')
      for (const text of [halves.slice(1), concat(halves, halves.slice(0, 1)), halves.slice(32)]) {
        const wrong = changed((h) => Object.assign(h.remedy!, { text: Buffer.from(text).toString('base64') }))
        expect(await codeOf(() => parseHeader(headerBytes(wrong))), `${text.length} bytes`).to.equal(
          'ENVELOPE_MALFORMED',
        )
      }
    })
  })

describe('a remedy code as it is written down', () => {
  it('is read back, in any case and spacing, and with the digits that look like letters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (secret) => {
        const code = remedyCode(secret)
        expect(code).to.match(/^([A-Z2-7]{4}-){13}[A-Z2-7]{4}$/)
        for (const written of [code, code.toLowerCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')}\n`])
          expect(hex(readRemedyCode(written))).to.equal(hex(secret))
        expect(hex(readRemedyCode(code.replaceAll('O', '0').replaceAll('I', '1')))).to.equal(hex(secret))
      }),
      { numRuns: 30 },
    )
  })

  it('tells a slip: another letter anywhere, one missing, one too many', async () => {
    const code = remedyCode(newRemedy())
    const other = (at: number) => `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`
    for (let at = 0; at < code.length; at++)
      if (code[at] !== '-')
        expect(await codeOf(() => readRemedyCode(other(at))), `${at}`).to.equal('REMEDY_CODE_MALFORMED')
    for (const wrong of [code.slice(1), `${code}A`, '', '9'.repeat(56), '投标'])
      expect(await codeOf(() => readRemedyCode(wrong)), wrong).to.equal('REMEDY_CODE_MALFORMED')
  })
})
