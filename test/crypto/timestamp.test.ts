import { expect } from 'chai'
import { hex, random, unhex, utf8 } from '../../crypto/bytes.ts'
import { fromPem, pem } from '../../crypto/certificate.ts'
import { checkPath } from '../../crypto/chain.ts'
import * as der from '../../crypto/der.ts'
import { sha256 } from '../../crypto/digest.ts'
import {
  checkTimestamp,
  issueTimestamp,
  parseTimestampRequest,
  timestampRequest,
  timestampResponse,
  tokenOf,
} from '../../crypto/timestamp.ts'
import { asks, flipped, indexOf, NOW, openssl, pki, refused, withFiles } from './pki.ts'

const content = utf8('开标记录')
const hash = sha256(content)
const nonce = unhex('00c0ffee')

describe('a time stamp', () => {
  it('proves the instant to the millisecond', async () => {
    const { stamps, trust } = await pki()
    const token = await issueTimestamp(timestampRequest(hash, nonce), stamps.signer, NOW + 120, '0123')
    const stamp = await checkTimestamp(token, hash, nonce)
    expect(stamp).to.include({ at: NOW + 120, serial: '0123' })
    expect((await checkPath(stamp.certificate, trust, stamp.at, 'timestamp')).revocation).to.equal('good')
  })

  it('is accepted by openssl, asked by us or by openssl', async () => {
    const { stamps, authority } = await pki()
    const asked = withFiles({ 'c.txt': content }, (at) => {
      openssl(at, 'ts', '-query', '-data', 'c.txt', '-sha256', '-cert', '-out', 'q.tsq')
      return unhex(Buffer.from(openssl(at, 'enc', '-base64', '-in', 'q.tsq'), 'base64').toString('hex'))
    })
    for (const request of [asked, timestampRequest(hash, nonce)]) {
      const response = timestampResponse(await issueTimestamp(request, stamps.signer, NOW + 120, hex(random(8))))
      withFiles({ 'q.tsq': request, 'r.tsr': response, 'c.txt': content, 'root.pem': authority.root }, (at) => {
        const how = ['-in', 'r.tsr', '-CAfile', 'root.pem', '-attime', String(NOW / 1000)]
        expect(asks(at, 'ts', '-verify', '-queryfile', 'q.tsq', ...how).said).to.include('Verification: OK')
        expect(asks(at, 'ts', '-verify', '-data', 'c.txt', ...how).said).to.include('Verification: OK')
        expect(openssl(at, 'ts', '-reply', '-in', 'r.tsr', '-text')).to.include('Mar  2 01:30:00.12 2026')
      })
    }
  })

  it('of openssl is accepted here', async () => {
    const { stamps } = await pki()
    const settings = ['[tsa]', 'default_tsa=t', '[t]', 'serial=serial', 'default_policy=1.2.3.4', 'digests=sha256']
    const files = {
      'k.pem': pem(stamps.pkcs8, 'PRIVATE KEY'),
      'c.pem': stamps.certificate,
      'q.tsq': timestampRequest(hash, nonce),
      'tsa.cnf': [...settings, 'signer_digest=sha256', 'ess_cert_id_alg=sha256', 'accuracy=secs:1', ''].join('\n'),
    }
    const response = withFiles(files, (at) => {
      const how = ['-queryfile', 'q.tsq', '-signer', 'c.pem', '-inkey', 'k.pem', '-out', 'r.tsr']
      openssl(at, 'ts', '-reply', '-config', 'tsa.cnf', ...how)
      return new Uint8Array(Buffer.from(openssl(at, 'enc', '-base64', '-in', 'r.tsr'), 'base64'))
    })
    const stamp = await checkTimestamp(tokenOf(response), hash, nonce)
    expect(stamp.certificate.fingerprint).to.equal(stamps.certificate.fingerprint)
    expect(stamp.at).to.be.greaterThan(NOW)
  })

  it('is for its own hash only', async () => {
    const { stamps } = await pki()
    const token = await issueTimestamp({ hash }, stamps.signer, NOW, '01')
    await refused('TIMESTAMP_INVALID', () => checkTimestamp(token, flipped(hash, 0)))
  })

  it('answers the nonce it was asked with', async () => {
    const { stamps } = await pki()
    const token = await issueTimestamp({ hash, nonce }, stamps.signer, NOW, '01')
    await refused('TIMESTAMP_INVALID', () => checkTimestamp(token, hash, unhex('beef')))
    const without = await issueTimestamp({ hash }, stamps.signer, NOW, '02')
    await refused('TIMESTAMP_INVALID', () => checkTimestamp(without, hash, nonce))
  })

  it('does not survive another instant or a turned bit anywhere in what is signed', async () => {
    const { stamps } = await pki()
    const token = await issueTimestamp({ hash }, stamps.signer, NOW, '01')
    const earlier = flipped(token, indexOf(token, utf8('20260302')) + 7)
    const problem = await refused('TIMESTAMP_INVALID', () => checkTimestamp(earlier, hash))
    expect(problem.facts.because).to.equal('SIGNATURE_DIGEST')
    const last = flipped(token, token.length - 1)
    expect((await refused('TIMESTAMP_INVALID', () => checkTimestamp(last, hash))).facts.because).to.equal(
      'SIGNATURE_INVALID',
    )
  })

  it('is not issued or accepted from a certificate for other things', async () => {
    const { person, stamps } = await pki()
    await refused('USAGE_FORBIDDEN', () => issueTimestamp({ hash }, person.signer, NOW, '01'))
    const { usage } = stamps.certificate
    const pretending = { ...person.signer, certificate: { ...person.certificate, usage } }
    const token = await issueTimestamp({ hash }, pretending, NOW, '01')
    const problem = await refused('TIMESTAMP_INVALID', () => checkTimestamp(token, hash))
    expect(problem.facts.why).to.equal('the certificate is not for time stamps')
  })

  it('is refused cut, with bytes after it, and when it is something else', async () => {
    const { stamps } = await pki()
    const token = await issueTimestamp({ hash }, stamps.signer, NOW, '01')
    await refused('TIMESTAMP_INVALID', () => checkTimestamp(new Uint8Array([...token, 0]), hash))
    for (let end = 0; end < token.length; end += 13) {
      await refused('TIMESTAMP_INVALID', () => checkTimestamp(token.subarray(0, end), hash))
    }
    await refused('TIMESTAMP_INVALID', () => checkTimestamp(fromPem(pem(stamps.certificate.der)), hash))
  })

  it('is asked for with SHA-256 and nothing else', async () => {
    const request = parseTimestampRequest(timestampRequest(hash, nonce))
    expect(hex(request.hash)).to.equal(hex(hash))
    await refused('TIMESTAMP_INVALID', () => timestampRequest(hash.subarray(1)))
    const sha1 = der.sequence(der.sequence(der.oid('1.3.14.3.2.26'), der.nothing()), der.octets(hash.subarray(12)))
    await refused('TIMESTAMP_INVALID', () => parseTimestampRequest(der.sequence(der.integer(1), sha1)))
  })

  it('is not taken from an answer that refuses', () =>
    refused('TIMESTAMP_INVALID', () => tokenOf(der.sequence(der.sequence(der.integer(2))))))
})
