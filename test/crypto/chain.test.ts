import { expect } from 'chai'
import { parseCertificate } from '../../crypto/certificate.ts'
import { checkPath, type Trust } from '../../crypto/chain.ts'
import * as der from '../../crypto/der.ts'
import { extension } from '../../crypto/issuing.ts'
import { authorityWith, type Link, link, NOW, openssl, pki, refused, withFiles } from './pki.ts'

const trusting = (root: Link, between: Link[] = [], crls: Uint8Array[] = []): Trust => ({
  roots: [root.certificate],
  intermediates: between.map(({ certificate }) => certificate),
  crls,
})

describe('the path of a certificate', () => {
  let root: Link
  let middle: Link
  let leaf: Link
  before(async () => {
    root = await link('root', authorityWith(1))
    middle = await link('middle', authorityWith(0), root)
    leaf = await link('leaf', {}, middle)
  })

  it('leads to a trusted root', async () => {
    const path = await checkPath(leaf.certificate, trusting(root, [middle]), NOW, 'sign')
    expect(path.chain.map(({ subject }) => subject.commonName)).to.deep.equal(['leaf', 'middle', 'root'])
    expect(path.revocation).to.equal('unknown')
  })

  it('is valid at the first and the last instant', async () => {
    const { notBefore, notAfter } = leaf.certificate
    for (const at of [notBefore, notAfter]) {
      expect((await checkPath(leaf.certificate, trusting(root, [middle]), at, 'sign')).chain).to.have.length(3)
    }
  })

  it('is not valid a millisecond after the last', () =>
    refused('CERTIFICATE_EXPIRED', () =>
      checkPath(leaf.certificate, trusting(root, [middle]), leaf.certificate.notAfter + 1, 'sign'),
    ))

  it('is not valid a millisecond before the first', () =>
    refused('CERTIFICATE_NOT_YET_VALID', () =>
      checkPath(leaf.certificate, trusting(root, [middle]), leaf.certificate.notBefore - 1, 'sign'),
    ))

  it('ends at an authority that has expired itself', async () => {
    const old = await link('old', { ...authorityWith(0), notAfter: NOW - 1000 }, root)
    const under = await link('under', {}, old)
    await refused('CERTIFICATE_EXPIRED', () => checkPath(under.certificate, trusting(root, [old]), NOW, 'sign'))
  })

  it('ends where nobody is trusted', async () => {
    const stranger = await link('root', authorityWith(1))
    await refused('PATH_NOT_FOUND', () => checkPath(leaf.certificate, trusting(stranger, [middle]), NOW, 'sign'))
    await refused('PATH_NOT_FOUND', () => checkPath(leaf.certificate, trusting(root), NOW, 'sign'))
  })

  it('is not made of names alone: another key under the same name signs nothing', async () => {
    const stranger = await link('middle', authorityWith(0), root)
    const problem = await refused('PATH_NOT_FOUND', () =>
      checkPath(leaf.certificate, trusting(root, [stranger]), NOW, 'sign'),
    )
    expect(problem.facts.why).to.equal('not signed by its issuer')
  })

  it('finds the right one among authorities of one name', async () => {
    const stranger = await link('middle', authorityWith(0), root)
    const path = await checkPath(leaf.certificate, trusting(root, [stranger, middle]), NOW, 'sign')
    expect(path.chain[1]).to.equal(middle.certificate)
  })

  it('may not go through a certificate that is no authority', async () => {
    const plain = await link('plain', { usage: ['digitalSignature', 'keyCertSign'] }, root)
    const under = await link('under', {}, plain)
    const problem = await refused('PATH_NOT_FOUND', () =>
      checkPath(under.certificate, trusting(root, [plain]), NOW, 'sign'),
    )
    expect(problem.facts.why).to.equal('not an authority')
  })

  it('may not go through an authority that may not sign certificates', async () => {
    const lists = await link('lists', { ...authorityWith(0), usage: ['cRLSign'] }, root)
    const under = await link('under', {}, lists)
    const problem = await refused('PATH_NOT_FOUND', () =>
      checkPath(under.certificate, trusting(root, [lists]), NOW, 'sign'),
    )
    expect(problem.facts.why).to.equal('may not sign certificates')
  })

  it('may not be longer than an authority allows', async () => {
    const low = await link('low', authorityWith(0), middle)
    const under = await link('under', {}, low)
    const problem = await refused('PATH_NOT_FOUND', () =>
      checkPath(under.certificate, trusting(root, [middle, low]), NOW, 'sign'),
    )
    expect(problem.facts.why).to.equal('path too long')
  })

  it('does not count an authority that renewed itself', async () => {
    const renewed = await link('middle', authorityWith(0), middle)
    const under = await link('under', {}, renewed)
    const path = await checkPath(under.certificate, trusting(root, [middle, renewed]), NOW, 'sign')
    expect(path.chain).to.have.length(4)
  })

  it('does not run in circles', async () => {
    const one = await link('one', authorityWith(null))
    const two = await link('two', authorityWith(null), one)
    const crossed = await link('one', authorityWith(null), two)
    const under = await link('under', {}, crossed)
    await refused('PATH_NOT_FOUND', () =>
      checkPath(under.certificate, trusting(root, [one, two, crossed]), NOW, 'sign'),
    )
  })

  it('may not hold a critical extension that nobody understands', async () => {
    const odd = extension('1.2.3.4', true, der.nothing())
    const strange = await link('strange', { extensions: [odd] }, root)
    await refused('CERTIFICATE_UNSUPPORTED', () => checkPath(strange.certificate, trusting(root), NOW, 'sign'))
    const above = await link('above', { ...authorityWith(0), extensions: [odd] }, root)
    const under = await link('under', {}, above)
    await refused('CERTIFICATE_UNSUPPORTED', () => checkPath(under.certificate, trusting(root, [above]), NOW, 'sign'))
  })

  it('bears an unknown extension that is not critical', async () => {
    const mild = await link('mild', { extensions: [extension('1.2.3.4', false, der.nothing())] }, root)
    expect((await checkPath(mild.certificate, trusting(root), NOW, 'sign')).chain).to.have.length(2)
  })

  it('may not rest on RSA of 1024 bits or on SHA-1', async () => {
    const made = (...args: string[]) =>
      withFiles({}, (at) => {
        const ask = ['req', '-x509', '-nodes', '-keyout', 'k.pem', '-subj', '/CN=weak', '-days', '3', '-outform', 'DER']
        openssl(at, ...ask, '-out', 'c.der', '-addext', 'keyUsage=digitalSignature,keyCertSign', ...args)
        return parseCertificate(Buffer.from(openssl(at, 'enc', '-base64', '-in', 'c.der'), 'base64'))
      })
    for (const weak of [made('-newkey', 'rsa:1024'), made('-newkey', 'rsa:2048', '-sha1')]) {
      const twin = { ...weak, spki: root.certificate.spki, fingerprint: 'another' }
      const trust = { roots: [twin], intermediates: [], crls: [] }
      await refused('CERTIFICATE_UNSUPPORTED', () => checkPath(weak, trust, weak.notBefore, 'sign'))
    }
  })

  it('does not let a certificate serve for what it does not state', async () => {
    const { trust, organisation, encryption, stamps } = await pki()
    await refused('USAGE_FORBIDDEN', () => checkPath(encryption.certificate, trust, NOW, 'sign'))
    await refused('USAGE_FORBIDDEN', () => checkPath(organisation.certificate, trust, NOW, 'encrypt'))
    await refused('USAGE_FORBIDDEN', () => checkPath(stamps.certificate, trust, NOW, 'sign'))
    await refused('USAGE_FORBIDDEN', () => checkPath(organisation.certificate, trust, NOW, 'timestamp'))
    expect((await checkPath(stamps.certificate, trust, NOW, 'timestamp')).revocation).to.equal('good')
    expect((await checkPath(encryption.certificate, trust, NOW, 'encrypt')).revocation).to.equal('good')
  })
})
