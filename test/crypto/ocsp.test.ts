import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { newKey } from '../../crypto/authority.ts'
import { hex, random } from '../../crypto/bytes.ts'
import { pem } from '../../crypto/certificate.ts'
import { checkPath } from '../../crypto/chain.ts'
import { parseOcsp } from '../../crypto/ocsp.ts'
import { ocspRequest, parseOcspRequest } from '../../crypto/ocspRequest.ts'
import { answerOcsp } from '../../crypto/ocspSigning.ts'
import { asks, authorityWith, flipped, type Link, link, NOW, openssl, pki, refused, withFiles, YEAR } from './pki.ts'
import { smPki } from './smPki.ts'

const HOUR = 3_600_000
type Revoked = { serial: string; at: number }[]

/** A root, a leaf of it, and how answers about it are made. */
async function stage() {
  const root = await link('root', authorityWith(0))
  const leaf = await link('leaf', {}, root)
  const knows = (revoked: Revoked = [], at = NOW, lasts = HOUR) => ({
    ...{ at, nextUpdate: at + lasts },
    standingOf: (serial: string): number | null | undefined => revoked.find((one) => one.serial === serial)?.at,
  })
  const answer = (by: Link = root, of = knows(), about = leaf) =>
    answerOcsp(ocspRequest(about.certificate, root.certificate), { ...by, issuer: root.certificate }, of)
  const check = (ocsps: Uint8Array[], at = NOW, crls: Uint8Array[] = []) =>
    checkPath(leaf.certificate, { roots: [root.certificate], intermediates: [], crls, ocsps }, at, 'sign')
  return { root, leaf, knows, answer, check }
}

describe('An answer of an OCSP responder (RFC 6960)', () => {
  it('shows that a certificate was good, and is named as evidence', async () => {
    const { answer, check } = await stage()
    const response = await answer()
    const path = await check([response])
    expect(path.revocation).to.equal('good')
    expect(path.evidence.ocsps).to.deep.equal([parseOcsp(response).fingerprint])
  })

  it('holds to the very second of its next update, and one that was made because of the deed counts for it', async () => {
    const { answer, check } = await stage()
    const response = [await answer()]
    expect((await check(response, NOW + HOUR)).revocation).to.equal('good')
    expect((await check(response, NOW + HOUR + 1)).revocation).to.equal('unknown')
    expect((await check(response, NOW - 5 * 60_000)).revocation).to.equal('good')
    expect((await check(response, NOW - 5 * 60_000 - 1)).revocation).to.equal('unknown')
  })

  it('that tells of a revocation refuses from that second on, and not before', async () => {
    const { answer, check, knows, leaf } = await stage()
    const response = [await answer(undefined, knows([{ serial: leaf.certificate.serial, at: NOW }]))]
    await refused('CERTIFICATE_REVOKED', () => check(response, NOW))
    expect((await check(response, NOW - 1)).revocation).to.equal('unknown')
  })

  it('about another certificate, or by a responder that does not know it, proves nothing', async () => {
    const { answer, check, knows, root } = await stage()
    const other = await link('other', {}, root)
    expect((await check([await answer(root, knows(), other)])).revocation).to.equal('unknown')
    const stranger = { ...knows(), standingOf: () => null }
    expect((await check([await answer(root, stranger)])).revocation).to.equal('unknown')
  })

  it('may be given by one whom the issuer appointed for it, and by nobody else', async () => {
    const { answer, check, root } = await stage()
    const appointed = await link('responder', { ocspSigning: true }, root)
    expect((await check([await answer(appointed)])).revocation).to.equal('good')
    const plain = await link('plain', {}, root)
    await refused('OCSP_INVALID', async () => check([await answer(plain)]))
    const self = await link('root', { ocspSigning: true })
    await refused('OCSP_INVALID', async () => check([await answer(self)]))
    const old = await link('old', { ocspSigning: true, notBefore: NOW - YEAR, notAfter: NOW - 1000 }, root)
    await refused('CERTIFICATE_EXPIRED', async () => check([await answer(old)]))
  })

  it('is refused with any bit of it turned', async () => {
    const { answer, check, root } = await stage()
    const response = await answer(await link('responder', { ocspSigning: true }, root))
    for (let at = 0; at < response.length; at += 3) {
      const { revocation } = await check([flipped(response, at)]).catch((problem) => {
        expect(problem.code, String(problem)).to.match(/^[A-Z_]+$/)
        return { revocation: 'refused' }
      })
      expect(revocation, `byte ${at}`).to.not.equal('good')
    }
    await refused('OCSP_INVALID', () => check([response.subarray(0, -1)]))
  })

  it('carries the nonce of the request, and says so when it cannot read one', async () => {
    const { root, leaf, knows } = await stage()
    const nonce = random(16)
    const request = ocspRequest(leaf.certificate, root.certificate, nonce)
    expect(parseOcspRequest(request).nonce).to.equal(hex(nonce))
    const by = { ...root, issuer: root.certificate }
    expect(parseOcsp(await answerOcsp(request, by, knows())).nonce).to.equal(hex(nonce))
    const { facts } = await refused('OCSP_INVALID', async () =>
      parseOcsp(await answerOcsp(request.subarray(1), by, knows())),
    )
    expect(facts['status']).to.equal(1)
  })

  it('works with SM2 and SM3 as with RSA', async () => {
    for (const { authority, leaf, trust } of [
      { ...(await smPki()), leaf: (await smPki()).sign.certificate },
      { ...(await pki()), leaf: (await pki()).organisation.certificate },
    ]) {
      const request = ocspRequest(leaf, authority.root)
      const good = await authority.ocsp(request, [], NOW, NOW + HOUR)
      const path = await checkPath(leaf, { ...trust, crls: [], ocsps: [good] }, NOW, 'sign')
      expect(path.revocation).to.equal('good')
      const revoked = await authority.ocsp(request, [{ serial: leaf.serial, at: NOW }], NOW, NOW + HOUR)
      await refused('CERTIFICATE_REVOKED', () => checkPath(leaf, { ...trust, ocsps: [revoked] }, NOW, 'sign'))
    }
  })
})

describe('OCSP beside openssl', () => {
  it('openssl accepts our answers: good, and revoked', async () => {
    const { authority, organisation } = await pki()
    const { certificate } = organisation
    const at = Math.floor(Date.now() / 1000) * 1000
    const request = ocspRequest(certificate, authority.root, random(16))
    const asked = async (revoked: Revoked) => authority.ocsp(request, revoked, at, at + HOUR)
    const files = {
      'root.pem': authority.root,
      'leaf.pem': certificate,
      'request.der': request,
      'good.der': await asked([]),
      'revoked.der': await asked([{ serial: certificate.serial, at: at - 1000 }]),
    }
    withFiles(files, (folder) => {
      const how = ['-issuer', 'root.pem', '-cert', 'leaf.pem', '-CAfile', 'root.pem', '-no_nonce']
      const told = (name: string) => asks(folder, 'ocsp', '-respin', name, ...how)
      expect(told('good.der').said).to.contain('Response verify OK').and.contain('leaf.pem: good')
      expect(told('revoked.der').said).to.contain('Response verify OK').and.contain('leaf.pem: revoked')
      expect(openssl(folder, 'ocsp', '-reqin', 'request.der', '-req_text')).to.contain('OCSP Nonce')
    })
  })

  it('we accept what openssl answers to our request, from an appointed responder: good, revoked, unknown', async () => {
    const ca = await newKey('rsa-sign')
    const { signCertificate, softKey, issuerOf } = await import('../../crypto/issuing.ts')
    const { parseCertificate } = await import('../../crypto/certificate.ts')
    const key = softKey('rsa', { pkcs8: ca.pkcs8 })
    const validity = { notBefore: NOW - YEAR, notAfter: NOW + 5 * YEAR }
    const base = { subject: { commonName: 'CA' }, serial: '41', usage: [], ...validity }
    const root = parseCertificate(
      await signCertificate({ ...base, spki: ca.spki, usage: ['keyCertSign', 'cRLSign'], ca: { pathLength: 0 } }, key),
    )
    const { pkcs8, spki } = await newKey('p256')
    const issue = async (serial: string, ocspSigning = false) =>
      parseCertificate(
        await signCertificate(
          { ...base, subject: { commonName: serial }, serial, spki, usage: ['digitalSignature'], ocspSigning },
          issuerOf(root, key),
        ),
      )
    const [responder, good, bad, stranger] = [
      await issue('51', true),
      await issue('52'),
      await issue('53'),
      await issue('54'),
    ]
    const now = Date.now()
    const day = (at: number) => `${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`
    const index = [
      `V\t${day(now + YEAR)}\t\t52\tunknown\t/CN=52`,
      `R\t${day(now + YEAR)}\t${day(now - HOUR)}\t53\tunknown\t/CN=53`,
    ]
    for (const [one, expected] of [
      [good, 'good'],
      [bad, 'CERTIFICATE_REVOKED'],
      [stranger, 'unknown'],
    ] as const) {
      const files = {
        ...{ 'root.pem': root, 'responder.pem': responder, 'responder.key': pem(pkcs8, 'PRIVATE KEY') },
        ...{ 'index.txt': `${index.join('\n')}\n`, 'request.der': ocspRequest(one, root, random(16)) },
      }
      const response = withFiles(files, (folder) => {
        const by = ['-rsigner', 'responder.pem', '-rkey', 'responder.key', '-ndays', '1']
        openssl(
          folder,
          ...['ocsp', '-index', 'index.txt', '-CA', 'root.pem', ...by],
          '-reqin',
          'request.der',
          '-respout',
          'r.der',
        )
        return new Uint8Array(readFileSync(join(folder, 'r.der')))
      })
      const trust = { roots: [root], intermediates: [], crls: [], ocsps: [response] }
      const found = await checkPath(one, trust, now, 'sign').then(
        ({ revocation }) => revocation as string,
        (problem) => problem.code,
      )
      expect(found).to.equal(expected)
    }
  })
})
