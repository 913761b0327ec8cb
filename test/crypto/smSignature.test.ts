import { expect } from 'chai'
import { hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { pem } from '../../crypto/certificate.ts'
import { parseSigned } from '../../crypto/cms.ts'
import * as der from '../../crypto/der.ts'
import { sha256 } from '../../crypto/digest.ts'
import { checkAttached, checkDetached, signAttached, signDetached, withTimestamp } from '../../crypto/signature.ts'
import { buildSigned } from '../../crypto/signing.ts'
import { checkTimestamp, issueTimestamp } from '../../crypto/timestamp.ts'
import { newWrapKey, softUnwrapper, wrappedLength, wrapTo } from '../../crypto/wrap.ts'
import { asks, flipped, indexOf, NOW, openssl, pki, refused, withFiles } from './pki.ts'
import { ID, smPki } from './smPki.ts'

const content = utf8('投标函：我方愿以人民币 1,234,567.89 元承包本标段。')

/** The DER of an identifier's content, for replacing one by another of the same length. */
const idBytes = (id: string) => der.oid(id)

describe('a signature with SM2', () => {
  it('says who signed and when, detached and attached', async () => {
    const { sign, authority } = await smPki()
    const signed = await checkDetached(await signDetached(content, sign.signer, NOW), content)
    expect(signed.certificate.fingerprint).to.equal(sign.certificate.fingerprint)
    expect(signed.chain.map(({ fingerprint }) => fingerprint)).to.deep.equal([authority.root.fingerprint])
    expect(signed).to.include({ signedAt: NOW, certificateBound: true })
    const attached = await checkAttached(await signAttached(content, sign.signer, NOW))
    expect(hex(attached.content)).to.equal(hex(content))
  })

  it('is over its attributes as openssl verifies them', async () => {
    const { sign } = await smPki()
    const { signer } = parseSigned(await signDetached(content, sign.signer, NOW))
    const { attributesDer, signature } = signer
    expect(signer.hash).to.equal('SM3')
    withFiles({ 'k.pem': pem(sign.certificate.spki, 'PUBLIC KEY'), a: attributesDer, s: signature }, (at) => {
      const how = ['-rawin', '-digest', 'sm3', '-pkeyopt', ID]
      const said = asks(at, 'pkeyutl', '-verify', '-pubin', '-inkey', 'k.pem', '-in', 'a', '-sigfile', 's', ...how)
      expect(said.ok, said.said).to.equal(true)
      expect(openssl(at, 'asn1parse', '-inform', 'DER', '-in', 'a')).to.include('messageDigest')
    })
  })

  it('is read under the names of GM/T 0010 too', async () => {
    const { sign } = await smPki()
    const gm = await buildSigned(
      { content, contentType: '1.2.156.10197.6.1.4.2.1', attached: false, at: NOW },
      sign.signer,
    )
    const [, data] = der.parseDer(gm).children
    const cms = der.sequence(idBytes('1.2.156.10197.6.1.4.2.2'), data!.raw)
    expect((await checkDetached(cms, content)).certificate.fingerprint).to.equal(sign.certificate.fingerprint)
    const token = await issueTimestamp({ hash: sha256(content) }, (await smPki()).stamps.signer, NOW, '0a')
    const stamped = withTimestamp(cms, token)
    expect(hex((await checkDetached(stamped, content)).timestamp!)).to.equal(hex(token))
  })

  it('is not over other content, and bears no turned bit in attributes or signature', async () => {
    const { sign } = await smPki()
    const cms = await signDetached(content, sign.signer, NOW)
    await refused('SIGNATURE_DIGEST', () => checkDetached(cms, flipped(content, 3)))
    await refused('SIGNATURE_INVALID', () => checkDetached(flipped(cms, indexOf(cms, utf8('260302')) + 9), content))
    await refused('SIGNATURE_INVALID', () => checkDetached(flipped(cms, cms.length - 1), content))
  })

  it('does not go with the certificate of another, or with another hash', async () => {
    const { sign, stamps } = await smPki()
    const { organisation } = await pki()
    for (const certificate of [stamps.certificate, organisation.certificate]) {
      const liar = { ...sign.signer, certificate }
      await refused('SIGNATURE_INVALID', async () => checkDetached(await signDetached(content, liar, NOW), content))
    }
    const wrong = { ...organisation.signer, certificate: sign.certificate }
    await refused('SIGNATURE_INVALID', async () => checkDetached(await signDetached(content, wrong, NOW), content))
    const cms = await signDetached(content, sign.signer, NOW)
    const renamed = new Uint8Array(cms)
    const id = der.oid('1.2.156.10197.1.301.1').slice(2)
    renamed.set(unhex('2a811ccf5501822d03'), Buffer.from(cms).lastIndexOf(id))
    await refused('CERTIFICATE_UNSUPPORTED', () => checkDetached(renamed, content))
  })

  it('can be stamped, by RSA and by SM2', async () => {
    const { sign, stamps } = await smPki()
    const cms = await signDetached(content, sign.signer, NOW)
    const { signature } = await checkDetached(cms, content)
    for (const authority of [stamps, (await pki()).stamps]) {
      const token = await issueTimestamp({ hash: sha256(signature) }, authority.signer, NOW + 5, '4d')
      const { timestamp } = await checkDetached(withTimestamp(cms, token), content)
      expect((await checkTimestamp(timestamp!, sha256(signature))).at).to.equal(NOW + 5)
      await refused('TIMESTAMP_INVALID', () => checkTimestamp(timestamp!, sha256(content)))
      await refused('TIMESTAMP_INVALID', () => checkTimestamp(flipped(token, token.length - 1), sha256(signature)))
    }
  })
})

describe('a secret wrapped to an SM2 key', () => {
  const label = utf8('for this only')

  it('is undone by the holder under the same label, and has the length foretold', async () => {
    const { spki, pkcs8 } = await newWrapKey('sm2')
    for (const length of [1, 32, 33, 190]) {
      const secret = random(length)
      const wrapped = await wrapTo(spki, secret, label)
      expect(wrapped.length).to.equal(await wrappedLength(spki, length))
      expect(hex(await softUnwrapper(pkcs8).unwrap(wrapped, label))).to.equal(hex(secret))
    }
  })

  it('is the secret with the SM3 of the label behind it, as openssl opens it', async () => {
    const { spki, pkcs8 } = await newWrapKey('sm2')
    const secret = random(32)
    const wrapped = await wrapTo(spki, secret, label)
    withFiles({ 'k.pem': pem(pkcs8, 'PRIVATE KEY'), c: wrapped, l: label }, (at) => {
      openssl(at, 'pkeyutl', '-decrypt', '-inkey', 'k.pem', '-in', 'c', '-out', 'd')
      const hash = openssl(at, 'dgst', '-sm3', '-r', 'l').slice(0, 64)
      const found = Buffer.from(openssl(at, 'base64', '-in', 'd'), 'base64').toString('hex')
      expect(found).to.equal(hex(secret) + hash)
    })
  })

  it('is not undone under another label, by another key, or after any bit was turned', async () => {
    const { spki, pkcs8 } = await newWrapKey('sm2')
    const wrapped = await wrapTo(spki, random(32), label)
    const holder = softUnwrapper(pkcs8)
    await refused('UNWRAP_FAILED', () => holder.unwrap(wrapped, utf8('for that')))
    for (const other of [await newWrapKey('sm2'), await newWrapKey('rsa')]) {
      await refused('UNWRAP_FAILED', () => softUnwrapper(other.pkcs8).unwrap(wrapped, label))
    }
    for (let at = 0; at < wrapped.length; at += 7) {
      await refused('UNWRAP_FAILED', () => holder.unwrap(flipped(wrapped, at), label))
    }
    await refused('UNWRAP_FAILED', () => softUnwrapper(flipped(pkcs8, pkcs8.length - 1)).unwrap(wrapped, label))
  })
})
