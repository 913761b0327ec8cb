import { expect } from 'chai'
import { concat, hex, random, utf8 } from '../../crypto/bytes.ts'
import {
  bidderCommitment,
  type Header,
  headerBytes,
  headerHash,
  MAGIC,
  packagePrefix,
  parseHeader,
} from '../../crypto/envelope.ts'
import { checkManifest, type Manifest, manifestOf } from '../../crypto/manifest.ts'
import { openPart } from '../../crypto/part.ts'
import { type Received, readPackage } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { chunkLeaf, openChunk, sealChunk, streamKey } from '../../crypto/stream.ts'
import { newWrapKey, softUnwrapper, type WrapKind } from '../../crypto/wrap.ts'
import { natives } from '../../server/platform/natives.ts'
import { aContext, chunksFrom, codeOf, flipped, inPieces, type Keys, keyOf, packageOf } from './sealing.ts'

const SALT = new Uint8Array(32).fill(7)
const CODE = '91530100MA2000018X'
/** Between the lengths and bytes of a long body that are tried; SM3 and SM4 take many times as long as SHA-256 and AES. */
const STEP = { intl: 1, gm: 8 }
const MALFORMED = ['NOT_CANONICAL', 'ENVELOPE_MALFORMED', 'BYTES_MALFORMED']

/** As small as a package can be: two officers, one part of the shortest length class. */
async function smallest(suite: 'intl' | 'gm', kind: WrapKind) {
  const holders = ['bidder', 'centre', 'supervisor']
  const made = await Promise.all(holders.map(async (holder) => [holder, await newWrapKey(kind)] as const))
  const keys: Keys = Object.fromEntries(made)
  const sealing = await sealBid({
    ...{ suite, k: 2, bidderKey: keys['bidder']!.spki },
    context: aContext({ bidder: bidderCommitment(SALT, CODE, suite) }, suite),
    officers: ['centre', 'supervisor'].map((role) => ({ role, spki: keys[role]!.spki })),
    parts: [{ id: 'price', files: [] }],
  })
  const pack = await packageOf(sealing)
  const manifest = manifestOf(await sealing.finish(), {
    ...{ tender: sealing.header.context.tender, sequence: 1, previous: null, ticket: 'a ticket of the platform' },
    ...{ bidder: { code: CODE, name: '某公司' }, salt: hex(SALT) },
  })
  return { header: sealing.header, pack, manifest, key: await keyOf(sealing.header, 'price', keys), keys }
}

for (const [suite, kind] of [
  ['intl', 'p256'],
  ['gm', 'sm2'],
] as const)
  describe(`every change of a small package is refused with a code (${suite}, ${kind})`, function () {
    this.timeout(120_000)
    let header: Header
    let pack: Uint8Array<ArrayBuffer>
    let manifest: Manifest
    let key: Uint8Array
    let received: Received
    let body: Uint8Array<ArrayBuffer>
    let keys: Keys
    before(async () => {
      ;({ header, pack, manifest, key, keys } = await smallest(suite, kind))
      received = await readPackage(inPieces(pack), natives)
      body = pack.slice(packagePrefix(header).length)
      checkManifest(manifest, received)
    })
    const receive = (bytes: Uint8Array) => codeOf(() => readPackage(inPieces(bytes), natives))

    it('each bit of the header: it is no header, or another one than was signed, whose chunks do not open', async () => {
      const original = headerBytes(header)
      const chunk = chunksFrom(pack, header, 'price')
      let still = 0
      for (let bit = 0; bit < original.length * 8; bit++) {
        let changed: Header | undefined
        const code = await codeOf(() => {
          changed = parseHeader(flipped(original, bit))
        })
        if (!changed) {
          expect(code, `bit ${bit}`).to.be.oneOf(MALFORMED)
          continue
        }
        still += 1
        const other = { ...received, header: changed, headerHash: hex(headerHash(changed)) }
        expect(await codeOf(() => checkManifest(manifest, other)), `bit ${bit}`).to.equal('CONTEXT_MISMATCH')
        if (still % 5) continue // it is another hash, and that is what each chunk is bound to
        const opening = await codeOf(() => openPart(changed!, 'price', key, chunk, natives))
        expect(opening, `bit ${bit}`).to.be.oneOf(['CHUNK_CORRUPT', 'KEY_MISMATCH', 'ENVELOPE_MALFORMED'])
      }
      expect(still, 'many changes are still headers').to.be.greaterThan(1000)
    })

    it('each bit of the locks: neither bidder nor officer gets anything out of them', async () => {
      const { locks } = header.parts[0]!
      for (const [holder, lock] of [
        ['bidder', locks.bidder],
        ['centre', locks.officers[0]!],
      ] as const) {
        const bytes = new Uint8Array(Buffer.from(lock, 'base64'))
        const unwrapper = softUnwrapper(keys[holder]!.pkcs8)
        // SM2 is slow in JavaScript: there a bit of each byte
        for (let bit = 0; bit < bytes.length * 8; bit += kind === 'sm2' ? 7 : 1)
          expect(await codeOf(() => unwrapper.unwrap(flipped(bytes, bit), SALT)), `bit ${bit}`).to.equal(
            'UNWRAP_FAILED',
          )
      }
    })

    it('each bit of the first line and of the length, each fourth byte of the zeros', async () => {
      const head = MAGIC.length + 4 + headerBytes(header).length
      const refusals = [...MALFORMED, 'ENVELOPE_TRUNCATED', 'CONTENT_MALFORMED']
      for (let bit = 0; bit < (MAGIC.length + 4) * 8; bit++)
        expect(await receive(flipped(pack, bit)), `bit ${bit}`).to.be.oneOf(refusals)
      for (let at = head; at < packagePrefix(header).length; at += 4)
        expect(await receive(flipped(pack, at * 8 + ((at >> 2) & 7))), `byte ${at}`).to.equal('CONTENT_MALFORMED')
    })

    it(`each ${STEP[suite] === 1 ? 'byte' : 'eighth byte'} of the body: the chunk does not open, and the root is not the one that was signed`, async () => {
      const stream = await streamKey(key, headerHash(header), header.parts[0]!.bytes, 'price', { ...natives, suite })
      const { root } = received.parts[0]!
      for (let at = 0; at < body.length; at += STEP[suite]) {
        const changed = flipped(body, at * 8 + (at & 7))
        expect(await codeOf(() => openChunk(stream, 0, changed)), `byte ${at}`).to.equal('CHUNK_CORRUPT')
        if (at % 16 === 0) expect(hex(await chunkLeaf([changed], suite, natives)), `byte ${at}`).not.to.equal(root)
      }
    })

    it('each bit and each length of a short body', async () => {
      const content = utf8('{"total":"123456789"}')
      for (const how of [{ suite }, { ...natives, suite }]) {
        const stream = await streamKey(key, headerHash(header), content.length, 'price', how)
        const sealed = concat(...(await sealChunk(stream, 0, content)))
        const refused = async (bytes: Uint8Array, what: string) =>
          expect(await codeOf(() => openChunk(stream, 0, bytes)), what).to.equal('CHUNK_CORRUPT')
        for (let bit = 0; bit < sealed.length * 8; bit++) await refused(flipped(sealed, bit), `bit ${bit}`)
        for (let length = 0; length < sealed.length; length++) await refused(sealed.slice(0, length), `${length} bytes`)
        await refused(concat(sealed, random(1)), 'a byte more')
      }
    })

    it('each length up to the end of the header, each sixteenth behind it, each near a boundary', async () => {
      const [head, zeros] = [MAGIC.length + 4 + headerBytes(header).length, packagePrefix(header).length]
      const near = (length: number): boolean => [head, zeros, pack.length].some((at) => Math.abs(at - length) < 40)
      for (let length = 0; length < pack.length; length++)
        if (length < head || length % 16 === 0 || near(length))
          expect(await receive(pack.subarray(0, length)), `${length} bytes`).to.equal('ENVELOPE_TRUNCATED')
      expect(await receive(concat(pack, Uint8Array.of(0)))).to.equal('ENVELOPE_MALFORMED')
    })
  })
