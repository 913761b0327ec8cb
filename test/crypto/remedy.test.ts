import { expect } from 'chai'
import fc from 'fast-check'
import { concat, hex, random, unbase64, unhex } from '../../crypto/bytes.ts'
import { type Header, headerBytes, parseHeader } from '../../crypto/envelope.ts'
import { newRemedy, readRemedyCode, remedyCode, remedyStream } from '../../crypto/remedy.ts'
import { packageSize, type Sealing, sealBid } from '../../crypto/seal.ts'
import { combine, type HeldShare } from '../../crypto/shares.ts'
import { openChunk } from '../../crypto/stream.ts'
import { SUITES } from '../../crypto/suite.ts'
import {
  partKey,
  rehearse,
  rehearseRemedy,
  releaseBidder,
  releaseRemedy,
  releaseRemedyShare,
} from '../../crypto/unseal.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import { aBid, aContext, aFile, codeOf, type Keys, noise, packageOf, problemOf, sharesOf, someKeys } from './sealing.ts'

const ALL = ['tenderer', 'centre', 'supervisor'] as const

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
    const given = (of: Header, roles: readonly string[] = ALL): Promise<HeldShare[]> =>
      Promise.all(
        roles.map(async (role) => ({
          role,
          share: await releaseRemedyShare(of, role, softUnwrapper(keys[role]!.pkcs8)),
        })),
      )
    const opens = async (of: Header, r: Uint8Array, by: Header = of) => releaseRemedy(of, r, await given(by))

    it('gives the very halves that the bidder’s own key gives, so the same bid and no other opens', async () => {
      const byRemedy = await opens(header, secret)
      expect(byRemedy).to.deep.equal(await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8)))
      const shares = await sharesOf(header, 'price', keys, ['tenderer', 'centre'])
      expect(hex(await partKey(header, 'price', byRemedy['price'] ?? '', shares))).to.equal(hex(sealing.keys['price']!))
    })

    it('gives nothing while one officer is missing, though k of them open every other bid', async () => {
      for (const missing of ALL) {
        const some = await given(
          header,
          ALL.filter((role) => role !== missing),
        )
        const problem = await problemOf(() => releaseRemedy(header, secret, some))
        expect(problem).to.include({ code: 'SHARES_TOO_FEW' })
        expect(problem?.facts).to.include({ needed: 3, found: 2 })
      }
      const twice = [...(await given(header, ['tenderer', 'centre'])), ...(await given(header, ['centre']))]
      expect(await codeOf(() => releaseRemedy(header, secret, twice))).to.equal('SHARE_MALFORMED')
    })

    it('gives all officers together nothing without the bidder’s secret', async () => {
      for (const wrong of [random(32), new Uint8Array(32), new Uint8Array(0)])
        expect((await problemOf(() => opens(header, wrong)))?.facts).to.include({ part: 'remedy', holder: 'bidder' })
      const officers = await combine((await given(header)).map(({ share }) => unhex(share)))
      for (const own of [new Uint8Array(0), new Uint8Array(32), officers]) {
        const stream = await remedyStream(header.context, suite, { own, officers }, 64)
        expect(await codeOf(() => openChunk(stream, 0, unbase64(header.remedy!.text)))).to.equal('CHUNK_CORRUPT')
      }
    })

    it('opens nothing of a part without the officers’ shares of that part: one of them is too few', async () => {
      const halves = await opens(header, secret)
      const shares = await sharesOf(header, 'price', keys, ['centre'])
      expect(await codeOf(() => partKey(header, 'price', halves['price'] ?? '', shares))).to.equal('SHARES_TOO_FEW')
    })

    it('names the officer whose share is another, also one of a part or of another bid', async () => {
      const other = await sealBid({ ...aBid(keys, parts(), aContext({ sequence: 2 }), suite), remedy: true })
      const [foreign] = await given(other.header, ['centre'])
      const [ofPart] = await sharesOf(header, 'price', keys, ['centre'])
      const good = await given(header, ['tenderer', 'supervisor'])
      for (const share of [foreign!.share, ofPart!.share, '', 'no hex']) {
        const problem = await problemOf(() => releaseRemedy(header, secret, [...good, { role: 'centre', share }]))
        expect(problem).to.include({ code: 'SHARE_MISMATCH' })
        expect(problem?.facts).to.include({ holder: 'centre' })
      }
    })

    it('gives an officer its share only by the key of its own seat', async () => {
      const key = softUnwrapper(keys['tenderer']!.pkcs8)
      expect(await codeOf(() => releaseRemedyShare(header, 'centre', key))).to.equal('UNWRAP_FAILED')
      expect(await codeOf(() => releaseRemedyShare(header, 'notary', key))).to.equal('SHARE_MISMATCH')
    })

    it('lets the bidder compare its secret before the deadline, and nothing more', async () => {
      expect(() => rehearseRemedy(header, secret)).not.to.throw()
      expect(await codeOf(async () => rehearseRemedy(header, random(32)))).to.equal('KEY_MISMATCH')
    })

    it('leaves the bidder’s own key as good as before', async () => {
      expect((await rehearse(header, softUnwrapper(keys.bidder!.pkcs8))).parts).to.deep.equal(['business', 'price'])
    })

    it('refuses the secret of another package of the same bidder', async () => {
      const other = await sealBid({ ...aBid(keys, parts(), aContext({ sequence: 2 }), suite), remedy: true })
      expect((await problemOf(() => opens(header, other.remedy!)))?.facts).to.include({ part: 'remedy' })
    })

    it('is of the very secret whose code the bidder took before anything was sealed', async () => {
      const taken = newRemedy()
      const of = await sealBid({ ...aBid(keys, parts(), aContext(), suite), remedy: taken })
      expect(hex(of.remedy!)).to.equal(hex(taken))
      const halves = await opens(of.header, readRemedyCode(remedyCode(taken)))
      expect(halves).to.deep.equal(await releaseBidder(of.header, softUnwrapper(keys.bidder!.pkcs8)))
    })

    it('is not there when it was not asked for', async () => {
      const without = await sealBid(aBid(keys, parts(), aContext(), suite))
      expect(without.remedy).to.equal(undefined)
      expect(without.header).not.to.have.property('remedy')
      expect(await codeOf(() => releaseRemedy(without.header, secret, []))).to.equal('REMEDY_ABSENT')
      expect(await codeOf(() => given(without.header))).to.equal('REMEDY_ABSENT')
    })

    it('opens under no other context, and shows the bidder who sealed something else into it', async () => {
      const moved = changed((h) => Object.assign(h.context, { tender: 'another' }))
      expect(await codeOf(() => opens(moved, secret, header))).to.equal('KEY_MISMATCH')
      expect(await codeOf(() => given(moved))).to.equal('UNWRAP_FAILED')
      const other = await sealBid({ ...aBid(keys, parts(), aContext(), suite), remedy: true })
      const foreign = changed((h) => Object.assign(h, { remedy: other.header.remedy }))
      expect((await problemOf(() => opens(foreign, other.remedy!)))?.facts).to.include({ part: 'business' })
    })

    it('refuses every flipped bit of its lock', async () => {
      const text = unbase64(header.remedy?.text ?? '')
      const shares = await given(header)
      for (let bit = 0; bit < text.length * 8; bit++) {
        const wrong = new Uint8Array(text)
        wrong[bit >> 3]! ^= 1 << (bit & 7)
        const flipped = changed((h) => Object.assign(h.remedy!, { text: Buffer.from(wrong).toString('base64') }))
        expect(await codeOf(() => releaseRemedy(flipped, secret, shares)), `bit ${bit}`).to.equal('KEY_MISMATCH')
      }
    })

    it('keeps its place in the header, and the length of a package is still known beforehand', async () => {
      expect(parseHeader(headerBytes(header))).to.deep.equal(header)
      const bid = { ...aBid(keys, parts(), aContext(), suite), remedy: true }
      const whole = (await packageOf(await sealBid(bid))).length
      expect(whole).to.equal(await packageSize(bid))
      expect(whole, 'nor does it tell that there is a remedy').to.equal(await packageSize({ ...bid, remedy: false }))
      const halves = unbase64(header.remedy?.text ?? '')
      const { locks = [], shares = [] } = header.remedy ?? {}
      const texts = [halves.slice(1), concat(halves, halves.slice(0, 1)), halves.slice(32)]
      const wrongs = [
        ...texts.map((text) => ({ text: Buffer.from(text).toString('base64') })),
        ...[{ locks: locks.slice(1) }, { locks: [...locks, ...locks] }, { shares: shares.slice(1) }, { shares: [] }],
      ]
      for (const wrong of wrongs)
        expect(
          await codeOf(() => parseHeader(headerBytes(changed((h) => Object.assign(h.remedy!, wrong))))),
          Object.keys(wrong)[0],
        ).to.equal('ENVELOPE_MALFORMED')
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
