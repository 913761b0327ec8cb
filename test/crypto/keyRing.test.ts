import { expect } from 'chai'
import { type Authority, type CertificateKind, createAuthority, type KeyKind, newKey } from '../../crypto/authority.ts'
import { utf8 } from '../../crypto/bytes.ts'
import type { KeyEntry } from '../../crypto/keyFile.ts'
import { addedTo, openingKeys, personalKey, ringUnwrapper, signingKey } from '../../crypto/keyRing.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { softUnwrapper, type Unwrapper, wrapTo } from '../../crypto/wrap.ts'
import { problemOf } from './sealing.ts'

const YEAR = 365 * 86_400_000
const FROM = Date.parse('2024-01-01T00:00:00Z')
/** The old certificates ended on the first of January 2026, the new ones began a month before. */
const RENEWED = FROM + 2 * YEAR
const NOW = RENEWED + 100 * 86_400_000
const CODE = '91530100MA2000018X'
const LABEL = utf8('label')

describe('The keys of one bidder over a renewal', () => {
  let authority: Authority
  let old: KeyEntry[]
  let fresh: KeyEntry[]
  const entry = async (
    kind: CertificateKind,
    from: number,
    until: number,
    of: object = {},
    key: KeyKind = kind === 'encrypt' ? 'rsa-wrap' : kind === 'person' ? 'p256' : 'rsa-sign',
  ): Promise<KeyEntry> => {
    const { pkcs8, spki } = await newKey(key)
    const subject = { organisation: '示例公司', organisationCode: CODE, commonName: '示例公司', ...of }
    const certificate = await authority.issue({ subject, kind, spki, notBefore: from, notAfter: until })
    return { name: kind, pkcs8, certificate, chain: [authority.root] }
  }
  const file = (from: number, until: number): Promise<KeyEntry[]> =>
    Promise.all([
      entry('person', from, until, { commonName: '沈国栋' }),
      entry('encrypt', from, until),
      entry('sign', from, until),
    ])
  const withUnwrapper = (entries: readonly KeyEntry[]) =>
    entries.map((one) => ({ ...one, unwrapper: () => softUnwrapper(one.pkcs8, one.certificate) }))
  before(async () => {
    authority = await createAuthority({ name: 'CA', at: FROM })
    old = await file(FROM, RENEWED)
    fresh = await file(RENEWED - 30 * 86_400_000, RENEWED + 2 * YEAR)
  })

  it('sign with the valid certificate, whichever file was opened first', () => {
    for (const ring of [addedTo(old, fresh), addedTo(fresh, old)]) {
      expect(signingKey(ring, NOW)).to.equal(fresh[2])
      expect(personalKey(ring, NOW)).to.equal(fresh[0])
      expect(signingKey(ring, RENEWED - 60 * 86_400_000), 'before the renewal').to.equal(old[2])
    }
  })

  it('sign for the organisation where its own certificate is one of P-256 too', async () => {
    const kinds: [CertificateKind, string][] = [
      ['person', '沈国栋'],
      ['sign', '示例公司'],
      ['encrypt', '示例公司'],
    ]
    const [person, sign, encrypt] = await Promise.all(
      kinds.map(([kind, commonName]) => entry(kind, FROM, NOW + YEAR, { commonName }, 'p256')),
    )
    for (const ring of [
      [person!, sign!, encrypt!],
      [encrypt!, sign!, person!],
    ]) {
      expect(signingKey(ring, NOW)).to.equal(sign)
      expect(personalKey(ring, NOW)).to.equal(person)
      expect(openingKeys(ring, NOW)).to.deep.equal([encrypt])
    }
    const opener = ringUnwrapper(openingKeys(withUnwrapper([encrypt!, ...fresh]), NOW))
    for (const key of [encrypt!, fresh[1]!, encrypt!]) {
      const wrapped = await wrapTo(key.certificate.spki, utf8('secret'), LABEL)
      expect(await opener.unwrap(wrapped, LABEL), key.certificate.keyAlgorithm).to.deep.equal(utf8('secret'))
    }
  })

  it('give the expired one where there is no other, so that it can be said what is wrong', () => {
    expect(signingKey(old, NOW)).to.equal(old[2])
    expect(signingKey([], NOW)).to.equal(undefined)
  })

  it('lock to the new certificate, and open with either', async () => {
    const ring = addedTo(fresh, old)
    expect(openingKeys(ring, NOW)).to.deep.equal([fresh[1], old[1]])
    const opener = ringUnwrapper(openingKeys(withUnwrapper(ring), NOW))
    for (const key of [old[1]!, fresh[1]!, old[1]!]) {
      const wrapped = await wrapTo(key.certificate.spki, utf8('secret'), LABEL)
      expect(await opener.unwrap(wrapped, LABEL)).to.deep.equal(utf8('secret'))
      expect(opener.certificate?.fingerprint).to.equal(key.certificate.fingerprint)
    }
  })

  it('open nothing that was locked to neither, with one word for it', async () => {
    const stranger = await entry('encrypt', FROM, RENEWED)
    const opener = ringUnwrapper(openingKeys(withUnwrapper(addedTo(fresh, old)), NOW))
    const wrapped = await wrapTo(stranger.certificate.spki, utf8('secret'), LABEL)
    expect((await problemOf(() => opener.unwrap(wrapped, LABEL)))?.code).to.equal('UNWRAP_FAILED')
  })

  it('try the next key only when this one is not the one, not when the person declined', async () => {
    let asked = 0
    const declines: Unwrapper = {
      unwrap: async () => {
        throw new CryptoProblem('CANCELLED')
      },
    }
    const other: Unwrapper = {
      unwrap: async () => {
        asked++
        return utf8('secret')
      },
    }
    const [first, second] = [old[1]!, fresh[1]!]
    const opener = ringUnwrapper([
      { ...first, unwrapper: () => declines },
      { ...second, unwrapper: () => other },
    ])
    expect((await problemOf(() => opener.unwrap(utf8('x'), LABEL)))?.code).to.equal('CANCELLED')
    expect(asked).to.equal(0)
  })

  it('are never mixed with those of another organisation, or of a person without one', async () => {
    const other = [await entry('sign', FROM, RENEWED, { organisationCode: '91530100MA20000999' })]
    expect(addedTo(fresh, other)).to.deep.equal(other)
    const person = [await entry('person', FROM, RENEWED, { organisation: undefined, organisationCode: undefined })]
    expect(addedTo(fresh, person)).to.deep.equal(person)
    expect(addedTo(fresh, fresh)).to.deep.equal(fresh)
  })
})
