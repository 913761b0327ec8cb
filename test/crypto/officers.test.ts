import { expect } from 'chai'
import { openBox, parseBox, releaseBox, sealBox } from '../../crypto/box.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import { parseHeader } from '../../crypto/envelope.ts'
import { readPackage } from '../../crypto/receive.ts'
import { type Bid, sealBid } from '../../crypto/seal.ts'
import { partKey, releaseBidder } from '../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper } from '../../crypto/wrap.ts'
import { aContext, aFile, codeOf, inPieces, type Keys, packageOf, problemOf, sharesOf } from './sealing.ts'

const SEATS = ['tenderer', 'centre', 'supervisor', 'agent', 'supervisor-2', 'supervisor-3', 'notary']

/** A small bid for these officers, read back as a platform reads it. */
async function sealed(keys: Keys, seats: string[], k: number) {
  const parts = [{ id: 'price', files: [aFile('form.json', new Uint8Array([1, 2, 3]))] }]
  const officers = seats.map((role) => ({ role, spki: keys[role]!.spki }))
  const bid: Bid = { context: aContext(), k, officers, bidderKey: keys['bidder']!.spki, parts }
  const sealing = await sealBid(bid)
  const pack = await packageOf(sealing)
  return (await readPackage(inPieces(pack))).header
}

/** Every choice of k among these. */
const choices = (of: readonly string[], k: number): string[][] =>
  k === 0 ? [[]] : of.flatMap((one, i) => choices(of.slice(i + 1), k - 1).map((rest) => [one, ...rest]))

describe('k of n officers', function () {
  this.timeout(60_000)
  let keys: Keys
  before(async () => {
    const holders = ['bidder', ...SEATS]
    keys = Object.fromEntries(await Promise.all(holders.map(async (one) => [one, await newWrapKey()] as const)))
  })

  for (const [k, n] of [
    [2, 2],
    [2, 3],
    [3, 4],
    [3, 5],
    [7, 7],
  ] as const) {
    it(`${k} of ${n}: any ${k} open a part and a box with the bidder, ${k - 1} never`, async () => {
      const seats = SEATS.slice(0, n)
      const header = await sealed(keys, seats, k)
      const { price = '' } = await releaseBidder(header, softUnwrapper(keys['bidder']!.pkcs8))
      const all = await sharesOf(header, 'price', keys, seats)
      const found = new Set<string>()
      for (const some of choices(seats, k)) {
        const held = all.filter(({ role }) => some.includes(role))
        found.add(String(await partKey(header, 'price', price, held)))
      }
      expect(found.size, 'every choice gives the one key').to.equal(1)
      expect(await codeOf(() => partKey(header, 'price', price, all.slice(0, k - 1)))).to.equal('SHARES_TOO_FEW')

      const officers = seats.map((role) => ({ role, spki: keys[role]!.spki }))
      const box = await sealBox(new Uint8Array([9]), officers, k, { tender: 'T1', header: 'h' })
      const released = await Promise.all(
        seats.map(async (role) => ({ role, share: await releaseBox(box, role, softUnwrapper(keys[role]!.pkcs8)) })),
      )
      for (const some of choices(seats, k))
        expect([
          ...(await openBox(
            box,
            released.filter(({ role }) => some.includes(role)),
          )),
        ]).to.deep.equal([9])
      expect(await codeOf(() => openBox(box, released.slice(0, k - 1)))).to.equal('SHARES_TOO_FEW')
    })
  }

  it('more shares than needed do no harm, a wrong one among them names its holder', async () => {
    const seats = SEATS.slice(0, 5)
    const header = await sealed(keys, seats, 3)
    const { price = '' } = await releaseBidder(header, softUnwrapper(keys['bidder']!.pkcs8))
    const all = await sharesOf(header, 'price', keys, seats)
    await partKey(header, 'price', price, all)
    const wrong = all.map((one, i) => (i === 4 ? { ...one, share: all[0]!.share } : one))
    const problem = await problemOf(() => partKey(header, 'price', price, wrong))
    expect(problem?.facts).to.include({ holder: 'supervisor-2' })
  })

  it('a header that claims another k is another header, and a k beyond its officers is none', async () => {
    const header = await sealed(keys, SEATS.slice(0, 5), 3)
    const { price = '' } = await releaseBidder(header, softUnwrapper(keys['bidder']!.pkcs8))
    const all = await sharesOf(header, 'price', keys, SEATS.slice(0, 5))
    const claimed = parseHeader(canonicalBytes({ ...header, k: 2 }))
    expect(await codeOf(() => partKey(claimed, 'price', price, all.slice(0, 2)))).to.equal('KEY_MISMATCH')
    for (const k of [0, 1, 6])
      expect(await codeOf(() => parseHeader(canonicalBytes({ ...header, k }))), String(k)).to.equal(
        'ENVELOPE_MALFORMED',
      )
  })

  it('a box whose k was lowered does not open, one beyond its officers is no box', async () => {
    const officers = SEATS.slice(0, 4).map((role) => ({ role, spki: keys[role]!.spki }))
    const box = await sealBox(new Uint8Array([9]), officers, 3, { tender: 'T1', header: 'h' })
    const released = await Promise.all(
      ['tenderer', 'centre'].map(async (role) => ({
        role,
        share: await releaseBox(box, role, softUnwrapper(keys[role]!.pkcs8)),
      })),
    )
    expect(await codeOf(() => openBox({ ...box, k: 2 }, released))).to.equal('KEY_MISMATCH')
    for (const k of [1, 5])
      expect(await codeOf(() => parseBox(canonical({ ...box, k })))).to.equal('ENVELOPE_MALFORMED')
  })
})
