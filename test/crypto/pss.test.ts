import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { utf8 } from '../../crypto/bytes.ts'
import { type Certificate, fromPem, parseCertificate, pem } from '../../crypto/certificate.ts'
import { checkPath } from '../../crypto/chain.ts'
import { type CertificateContent, issuerOf, signCertificate, signCrl, softKey } from '../../crypto/issuing.ts'
import { readKeyFile, writeKeyFile } from '../../crypto/keyFile.ts'
import { checkDetached, signAttached, signDetached, softSigner, verifyRaw } from '../../crypto/signature.ts'
import { wrapTo } from '../../crypto/wrap.ts'
import { asks, flipped, NOW, openssl, refused, withFiles, YEAR } from './pki.ts'

const content = utf8('投标函：我方愿以人民币 1,234,567.89 元承包本标段。')
const PIN = '246810'
/** What `openssl genpkey` is told for a key that may sign anyhow, and for one that is bound to SHA-256. */
const OPTIONS: Record<string, string[]> = {
  'without restrictions': [],
  'for SHA-256 alone': [
    ...['-pkeyopt', 'rsa_pss_keygen_md:sha256', '-pkeyopt', 'rsa_pss_keygen_mgf1_md:sha256'],
    ...['-pkeyopt', 'rsa_pss_keygen_saltlen:32'],
  ],
}

/** A key file and a certificate as openssl makes them for a key that is named for RSASSA-PSS. */
const made = (options: string[], hash = 'sha256'): { p12: Uint8Array; certificate: Certificate } =>
  withFiles({}, (at) => {
    openssl(at, 'genpkey', '-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048', ...options, '-out', 'k.pem')
    const subject = ['-subj', '/O=x/CN=x', '-days', '30', '-addext', 'keyUsage=digitalSignature']
    openssl(at, 'req', '-x509', '-key', 'k.pem', `-${hash}`, ...subject, '-out', 'c.pem')
    openssl(at, 'pkcs12', '-export', '-inkey', 'k.pem', '-in', 'c.pem', '-passout', `pass:${PIN}`, '-out', 'k.p12')
    return {
      p12: new Uint8Array(readFileSync(join(at, 'k.p12'))),
      certificate: parseCertificate(fromPem(readFileSync(join(at, 'c.pem'), 'utf8'))),
    }
  })

describe('a key that is named for RSASSA-PSS', () => {
  for (const [what, options] of Object.entries(OPTIONS))
    it(`${what}: opened from a key file it signs, and openssl accepts detached, attached and CAdES`, async () => {
      const { p12, certificate } = made(options)
      expect(certificate).to.include({ keyAlgorithm: 'rsa-pss', keyBits: 2048 })
      const [entry] = await readKeyFile(p12, PIN)
      expect(entry?.certificate.fingerprint).to.equal(certificate.fingerprint)
      const signer = softSigner({ pkcs8: entry!.pkcs8 }, certificate)
      const now = certificate.notBefore + 60_000
      const cms = await signDetached(content, signer, now)
      expect((await checkDetached(cms, content)).certificateBound).to.equal(true)
      await refused('SIGNATURE_DIGEST', () => checkDetached(cms, utf8('别的内容')))
      await verifyRaw(certificate, content, await signer.sign(content))
      await refused('SIGNATURE_INVALID', async () =>
        verifyRaw(certificate, content, flipped(await signer.sign(content), 9)),
      )
      const files = {
        ...{ 'detached.der': cms, 'attached.der': await signAttached(content, signer, now) },
        ...{ 'content.txt': content, 'other.txt': utf8('别的内容'), 'root.pem': certificate },
      }
      withFiles(files, (at) => {
        const how = ['-inform', 'DER', '-CAfile', 'root.pem', '-purpose', 'any', '-attime', String(now / 1000)]
        const verify = ['cms', '-verify', '-binary', '-cades', ...how]
        expect(asks(at, ...verify, '-in', 'detached.der', '-content', 'content.txt').said).to.include('successful')
        expect(asks(at, ...verify, '-in', 'detached.der', '-content', 'other.txt').ok).to.equal(false)
        expect(openssl(at, ...verify, '-in', 'attached.der')).to.equal(Buffer.from(content).toString())
      })
    })

  it('signs by openssl what is accepted here, and PKCS#1 v1.5 by the same numbers is not', async () => {
    const { p12, certificate } = made([])
    const [entry] = await readKeyFile(p12, PIN)
    const files = { 'c.pem': certificate, 'k.pem': pem(entry!.pkcs8, 'PRIVATE KEY'), 'c.txt': content }
    const cms = withFiles(files, (at) => {
      const by = ['-signer', 'c.pem', '-inkey', 'k.pem', '-md', 'sha256', '-keyopt', 'rsa_pss_saltlen:32']
      openssl(at, 'cms', '-sign', '-binary', '-in', 'c.txt', ...by, '-outform', 'DER', '-out', 'cms')
      return new Uint8Array(readFileSync(join(at, 'cms')))
    })
    expect((await checkDetached(cms, content)).certificate.fingerprint).to.equal(certificate.fingerprint)
    const plain = { certificate, chain: [], sign: softKey('rsa', { pkcs8: entry!.pkcs8 }).sign }
    await refused('SIGNATURE_INVALID', async () => checkDetached(await signDetached(content, plain, NOW), content))
  })

  it('is kept by our own key file as it was', async () => {
    const { p12, certificate } = made([])
    const [entry] = await readKeyFile(p12, PIN)
    const [again] = await readKeyFile(await writeKeyFile([entry!], PIN, 1000), PIN)
    expect(again?.pkcs8).to.deep.equal(entry?.pkcs8)
    expect(again?.certificate.fingerprint).to.equal(certificate.fingerprint)
  })

  it('locks nothing, and one that is bound to another hash or a longer salt is no key to rest on', async () => {
    const { certificate } = made([])
    await refused('CERTIFICATE_UNSUPPORTED', () => wrapTo(certificate.spki, new Uint8Array(32), new Uint8Array(32)))
    for (const [hash, salt] of [
      ['sha512', 64],
      ['sha256', 40],
    ] as const) {
      const bound = [
        ...['-pkeyopt', `rsa_pss_keygen_md:${hash}`, '-pkeyopt', `rsa_pss_keygen_mgf1_md:${hash}`],
        ...['-pkeyopt', `rsa_pss_keygen_saltlen:${salt}`],
      ]
      const other = made(bound, hash)
      expect(other.certificate.keyAlgorithm).to.equal('other')
      const [entry] = await readKeyFile(other.p12, PIN)
      await refused('CERTIFICATE_UNSUPPORTED', () => softSigner({ pkcs8: entry!.pkcs8 }, other.certificate))
    }
  })

  it('issues certificates and lists that openssl and we follow to its root', async () => {
    const keys = () => {
      const { publicKey, privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
      return {
        spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
        key: softKey('rsa-pss', { pkcs8: new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' })) }),
      }
    }
    const [root, leaf] = [keys(), keys()]
    const of = (changes: Partial<CertificateContent>): CertificateContent => ({
      ...{
        subject: { organisation: '示范', commonName: '根' },
        spki: root.spki,
        serial: '11',
        usage: ['keyCertSign', 'cRLSign'],
      },
      ...{ notBefore: NOW - YEAR, notAfter: NOW + YEAR, ca: { pathLength: null }, ...changes },
    })
    const top = parseCertificate(await signCertificate(of({}), root.key))
    const { ca: _no, ...person } = of({
      subject: { commonName: '人' },
      spki: leaf.spki,
      serial: '12',
      usage: ['digitalSignature'],
    })
    const below = parseCertificate(await signCertificate(person, issuerOf(top, root.key)))
    const crl = await signCrl(
      { revoked: [], thisUpdate: NOW - 1000, nextUpdate: NOW + YEAR, number: 1 },
      issuerOf(top, root.key),
    )
    await checkPath(below, { roots: [top], intermediates: [], crls: [crl] }, NOW, 'sign')
    withFiles({ 'root.pem': top, 'leaf.pem': below, 'list.crl': crl }, (at) => {
      writeFileSync(join(at, 'list.pem'), openssl(at, 'crl', '-inform', 'DER', '-in', 'list.crl'))
      const verify = [
        'verify',
        '-attime',
        String(NOW / 1000),
        '-crl_check',
        '-CRLfile',
        'list.pem',
        '-CAfile',
        'root.pem',
      ]
      expect(openssl(at, ...verify, 'leaf.pem')).to.include('OK')
    })
  })
})
