import { expect } from 'chai'
import { hex, text } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import * as manifests from '../../crypto/manifest.ts'
import { type Received, readPackage } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { statementOf } from '../../server/access/statement.ts'
import { Manifest as Taken } from '../../server/bids/contract.ts'
import { aBid, aContext, aFile, codeOf, inPieces, noise, packageOf, problemOf, someKeys } from './sealing.ts'

const { checkManifest, manifestHash, manifestOf, manifestStatement, parseManifest } = manifests

describe('the manifest of a sealed bid', () => {
  const code = '91340100MA2XXXXX0A'
  let received: Received
  let manifest: manifests.Manifest
  before(async () => {
    const parts = ['business', 'technical', 'price'].map((id) => ({ id, files: [aFile('a.pdf', noise(5))] }))
    const context = aContext({ sequence: 2 })
    const sealing = await sealBid(aBid(await someKeys(), parts, context))
    received = await readPackage(inPieces(await packageOf(sealing)))
    const bidder = { code, name: '示例建设有限公司' }
    const salt = hex(new Uint8Array(32).fill(3))
    const of = { tender: context.tender, sequence: 2, previous: 'b'.repeat(64), ticket: 'ticket-0123456789' }
    manifest = manifestOf(await sealing.finish(), { ...of, bidder, salt })
  })

  it('speaks of the package that was received, whoever reads it', () => {
    const read = parseManifest(canonicalBytes(manifest))
    expect(read).to.deep.equal(manifest)
    checkManifest(read, received)
    expect(Taken.parse(read)).to.deep.equal(manifest)
  })

  it('is signed for one purpose, by the bidder as the platform expects it', () => {
    expect(text(manifestStatement(manifest))).to.equal(statementOf('bid.seal', manifest))
  })

  it('is named by its successor through all that it says', () => {
    const hashes = [manifest, { ...manifest, ticket: 'ticket-9876543210' }, { ...manifest, previous: 'c'.repeat(64) }]
    expect(new Set(hashes.map(manifestHash)).size).to.equal(3)
  })

  for (const [member, change] of Object.entries({
    header: { header: 'a'.repeat(64) },
    parts: { parts: [{ id: 'price', root: 'a'.repeat(64), bytes: 5 }] },
    tender: { tender: 'another' },
    bidder: { bidder: { code: '91340100MA2YYYYY0B', name: '另一家公司' } },
    sequence: { sequence: 3 },
    previous: { previous: null },
  })) {
    it(`is refused with another ${member}`, async () => {
      const problem = await problemOf(() => checkManifest({ ...manifest, ...change }, received))
      expect(problem?.code).to.equal('CONTEXT_MISMATCH')
      expect(problem?.facts.member).to.equal(member)
    })
  }

  it('is refused with another salt: its bidder is not the one committed to', async () => {
    const problem = await problemOf(() => checkManifest({ ...manifest, salt: '4'.repeat(64) }, received))
    expect(problem?.facts.member).to.equal('bidder')
  })

  it('has no member that nobody knows', async () => {
    const more = canonicalBytes({ ...manifest, note: 1 })
    expect(await codeOf(() => parseManifest(more))).to.equal('ENVELOPE_MALFORMED')
  })
})
