import { expect } from 'chai'
import { hex, unhex, utf8 } from '../../crypto/bytes.ts'
import { fromPem, parseCertificate } from '../../crypto/certificate.ts'
import * as der from '../../crypto/der.ts'
import { sha256 } from '../../crypto/digest.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { checkAttached, checkDetached, signAttached, signDetached, withTimestamp } from '../../crypto/signature.ts'
import { attribute } from '../../crypto/signing.ts'
import { checkTimestamp, issueTimestamp } from '../../crypto/timestamp.ts'
import { asks, flipped, indexOf, NOW, openssl, pki, refused, withFiles } from './pki.ts'

const content = utf8('投标函：我方愿以人民币 1,234,567.89 元承包本标段。')

/** Rebuilds a CMS with its list of signers changed. */
function withSigners(cms: Uint8Array, change: (signer: Uint8Array) => Uint8Array[]): Uint8Array {
  const [type, wrapper] = der.parseDer(cms).children
  const parts = der.only(wrapper!).children
  const signer = der.only(parts.at(-1)!)
  const kept = parts.slice(0, -1).map(({ raw }) => raw)
  return der.sequence(type!.raw, der.explicit(0, der.sequence(...kept, der.setOf(...change(signer.raw)))))
}

describe('a signature', () => {
  for (const who of ['organisation', 'person'] as const) {
    it(`of the ${who} says who signed and when`, async () => {
      const { [who]: identity, authority } = await pki()
      const signed = await checkDetached(await signDetached(content, identity.signer, NOW), content)
      expect(signed.certificate.fingerprint).to.equal(identity.certificate.fingerprint)
      expect(signed.chain.map(({ fingerprint }) => fingerprint)).to.deep.equal([authority.root.fingerprint])
      expect(signed.signedAt).to.equal(NOW)
      expect(signed.certificateBound).to.equal(true)
    })

    it(`of the ${who} is accepted by openssl, detached and attached`, async () => {
      const { [who]: identity, authority } = await pki()
      const files = {
        'detached.der': await signDetached(content, identity.signer, NOW),
        'attached.der': await signAttached(content, identity.signer, NOW),
        'content.txt': content,
        'other.txt': utf8('别的内容'),
        'root.pem': authority.root,
      }
      withFiles(files, (at) => {
        const how = ['-inform', 'DER', '-CAfile', 'root.pem', '-purpose', 'any', '-attime', String(NOW / 1000)]
        const verify = ['cms', '-verify', '-binary', '-cades', ...how]
        expect(asks(at, ...verify, '-in', 'detached.der', '-content', 'content.txt').said).to.include('successful')
        expect(asks(at, ...verify, '-in', 'detached.der', '-content', 'other.txt').ok).to.equal(false)
        expect(openssl(at, ...verify, '-in', 'attached.der')).to.equal(Buffer.from(content).toString())
      })
    })
  }

  it('of openssl is accepted here, with and without CAdES attributes', async () => {
    const [cades, bare, certificate] = withFiles({ 'c.txt': content }, (at) => {
      const ask = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k.pem', '-subj', '/CN=x', '-days', '3']
      const made =
        openssl(at, ...ask, '-out', 'c.pem', '-addext', 'keyUsage=digitalSignature') +
        openssl(at, 'x509', '-in', 'c.pem')
      const sign = ['cms', '-sign', '-binary', '-in', 'c.txt', '-signer', 'c.pem', '-inkey', 'k.pem', '-md', 'sha256']
      return [openssl(at, ...sign, '-outform', 'PEM', '-cades'), openssl(at, ...sign, '-outform', 'PEM'), made]
    })
    const { fingerprint } = parseCertificate(fromPem(certificate!))
    const [first, second] = await Promise.all([cades, bare].map((text) => checkDetached(fromPem(text!), content)))
    expect([first?.certificate.fingerprint, second?.certificate.fingerprint]).to.deep.equal([fingerprint, fingerprint])
    expect([first?.certificateBound, second?.certificateBound]).to.deep.equal([true, false])
  })

  it('that holds its content gives it back', async () => {
    const { person } = await pki()
    const signed = await checkAttached(await signAttached(content, person.signer, NOW))
    expect(hex(signed.content)).to.equal(hex(content))
  })

  it('is not over other content', async () => {
    const { person } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    await refused('SIGNATURE_DIGEST', () => checkDetached(cms, flipped(content, 3)))
  })

  it('does not survive another signing time', async () => {
    const { person } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    await refused('SIGNATURE_INVALID', () => checkDetached(flipped(cms, indexOf(cms, utf8('260302')) + 9), content))
  })

  it('does not survive another digest, even if that fits other content', async () => {
    const { person } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    const other = utf8('别的内容')
    const forged = new Uint8Array(cms)
    forged.set(sha256(other), indexOf(cms, sha256(content)))
    await refused('SIGNATURE_INVALID', () => checkDetached(forged, other))
  })

  it('is not by a certificate other than the one it names', async () => {
    const { person, organisation } = await pki()
    const liar = { ...person.signer, certificate: organisation.certificate }
    await refused('SIGNATURE_INVALID', async () => checkDetached(await signDetached(content, liar, NOW), content))
  })

  it('cannot be carried over to another certificate of the same key', async () => {
    const { person, authority } = await pki()
    const { spki, subject, notBefore, notAfter } = person.certificate
    const twin = await authority.issue({
      subject: { ...subject, commonName: '李四' },
      kind: 'person',
      spki,
      notBefore,
      notAfter,
    })
    const cms = await signDetached(content, { ...person.signer, chain: [twin] }, NOW)
    const renamed = new Uint8Array(cms)
    const serials = [person.certificate, twin].map(({ serial }) => unhex(serial))
    renamed.set(serials[1]!, Buffer.from(cms).lastIndexOf(serials[0]!))
    await refused('SIGNATURE_INVALID', () => checkDetached(renamed, content))
  })

  it('has exactly one signer', async () => {
    const { person } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    const twice = withSigners(cms, (signer) => [signer, signer])
    await refused('SIGNATURE_MALFORMED', () => checkDetached(twice, content))
    await refused('SIGNATURE_MALFORMED', async () => checkDetached(der.sequence(...withoutSigner(cms)), content))
  })

  it('has signed attributes', async () => {
    const { person } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    const bare = withSigners(cms, (signer) => [
      der.sequence(
        ...der
          .parseDer(signer)
          .children.filter(({ tag }) => tag !== der.contextTag(0))
          .map(({ raw }) => raw),
      ),
    ])
    await refused('SIGNATURE_MALFORMED', () => checkDetached(bare, content))
  })

  it('brings the certificate of its signer along', async () => {
    const { person, organisation } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    const [type, wrapper] = der.parseDer(cms).children
    const parts = der
      .only(wrapper!)
      .children.map(({ raw, tag }) =>
        tag === der.contextTag(0) ? der.element(tag, organisation.certificate.der) : raw,
      )
    const orphan = der.sequence(type!.raw, der.explicit(0, der.sequence(...parts)))
    await refused('SIGNER_NOT_FOUND', () => checkDetached(orphan, content))
  })

  it('is refused with bytes after its end, and cut at any place', async () => {
    const { person } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    await refused('SIGNATURE_MALFORMED', () => checkDetached(new Uint8Array([...cms, 0]), content))
    for (let end = 0; end < cms.length; end += 11) {
      await refused('SIGNATURE_MALFORMED', () => checkDetached(cms.subarray(0, end), content))
    }
  })

  it('with any bit turned is refused, or still says the same of the same signer', async () => {
    const { person } = await pki()
    const cms = await signDetached(content, person.signer, NOW)
    const { signature } = await checkDetached(cms, content)
    let refusals = 0
    for (let at = 0; at < cms.length; at += 3) {
      try {
        const signed = await checkDetached(flipped(cms, at), content)
        expect(signed.certificate.fingerprint, `byte ${at}`).to.equal(person.certificate.fingerprint)
        expect([signed.signedAt, hex(signed.signature)]).to.deep.equal([NOW, hex(signature)])
      } catch (problem) {
        if (!(problem instanceof CryptoProblem)) throw problem
        refusals++
      }
    }
    expect(refusals).to.be.greaterThan(cms.length / 6)
  })

  it('is not taken for detached when it holds content, nor the other way round', async () => {
    const { person } = await pki()
    const [attached, detached] = [
      await signAttached(content, person.signer, NOW),
      await signDetached(content, person.signer, NOW),
    ]
    await refused('SIGNATURE_MALFORMED', () => checkDetached(attached, content))
    await refused('SIGNATURE_MALFORMED', () => checkAttached(detached))
  })

  it('takes up a time stamp without changing', async () => {
    const { organisation, stamps, authority } = await pki()
    const cms = await signDetached(content, organisation.signer, NOW)
    const { signature } = await checkDetached(cms, content)
    const token = await issueTimestamp({ hash: sha256(signature) }, stamps.signer, NOW + 5, '0a')
    const stamped = withTimestamp(cms, token)
    const checked = await checkDetached(stamped, content)
    expect(hex(checked.signature)).to.equal(hex(signature))
    expect((await checkTimestamp(checked.timestamp!, sha256(checked.signature))).at).to.equal(NOW + 5)
    withFiles({ 's.der': stamped, 'c.txt': content, 'root.pem': authority.root }, (at) => {
      const how = ['-inform', 'DER', '-in', 's.der', '-binary', '-content', 'c.txt', '-CAfile', 'root.pem']
      const verify = asks(at, 'cms', '-verify', ...how, '-purpose', 'any', '-attime', String(NOW / 1000))
      expect(verify.said).to.include('successful')
    })
  })

  it('keeps an unsigned attribute given at signing beside a later time stamp', async () => {
    const { person, stamps } = await pki()
    const note = attribute('1.2.3.4', der.utf8String('附注'))
    const cms = await signDetached(content, person.signer, NOW, [note])
    const token = await issueTimestamp({ hash: sha256(content) }, stamps.signer, NOW, '0b')
    const stamped = withTimestamp(cms, token)
    expect(indexOf(stamped, note)).to.be.greaterThan(0)
    expect((await checkDetached(stamped, content)).timestamp).to.deep.equal(token)
  })
})

/** The parts of a CMS, its signers left out. */
function withoutSigner(cms: Uint8Array): Uint8Array[] {
  const [type, wrapper] = der.parseDer(cms).children
  const kept = der.only(wrapper!).children.slice(0, -1)
  return [type!.raw, der.explicit(0, der.sequence(...kept.map(({ raw }) => raw), der.setOf()))]
}
