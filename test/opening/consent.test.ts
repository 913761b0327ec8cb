import { expect } from 'chai'
import { base64, hex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { Header } from '../../crypto/envelope.ts'
import { consentHash, releaseFields } from '../../server/opening/letters.ts'
import { type Announced, checkConsent, checkSeat, consentOn } from '../../server/opening/releasing.ts'
import { refused } from '../tenders/world.ts'

const tag = 'a'.repeat(64)
const may: Announced = { tender: 'T', epoch: 2, spki: 'AAAA', ceremony: 'c', bids: [], passed: 1 }
const bid = { tag, bidder: { code: 'CODE', name: '投标人' } }
const letter = { key: 'AAAA', body: 'AAAA' }
const signer = { organisationCode: 'CODE' }
const statement = (changes: object = {}, epoch = 2): string =>
  canonical({
    ...releaseFields({ tender: 'T', epoch, spki: 'AAAA', letter }, 'bidder'),
    what: 'opening.remedy',
    ...changes,
  })
const said = (text = statement(), changes: object = {}) =>
  ({
    fact: {
      type: 'opening.remedyReleased',
      data: {
        ...{ tender: 'T', tag, epoch: 2, letter, signature: { statement: text, cms: '', certificate: '' } },
        ...changes,
      },
    },
  }) as Parameters<typeof checkConsent>[2]

describe('What an officer’s client asks of the log before it releases a share of a remedy', () => {
  const codeOf = (
    logged: Parameters<typeof checkConsent>[2],
    by = signer,
    of: Parameters<typeof checkConsent>[1] = bid,
  ) => refused(() => checkConsent(may, of, logged, by)).code

  it('is the bidder’s last consent for this bid', () => {
    const one = (id: string, type: string, of = tag) => ({ id, type, data: { tag: of } })
    const facts = [
      one('1', 'opening.remedyReleased'),
      one('2', 'opening.remedyReleased'),
      one('3', 'opening.remedyReleased', 'b'.repeat(64)),
      one('4', 'opening.remedyAsked'),
    ]
    expect(consentOn(facts, tag)).to.equal('2')
    expect(refused(() => consentOn(facts, 'c'.repeat(64))).code).to.equal('RELEASE_NO_CONSENT')
    expect(refused(() => consentOn([{ id: '1', type: 'opening.started' }], tag)).code).to.equal('RELEASE_NO_CONSENT')
  })

  it('is signed by the bidder, for this opening’s key and this letter; its hash is what the officer signs', () => {
    expect(checkConsent(may, bid, said(), signer)).to.equal(consentHash(statement()))
    expect(codeOf(said(statement(), { tag: 'b'.repeat(64) }))).to.equal('RELEASE_NO_CONSENT')
    expect(codeOf(said(statement({}, 1), { epoch: 1 }))).to.equal('RELEASE_NO_CONSENT')
    expect(codeOf(said(statement({}, 1)))).to.equal('RELEASE_NO_CONSENT')
    expect(codeOf(said(statement({ what: 'opening.unlock' })))).to.equal('RELEASE_NO_CONSENT')
    expect(codeOf(said(statement(), { letter: { key: 'BBBB', body: '' } }))).to.equal('RELEASE_NO_CONSENT')
    expect(codeOf(said(), { organisationCode: 'ANOTHER' })).to.equal('RELEASE_NO_CONSENT')
    expect(codeOf(said(), signer, { ...bid, bidder: null })).to.equal('RELEASE_NO_CONSENT')
  })

  it('is that every bid is locked to the very key of its seat in the ceremony', () => {
    const spki = Uint8Array.of(1, 2, 3)
    const header = (key: string) => ({ officers: [{ role: 'centre', key }] }) as unknown as Header
    const good = { tag, header: header(hex(sha256(spki))) }
    checkSeat([good], 'centre', base64(spki))
    const code = (shown: (typeof good)[], role: string, published?: string) =>
      refused(() => checkSeat(shown, role, published)).code
    expect(code([good, { tag, header: header('f'.repeat(64)) }], 'centre', base64(spki))).to.equal('RELEASE_OTHER_SEAT')
    expect(code([good], 'notary', base64(spki))).to.equal('RELEASE_OTHER_SEAT')
    expect(code([good], 'centre')).to.equal('RELEASE_OTHER_SEAT')
  })
})
