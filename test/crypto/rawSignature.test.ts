import { expect } from 'chai'
import { unhex, utf8 } from '../../crypto/bytes.ts'
import { parseDer } from '../../crypto/der.ts'
import { publicKeyFacts } from '../../crypto/publicKey.ts'
import { softSigner, verifyRaw } from '../../crypto/signature.ts'
import { vectors } from '../world/vectors.ts'
import { flipped, pki, refused } from './pki.ts'

const content = utf8('登录挑战')

describe('a raw signature', () => {
  it('is accepted from the key of the certificate only', async () => {
    const { person, organisation } = await pki()
    for (const [one, another] of [
      [person, organisation],
      [organisation, person],
    ] as const) {
      const signature = await one.signer.sign(content)
      await verifyRaw(one.certificate, content, signature)
      await refused('SIGNATURE_INVALID', () => verifyRaw(one.certificate, flipped(content, 0), signature))
      await refused('SIGNATURE_INVALID', () => verifyRaw(another.certificate, content, signature))
    }
  })

  it('by a WebCrypto key is the same as by its bytes', async () => {
    const { person } = await pki()
    const how = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await globalThis.crypto.subtle.importKey('pkcs8', new Uint8Array(person.pkcs8), how, false, ['sign'])
    await verifyRaw(person.certificate, content, await softSigner(key, person.certificate).sign(content))
  })

  const files = [...[2048, 3072, 4096].map((bits) => `rsa_signature_${bits}_sha256`), 'ecdsa_secp256r1_sha256']
  for (const file of files) {
    it(`is judged as Wycheproof judges (${file})`, async function () {
      const suite = vectors(`wycheproof/${file}_test.json`) as Wycheproof | undefined
      if (!suite) return this.skip()
      for (const group of suite.testGroups) {
        const spki = unhex(group.publicKeyDer)
        const key = { spki, ...publicKeyFacts(parseDer(spki)) }
        for (const { tcId, msg, sig, result } of group.tests) {
          const found = await verifyRaw(key, unhex(msg), unhex(sig)).then(
            () => 'valid',
            () => 'invalid',
          )
          if (result !== 'acceptable') expect(found, `${file} ${tcId}`).to.equal(result)
        }
      }
    })
  }
})

interface Wycheproof {
  testGroups: {
    publicKeyDer: string
    tests: { tcId: number; msg: string; sig: string; result: 'valid' | 'invalid' | 'acceptable' }[]
  }[]
}
