import { expect } from 'chai'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { checkManifest, manifestBytes, manifestHash, parseManifest } from '../../crypto/manifest.ts'
import { type Received, readPackage } from '../../crypto/receive.ts'
import { type Sealed, sealBid } from '../../crypto/seal.ts'
import { aBid, aContext, aFile, codeOf, inPieces, noise, packageOf, problemOf, someKeys } from './sealing.ts'

describe('the manifest of a sealed bid', () => {
  const ticket = 'ticket-0123456789'
  let sealed: Sealed
  let received: Received
  before(async () => {
    const parts = [{ id: 'price', files: [aFile('a.pdf', noise(5))] }]
    const sealing = await sealBid(aBid(await someKeys(), parts, aContext({ sequence: 2 })))
    received = await readPackage(inPieces(await packageOf(sealing)))
    sealed = await sealing.finish()
  })
  const previous = manifestHash(new Uint8Array(3))
  const manifest = () => parseManifest(manifestBytes(sealed, { sequence: 2, previous, ticket }))

  it('speaks of the package that was received', () => {
    checkManifest(manifest(), received)
    expect(manifest()).to.include({ ticket, previous, header: received.headerHash })
  })

  for (const [member, change] of Object.entries({
    header: { header: 'a'.repeat(64) },
    parts: { parts: [{ id: 'price', root: 'a'.repeat(64), bytes: 5 }] },
    sequence: { sequence: 3 },
    previous: { previous: null },
  })) {
    it(`is refused with another ${member}`, async () => {
      const problem = await problemOf(() => checkManifest({ ...manifest(), ...change }, received))
      expect(problem?.code).to.equal('CONTEXT_MISMATCH')
      expect(problem?.facts.member).to.equal(member)
    })
  }

  it('has no member that nobody knows', async () => {
    const more = canonicalBytes({ ...manifest(), note: 1 })
    expect(await codeOf(() => parseManifest(more))).to.equal('ENVELOPE_MALFORMED')
  })
})
