import { expect } from 'chai'
import { random } from '../../crypto/bytes.ts'
import { bits, integer, nothing, oid, sequence } from '../../crypto/der.ts'
import { type Header, magicOf, partOffset } from '../../crypto/envelope.ts'
import { OID } from '../../crypto/oids.ts'
import { readHeader, readPackage } from '../../crypto/receive.ts'
import { packageSize, resumeSealing, sealBid } from '../../crypto/seal.ts'
import { sealBytes } from '../../crypto/suite.ts'
import { newWrapKey } from '../../crypto/wrap.ts'
import { SEATS } from '../../server/tenders/contract.ts'
import { aBid, aContext, codeOf, inPieces, keyOf, packageOf, someKeys } from './sealing.ts'

/** A public RSA key of which nobody has the private one: enough to be locked to. */
function rsaOf(bitLength: number): Uint8Array {
  const modulus = random(bitLength / 8)
  modulus[0]! |= 0x80
  modulus[modulus.length - 1]! |= 1
  const key = sequence(integer(BigInt(`0x${Buffer.from(modulus).toString('hex')}`)), integer(65_537))
  return sequence(sequence(oid(OID.rsa), nothing()), bits(key))
}

const PARTS = ['business', 'technical', 'price']

describe('what stands before the body of a package', function () {
  this.timeout(120_000)
  const kinds: Record<string, () => Promise<Uint8Array>> = {
    p256: async () => (await newWrapKey('p256')).spki,
    sm2: async () => (await newWrapKey('sm2')).spki,
    ...Object.fromEntries([2048, 3072, 4096, 8192].map((length) => [`rsa-${length}`, async () => rsaOf(length)])),
  }
  const context = { ...aContext(), tender: 'x'.repeat(64), sequence: Number.MAX_SAFE_INTEGER }

  /** The length of the prefix of a package of parts of the shortest class. */
  async function prefixOf(of: {
    suite: 'intl' | 'gm'
    ids: string[]
    seats: Uint8Array[]
    bidder: Uint8Array
    remedy: boolean
  }) {
    const whole = await packageSize({
      ...{ suite: of.suite, context, k: 2, bidderKey: of.bidder, remedy: of.remedy },
      officers: of.seats.map((spki, at) => ({ role: SEATS[at]!, spki })),
      parts: of.ids.map((id) => ({ id, files: [] })),
    })
    return whole - of.ids.length * (65_536 + sealBytes(of.suite))
  }

  for (const suite of ['intl', 'gm'] as const)
    for (const officers of Object.keys(kinds))
      it(`is one length for all bidders, with a remedy or without (${suite}, officers ${officers})`, async () => {
        const keys = await Promise.all(SEATS.map(() => kinds[officers]!()))
        const found = new Set<number>()
        for (const ids of [PARTS, ['application']])
          for (let seats = 2; seats <= SEATS.length; seats++)
            for (const kind of Object.values(kinds))
              for (const remedy of [true, false])
                found.add(await prefixOf({ suite, ids, seats: keys.slice(0, seats), bidder: await kind(), remedy }))
        expect([...found]).to.deep.equal([65_536])
      })

  it('is one length where each officer has another kind of key', async () => {
    const keys = await Promise.all(SEATS.map((_, at) => Object.values(kinds)[at % 6]!()))
    for (const suite of ['intl', 'gm'] as const)
      for (const remedy of [true, false])
        for (const kind of Object.values(kinds))
          expect(await prefixOf({ suite, ids: PARTS, seats: keys, bidder: await kind(), remedy })).to.equal(65_536)
  })
})

describe('versions of the package', () => {
  for (const suite of ['intl', 'gm'] as const)
    it(`one of version 1 that was received is still read and opened (${suite})`, async () => {
      const keys = await someKeys(suite)
      const now = await sealBid(aBid(keys, [{ id: 'price', files: [] }], aContext({}, suite), suite))
      const old = await resumeSealing({ ...now.header, v: 1 }, now.keys, {})
      const pack = await packageOf(old)
      expect(new TextDecoder().decode(pack.subarray(0, 16))).to.equal('yangguang-bid/1\n')
      expect(partOffset(old.header, 'price')).to.equal(16_384)
      expect(pack.length).to.equal(old.size)
      const received = await readPackage(inPieces(pack))
      expect(received.header).to.deep.equal(old.header)
      expect(await keyOf(received.header, 'price', keys)).to.deep.equal(now.keys['price'])
    })

  it('a first line and a header of two versions are no package, nor is any other version', async () => {
    const keys = await someKeys()
    const { header, keys: own } = await sealBid(aBid(keys, [{ id: 'price', files: [] }]))
    const under = async (v: 1 | 2, line: Uint8Array): Promise<string | undefined> => {
      const of: Header = { ...header, v }
      const pack = await packageOf(await resumeSealing(of, own, {}))
      pack.set(line)
      expect(await codeOf(() => readHeader(inPieces(pack)))).to.equal(await codeOf(() => readPackage(inPieces(pack))))
      return codeOf(() => readPackage(inPieces(pack)))
    }
    expect(await under(1, magicOf(2))).to.equal('ENVELOPE_MALFORMED')
    expect(await under(2, magicOf(1))).to.equal('ENVELOPE_MALFORMED')
    for (const digit of '0349a')
      expect(await under(2, new TextEncoder().encode(`yangguang-bid/${digit}\n`))).to.equal('ENVELOPE_MALFORMED')
    expect(await under(2, magicOf(2))).to.equal(undefined)
  })
})
