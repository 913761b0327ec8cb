import { expect } from 'chai'
import { concat, hex, utf8 } from '../../crypto/bytes.ts'
import {
  type Context,
  chunkRange,
  type Header,
  headerBytes,
  MAGIC,
  packagePrefix,
  parseHeader,
  partOffset,
} from '../../crypto/envelope.ts'
import { openPart } from '../../crypto/part.ts'
import { readPackage } from '../../crypto/receive.ts'
import { type Bid, type Sealed, sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { partKey, releaseBidder, releaseOfficer } from '../../crypto/unseal.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import { natives } from '../../server/platform/natives.ts'
import * as world from './sealing.ts'

const lengthless = new Uint8Array(4).fill(255)
const { aBid, aContext, aFile, chunksFrom, codeOf, inPieces, keyOf, noise, packageOf, problemOf } = world

for (const { suite, kind } of world.WAYS)
  describe(`a sealed bid under attack (${suite}, ${kind})`, () => {
    const bidOf = (parts: Bid['parts'], context?: Context) => aBid(keys, parts, context, suite)
    let keys: world.Keys
    const price = utf8('{"total":"123456789"}')
    const technical = noise(2 * CHUNK + 12_345)
    let pack: Uint8Array
    let header: Header
    let sealed: Sealed
    before(async () => {
      keys = await world.someKeys(suite, kind)
      const sealing = await sealBid(
        bidOf([
          { id: 'technical', files: [aFile('施工组织设计.pdf', technical), aFile('empty.txt', new Uint8Array(0))] },
          { id: 'price', files: [{ ...aFile('form.json', price), type: 'application/json' }] },
        ]),
      )
      pack = await packageOf(sealing)
      header = sealing.header
      sealed = await sealing.finish()
    })
    const receive = (bytes: Uint8Array) => readPackage(inPieces(bytes), natives)
    const open = async (id: string, bytes = pack, head = header) =>
      openPart(head, id, await keyOf(head, id, keys), chunksFrom(bytes, head, id))
    const readAll = async (id: string, bytes = pack, head = header) =>
      (await open(id, bytes, head)).verify(await world.rootIn(bytes, head, id))

    it('does not open without the bidder', async () => {
      const shares = await world.sharesOf(header, 'price', keys, ['tenderer', 'centre', 'supervisor'])
      const problem = await problemOf(() => partKey(header, 'price', '00'.repeat(32), shares))
      expect(problem?.code).to.equal('KEY_MISMATCH')
      expect(problem?.facts).to.include({ holder: 'bidder', part: 'price' })
    })

    it('does not open with one officer alone, nor with one counted twice', async () => {
      const { price: a } = await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8))
      const [share] = await world.sharesOf(header, 'price', keys, ['centre'])
      expect(await codeOf(() => partKey(header, 'price', a!, [share!]))).to.equal('SHARES_TOO_FEW')
      expect(await codeOf(() => partKey(header, 'price', a!, [share!, share!]))).to.equal('SHARE_MALFORMED')
    })

    it('names the officer whose share is wrong', async () => {
      const { price: a } = await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8))
      const [good, bad] = await world.sharesOf(header, 'price', keys, ['tenderer', 'supervisor'])
      const forged = { ...bad!, share: hex(world.flipped(Buffer.from(bad!.share, 'hex'), 9)) }
      const problem = await problemOf(() => partKey(header, 'price', a!, [good!, forged]))
      expect(problem?.code).to.equal('SHARE_MISMATCH')
      expect(problem?.facts).to.include({ holder: 'supervisor', part: 'price' })
    })

    it('takes no share of another part', async () => {
      const { price: a } = await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8))
      const shares = await world.sharesOf(header, 'technical', keys, ['tenderer', 'centre'])
      expect(await codeOf(() => partKey(header, 'price', a!, shares))).to.equal('SHARE_MISMATCH')
    })

    it('shows an officer nothing with another officer’s key', async () => {
      const wrong = softUnwrapper(keys.tenderer!.pkcs8)
      expect(await codeOf(() => releaseOfficer(header, 'centre', wrong))).to.equal('UNWRAP_FAILED')
      expect(await codeOf(() => releaseOfficer(header, 'notary', wrong))).to.equal('SHARE_MISMATCH')
    })

    it('blames the bidder for a lock that holds something else than committed', async () => {
      const forged = structuredClone(header)
      forged.parts[1]!.commitments.a = '1'.repeat(64)
      const deed = () => releaseBidder(forged, softUnwrapper(keys.bidder!.pkcs8))
      expect((await problemOf(deed))?.facts).to.include({ holder: 'bidder', part: 'price' })
    })

    for (const [what, change] of Object.entries({
      tender: { tender: 'another tender' },
      document: { document: '9'.repeat(64) },
      ceremony: { ceremony: '9'.repeat(64) },
      bidder: { bidder: '9'.repeat(64) },
      sequence: { sequence: 2 },
      deadline: { deadline: '2026-12-02T09:30:00+08:00' },
    })) {
      it(`does not open under another ${what}`, async () => {
        const moved = parseHeader(headerBytes({ ...header, context: { ...header.context, ...change } }))
        expect(await codeOf(() => releaseBidder(moved, softUnwrapper(keys.bidder!.pkcs8)))).to.equal('UNWRAP_FAILED')
        expect(await codeOf(() => releaseOfficer(moved, 'centre', softUnwrapper(keys.centre!.pkcs8)))).to.equal(
          'UNWRAP_FAILED',
        )
        const key = await keyOf(header, 'price', keys)
        const deed = () => openPart(moved, 'price', key, chunksFrom(pack, header, 'price'))
        expect(await codeOf(deed)).to.equal('CHUNK_CORRUPT')
      })
    }

    it('does not open under another suite', async () => {
      const other = suite === 'gm' ? 'intl' : 'gm'
      const moved = parseHeader(headerBytes({ ...header, suite: other }))
      const shares = await world.sharesOf(header, 'price', keys, ['tenderer', 'centre'])
      const { price: a } = await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8))
      expect(await codeOf(() => partKey(moved, 'price', a!, shares))).to.equal('KEY_MISMATCH')
      const own = await keyOf(header, 'price', keys)
      const deed = () => openPart(moved, 'price', own, chunksFrom(pack, header, 'price'))
      expect(await codeOf(deed)).to.equal('KEY_MISMATCH')
      expect(await codeOf(() => receive(concat(packagePrefix(moved), bodyOf(pack))))).to.be.oneOf([
        'ENVELOPE_TRUNCATED',
        'ENVELOPE_MALFORMED',
      ])
    })

    it('refuses chunks that changed places', async () => {
      const [one, two] = [0, 1].map((i) => chunkRange(header, 'technical', i))
      const swapped = new Uint8Array(pack)
      swapped.set(pack.slice(one!.from, one!.to), two!.from)
      swapped.set(pack.slice(two!.from, two!.to), one!.from)
      expect(await codeOf(() => readAll('technical', swapped))).to.equal('CHUNK_CORRUPT')
      expect((await receive(swapped)).parts[0]!.root).not.to.equal(sealed.parts[0]!.root)
    })

    it('refuses chunks that open and are not those that were signed for', async () => {
      const reader = await open('technical')
      const problem = await problemOf(() => reader.verify(sealed.parts[1]!.root))
      expect(problem?.facts).to.include({ part: 'technical', why: 'another root' })
    })

    it('refuses a part of another bid of the same bidder', async () => {
      const files = [{ ...aFile('form.json', price), type: 'application/json' }]
      const sealing = await sealBid(bidOf([{ id: 'price', files }], aContext({ sequence: 2 })))
      const other = await packageOf(sealing)
      const from = partOffset(sealing.header, 'price')
      const mixed = concat(pack.slice(0, partOffset(header, 'price')), other.slice(from))
      expect(mixed.length).to.equal(pack.length)
      expect(await codeOf(() => readAll('price', mixed))).to.equal('CHUNK_CORRUPT')
      expect((await receive(mixed)).parts[1]!.root).not.to.equal(sealed.parts[1]!.root)
    })

    it('refuses the locks of another bid, put in front of its own chunks', async () => {
      const other = await sealBid(
        bidOf([
          { id: 'technical', files: [] },
          { id: 'price', files: [] },
        ]),
      )
      const mixed = structuredClone(header)
      mixed.parts[1] = other.header.parts[1]!
      const deed = async () =>
        openPart(mixed, 'price', await keyOf(mixed, 'price', keys), chunksFrom(pack, header, 'price'))
      expect(await codeOf(deed)).to.equal('CHUNK_CORRUPT')
    })

    it('refuses a changed bit of any chunk', async () => {
      for (const at of [0, 1, 2].map((i) => chunkRange(header, 'technical', i).from)) {
        expect(await codeOf(() => readAll('technical', world.flipped(pack, at * 8 + 3)))).to.equal('CHUNK_CORRUPT')
      }
      expect(await codeOf(() => readAll('price', world.flipped(pack, pack.length * 8 - 1)))).to.equal('CHUNK_CORRUPT')
    })

    it('is refused when it ends early, wherever that is', async () => {
      const head = MAGIC.length + 4 + headerBytes(header).length
      const ends = [0, 1, MAGIC.length, MAGIC.length + 3, head - 1, head, pack.length - 1, partOffset(header, 'price')]
      for (let i = 0; i < 3; i++)
        ends.push(chunkRange(header, 'technical', i).from, chunkRange(header, 'technical', i).to)
      for (const end of ends) expect(await codeOf(() => receive(pack.slice(0, end)))).to.equal('ENVELOPE_TRUNCATED')
    })

    it('is refused when something hides between header and body', async () => {
      const hiding = world.flipped(pack, packagePrefix(header).length * 8 - 8)
      expect(await codeOf(() => receive(hiding))).to.equal('CONTENT_MALFORMED')
    })

    it('is refused with a byte too many, in front or behind', async () => {
      expect(await codeOf(() => receive(concat(pack, Uint8Array.of(0))))).to.equal('ENVELOPE_MALFORMED')
      expect(await codeOf(() => receive(concat(Uint8Array.of(0), pack)))).to.equal('ENVELOPE_MALFORMED')
    })

    it('is refused when the header claims to be endless', async () => {
      expect(await codeOf(() => receive(concat(MAGIC, lengthless)))).to.equal('ENVELOPE_MALFORMED')
    })

    const bodyOf = (bytes: Uint8Array) => bytes.slice(packagePrefix(header).length)
  })
