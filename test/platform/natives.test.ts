import { expect } from 'chai'
import { concat, hex, random } from '../../crypto/bytes.ts'
import { runningSha256 } from '../../crypto/digest.ts'
import { openPart } from '../../crypto/part.ts'
import { readPackage } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { CHUNK, chunkLeaf, openChunk, sealChunk, streamKey } from '../../crypto/stream.ts'
import { SUITES, type Suite } from '../../crypto/suite.ts'
import { natives } from '../../server/platform/natives.ts'
import * as bids from '../crypto/sealing.ts'

describe("the machine's own cipher and hash", () => {
  for (const [suite, length] of [
    ...[1, 15, 65_535, 65_536, 65_537, CHUNK].map((one) => ['intl', one] as const),
    ...[1, 15, 16, 65_537, CHUNK].map((one) => ['gm', one] as const),
  ]) {
    it(`give the bytes that a browser gives, for a chunk of ${length} (${suite})`, async () => {
      const [raw, bound, content] = [random(32), random(32), bids.noise(length)]
      const ours = await streamKey(raw, bound, length, 'price', { ...natives, suite })
      const theirs = await streamKey(raw, bound, length, 'price', { suite })
      const sealed = concat(...(await sealChunk(ours, 0, content)))
      expect(hex(sealed)).to.equal(hex(concat(...(await sealChunk(theirs, 0, content)))))
      expect(hex(await openChunk(ours, 0, sealed))).to.equal(hex(content))
      expect(hex(await chunkLeaf([sealed], suite, natives))).to.equal(hex(await chunkLeaf([sealed], suite)))
    })
  }

  it('refuse a changed chunk as a browser does', async () => {
    for (const suite of SUITES) await refusesChanges(suite)
  })

  async function refusesChanges(suite: Suite): Promise<void> {
    const stream = await streamKey(random(32), random(32), 1000, 'price', { ...natives, suite })
    const sealed = concat(...(await sealChunk(stream, 0, bids.noise(1000))))
    for (const bit of [0, 8 * 999, 8 * 1000, 8 * sealed.length - 1]) {
      expect(await bids.codeOf(() => openChunk(stream, 0, bids.flipped(sealed, bit)))).to.equal('CHUNK_CORRUPT')
    }
    const other = await streamKey(random(32), random(32), 1000, 'price', { ...natives, suite })
    expect(await bids.codeOf(() => openChunk(other, 0, sealed))).to.equal('CHUNK_CORRUPT')
  }

  it('hash as JavaScript does', () => {
    const content = bids.noise(100_000)
    const [ours, theirs] = [natives.runningHash('SHA-256'), runningSha256()]
    for (const hash of [ours, theirs])
      for (let at = 0; at < content.length; at += 777) hash.update(content.subarray(at, at + 777))
    expect(hex(ours.digest())).to.equal(hex(theirs.digest()))
  })

  it('seal what a browser reads and opens, and read what a browser sealed', async () => {
    const keys = await bids.someKeys('gm')
    const parts = [{ id: 'technical', files: [bids.aFile('a.pdf', bids.noise(2 * CHUNK + 5))] }]
    for (const [sealer, reader, suite] of [
      [natives, {}, 'intl'],
      [{}, natives, 'intl'],
      [natives, {}, 'gm'],
      [{}, natives, 'gm'],
    ] as const) {
      const sealing = await sealBid(bids.aBid(keys, parts, bids.aContext(), suite), sealer)
      const pack = await bids.packageOf(sealing)
      const received = await readPackage(bids.inPieces(pack), reader)
      expect(received.parts.map(({ root }) => root)).to.deep.equal(
        (await sealing.finish()).parts.map(({ root }) => root),
      )
      const key = await bids.keyOf(sealing.header, 'technical', keys)
      const chunks = bids.chunksFrom(pack, sealing.header, 'technical')
      await (await openPart(sealing.header, 'technical', key, chunks, reader)).verify(received.parts[0]!.root)
    }
  })
})
