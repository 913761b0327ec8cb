import { expect } from 'chai'
import { type Bytes, unhex, utf8 } from '../../crypto/bytes.ts'
import { checkPath, type Trust } from '../../crypto/chain.ts'
import * as der from '../../crypto/der.ts'
import { extension, issuerOf, signCrl } from '../../crypto/issuing.ts'
import { nameDer } from '../../crypto/name.ts'
import { OID } from '../../crypto/oids.ts'
import { isUnderOneOf } from '../../crypto/policies.ts'
import type { CryptoCode } from '../../crypto/problem.ts'
import { authorityWith, type Link, link, NOW, refused, YEAR } from './pki.ts'

const dns = (host: string): Bytes => der.element(0x82, utf8(host))
const email = (address: string): Bytes => der.element(0x81, utf8(address))
const uri = (text: string): Bytes => der.element(0x86, utf8(text))
const ip = (hexadecimal: string): Bytes => der.element(0x87, unhex(hexadecimal))
const registered = (id: string): Bytes => der.retag(0x88, der.oid(id))

const subtrees = (tag: number, names: Bytes[]): Bytes[] =>
  names.length ? [der.element(tag, ...names.map((one) => der.sequence(one)))] : []
const constrained = (permitted: Bytes[], excluded: Bytes[] = []): Bytes =>
  extension(OID.nameConstraints, true, der.sequence(...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)))
const named = (...names: Bytes[]): Bytes => extension(OID.subjectAltName, false, der.sequence(...names))
const policies = (...ids: string[]): Bytes =>
  extension(OID.certificatePolicies, false, der.sequence(...ids.map((id) => der.sequence(der.oid(id)))))

const trusting = (root: Link, between: Link[] = [], crls: Uint8Array[] = []): Trust => ({
  roots: [root.certificate],
  intermediates: between.map(({ certificate }) => certificate),
  crls,
})

describe('the names below an authority', () => {
  let root: Link
  before(async () => {
    root = await link('root', authorityWith(2))
  })

  /** A certificate with these names below an authority with this limit. */
  async function under(limit: Bytes, ...names: Bytes[]) {
    const middle = await link('middle', { ...authorityWith(0), extensions: [limit] }, root)
    const leaf = await link('leaf', names.length ? { extensions: [named(...names)] } : {}, middle)
    return checkPath(leaf.certificate, trusting(root, [middle]), NOW, 'sign')
  }
  const taken = async (limit: Bytes, ...names: Bytes[]) => {
    expect((await under(limit, ...names)).chain).to.have.length(3)
  }
  const declined = (limit: Bytes, ...names: Bytes[]) => refused('NAME_NOT_PERMITTED', () => under(limit, ...names))

  it('are addresses of the network that it permits', async () => {
    const network = constrained([ip('0a000000ff000000')])
    await taken(network, ip('0a010203'))
    await declined(network, ip('0b010203'))
    await declined(network, ip('0a010203'), ip('0b010203'))
    await declined(network, ip('20010db8000000000000000000000001'))
    await declined(constrained([], [ip('0a000000ff000000')]), ip('0a010203'))
  })

  it('are hosts of the domain that it permits, a name for many hosts only if all are', async () => {
    const domain = constrained([dns('example.cn')], [dns('x.example.cn')])
    await taken(domain, dns('EXAMPLE.cn'), dns('a.b.example.cn'))
    for (const host of ['badexample.cn', 'x.example.cn', 'a.x.example.cn', '*.example.cn', '*.cn'])
      await declined(domain, dns(host))
    await taken(constrained([dns('example.cn')]), dns('*.example.cn'))
  })

  it('are mailboxes, of one host or below a domain, the name before the sign to the letter', async () => {
    await taken(constrained([email('Wang@example.cn')]), email('Wang@EXAMPLE.cn'))
    await declined(constrained([email('Wang@example.cn')]), email('wang@example.cn'))
    await taken(constrained([email('.example.cn')]), email('wang@a.example.cn'))
    await declined(constrained([email('.example.cn')]), email('wang@example.cn'))
    await declined(constrained([email('example.cn')]), email('wang@a.example.cn'))
    await declined(constrained([email('example.cn')]), email('example.cn'))
  })

  it('are pages of a host, and what names no host is none of them', async () => {
    const domain = constrained([uri('.example.cn')])
    await taken(domain, uri('https://user@a.example.cn:8443/path'))
    for (const text of [
      'https://example.cn/',
      'https://10.1.2.3/',
      'urn:example',
      'https://[::1]/',
      'https://evil.cn/.example.cn',
    ])
      await declined(domain, uri(text))
    await declined(constrained([], [uri('.example.cn')]), uri('urn:example'))
  })

  it('may be of forms that it says nothing of, and none of a form that nobody here judges but it limits', async () => {
    await taken(constrained([dns('example.cn')]), ip('0a010203'), registered('1.2.3'))
    await refused('CERTIFICATE_UNSUPPORTED', () => under(constrained([registered('1.2')]), registered('1.2.3')))
    await taken(constrained([registered('1.2')]), dns('example.cn'))
  })

  it('are those of the directory that it permits, whatever the letters and spaces', async () => {
    const below = (commonName: string) => der.element(0xa4, nameDer({ commonName }))
    await taken(constrained([below('LEAF ')]))
    await declined(constrained([below('other')]))
    await declined(constrained([], [below('leaf')]))
  })

  it('are limited by the root as well, for good, and a renewal of the authority does not lift it', async () => {
    const limited = { ...authorityWith(2), extensions: [constrained([dns('example.cn')])] }
    const strict = await link('strict', limited)
    const wide = await link('wide', { ...authorityWith(1), extensions: [constrained([dns('cn')])] }, strict)
    const renewed = await link('wide', { ...authorityWith(0), extensions: [named(dns('anything.org'))] }, wide)
    const leaf = (host: string) => link('leaf', { extensions: [named(dns(host))] }, renewed)
    const judge = async (host: string) =>
      checkPath((await leaf(host)).certificate, trusting(strict, [wide, renewed]), NOW, 'sign')
    expect((await judge('a.example.cn')).chain).to.have.length(4)
    await refused('NAME_NOT_PERMITTED', () => judge('other.cn'))
  })

  it('are not judged by limits that are none, and not for ever', async () => {
    const unfit = [
      extension(OID.nameConstraints, true, der.sequence()),
      constrained([dns('.example.cn')]),
      constrained([ip('0a000000ff00ff00')]),
      constrained([ip('0a000000')]),
      extension(
        OID.nameConstraints,
        true,
        der.sequence(der.element(0xa0, der.sequence(dns('a.cn'), der.element(0x80, new Uint8Array([1]))))),
      ),
    ]
    for (const limit of unfit) await refused('CERTIFICATE_MALFORMED', () => under(limit))
    const many = Array.from({ length: 400 }, (_, i) => dns(`h${i}.example.cn`))
    await refused('CERTIFICATE_UNSUPPORTED', () => under(constrained(many), ...many))
  })
})

describe('the policies of a path', () => {
  const [A, B, ANY] = ['1.2.156.1', '1.2.156.2', OID.anyPolicy]
  let root: Link
  before(async () => {
    root = await link('root', authorityWith(1))
  })

  async function path(middleOf: Bytes[], leafOf: Bytes[], top = root) {
    const middle = await link('middle', { ...authorityWith(0), extensions: middleOf }, top)
    const leaf = await link('leaf', { extensions: leafOf }, middle)
    return checkPath(leaf.certificate, trusting(top, [middle]), NOW, 'sign')
  }

  it('are those that every authority of it has, not those that the certificate claims', async () => {
    const { policies: found } = await path([policies(A)], [policies(A, B)])
    expect(found).to.deep.equal({ valid: [A], required: false })
    expect([isUnderOneOf(found, [A]), isUnderOneOf(found, [B])]).to.deep.equal([true, false])
    expect((await path([], [policies(A)])).policies.valid).to.deep.equal([])
    expect((await path([policies(ANY)], [policies(A)])).policies.valid).to.deep.equal([A])
    expect((await path([policies(ANY)], [policies(ANY)])).policies.valid).to.equal('any')
  })

  it('must be there where the root requires one', async () => {
    const required = extension(OID.policyConstraints, true, der.sequence(der.element(0x80, new Uint8Array([0]))))
    const strict = await link('strict', { ...authorityWith(1), extensions: [required] })
    await refused('POLICY_NOT_VALID', () => path([], [], strict))
    expect((await path([policies(A)], [policies(A)], strict)).policies).to.deep.equal({ valid: [A], required: true })
  })

  it('are not worked out for ever: whom a hundred do not suffice is not read', async () => {
    const many = Array.from({ length: 101 }, (_, i) => `1.2.3.${i}`)
    await refused('CERTIFICATE_MALFORMED', () => path([policies(...many)], [policies(...many)]))
  })

  it('grow with the certificates and not with the number of ways through them', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `1.2.3.${i}`)
    const all = ids
      .flatMap((from) => ids.slice(0, 3).map((to) => der.sequence(der.oid(from), der.oid(to))))
      .slice(0, 90)
    const mapped = extension(OID.policyMappings, true, der.sequence(...all))
    const chain = [await link('root', authorityWith(null))]
    for (const name of ['1', '2', '3', '4', '5', '6'])
      chain.push(await link(name, { ...authorityWith(null), extensions: [policies(...ids), mapped] }, chain.at(-1)))
    const leaf = await link('leaf', { extensions: [policies(...ids)] }, chain.at(-1))
    const before = process.cpuUsage() // not the time of day: other tests compute beside this one
    const found = await checkPath(leaf.certificate, trusting(chain[0]!, chain.slice(1)), NOW, 'sign')
    expect(found.policies.valid).to.have.length(30)
    expect(process.cpuUsage(before).user).to.be.below(2_000_000)
  })
})

describe('the scope of a revocation list', () => {
  const listOf = ({ certificate, key }: Link, scope?: Bytes) =>
    signCrl(
      { revoked: [], thisUpdate: NOW - 1000, nextUpdate: NOW + YEAR, number: 1 },
      issuerOf(certificate, key),
      scope,
    )
  const scope = (...parts: Bytes[]): Bytes => extension(OID.issuingDistributionPoint, true, der.sequence(...parts))
  const flag = (n: number): Bytes => der.element(0x80 | n, new Uint8Array([0xff]))
  const point = (text: string): Bytes => der.explicit(0, der.explicit(0, uri(text)))
  const pointed = (text: string): Bytes =>
    extension(OID.crlDistributionPoints, false, der.sequence(der.sequence(point(text))))

  async function known(of: { scopes: (Bytes | undefined)[]; leaf?: Bytes[] }): Promise<string> {
    const root = await link('root', authorityWith(0))
    const leaf = await link('leaf', { extensions: of.leaf ?? [] }, root)
    const lists = await Promise.all(of.scopes.map((one) => listOf(root, one)))
    return (await checkPath(leaf.certificate, trusting(root, [], lists), NOW, 'sign')).revocation
  }

  it('says of whom a list can tell that they are good', async () => {
    expect(await known({ scopes: [scope(flag(1))] })).to.equal('good')
    expect(await known({ scopes: [scope(flag(2))] })).to.equal('unknown')
    expect(await known({ scopes: [scope(flag(5))] })).to.equal('unknown')
    expect(await known({ scopes: [scope(flag(4))] })).to.equal('unknown')
    expect(await known({ scopes: [scope(flag(2)), undefined] })).to.equal('good')
  })

  it('is one of the points that the certificate names', async () => {
    const leaf = [pointed('http://a.example.cn/1.crl')]
    expect(await known({ scopes: [scope(point('http://a.example.cn/1.crl'))], leaf })).to.equal('good')
    expect(await known({ scopes: [scope(point('http://a.example.cn/2.crl'))], leaf })).to.equal('unknown')
    expect(await known({ scopes: [scope(point('http://a.example.cn/1.crl'))] })).to.equal('unknown')
  })

  it('is for some reasons only, and all of them together say that it is good', async () => {
    const reasons = (unused: number, ...bytes: number[]): Bytes => der.element(0x83, new Uint8Array([unused, ...bytes]))
    const some = scope(reasons(5, 0x60)) // key and authority compromise
    const rest = scope(reasons(7, 0x1f, 0x80))
    expect(await known({ scopes: [some] })).to.equal('unknown')
    expect(await known({ scopes: [some, rest] })).to.equal('good')
  })

  it('is not two at once', () =>
    refused('CRL_INVALID' satisfies CryptoCode, () => known({ scopes: [scope(flag(1), flag(2))] })))

  it('does not hide a list that holds behind one of another key with the same name', async () => {
    const root = await link('root', authorityWith(0))
    const stranger = await link('root', authorityWith(0))
    const leaf = await link('leaf', {}, root)
    const forged = await listOf({ certificate: root.certificate, key: stranger.key })
    const judge = (...lists: Bytes[]) => checkPath(leaf.certificate, trusting(root, [], lists), NOW, 'sign')
    expect((await judge(forged, await listOf(root))).revocation).to.equal('good')
    await refused('CRL_INVALID', () => judge(forged))
  })
})
