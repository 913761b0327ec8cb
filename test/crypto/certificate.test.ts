import { generateKeyPairSync } from 'node:crypto'
import { expect } from 'chai'
import { createAuthority, newKey, restoreAuthority } from '../../crypto/authority.ts'
import { equal } from '../../crypto/bytes.ts'
import { fromPem, parseCertificate, pem, publicKeyOf } from '../../crypto/certificate.ts'
import { checkPath } from '../../crypto/chain.ts'
import * as der from '../../crypto/der.ts'
import { readName } from '../../crypto/name.ts'
import { asks, flipped, NOW, openssl, pki, refused, withFiles, YEAR } from './pki.ts'

describe('a certificate', () => {
  it('says who holds it, with the 统一社会信用代码', async () => {
    const { organisation } = await pki()
    const { certificate } = organisation
    expect(certificate.subject).to.deep.equal({
      country: 'CN',
      commonName: '阳光建设有限公司',
      organisation: '阳光建设有限公司',
      organisationCode: '91440300MA5FABCD1X',
    })
    expect(certificate.organisationCode).to.equal('91440300MA5FABCD1X')
    expect(certificate.issuer.commonName).to.equal('测试认证中心')
    expect([certificate.notBefore, certificate.notAfter]).to.deep.equal([NOW - YEAR, NOW + YEAR])
    expect(certificate.ca).to.equal(false)
  })

  it('keeps signing, encrypting and time stamps apart', async () => {
    const { authority, organisation, encryption, person, stamps } = await pki()
    const uses = ({ usage }: typeof authority.root) =>
      Object.entries(usage).flatMap(([use, allowed]) => (allowed ? [use] : []))
    expect(uses(organisation.certificate)).to.deep.equal(['sign'])
    expect(uses(person.certificate)).to.deep.equal(['sign'])
    expect(uses(encryption.certificate)).to.deep.equal(['encrypt'])
    expect(uses(stamps.certificate)).to.deep.equal(['timestamping'])
    expect(uses(authority.root)).to.deep.equal(['certSign', 'crlSign'])
    expect(authority.root).to.include({ ca: true, pathLength: 0, keyAlgorithm: 'rsa', keyBits: 2048 })
    expect(person.certificate.keyAlgorithm).to.equal('p256')
  })

  it('is read by openssl as we read it', async () => {
    const { person, authority } = await pki()
    const { certificate } = person
    withFiles({ 'leaf.pem': certificate, 'root.pem': authority.root }, (at) => {
      const told = openssl(
        at,
        'x509',
        '-in',
        'leaf.pem',
        '-noout',
        '-serial',
        '-fingerprint',
        '-sha256',
        '-ext',
        'keyUsage',
      )
      expect(told.toLowerCase()).to.include(`serial=${certificate.serial}`)
      expect(told.toLowerCase().replaceAll(':', '')).to.include(`fingerprint=${certificate.fingerprint}`)
      expect(told).to.include('Digital Signature, Non Repudiation')
      const when = ['-attime', String(NOW / 1000)]
      expect(openssl(at, 'verify', '-x509_strict', ...when, '-CAfile', 'root.pem', 'leaf.pem')).to.include('OK')
    })
  })

  it('of openssl is read, with its name and usage', () => {
    const text = withFiles({}, (at) =>
      openssl(
        at,
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-utf8', '-days', '30'],
        ...['-subj', '/C=CN/O=某公司/CN=李四', '-addext', 'keyUsage=critical,digitalSignature,keyEncipherment'],
      ),
    )
    const certificate = parseCertificate(fromPem(text))
    expect(certificate.subject).to.deep.equal({ country: 'CN', organisation: '某公司', commonName: '李四' })
    expect(certificate.usage).to.include({ sign: true, encrypt: true })
    expect(pem(certificate.der, 'CERTIFICATE')).to.equal(text)
  })

  describe('of openssl with a P-256 key', () => {
    const usageOf = (usage: string) =>
      parseCertificate(
        fromPem(
          withFiles({}, (at) =>
            openssl(
              at,
              ...[
                'req',
                '-x509',
                '-newkey',
                'ec',
                '-pkeyopt',
                'ec_paramgen_curve:P-256',
                '-nodes',
                '-keyout',
                'key.pem',
              ],
              ...['-days', '30', '-subj', '/CN=bidder', '-addext', `keyUsage=critical,${usage}`],
            ),
          ),
        ),
      ).usage

    it('encrypts where it says keyAgreement', () => {
      expect(usageOf('keyAgreement')).to.include({ sign: false, encrypt: true })
      expect(usageOf('digitalSignature,keyAgreement')).to.include({ sign: true, encrypt: true })
    })

    it('does not where it says keyEncipherment, which RFC 8813 forbids for such a key', () =>
      expect(usageOf('digitalSignature,keyEncipherment,dataEncipherment')).to.include({ sign: true, encrypt: false }))

    it('does not where one direction only is allowed', () => {
      for (const only of ['encipherOnly', 'decipherOnly'])
        expect(usageOf(`keyAgreement,${only}`), only).to.include({ encrypt: false })
    })
  })

  it('with an SM2 key is read, but is none for WebCrypto', async () => {
    const text = withFiles({}, (at) => {
      openssl(at, 'genpkey', '-algorithm', 'SM2', '-out', 'key.pem')
      return openssl(at, 'req', '-x509', '-new', '-key', 'key.pem', '-sm3', '-subj', '/CN=SM2', '-days', '30')
    })
    const certificate = parseCertificate(fromPem(text))
    expect(certificate).to.include({ keyAlgorithm: 'sm2', keyBits: 256 })
    for (const use of ['verify', 'verify-pss'] as const) {
      await refused('CERTIFICATE_UNSUPPORTED', () => publicKeyOf(certificate, use))
    }
  })

  it('is refused when anything is cut off, at any place', async () => {
    const { der: whole } = (await pki()).person.certificate
    for (let end = 0; end < whole.length; end += 7) {
      await refused('CERTIFICATE_MALFORMED', () => parseCertificate(whole.subarray(0, end)))
    }
  })

  it('is refused with bytes after its end', async () => {
    const { der: whole } = (await pki()).person.certificate
    await refused('CERTIFICATE_MALFORMED', () => parseCertificate(new Uint8Array([...whole, 0])))
  })

  it('with any bit turned is no certificate, or one without a path', async () => {
    const { person, trust } = await pki()
    const { der: whole } = person.certificate
    for (let at = 0; at < whole.length; at += 5) {
      let refusal = false
      try {
        await checkPath(parseCertificate(flipped(whole, at)), trust, NOW, 'sign')
      } catch {
        refusal = true
      }
      expect(refusal, `byte ${at}`).to.equal(true)
    }
  })

  it('compares names without regard to case, white space and string type', () => {
    const name = (value: Uint8Array) =>
      readName(der.parseDer(der.sequence(der.setOf(der.sequence(der.oid('2.5.4.3'), value))))).key
    expect(name(der.printable(' Root  ca '))).to.equal(name(der.utf8String('ROOT CA')))
    expect(name(der.utf8String('Root CA'))).not.to.equal(name(der.utf8String('RootCA')))
  })
})

describe('the small authority', () => {
  it('goes on after being written down', async () => {
    const { authority, person } = await pki()
    const again = await restoreAuthority(JSON.parse(JSON.stringify(authority.export())))
    expect(equal(again.root.der, authority.root.der)).to.equal(true)
    const crl = await again.crl([{ serial: person.certificate.serial, at: NOW }], NOW, NOW + YEAR)
    withFiles({ 'list.der': crl, 'root.pem': again.root }, (at) => {
      const told = asks(at, 'crl', '-inform', 'DER', '-in', 'list.der', '-CAfile', 'root.pem', '-noout', '-text')
      expect(told.said).to.include('verify OK')
      expect(told.said.toLowerCase()).to.include(person.certificate.serial)
    })
  })

  it('gives no two certificates one serial number', async () => {
    const { authority, person } = await pki()
    const { spki } = person.certificate
    const ask = { subject: { commonName: '王五' }, kind: 'person', spki, notBefore: NOW, notAfter: NOW + 1 } as const
    const issued = await Promise.all(Array.from({ length: 20 }, () => authority.issue(ask)))
    expect(new Set(issued.map(({ serial }) => serial)).size).to.equal(20)
    expect(issued.every(({ serial }) => serial.length === 32)).to.equal(true)
  })

  it('certifies a P-256 key for key agreement, and so for encrypting', async () => {
    const authority = await createAuthority({ name: '另一中心', at: NOW })
    const { spki } = await newKey('p256')
    const ask = { subject: { commonName: '王五' }, kind: 'encrypt', spki, notBefore: NOW, notAfter: NOW + 1 } as const
    const certificate = await authority.issue(ask)
    expect(certificate.usage).to.include({ sign: false, encrypt: true })
    withFiles({ 'leaf.pem': certificate }, (at) => {
      const told = openssl(at, 'x509', '-in', 'leaf.pem', '-noout', '-ext', 'keyUsage')
      expect(told).to.include('Key Agreement').and.not.to.include('Encipherment')
    })
  })

  it('certifies no key of RSASSA-PSS for encrypting', async () => {
    const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
    const authority = await createAuthority({ name: '另一中心', at: NOW })
    const ask = { subject: { commonName: '王五' }, kind: 'encrypt', spki, notBefore: NOW, notAfter: NOW + 1 } as const
    await refused('CERTIFICATE_UNSUPPORTED', () => authority.issue(ask))
  })
})
