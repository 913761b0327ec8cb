import { expect } from 'chai'
import { hex, random } from '../../crypto/bytes.ts'
import type { Header } from '../../crypto/envelope.ts'
import { commitA } from '../../crypto/secrets.ts'
import { givenFor, propose } from '../../server/opening/failure.ts'

const right = random(32)
const wrong = random(32)
const header = {
  suite: 'intl',
  parts: [{ id: 'price', commitments: { a: hex(commitA(right, 'intl')) } }],
} as unknown as Header
const at = 0

describe('why a bid could not be opened', () => {
  it('shows a released value only where it is not the one committed to', () => {
    expect(givenFor(header, { price: hex(right) })[0]).not.to.have.property('value')
    const [shown] = givenFor(header, { price: hex(wrong) })
    expect(shown).to.include({ part: 'price', value: hex(wrong), given: hex(commitA(wrong, 'intl')) })
    expect(givenFor(header, {})).to.deep.equal([])
  })

  it('lies with the bidder who released another key, and with one who never tried', () => {
    const given = givenFor(header, { price: hex(wrong) })
    expect(propose([{ code: 'KEY_MISMATCH', found: 'by-platform', at, given }]).cause).to.equal('bidder')
    expect(propose([{ code: 'CHUNK_CORRUPT', found: 'by-platform', at, given }]).cause).to.equal('bidder')
    expect(propose([]).cause).to.equal('bidder')
  })

  it('lies with the platform whose stored ciphertext is not whole, though the bidder’s key was right', () => {
    const given = givenFor(header, { price: hex(right) })
    for (const code of ['CHUNK_CORRUPT', 'ENVELOPE_TRUNCATED', 'PLATFORM_FAILED'])
      expect(propose([{ code, found: 'by-platform', at, given }]).cause, code).to.equal('platform')
  })

  it('believes what the platform found before what the bidder’s own program says', () => {
    const own = { code: 'CHUNK_CORRUPT', found: 'by-bidder', at }
    const given = givenFor(header, { price: hex(wrong) })
    expect(propose([{ code: 'KEY_MISMATCH', found: 'by-platform', at, given }, own]).cause).to.equal('bidder')
  })

  it('lies with nobody else by the word of the bidder’s own program', () => {
    const codes = ['REVOCATION_UNKNOWN', 'PLATFORM_FAILED', 'CHUNK_CORRUPT', 'ENVELOPE_TRUNCATED', 'NODE_MISSING']
    for (const code of codes) expect(propose([{ code, found: 'by-bidder', at }]).cause, code).to.equal(null)
    const seen = { code: 'REVOCATION_UNKNOWN', found: 'at-signature', at }
    expect(propose([seen, { code: 'UNWRAP_FAILED', found: 'by-bidder', at }]).cause).to.equal('third-party')
    expect(propose([{ code: 'CERTIFICATE_REVOKED', found: 'at-signature', at }, seen]).cause).to.equal('third-party')
  })

  it('lies with a third party when the authority did not answer, and with nobody by default', () => {
    for (const code of ['REVOCATION_UNKNOWN', 'OCSP_INVALID', 'CRL_INVALID'])
      expect(propose([{ code, found: 'at-signature', at }]).cause, code).to.equal('third-party')
    expect(propose([{ code: 'CERTIFICATE_EXPIRED', found: 'at-signature', at }]).cause).to.equal('bidder')
    expect(propose([{ code: 'CERTIFICATE_REVOKED', found: 'by-bidder', at }]).cause).to.equal('bidder')
    expect(propose([{ code: 'CANCELLED', found: 'by-bidder', at }]).cause).to.equal(null)
  })
})
