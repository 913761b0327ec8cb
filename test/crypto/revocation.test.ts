import { expect } from 'chai'
import { createAuthority } from '../../crypto/authority.ts'
import { checkPath, parseCrl, type Trust } from '../../crypto/chain.ts'
import { issuerOf, signCrl } from '../../crypto/issuing.ts'
import { authorityWith, flipped, type Link, link, NOW, pki, refused, YEAR } from './pki.ts'

const trusting = (root: Link, between: Link[] = [], crls: Uint8Array[] = []): Trust => ({
  roots: [root.certificate],
  intermediates: between.map(({ certificate }) => certificate),
  crls,
})
const listOf = ({ certificate, key }: Link, revoked: { serial: string; at: number }[], thisUpdate = NOW - 1000) =>
  signCrl({ revoked, thisUpdate, nextUpdate: thisUpdate + YEAR, number: 1 }, issuerOf(certificate, key))

describe('revocation', () => {
  let root: Link
  let leaf: Link
  before(async () => {
    root = await link('root', authorityWith(0))
    leaf = await link('leaf', {}, root)
  })
  const check = (crls: Uint8Array[], at = NOW) => checkPath(leaf.certificate, trusting(root, [], crls), at, 'sign')
  const revokedAt = (at: number) => [{ serial: leaf.certificate.serial, at }]

  it('is known to be good by a list that is valid at the instant, which is named as evidence', async () => {
    const crl = await listOf(root, [{ serial: '4711', at: NOW - 5000 }])
    const path = await check([crl])
    expect(path.revocation).to.equal('good')
    expect(path.evidence.crls).to.deep.equal([parseCrl(crl).fingerprint])
  })

  it('is refused from its instant on', async () => {
    const crl = await listOf(root, revokedAt(NOW))
    await refused('CERTIFICATE_REVOKED', () => check([crl], NOW))
    expect((await check([crl], NOW - 1)).revocation).to.equal('good')
  })

  it('is known from a list that came later than the signature', async () => {
    const later = await listOf(root, revokedAt(NOW - 60_000), NOW + 60_000)
    const earlier = await listOf(root, [])
    await refused('CERTIFICATE_REVOKED', () => check([earlier, later]))
  })

  it('is unknown when the only list is outdated, or not there yet', async () => {
    expect((await check([await listOf(root, [], NOW - 2 * YEAR)])).revocation).to.equal('unknown')
    expect((await check([await listOf(root, [], NOW + 1000)])).revocation).to.equal('unknown')
    expect((await check([])).evidence).to.deep.equal({ crls: [], ocsps: [] })
  })

  it('does not believe a list that its authority did not sign', async () => {
    const crl = await listOf(root, [])
    await refused('CRL_INVALID', () => check([flipped(crl, crl.length - 1)]))
    const forged = await signCrl(
      { revoked: [], thisUpdate: NOW - 1000, nextUpdate: NOW + YEAR, number: 1 },
      issuerOf(root.certificate, leaf.key),
    )
    await refused('CRL_INVALID', () => check([forged]))
  })

  it('does not believe a list of an authority that may not sign lists', async () => {
    const mute = await link('mute', { ...authorityWith(0), usage: ['keyCertSign'] })
    const under = await link('under', {}, mute)
    const trust = trusting(mute, [], [await listOf(mute, [])])
    await refused('CRL_INVALID', () => checkPath(under.certificate, trust, NOW, 'sign'))
  })

  it('does not read a list that is cut or goes on', async () => {
    const crl = await listOf(root, revokedAt(NOW))
    await refused('CRL_INVALID', () => parseCrl(crl.subarray(0, crl.length - 1)))
    await refused('CRL_INVALID', () => parseCrl(new Uint8Array([...crl, 0])))
  })

  it('is looked up for the authorities in between too', async () => {
    const top = await link('top', authorityWith(1))
    const middle = await link('between', authorityWith(0), top)
    const under = await link('under', {}, middle)
    const own = await listOf(middle, [])
    const half = await checkPath(under.certificate, trusting(top, [middle], [own]), NOW, 'sign')
    expect(half.revocation).to.equal('unknown')
    const gone = await listOf(top, [{ serial: middle.certificate.serial, at: NOW - 1 }])
    await refused('CERTIFICATE_REVOKED', () =>
      checkPath(under.certificate, trusting(top, [middle], [own, gone]), NOW, 'sign'),
    )
  })

  it('of the small authority works the same', async () => {
    const { authority, person, trust } = await pki()
    const { serial } = person.certificate
    const crl = await authority.crl([{ serial, at: NOW - 1 }], NOW, NOW + YEAR)
    await refused('CERTIFICATE_REVOKED', () => checkPath(person.certificate, { ...trust, crls: [crl] }, NOW, 'sign'))
    const other = await createAuthority({ name: '测试认证中心', at: NOW - YEAR })
    await refused('PATH_NOT_FOUND', () => checkPath(person.certificate, { ...trust, roots: [other.root] }, NOW, 'sign'))
  })
})
