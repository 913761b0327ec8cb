import { expect } from 'chai'
import { createAuthority, newKey, restoreAuthority } from '../../crypto/authority.ts'
import { concat, utf8 } from '../../crypto/bytes.ts'
import { fromPem, parseCertificate, pem } from '../../crypto/certificate.ts'
import { checkPath, type Trust } from '../../crypto/chain.ts'
import * as der from '../../crypto/der.ts'
import { sha256 } from '../../crypto/digest.ts'
import { readKeyFile, writeKeyFile } from '../../crypto/keyFile.ts'
import { checkDetached, softSigner, verifyRaw } from '../../crypto/signature.ts'
import { asks, flipped, NOW, openssl, pki, refused, withFiles, YEAR } from './pki.ts'
import { foreignPki, ID, smPki } from './smPki.ts'

describe('certificates with SM2', () => {
  it('of our authority lead to its root, with their list', async () => {
    const { authority, trust, sign, encrypt, stamps } = await smPki()
    expect(authority.root).to.include({ keyAlgorithm: 'sm2', keyBits: 256, ca: true })
    for (const [one, use] of [
      [sign, 'sign'],
      [encrypt, 'encrypt'],
      [stamps, 'timestamp'],
    ] as const) {
      expect((await checkPath(one.certificate, trust, NOW, use)).revocation).to.equal('good')
    }
  })

  it('keep signing and encrypting apart', async () => {
    const { trust, sign, encrypt } = await smPki()
    await refused('USAGE_FORBIDDEN', () => checkPath(encrypt.certificate, trust, NOW, 'sign'))
    await refused('USAGE_FORBIDDEN', () => checkPath(sign.certificate, trust, NOW, 'encrypt'))
  })

  it('are refused once revoked, and their list does not bear a turned bit', async () => {
    const { authority, sign, trust } = await smPki()
    const { serial } = sign.certificate
    const crl = await authority.crl([{ serial, at: NOW - 5 }], NOW - 1, NOW + YEAR)
    const path = (crls: Uint8Array[]) => checkPath(sign.certificate, { ...trust, crls }, NOW, 'sign')
    await refused('CERTIFICATE_REVOKED', () => path([crl]))
    await refused('CRL_INVALID', () => path([flipped(crl, crl.length - 1)]))
  })

  it('are accepted by openssl with the default identity, and not with another', async () => {
    const { authority, sign } = await smPki()
    withFiles({ 'root.pem': authority.root, 'c.pem': sign.certificate }, (at) => {
      const how = ['-partial_chain', '-trusted', 'root.pem', '-attime', String(NOW / 1000), 'c.pem']
      expect(asks(at, 'verify', '-vfyopt', ID, ...how).said).to.include('c.pem: OK')
      expect(asks(at, 'verify', '-vfyopt', 'distid:someone', ...how).ok).to.equal(false)
      const text = openssl(at, 'x509', '-in', 'c.pem', '-noout', '-text')
      expect(text).to.include('SM2-with-SM3').and.include('ASN1 OID: SM2')
    })
  })

  it('of openssl lead to its root over an authority between, and not past a changed link', async () => {
    const { root, below, sign, encrypt } = foreignPki()
    const trust: Trust = { roots: [root], intermediates: [below], crls: [] }
    const at = sign.notBefore + 1000
    const path = await checkPath(sign, trust, at, 'sign')
    expect(path.chain.map(({ fingerprint }) => fingerprint)).to.deep.equal(
      [sign, below, root].map(({ fingerprint }) => fingerprint),
    )
    await checkPath(encrypt, trust, at, 'encrypt')
    await refused('PATH_NOT_FOUND', () => checkPath(sign, { ...trust, intermediates: [] }, at, 'sign'))
    for (const where of [sign.der.length - 1, Buffer.from(sign.der).indexOf('sign') + 1]) {
      const forged = parseCertificate(flipped(sign.der, where))
      const { facts } = await refused('PATH_NOT_FOUND', () => checkPath(forged, trust, at, 'sign'))
      expect(facts.why).to.equal('not signed by its issuer')
    }
  })

  it('may name their algorithm with NULL behind it', async () => {
    const { authority, sign, trust } = await smPki()
    const bare = der.sequence(der.oid('1.2.156.10197.1.501'))
    const withNull = der.sequence(der.oid('1.2.156.10197.1.501'), der.nothing())
    const parts = der
      .parseDer(sign.certificate.signed)
      .children.map(({ raw }) => (Buffer.from(raw).equals(bare) ? withNull : raw))
    const signed = der.sequence(...parts)
    const signature = await softSigner({ pkcs8: authority.key }, authority.root).sign(signed)
    const certificate = parseCertificate(der.sequence(signed, withNull, der.bits(signature)))
    expect(certificate.signatureAlgorithm).to.deep.equal({ key: 'sm2', hash: 'SM3' })
    await checkPath(certificate, trust, NOW, 'sign')
  })

  it('are not signed by ECDSA on the same curve', async () => {
    const { authority, sign } = await smPki()
    const message = utf8('message')
    withFiles({ 'k.pem': pem(sign.pkcs8, 'PRIVATE KEY'), m: message }, (at) => {
      openssl(at, 'pkeyutl', '-sign', '-inkey', 'k.pem', '-in', 'm', '-out', 's', '-rawin', '-digest', 'sm3')
      const noIdentity = new Uint8Array(Buffer.from(openssl(at, 'base64', '-in', 's'), 'base64'))
      return refused('SIGNATURE_INVALID', () => verifyRaw(sign.certificate, message, noIdentity))
    })
    const good = await sign.signer.sign(message)
    await verifyRaw(sign.certificate, message, good)
    await refused('SIGNATURE_INVALID', () => verifyRaw(authority.root, message, good))
    await refused('SIGNATURE_INVALID', () => verifyRaw(sign.certificate, message, concat(good, Uint8Array.of(0))))
  })

  it('go on after their authority was written down; RSA and SM2 may certify each other', async () => {
    const { authority } = await smPki()
    const again = await restoreAuthority(JSON.parse(JSON.stringify(authority.export())))
    const { authority: rsa } = await pki()
    for (const [by, kind] of [
      [again, 'rsa-sign'],
      [rsa, 'sm2'],
    ] as const) {
      const { spki } = await newKey(kind)
      const span = { notBefore: NOW - YEAR, notAfter: NOW + YEAR }
      const one = await by.issue({ subject: { commonName: '甲' }, kind: 'sign', spki, ...span })
      await checkPath(one, { roots: [by.root], intermediates: [], crls: [] }, NOW, 'sign')
    }
  })

  it('come with keys that a key file carries, ours and openssl’s, with AES and with SM4', async () => {
    const { sign, encrypt, authority } = await smPki()
    const chain = [authority.root]
    const entries = [
      { name: 'sign', pkcs8: sign.pkcs8, certificate: sign.certificate, chain },
      { name: 'encrypt', pkcs8: encrypt.pkcs8, certificate: encrypt.certificate, chain },
    ]
    const read = await readKeyFile(await writeKeyFile(entries, '1234', 2), '1234')
    expect(read.map(({ pkcs8 }) => Buffer.from(pkcs8))).to.deep.equal(entries.map(({ pkcs8 }) => Buffer.from(pkcs8)))
    const files = { 'k.pem': pem(sign.pkcs8, 'PRIVATE KEY'), 'c.pem': sign.certificate }
    for (const how of [
      ['-macalg', 'sha256'],
      ['-keypbe', 'sm4-cbc', '-certpbe', 'sm4-cbc', '-macalg', 'sm3'],
    ]) {
      const file = withFiles(files, (at) => {
        const made = ['-inkey', 'k.pem', '-in', 'c.pem', '-out', 'o.p12', '-passout', 'pass:阳光1234', ...how]
        openssl(at, 'pkcs12', '-export', ...made)
        return new Uint8Array(Buffer.from(openssl(at, 'base64', '-in', 'o.p12'), 'base64'))
      })
      const [entry] = await readKeyFile(file, '阳光1234')
      await verifyRaw(sign.certificate, file, await softSigner(entry!, entry!.certificate).sign(file))
      await refused('KEY_FILE_PIN', () => readKeyFile(file, '阳光1235'))
    }
  })

  it('need PKCS#8 for signing: no key of WebCrypto or of another kind will do', async () => {
    const { sign } = await smPki()
    const { organisation } = await pki()
    const { privateKey } = (await globalThis.crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])) as CryptoKeyPair
    for (const key of [privateKey, { pkcs8: organisation.pkcs8 }]) {
      await refused('CERTIFICATE_UNSUPPORTED', () => softSigner(key, sign.certificate).sign(utf8('x')))
    }
  })
})

describe('RSASSA-PSS', () => {
  const made = () =>
    withFiles({ 'c.txt': 'content' }, (at) => {
      const pss = (salt: string) => ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', `rsa_pss_saltlen:${salt}`]
      const ca = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=PSS', '-days', '30', '-sha256']
      const usage = ['-addext', 'keyUsage=critical,keyCertSign,digitalSignature']
      openssl(at, ...ca, ...usage, ...pss('32'), '-keyout', 'k.pem', '-out', 'ca.pem')
      openssl(at, 'req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'l.pem', '-subj', '/CN=L', '-out', 'l.csr')
      const issue = ['x509', '-req', '-in', 'l.csr', '-CA', 'ca.pem', '-CAkey', 'k.pem', '-CAcreateserial', '-sha384']
      openssl(at, ...issue, ...pss('20'), '-out', 'l.crt')
      const sign = ['cms', '-sign', '-binary', '-in', 'c.txt', '-signer', 'ca.pem', '-inkey', 'k.pem', '-md', 'sha256']
      const cms = openssl(at, ...sign, '-keyopt', 'rsa_padding_mode:pss', '-outform', 'PEM')
      const read = (name: string) => parseCertificate(fromPem(openssl(at, 'x509', '-in', name)))
      return { ca: read('ca.pem'), leaf: read('l.crt'), cms: fromPem(cms) }
    })

  it('is verified in certificates and in signatures', async () => {
    const { ca, leaf, cms } = made()
    expect(leaf.signatureAlgorithm).to.deep.equal({ key: 'rsa', hash: 'SHA-384', salt: 20 })
    const trust: Trust = { roots: [ca], intermediates: [], crls: [] }
    const named = { ...leaf, usage: { ...leaf.usage, sign: true } }
    await checkPath(named, trust, leaf.notBefore + 1000, 'sign')
    const forged = { ...named, signature: flipped(leaf.signature, 5) }
    await refused('PATH_NOT_FOUND', () => checkPath(forged, trust, leaf.notBefore + 1000, 'sign'))
    const other = { ...named, signatureAlgorithm: { key: 'rsa', hash: 'SHA-384', salt: 32 } as const }
    await refused('PATH_NOT_FOUND', () => checkPath(other, trust, leaf.notBefore + 1000, 'sign'))
    expect((await checkDetached(cms, utf8('content'))).certificate.fingerprint).to.equal(ca.fingerprint)
    await refused('SIGNATURE_INVALID', () => checkDetached(flipped(cms, cms.length - 1), utf8('content')))
  })
})

describe('an authority', () => {
  it('makes an RSA root unless SM2 is wanted', async () => {
    const { root } = await createAuthority({ name: '甲', at: NOW })
    expect(root.keyAlgorithm).to.equal('rsa')
    expect(sha256(root.der)).to.have.length(32)
  })
})
