import { createCipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { concat, hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { hkdfSm3, hmacSm3, sm3 } from '../../crypto/sm3.ts'
import { gmCipher, openSm4Cbc, sm4Ctr } from '../../crypto/sm4.ts'
import { vectors } from '../world/vectors.ts'
import { flipped, refused } from './pki.ts'
import { records } from './records.ts'

interface HmacFile {
  testGroups: {
    tagSize: number
    tests: { tcId: number; key: string; msg: string; tag: string; result: 'valid' | 'invalid' }[]
  }[]
}

describe('SM3', () => {
  it('gives the hashes of the OpenSSL test suite', function () {
    const known = records('sm/evpmd_sm3.txt').filter(({ Digest }) => Digest === 'SM3')
    if (!known.length) this.skip()
    for (const { Input = '', Output = '' } of known) {
      expect(hex(sm3(unhex(Input.toLowerCase())))).to.equal(Output.toLowerCase())
    }
    expect(known).to.have.length.above(7)
  })

  it('gives the same as Node for any length, fed in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (parts) => {
        expect(hex(sm3(...parts))).to.equal(createHash('sm3').update(Buffer.concat(parts)).digest('hex'))
      }),
    )
  })

  it('authenticates: HMAC of GM/T 0042 and of Wycheproof', function () {
    const known = records('sm/evpmac_sm3.txt').filter(({ MAC }) => MAC === 'HMAC')
    const file = vectors('wycheproof/hmac_sm3_test.json') as HmacFile | undefined
    if (!known.length || !file) this.skip()
    const bytes = (text: string) => (text.startsWith('"') ? utf8(text.slice(1, -1)) : unhex(text.toLowerCase()))
    for (const { Key = '', Input = '', Output = '' } of known) {
      expect(hex(hmacSm3(bytes(Key), bytes(Input)))).to.equal(Output)
    }
    for (const { tagSize, tests } of file.testGroups) {
      for (const { tcId, key, msg, tag, result } of tests) {
        const found = hex(hmacSm3(unhex(key), unhex(msg))).slice(0, tagSize / 4)
        expect(found === tag, `case ${tcId}`).to.equal(result === 'valid')
      }
    }
  })

  it('derives keys as Node does', () => {
    const [secret, salt, info] = [random(64), random(32), utf8('yangguang/part/v1\0price')]
    const expected = Buffer.from(hkdfSync('sm3', secret, salt, info, 48)).toString('hex')
    expect(hex(hkdfSm3(secret, salt, info, 48))).to.equal(expected)
    expect(hex(hmacSm3(salt, secret))).to.equal(createHmac('sm3', salt).update(secret).digest('hex'))
  })
})

describe('SM4', () => {
  it('in counter mode gives the ciphertext of draft-ribose-cfrg-sm4', function () {
    const [known] = records('sm/evpciph_sm4.txt').filter(({ Cipher }) => Cipher === 'SM4-CTR')
    if (!known) this.skip()
    const { Key, IV, Plaintext, Ciphertext } = known as Record<string, string>
    const bytes = (text = '') => unhex(text.toLowerCase())
    expect(hex(sm4Ctr(bytes(Key), bytes(IV), bytes(Plaintext)))).to.equal(Ciphertext!.toLowerCase())
  })

  it('in counter mode gives the same as Node for any length, also when the counter runs over', () => {
    for (const iv of [random(16), new Uint8Array(16).fill(255)]) {
      for (const length of [0, 1, 15, 16, 17, 1000]) {
        const [key, text] = [random(16), random(length)]
        expect(hex(sm4Ctr(key, iv, text))).to.equal(createCipheriv('sm4-ctr', key, iv).update(text).toString('hex'))
      }
    }
  })

  it('in CBC mode opens what Node closed, and refuses other lengths and padding', async () => {
    const [key, iv] = [random(16), random(16)]
    for (const length of [0, 1, 15, 16, 100]) {
      const cipher = createCipheriv('sm4-cbc', key, iv)
      const text = random(length)
      const closed = new Uint8Array(Buffer.concat([cipher.update(text), cipher.final()]))
      expect(hex(openSm4Cbc(key, iv, closed))).to.equal(hex(text))
      await refused('BYTES_MALFORMED', () => openSm4Cbc(key, iv, closed.slice(1)))
    }
    const bare = createCipheriv('sm4-cbc', key, iv).setAutoPadding(false)
    await refused('BYTES_MALFORMED', () => openSm4Cbc(key, iv, new Uint8Array(bare.update(new Uint8Array(16)))))
    await refused('BYTES_MALFORMED', () => sm4Ctr(random(32), iv, random(1)))
    await refused('BYTES_MALFORMED', () => sm4Ctr(key, random(12), random(1)))
  })

  it('with HMAC-SM3 is the construction that SEALED-BID.md describes', () => {
    const [raw, nonce, bound, text] = [random(32), random(12), random(32), random(1000)]
    const keys = Buffer.from(hkdfSync('sm3', raw, new Uint8Array(0), 'yangguang/gm-stream/v1\0', 48))
    const cipher = createCipheriv('sm4-ctr', keys.subarray(0, 16), Buffer.concat([nonce, Buffer.alloc(4)])).update(text)
    const tag = createHmac('sm3', keys.subarray(16)).update(bound).update(nonce).update(cipher).digest()
    expect(hex(concat(...(gmCipher(raw).seal(nonce, bound, text) as Uint8Array[])))).to.equal(
      Buffer.concat([cipher, tag]).toString('hex'),
    )
  })

  it('with HMAC-SM3 opens nothing that differs in any bit, nonce or binding', async () => {
    const [raw, nonce, bound, text] = [random(32), random(12), random(32), random(50)]
    const cipher = gmCipher(raw)
    const sealed = concat(...(cipher.seal(nonce, bound, text) as Uint8Array[]))
    expect(hex(cipher.open(nonce, bound, sealed) as Uint8Array)).to.equal(hex(text))
    for (let at = 0; at < sealed.length; at++) {
      await refused('CHUNK_CORRUPT', () => cipher.open(nonce, bound, flipped(sealed, at)))
    }
    await refused('CHUNK_CORRUPT', () => cipher.open(flipped(nonce, 11), bound, sealed))
    await refused('CHUNK_CORRUPT', () => cipher.open(nonce, flipped(bound, 0), sealed))
    await refused('CHUNK_CORRUPT', () => gmCipher(random(32)).open(nonce, bound, sealed))
    await refused('CHUNK_CORRUPT', () => cipher.open(nonce, bound, sealed.slice(0, 20)))
  })
})
