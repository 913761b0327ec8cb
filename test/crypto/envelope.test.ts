import { expect } from 'chai'
import fc from 'fast-check'
import { utf8 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { checkContext, type Header, headerBytes, parseHeader, sizeClass } from '../../crypto/envelope.ts'
import { packageSize, sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { newWrapKey } from '../../crypto/wrap.ts'
import { aBid, aContext, aFile, codeOf, type Keys, noise, problemOf, someKeys } from './sealing.ts'

describe('the header of a sealed bid', () => {
  let keys: Keys
  let header: Header
  before(async () => {
    keys = await someKeys()
    const bid = aBid(keys, [
      { id: 'business', files: [aFile('a.pdf', noise(10))] },
      { id: 'price', files: [] },
    ])
    header = (await sealBid(bid)).header
  })
  const changed = (change: (header: Header) => void): (() => Header) => {
    return () => {
      const copy = structuredClone(header)
      change(copy)
      return parseHeader(canonicalBytes(copy))
    }
  }

  it('is read back as it was written', () => {
    expect(parseHeader(headerBytes(header))).to.deep.equal(header)
  })

  it('names no bidder, no certificate and no key of the bidder', () => {
    expect(new TextDecoder().decode(headerBytes(header))).not.to.include('91340100')
    expect(Object.keys(header).sort()).to.deep.equal(['canary', 'context', 'k', 'officers', 'parts', 'suite', 'v'])
  })

  const refused: Record<string, (h: Header) => void> = {
    'an unknown member': (h) => Object.assign(h, { note: 1 }),
    'an unknown member of a part': (h) => Object.assign(h.parts[0]!, { note: 1 }),
    'another version': (h) => Object.assign(h, { v: 3 }),
    'another suite': (h) => Object.assign(h, { suite: 'none' }),
    'k above n': (h) => Object.assign(h, { k: 4 }),
    'k of one': (h) => Object.assign(h, { k: 1 }),
    'an officer twice': (h) => Object.assign(h.officers[1]!, { role: h.officers[0]!.role }),
    'one key for two officers': (h) => Object.assign(h.officers[1]!, { key: h.officers[0]!.key }),
    'an officer called bidder': (h) => Object.assign(h.officers[1]!, { role: 'bidder' }),
    'a part twice': (h) => Object.assign(h.parts[1]!, { id: h.parts[0]!.id }),
    'a part called canary': (h) => Object.assign(h.parts[1]!, { id: 'canary' }),
    'no parts': (h) => Object.assign(h, { parts: [] }),
    'a lock too few': (h) => h.parts[0]!.locks.officers.pop(),
    'a commitment too few': (h) => h.parts[0]!.commitments.shares.pop(),
    'a lock that is not base64': (h) => Object.assign(h.parts[0]!.locks, { bidder: '?' }),
    'a length that is no class': (h) => Object.assign(h.parts[0]!, { bytes: 65_537 }),
    'a wrong number of chunks': (h) => Object.assign(h.parts[0]!, { chunks: 2 }),
    'a fraction of a sequence': (h) => Object.assign(h.context, { sequence: 1.5 }),
    'sequence 0': (h) => Object.assign(h.context, { sequence: 0 }),
    'a deadline without a zone': (h) => Object.assign(h.context, { deadline: '2026-12-01T09:30:00' }),
    'a hash in capitals': (h) => Object.assign(h.context, { document: 'A'.repeat(64) }),
  }
  for (const [what, change] of Object.entries(refused)) {
    it(`is refused with ${what}`, async () => {
      expect(await codeOf(changed(change))).to.equal('ENVELOPE_MALFORMED')
    })
  }

  it('is refused in any other spelling', async () => {
    const spelled = utf8(JSON.stringify(header, null, 1))
    expect(await codeOf(() => parseHeader(spelled))).to.equal('NOT_CANONICAL')
    expect(await codeOf(() => parseHeader(new Uint8Array(300_000)))).to.equal('ENVELOPE_MALFORMED')
  })

  for (const [member, value] of Object.entries(aContext({ tender: 'x', sequence: 2, bidder: 'b'.repeat(64) }))) {
    it(`is compared with what is expected: ${member}`, async () => {
      const same = header.context[member as keyof typeof header.context] === value
      const problem = await problemOf(() => checkContext(header, { [member]: value }))
      expect(problem?.code).to.equal(same ? undefined : 'CONTEXT_MISMATCH')
      if (problem) expect(problem.facts).to.include({ member, expected: value })
    })
  }

  it('takes the suite from the ceremony and never from the bidder’s key, unless one is wanted', async () => {
    const mixed = await someKeys('gm')
    const parts = [{ id: 'price', files: [] }]
    const { suite: _, ...bid } = aBid(mixed, parts)
    expect((await sealBid(bid)).header.suite, 'an SM2 bidder before RSA officers').to.equal('intl')
    const officers = await Promise.all(bid.officers.map(async ({ role }) => ({ role, ...(await newWrapKey('sm2')) })))
    const rsaBidder = { ...bid, officers, bidderKey: mixed.tenderer!.spki }
    expect((await sealBid(rsaBidder)).header.suite, 'an RSA bidder before SM2 officers').to.equal('gm')
    for (const suite of ['gm', 'intl'] as const) {
      const sealing = await sealBid({ ...bid, suite })
      expect(sealing.header.suite).to.equal(suite)
      expect(await packageSize({ ...bid, suite })).to.equal(sealing.size)
    }
  })

  it('does not tell by its length of which kind the bidder’s key is', async () => {
    const mixed = await someKeys('gm')
    const bid = aBid(keys, [{ id: 'price', files: [] }])
    expect(await packageSize({ ...bid, bidderKey: mixed.bidder!.spki })).to.equal(await packageSize(bid))
  })

  it('can be sized before anything is encrypted', async () => {
    for (const length of [0, 1, CHUNK, CHUNK + 1]) {
      const bid = aBid(keys, [{ id: 'price', files: [aFile('价格 a.pdf', noise(length))] }])
      expect(await packageSize(bid)).to.equal((await sealBid(bid)).size)
    }
  })
})

describe('length classes', () => {
  it('hold what they must, grow by at most a sixteenth, and are their own class', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (bytes) => {
        const padded = sizeClass(bytes)
        expect(padded).to.be.at.least(Math.max(bytes, 65_536))
        expect(sizeClass(padded)).to.equal(padded)
        if (bytes >= 65_536) expect(padded - bytes).to.be.at.most(bytes / 16)
      }),
    )
  })

  it('are few: sixteen between 1 MiB and 2 MiB', () => {
    const classes = new Set<number>()
    for (let bytes = CHUNK + 1; bytes <= 2 * CHUNK; bytes += 1021) classes.add(sizeClass(bytes))
    expect(classes.size).to.equal(16)
  })
})
