import { expect } from 'chai'
import fc from 'fast-check'
import {
  beatLeaf,
  beatLeaves,
  beatRoot,
  beatSlots,
  checkBeat,
  checkFactProof,
  type FactProof,
  factCommitment,
  proveInBeat,
} from '../../crypto/beat.ts'
import { hex, text, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { inclusionProofOf } from '../../crypto/proof.ts'
import { leafHash, merkleRoot } from '../../crypto/tree.ts'
import { codeOf, problemOf } from './sealing.ts'

const key = sha256(utf8('filler key'))
const salt = (n: number) => sha256(utf8(`salt ${n}`))
const fact = (n: number) => ({ v: 1, type: 'bid.sealed', data: { n } })
const commitments = (n: number) => Array.from({ length: n }, (_, i) => factCommitment(salt(i), fact(i)))

describe('a beat', () => {
  it('has 64 slots whether nothing happened or 64 things did, and 1,024 for 65', () => {
    for (const count of [0, 1, 63, 64]) expect(beatLeaves(key, 5, commitments(count))).to.have.length(64)
    expect(beatLeaves(key, 5, commitments(65))).to.have.length(1024)
    expect(beatSlots(key, 5, 1, 1024).size).to.equal(1024)
  })

  it('keeps the order of its commitments, at places that only the key tells', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 64 }), fc.nat(), (count, beat) => {
        const { positions } = beatSlots(key, beat, count)
        expect(positions).to.deep.equal([...new Set(positions)].sort((a, b) => a - b))
        const leaves = beatLeaves(key, beat, commitments(count)).map(hex)
        expect(positions.map((slot) => leaves[slot])).to.deep.equal(commitments(count).map(hex))
      }),
      { numRuns: 20 },
    )
    expect(beatSlots(key, 1, 5).positions).not.to.deep.equal(beatSlots(key, 2, 5).positions)
    expect(beatSlots(salt(1), 1, 5).positions).not.to.deep.equal(beatSlots(key, 1, 5).positions)
  })

  it('has fillers that repeat neither in a beat nor in the next', () => {
    const all = [...beatLeaves(key, 1, []), ...beatLeaves(key, 2, [])].map(hex)
    expect(new Set(all).size).to.equal(128)
  })

  it('adds one canonical leaf to the log', () => {
    expect(text(beatLeaf({ beat: 7, at: 1_000, root: 'ab' }))).to.equal('{"at":1000,"beat":7,"root":"ab"}')
  })

  it('is checked as a whole with the key', async () => {
    const beat = { beat: 9, at: 1, root: hex(beatRoot(beatLeaves(key, 9, commitments(3)))) }
    checkBeat(key, beat, commitments(3))
    expect(await codeOf(() => checkBeat(key, beat, commitments(2)))).to.equal('BEAT_INVALID')
  })

  it('takes salts and commitments of 32 bytes only', async () => {
    expect(await codeOf(() => factCommitment(utf8('short'), fact(1)))).to.equal('BEAT_INVALID')
    expect(await codeOf(() => beatLeaves(key, 1, [utf8('short')]))).to.equal('BEAT_INVALID')
  })
})

describe('the proof of a fact', () => {
  const beats = Array.from({ length: 11 }, (_, n) => {
    const root = hex(beatRoot(beatLeaves(key, n, n === 6 ? commitments(4) : [])))
    return { beat: n, at: 1_700_000_000_000 + 5_000 * n, root }
  })
  const log = beats.map((beat) => leafHash(beatLeaf(beat)))
  const head = { size: 11, root: merkleRoot(log) }
  const proof = (): FactProof => ({
    v: 1,
    beat: { ...beats[6]! },
    ...proveInBeat(key, 6, commitments(4), 2),
    index: 6,
    size: 11,
    logPath: inclusionProofOf(6, log).map(hex),
  })

  it('leads from the fact to the checkpoint', () => {
    checkFactProof(fact(2), salt(2), proof(), head)
  })

  it('is as long for a lonely fact as for one of many', () => {
    expect(proveInBeat(key, 6, commitments(1), 0).path).to.have.length(proof().path.length)
  })

  const attacks: Record<string, [string, () => [unknown, Uint8Array, FactProof, typeof head]]> = {
    'another fact': ['PROOF_INVALID', () => [fact(3), salt(2), proof(), head]],
    'another salt': ['PROOF_INVALID', () => [fact(2), salt(3), proof(), head]],
    'another slot': ['PROOF_INVALID', () => [fact(2), salt(2), { ...proof(), slot: (proof().slot + 1) % 64 }, head]],
    'another number of slots': ['PROOF_INVALID', () => [fact(2), salt(2), { ...proof(), slots: 128 }, head]],
    'another time': [
      'PROOF_INVALID',
      () => [fact(2), salt(2), { ...proof(), beat: { ...beats[6]!, at: beats[6]!.at - 1 } }, head],
    ],
    'another beat': ['PROOF_INVALID', () => [fact(2), salt(2), { ...proof(), beat: beats[7]! }, head]],
    'another place in the log': ['PROOF_INVALID', () => [fact(2), salt(2), { ...proof(), index: 7 }, head]],
    'a log of another size': ['BEAT_INVALID', () => [fact(2), salt(2), { ...proof(), size: 12 }, head]],
    'another root': ['PROOF_INVALID', () => [fact(2), salt(2), proof(), { ...head, root: salt(0) }]],
  }
  for (const [what, [code, attack]] of Object.entries(attacks)) {
    it(`fails with ${what}`, async () => {
      expect((await problemOf(() => checkFactProof(...attack())))?.code).to.equal(code)
    })
  }
})
