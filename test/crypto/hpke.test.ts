import { expect } from 'chai'
import { concat, hex, random, unbase64, unhex, utf8 } from '../../crypto/bytes.ts'
import { integer, octets, oid, sequence } from '../../crypto/der.ts'
import { openHpke, readHpkeKey, sealHpke } from '../../crypto/hpke.ts'
import { OID } from '../../crypto/oids.ts'
import { keyBitsOf } from '../../crypto/publicKey.ts'
import { newWrapKey, softUnwrapper, wrappedLength, wrapTo } from '../../crypto/wrap.ts'
import { p256Pair, p256Pkcs8 } from './p256.ts'
import { flipped, openssl, refused, withFiles } from './pki.ts'

/**
 * From the vectors that RFC 9180 points to (cfrg/draft-irtf-cfrg-hpke, test-vectors.json): mode 0, kem 16, kdf 1, aead 2,
 * the first of its encryptions.
 */
const VECTOR = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  skEm: '90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e',
  enc: '04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0',
  skRm: '317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2',
  pkRm: '04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c',
  pt: '4265617574792069732074727574682c20747275746820626561757479',
  aad: '436f756e742d30',
  ct: '58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f',
}

describe('HPKE to a P-256 key', () => {
  const bound = { info: unhex(VECTOR.info), aad: unhex(VECTOR.aad) }

  it('closes as RFC 9180 says', async () => {
    const pair = await p256Pair(VECTOR.skEm, VECTOR.enc)
    const sealed = await sealHpke(unhex(VECTOR.pkRm), unhex(VECTOR.pt), bound, pair)
    expect(hex(sealed)).to.equal(VECTOR.enc + VECTOR.ct)
  })

  for (const [what, pkcs8] of [
    ['with its point', p256Pkcs8(VECTOR.skRm, VECTOR.pkRm)],
    ['without its point', p256Pkcs8(VECTOR.skRm)],
  ] as const)
    it(`opens as RFC 9180 says, by a key that stands in its file ${what}`, async () => {
      const key = await readHpkeKey(pkcs8)
      expect(hex(key.point)).to.equal(VECTOR.pkRm)
      expect(hex(await openHpke(key, unhex(VECTOR.enc + VECTOR.ct), bound))).to.equal(VECTOR.pt)
    })
})

describe('a secret wrapped to a P-256 key', () => {
  const label = utf8('lock')
  const secret = random(32)
  let key: Awaited<ReturnType<typeof newWrapKey>>
  let wrapped: Uint8Array
  before(async () => {
    key = await newWrapKey('p256')
    wrapped = await wrapTo(key.spki, secret, label)
  })
  const unwrap = (bytes: Uint8Array, under = label) => softUnwrapper(key.pkcs8).unwrap(bytes, under)

  it('is undone by its holder, and as long as was foretold', async () => {
    expect(hex(await unwrap(wrapped))).to.equal(hex(secret))
    expect(wrapped.length)
      .to.equal(await wrappedLength(key.spki, 32))
      .and.to.equal(113)
    expect(hex(await wrapTo(key.spki, secret, label)), 'never the same twice').not.to.equal(hex(wrapped))
  })

  it('is undone by a key that openssl made', async () => {
    const [spki, pkcs8] = withFiles({}, (at) => {
      openssl(at, 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'k.pem')
      openssl(at, 'pkcs8', '-topk8', '-nocrypt', '-in', 'k.pem', '-outform', 'DER', '-out', 'k.der')
      openssl(at, 'pkey', '-in', 'k.pem', '-pubout', '-outform', 'DER', '-out', 'p.der')
      return ['p.der', 'k.der'].map((name) => unbase64(openssl(at, 'enc', '-base64', '-A', '-in', name)))
    }) as [Uint8Array, Uint8Array]
    expect(hex(await softUnwrapper(pkcs8).unwrap(await wrapTo(spki, secret, label), label))).to.equal(hex(secret))
  })

  it('is undone under no other label and by no other key', async () => {
    await refused('UNWRAP_FAILED', () => unwrap(wrapped, utf8('lock2')))
    await refused('UNWRAP_FAILED', () => unwrap(wrapped, new Uint8Array()))
    for (const kind of ['p256', 'rsa', 'sm2'] as const) {
      const other = await newWrapKey(kind)
      await refused('UNWRAP_FAILED', () => softUnwrapper(other.pkcs8).unwrap(wrapped, label))
    }
  })

  it('is undone with no bit turned, no byte cut and none added', async () => {
    for (let bit = 0; bit < wrapped.length * 8; bit++)
      await refused('UNWRAP_FAILED', () => unwrap(flippedBit(wrapped, bit)))
    for (let length = 0; length < wrapped.length; length++)
      await refused('UNWRAP_FAILED', () => unwrap(wrapped.subarray(0, length)))
    await refused('UNWRAP_FAILED', () => unwrap(concat(wrapped, Uint8Array.of(0))))
    await refused('UNWRAP_FAILED', () => unwrap(flipped(wrapped, 0)))
  })

  it('takes no fresh point that is shortened, at infinity or off the curve', async () => {
    const [x, y] = [wrapped.slice(1, 33), wrapped.slice(33, 65)]
    const rest = wrapped.slice(65)
    for (const point of [
      concat(Uint8Array.of(2 + (y[31]! & 1)), x), // the same point, compressed
      Uint8Array.of(0),
      concat(Uint8Array.of(4), new Uint8Array(64)),
      concat(Uint8Array.of(4), x, x),
      concat(Uint8Array.of(6 + (y[31]! & 1)), x, y), // hybrid
    ])
      await refused('UNWRAP_FAILED', () => unwrap(concat(point, rest)))
  })

  it('is not wrapped to what is no point of the curve', async () => {
    const off = flipped(key.spki, key.spki.length - 1)
    await refused('CERTIFICATE_UNSUPPORTED', () => wrapTo(off, secret, label))
    await refused('CERTIFICATE_UNSUPPORTED', () => sealHpke(keyBitsOf(key.spki).slice(0, 33), secret, { info: label }))
  })

  it('is not undone by what only says that it is such a key', () =>
    refused('UNWRAP_FAILED', () =>
      softUnwrapper(sequence(integer(0), sequence(oid(OID.ec), oid(OID.p256)), octets(random(40)))).unwrap(
        wrapped,
        label,
      ),
    ))
})

function flippedBit(bytes: Uint8Array, bit: number): Uint8Array {
  const out = new Uint8Array(bytes)
  out[bit >> 3]! ^= 1 << (bit & 7)
  return out
}
