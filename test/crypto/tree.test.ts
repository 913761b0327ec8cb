import { createHash } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { hkdf, hmac, label, labelled, sha256 } from '../../crypto/digest.ts'
import { inclusionProof } from '../../crypto/proof.ts'
import { tileHashes, tilePath, tilesBetween } from '../../crypto/tiles.ts'
import { emptyRoot, leafHash, merkleRoot, nodeHash, rootOf, storedHashes, streamingTree } from '../../crypto/tree.ts'

const leaves = (n: number) => Array.from({ length: n }, (_, i) => leafHash(utf8(`leaf ${i}`)))

/** MTH as RFC 6962 section 2.1 writes it down. */
function textbook(hashes: Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot()
  if (hashes.length === 1) return hashes[0]!
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  return nodeHash(textbook(hashes.slice(0, k)), textbook(hashes.slice(k)))
}

describe('digests', () => {
  it('are SHA-256', () => {
    expect(hex(sha256(utf8('a'), utf8('bc')))).to.equal(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('carry their purpose in front', () => {
    const expected = createHash('sha256').update('yangguang/fact/v1\0').update('x').digest('hex')
    expect(hex(labelled('fact', utf8('x')))).to.equal(expected)
    expect(hex(label('a'))).to.equal(hex(utf8('yangguang/a/v1\0')))
  })

  it('follow RFC 4231 case 2 and RFC 5869 case 1', () => {
    expect(hex(hmac(utf8('Jefe'), utf8('what do ya want '), utf8('for nothing?')))).to.equal(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
    const ikm = new Uint8Array(22).fill(11)
    const salt = Uint8Array.from({ length: 13 }, (_, i) => i)
    const info = Uint8Array.from({ length: 10 }, (_, i) => 0xf0 + i)
    expect(hex(hkdf(ikm, salt, info, 42))).to.equal(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    )
  })
})

describe('the tree', () => {
  it('without leaves has the hash of nothing for a root', () => {
    expect(hex(merkleRoot([]))).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('has the root that RFC 6962 defines, for every size to 70', () => {
    for (let n = 0; n <= 70; n++) expect(hex(merkleRoot(leaves(n)))).to.equal(hex(textbook(leaves(n))))
  })

  it('has the same root from stored hashes, however the leaves were batched', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }), async (batches) => {
        const store = new Map<string, Uint8Array>()
        const read = (level: number, index: number) => store.get(`${level}/${index}`)
        const all = leaves(batches.reduce((a, b) => a + b, 0))
        let size = 0
        for (const batch of batches) {
          for (const { level, index, hash } of await storedHashes(size, all.slice(size, size + batch), read)) {
            expect(store.has(`${level}/${index}`), 'a stored hash never changes').to.equal(false)
            store.set(`${level}/${index}`, hash)
          }
          size += batch
        }
        for (let n = 0; n <= size; n++) expect(hex(await rootOf(n, read))).to.equal(hex(merkleRoot(all.slice(0, n))))
      }),
      { numRuns: 30 },
    )
  })

  it('works beyond 2^32 leaves', async () => {
    const size = 2 ** 33 + 5
    const fake = (level: number, index: number) => sha256(utf8(`${level}/${index}`))
    const fresh = await storedHashes(size, [sha256(utf8('next'))], fake)
    expect(fresh.map(({ level, index }) => [level, index])).to.deep.equal([
      [0, size],
      [1, 2 ** 32 + 2],
    ])
    const expected = nodeHash(fake(33, 0), nodeHash(fake(2, 2 ** 31), fake(0, 2 ** 33 + 4)))
    expect(hex(await rootOf(size, fake))).to.equal(hex(expected))
    expect(await inclusionProof(2 ** 33, size, fake)).to.have.length(4)
  })

  it('says so when a stored hash is missing', async () => {
    const error = await rootOf(3, () => undefined).catch((e) => e)
    expect(error.code).to.equal('NODE_MISSING')
  })

  it('remembers little while it streams', () => {
    const tree = streamingTree()
    for (const leaf of leaves(100)) tree.push(leaf)
    expect(tree.size()).to.equal(100)
    expect(hex(tree.root())).to.equal(hex(merkleRoot(leaves(100))))
  })
})

describe('tiles', () => {
  it('are named as C2SP tlog-tiles names them', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).to.equal('tile/0/x001/x234/067')
    expect(tilePath({ level: 1, index: 0, width: 3 })).to.equal('tile/1/000.p/3')
    expect(tilePath({ level: 0, index: 1000, width: 256 })).to.equal('tile/0/x001/000')
  })

  it('are new where the tree has grown, and nowhere else', () => {
    expect(tilesBetween(70_000, 70_001)).to.deep.equal([{ level: 0, index: 273, width: 113 }])
    expect(tilesBetween(255, 257)).to.deep.equal([
      { level: 0, index: 0, width: 256 },
      { level: 0, index: 1, width: 1 },
      { level: 1, index: 0, width: 1 },
    ])
    expect(tilesBetween(5, 5)).to.deep.equal([])
  })

  it('hold complete subtrees of 256^level leaves', () => {
    expect(tileHashes({ level: 1, index: 2, width: 2 })).to.deep.equal([
      { level: 8, index: 512 },
      { level: 8, index: 513 },
    ])
  })
})
