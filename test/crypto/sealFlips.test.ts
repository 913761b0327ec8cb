import { expect } from 'chai'
import { concat, hex, random, utf8 } from '../../crypto/bytes.ts'
import { checkPadding } from '../../crypto/contents.ts'
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
import { CryptoProblem } from '../../crypto/problem.ts'
import { type Received, readPackage } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { chunkLeaf, openChunk, sealChunk, streamKey } from '../../crypto/stream.ts'
import { newWrapKey, softUnwrapper, type WrapKind } from '../../crypto/wrap.ts'
import { natives } from '../../server/platform/natives.ts'
import { aContext, chunksFrom, codeOf, flipped, inPieces, type Keys, keyOf, noise, packageOf } from './sealing.ts'

const SALT = new Uint8Array(32).fill(7)
const CODE = '91530100MA2000018X'
const MALFORMED = ['NOT_CANONICAL', 'ENVELOPE_MALFORMED', 'BYTES_MALFORMED']

function* allBitsOf({ length }: Uint8Array): Generator<number> {
  for (let bit = 0; bit < length * 8; bit++) yield bit
}

/** Of each byte one bit, by the throw of a die. */
function* oneOfEachByte({ length }: Uint8Array): Generator<number> {
  const dice = noise(length)
  for (let at = 0; at < length; at++) yield at * 8 + (dice[at]! & 7)
}

function flip(content: Uint8Array, bit: number): void {
  content[bit >> 3]! ^= 1 << (bit & 7)
}

/** With what code something is refused while one bit is another: the bytes are changed where they lie, and back. */
async function codeFlipped(content: Uint8Array, bit: number, deed: () => unknown): Promise<string | undefined> {
  flip(content, bit)
  const code = await codeOf(deed)
  flip(content, bit)
  return code
}

function isRefused(deed: () => unknown): boolean {
  try {
    deed()
    return false
  } catch (problem) {
    return problem instanceof CryptoProblem
  }
}

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
    this.timeout(1_800_000)
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
        for (const bit of kind === 'sm2' ? oneOfEachByte(bytes) : allBitsOf(bytes))
          expect(await codeOf(() => unwrapper.unwrap(flipped(bytes, bit), SALT)), `bit ${bit}`).to.equal(
            'UNWRAP_FAILED',
          )
      }
    })

    it('each bit of the first line and of the length', async () => {
      const refusals = [...MALFORMED, 'ENVELOPE_TRUNCATED', 'CONTENT_MALFORMED']
      for (let bit = 0; bit < (MAGIC.length + 4) * 8; bit++)
        expect(await receive(flipped(pack, bit)), `bit ${bit}`).to.be.oneOf(refusals)
    })

    it('each byte of the zeros behind the header, every eighth by reading the package', async () => {
      const [head, end] = [MAGIC.length + 4 + headerBytes(header).length, packagePrefix(header).length]
      const zeros = pack.slice(head, end)
      for (const bit of oneOfEachByte(zeros)) {
        flip(zeros, bit)
        const near = zeros.subarray((bit >> 3) & ~63, ((bit >> 3) | 63) + 1)
        if (!isRefused(() => checkPadding(near))) expect.fail(`bit ${bit} may be set`)
        flip(zeros, bit)
      }
      checkPadding(zeros)
      for (const bit of oneOfEachByte(zeros)) {
        if ((bit >> 3) % 8) continue
        const code = await codeFlipped(pack, head * 8 + bit, () => readPackage(inPieces(pack), natives))
        expect(code, `bit ${bit}`).to.equal('CONTENT_MALFORMED')
      }
    })

    // each bit would take minutes: of 64 KiB, which no part is shorter than, a bit of each byte by the throw of a die
    it('each byte of the body: the chunk does not open', async () => {
      const stream = await streamKey(key, headerHash(header), header.parts[0]!.bytes, 'price', { ...natives, suite })
      await openChunk(stream, 0, body)
      for (const bit of oneOfEachByte(body))
        expect(await codeFlipped(body, bit, () => openChunk(stream, 0, body)), `bit ${bit}`).to.equal('CHUNK_CORRUPT')
    })

    it('each byte of the body: the root is not the one that was signed', async () => {
      const { root } = received.parts[0]!
      expect(hex(await chunkLeaf([body], suite, natives))).to.equal(root)
      for (const bit of oneOfEachByte(body)) {
        flip(body, bit)
        expect(hex(await chunkLeaf([body], suite, natives)), `bit ${bit}`).not.to.equal(root)
        flip(body, bit)
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

    it(`each length that is shorter${suite === 'gm' ? ', each sixteenth behind the header' : ''}, and a byte more`, async () => {
      const [head, zeros] = [MAGIC.length + 4 + headerBytes(header).length, packagePrefix(header).length]
      const near = (length: number): boolean => [head, zeros, pack.length].some((at) => Math.abs(at - length) < 40)
      for (let length = 0; length < pack.length; length++)
        if (suite === 'intl' || length < head || length % 16 === 0 || near(length))
          expect(await receive(pack.subarray(0, length)), `${length} bytes`).to.equal('ENVELOPE_TRUNCATED')
      expect(await receive(concat(pack, Uint8Array.of(0)))).to.equal('ENVELOPE_MALFORMED')
    })
  })
