import { generateKeyPairSync } from 'node:crypto'
import { expect } from 'chai'
import { hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { newWrapKey, softUnwrapper, wrapTo } from '../../crypto/wrap.ts'
import { vectors } from '../world/vectors.ts'
import { flipped, openssl, pki, refused, withFiles } from './pki.ts'

const label = utf8('lock')
const secret = random(32)

describe('wrapping a secret to a certificate', () => {
  it('is undone by the holder of the key', async () => {
    const { encryption } = await pki()
    const wrapped = await wrapTo(encryption.certificate.spki, secret, label)
    const unwrapper = softUnwrapper(encryption.pkcs8, encryption.certificate)
    expect(hex(await unwrapper.unwrap(wrapped, label))).to.equal(hex(secret))
    expect(unwrapper.certificate).to.equal(encryption.certificate)
  })

  it('never looks the same twice', async () => {
    const { spki } = (await pki()).encryption.certificate
    const [one, two] = [await wrapTo(spki, secret, label), await wrapTo(spki, secret, label)]
    expect(hex(one)).not.to.equal(hex(two))
  })

  it('is undone under the same label only', async () => {
    const { encryption } = await pki()
    const wrapped = await wrapTo(encryption.certificate.spki, secret, label)
    await refused('UNWRAP_FAILED', () => softUnwrapper(encryption.pkcs8).unwrap(wrapped, utf8('lock2')))
    await refused('UNWRAP_FAILED', () => softUnwrapper(encryption.pkcs8).unwrap(wrapped, new Uint8Array()))
  })

  it('is not undone by another key', async () => {
    const { encryption } = await pki()
    const { pkcs8 } = await newWrapKey()
    const wrapped = await wrapTo(encryption.certificate.spki, secret, label)
    await refused('UNWRAP_FAILED', () => softUnwrapper(pkcs8).unwrap(wrapped, label))
  })

  it('is not undone after a bit was turned or a byte cut', async () => {
    const { spki, pkcs8 } = await newWrapKey()
    const wrapped = await wrapTo(spki, secret, label)
    await refused('UNWRAP_FAILED', () => softUnwrapper(pkcs8).unwrap(flipped(wrapped, 40), label))
    await refused('UNWRAP_FAILED', () => softUnwrapper(pkcs8).unwrap(wrapped.subarray(1), label))
  })

  it('is not done to a key that only signs, or is too short', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const signs = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
    await refused('CERTIFICATE_UNSUPPORTED', () => wrapTo(signs, secret, label))
    const short = withFiles({}, (at) => {
      openssl(at, 'genrsa', '-out', 'k.pem', '1024')
      openssl(at, 'rsa', '-in', 'k.pem', '-pubout', '-outform', 'DER', '-out', 'k.der')
      return new Uint8Array(Buffer.from(openssl(at, 'enc', '-base64', '-in', 'k.der'), 'base64'))
    })
    await refused('CERTIFICATE_UNSUPPORTED', () => wrapTo(short, secret, label))
  })

  it('is not undone by what is no private key', () =>
    refused('UNWRAP_FAILED', () => softUnwrapper(random(100)).unwrap(random(256), label)))

  for (const file of ['2048_sha256_mgf1sha256', '3072_sha256_mgf1sha256', '4096_sha256_mgf1sha256', 'misc'])
    it(`is undone as Wycheproof says (rsa_oaep_${file})`, async function () {
      this.timeout(60_000)
      const suite = vectors(`wycheproof/rsa_oaep_${file}_test.json`) as Wycheproof | undefined
      if (!suite) return this.skip()
      const ours = suite.testGroups.filter((one) => one.sha === 'SHA-256' && one.mgfSha === 'SHA-256')
      for (const { privateKeyPkcs8, keySize, tests } of ours.filter((one) => one.keySize >= 2048)) {
        const unwrapper = softUnwrapper(unhex(privateKeyPkcs8))
        for (const { tcId, ct, msg, label: under, result } of tests) {
          const undone = unwrapper.unwrap(unhex(ct), unhex(under))
          if (result === 'valid') expect(hex(await undone), `${keySize} ${tcId}`).to.equal(msg)
          else if (result === 'invalid') await refused('UNWRAP_FAILED', () => undone)
          else await undone.catch(() => undefined)
        }
      }
    })
})

interface Wycheproof {
  testGroups: {
    privateKeyPkcs8: string
    keySize: number
    sha: string
    mgfSha: string
    tests: { tcId: number; ct: string; msg: string; label: string; result: 'valid' | 'invalid' | 'acceptable' }[]
  }[]
}
