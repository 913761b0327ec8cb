import { expect } from 'chai'
import fc from 'fast-check'
import { type Bytes, hex, utf8 } from '../../crypto/bytes.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import {
  checkConsistency,
  checkInclusion,
  consistencyProof,
  consistencyProofOf,
  inclusionProof,
  inclusionProofOf,
} from '../../crypto/proof.ts'
import { leafHash, memoryReader, merkleRoot } from '../../crypto/tree.ts'
import { vectorFiles, vectors } from '../world/vectors.ts'

type Inclusion = { leafIdx: number; treeSize: number; root: string; leafHash: string; proof: string[] | null }
type Consistency = { size1: number; size2: number; root1: string; root2: string; proof: string[] | null }
type Wanted = { wantErr: boolean }

const bytes = (text: string | null): Uint8Array => new Uint8Array(Buffer.from(text ?? '', 'base64'))
const leaves = (n: number): Bytes[] => Array.from({ length: n }, (_, i) => leafHash(utf8(`leaf ${i}`)))

const holds = (deed: () => void): boolean => {
  try {
    deed()
    return true
  } catch (error) {
    expect(error).to.be.instanceOf(CryptoProblem)
    expect((error as CryptoProblem).code).to.equal('PROOF_INVALID')
    return false
  }
}

/** The vector's roots are the text "don't care": we refuse hashes that are not 32 bytes long, even equal ones. */
const STRICTER = 'consistency/additional/sizes-are-equal-one-and-proof-is-empty.json'

describe('inclusion proofs', () => {
  for (const file of vectorFiles('rfc9162/inclusion')) {
    it(`judges ${file.slice(8)} as RFC 9162 does`, () => {
      const v = vectors(file) as Inclusion & Wanted
      const proof = (v.proof ?? []).map(bytes)
      const found = holds(() => checkInclusion(bytes(v.leafHash), v.leafIdx, v.treeSize, proof, bytes(v.root)))
      expect(found).to.equal(!v.wantErr)
    })
  }

  it('prove every leaf of every tree of 40 leaves and less, and no other place', async () => {
    for (let size = 1; size <= 40; size++) {
      const all = leaves(size)
      const root = merkleRoot(all)
      for (let i = 0; i < size; i++) {
        const proof = inclusionProofOf(i, all)
        expect((await inclusionProof(i, size, memoryReader(all))).map(hex)).to.deep.equal(proof.map(hex))
        checkInclusion(all[i]!, i, size, proof, root)
        expect(holds(() => checkInclusion(all[i]!, (i + 1) % (size + 1), size, proof, root))).to.equal(false)
        expect(holds(() => checkInclusion(all[i]!, i, size, [...proof, root], root))).to.equal(false)
        if (proof.length > 0) {
          expect(holds(() => checkInclusion(all[i]!, i, size, proof.slice(1), root))).to.equal(false)
        }
      }
    }
  })

  it('are refused for a leaf outside the tree', () => {
    expect(holds(() => inclusionProofOf(3, leaves(3)))).to.equal(false)
    expect(holds(() => checkInclusion(leaves(1)[0]!, 0, 0, [], leaves(1)[0]!))).to.equal(false)
  })
})

describe('consistency proofs', () => {
  for (const file of vectorFiles('rfc9162/consistency')) {
    it(`judges ${file.slice(8)} as RFC 9162 does`, () => {
      const v = vectors(file) as Consistency & Wanted
      const proof = (v.proof ?? []).map(bytes)
      const found = holds(() => checkConsistency(v.size1, v.size2, bytes(v.root1), bytes(v.root2), proof))
      expect(found).to.equal(!v.wantErr && !file.endsWith(STRICTER))
    })
  }

  it('prove every growth to 33 leaves', async () => {
    const all = leaves(33)
    for (let to = 1; to <= 33; to++) {
      const newer = merkleRoot(all.slice(0, to))
      for (let from = 1; from <= to; from++) {
        const older = merkleRoot(all.slice(0, from))
        const proof = consistencyProofOf(from, all.slice(0, to))
        expect((await consistencyProof(from, to, memoryReader(all))).map(hex)).to.deep.equal(proof.map(hex))
        checkConsistency(from, to, older, newer, proof)
        expect(holds(() => checkConsistency(from, to, older, newer, [...proof, newer]))).to.equal(false)
        if (from < to) expect(holds(() => checkConsistency(from, to, newer, newer, proof))).to.equal(false)
      }
    }
  })

  it('fail for a tree in which one old leaf was changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20 }), fc.nat(), (from, growth, at) => {
        const honest = leaves(from)
        const forged = leaves(from + growth)
        forged[at % from] = leafHash(utf8('forged'))
        const proof = consistencyProofOf(from, forged)
        expect(
          holds(() => checkConsistency(from, forged.length, merkleRoot(honest), merkleRoot(forged), proof)),
        ).to.equal(false)
      }),
    )
  })

  it('have no empty tree for a base', () => {
    expect(holds(() => consistencyProofOf(0, leaves(3)))).to.equal(false)
    expect(holds(() => checkConsistency(0, 3, merkleRoot([]), merkleRoot(leaves(3)), []))).to.equal(false)
  })
})
