import { expect } from 'chai'
import fc from 'fast-check'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { Context, Header } from '../../crypto/envelope.ts'
import { openPart } from '../../crypto/part.ts'
import { readHeader, readPackage } from '../../crypto/receive.ts'
import { type Bid, packageSize, type Sealed, sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { rehearse, releaseBidder, releaseOfficer } from '../../crypto/unseal.ts'
import { softUnwrapper } from '../../crypto/wrap.ts'
import { natives } from '../../server/platform/natives.ts'
import * as world from './sealing.ts'

const { aBid, aFile, chunksFrom, codeOf, collect, inPieces, keyOf, noise, packageOf } = world

for (const { suite, kind } of world.WAYS)
  describe(`a sealed bid (${suite}, ${kind})`, () => {
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

    it('is received as it was sealed, and opened to the same bytes', async () => {
      const received = await receive(pack)
      expect({
        header: received.headerHash,
        parts: received.parts.map(({ offset: _, ...part }) => part),
      }).to.deep.equal(sealed)
      expect(await readHeader(inPieces(pack))).to.deep.equal(header)
      const reader = await open('technical')
      expect(hex(await collect(reader.read('施工组织设计.pdf')))).to.equal(hex(technical))
      expect(await collect(reader.read('empty.txt'))).to.have.length(0)
      const price = await open('price')
      expect(price.files[0]).to.include({ name: 'form.json', type: 'application/json', bytes: 21 })
      await price.verify(sealed.parts[1]!.root)
    })

    it('is read in any part of a file, fetching only the chunks it needs', async () => {
      const asked: number[] = []
      const read = chunksFrom(pack, header, 'technical')
      const reader = await openPart(header, 'technical', await keyOf(header, 'technical', keys), (i) => {
        asked.push(i)
        return read(i)
      })
      const part = await collect(reader.read('施工组织设计.pdf', CHUNK - 5, CHUNK + 5))
      expect(hex(part)).to.equal(hex(technical.slice(CHUNK - 5, CHUNK + 5)))
      expect(asked).to.deep.equal([2, 0, 1])
      expect(await codeOf(() => collect(reader.read('other.pdf')))).to.equal('FILE_NOT_FOUND')
    })

    it('asks for one chunk at a time, also when it reads everything', async () => {
      const read = chunksFrom(pack, header, 'technical')
      let [now, most] = [0, 0]
      const reader = await openPart(header, 'technical', await keyOf(header, 'technical', keys), async (i) => {
        most = Math.max(most, ++now)
        const chunk = await read(i)
        now--
        return chunk
      })
      await reader.verify(sealed.parts[0]!.root)
      expect(most).to.equal(1)
    })

    for (const roles of [
      ['tenderer', 'centre'],
      ['supervisor', 'tenderer'],
      ['tenderer', 'centre', 'supervisor'],
    ]) {
      it(`opens with the shares of ${roles.join(', ')}`, async () => {
        expect(hex(await keyOf(header, 'price', keys, roles))).to.equal(hex(await keyOf(header, 'price', keys)))
      })
    }

    for (const length of [0, 1, 65_535, CHUNK - 16, CHUNK, CHUNK + 1]) {
      it(`carries a file of ${length} bytes`, async () => {
        const content = noise(length)
        const bid = bidOf([{ id: 'business', files: [aFile('a', content, 4_099)] }])
        const sealing = await sealBid(bid)
        const bytes = await packageOf(sealing)
        expect(bytes.length).to.equal(sealing.size)
        expect(await packageSize(bid)).to.equal(sealing.size)
        const reader = await open('business', bytes, sealing.header)
        expect(hex(await collect(reader.read('a')))).to.equal(hex(content))
        await reader.verify((await sealing.finish()).parts[0]!.root)
      })
    }

    it('carries any files', async () => {
      const files = fc.uniqueArray(
        fc.record({ name: fc.stringMatching(/^[a-z]{1,6}\.[a-z]{3}$/), content: fc.uint8Array({ maxLength: 3000 }) }),
        { selector: (file) => file.name, maxLength: 5 },
      )
      await fc.assert(
        fc.asyncProperty(files, async (all) => {
          const parts = [{ id: 'business', files: all.map(({ name, content }) => aFile(name, content, 7)) }]
          const sealing = await sealBid(bidOf(parts))
          const reader = await open('business', await packageOf(sealing), sealing.header)
          for (const { name, content } of all) {
            expect(hex(await collect(reader.read(name)))).to.equal(hex(content))
          }
          const [part] = (await sealing.finish()).parts
          const hashed = (await reader.verify(part!.root)).map((file) => file.sha256)
          expect(hashed).to.deep.equal(all.map(({ content }) => hex(sha256(content))))
        }),
        { numRuns: 10 },
      )
    })

    it('tells how far it is, up to the last byte', async () => {
      const seen: number[] = []
      const sealing = await sealBid(bidOf([{ id: 'price', files: [] }]), { onProgress: (done) => seen.push(done) })
      await packageOf(sealing)
      expect(seen.at(-1)).to.equal(sealing.size)
    })

    it('can be given up half way, and has no roots then', async () => {
      const stop = new AbortController()
      const sealing = await sealBid(bidOf([{ id: 'price', files: [] }]), { signal: stop.signal })
      stop.abort()
      expect(await codeOf(() => packageOf(sealing))).to.equal('CANCELLED')
      expect(await codeOf(() => sealing.finish())).to.equal('ENVELOPE_TRUNCATED')
    })

    for (const [what, found] of [
      ['grew', 11],
      ['shrank', 9],
    ] as const) {
      it(`is not made of a file that ${what} meanwhile`, async () => {
        const file = { ...aFile('a.pdf', noise(found)), bytes: 10 }
        const sealing = await sealBid(bidOf([{ id: 'price', files: [file] }]))
        expect(await codeOf(() => packageOf(sealing))).to.equal('FILE_CHANGED')
      })
    }

    for (const name of ['', '..', 'a/b', 'a\\b', 'a\u202egnp.exe', ' a', 'a\n']) {
      it(`takes no file called ${JSON.stringify(name)}`, async () => {
        const bid = bidOf([{ id: 'price', files: [aFile(name, noise(1))] }])
        expect(await codeOf(() => sealBid(bid))).to.equal('CONTENT_MALFORMED')
      })
    }

    it('can be rehearsed by its bidder, and by no one else', async () => {
      const found = await rehearse(header, softUnwrapper(keys.bidder!.pkcs8))
      expect(found).to.deep.equal({ canary: 'yangguang canary', parts: ['technical', 'price'] })
      expect(await codeOf(() => rehearse(header, softUnwrapper(keys.other!.pkcs8)))).to.equal('UNWRAP_FAILED')
    })

    it('releases only the parts of a stage', async () => {
      const own = await releaseBidder(header, softUnwrapper(keys.bidder!.pkcs8), ['technical'])
      expect(Object.keys(own)).to.deep.equal(['technical'])
      const share = await releaseOfficer(header, 'centre', softUnwrapper(keys.centre!.pkcs8), ['price'])
      expect(Object.keys(share)).to.deep.equal(['price'])
    })
  })
