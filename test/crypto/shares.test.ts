import { expect } from 'chai'
import fc from 'fast-check'
import { hex, random } from '../../crypto/bytes.ts'
import { checkShare, combine, shareCommitment, split } from '../../crypto/shares.ts'
import { codeOf, flipped, problemOf } from './sealing.ts'

describe('shares', () => {
  it('give the secret back from any k of n', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 0, max: 5 }),
        fc.nat(),
        async (k, more, at) => {
          const secret = random(32)
          const shares = await split(secret, k + more, k)
          const some = shares.map((_, i) => shares[(i + at) % shares.length]!).slice(0, k)
          expect(hex(await combine(some))).to.equal(hex(secret))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('give another secret from fewer than k', async () => {
    const secret = random(32)
    const shares = await split(secret, 3, 3)
    expect(hex(await combine(shares.slice(0, 2)))).not.to.equal(hex(secret))
  })

  it('name the holder of one that is not the committed one', async () => {
    const [share] = await split(random(32), 3, 2)
    const commitment = shareCommitment(share!, 'intl')
    checkShare(share!, commitment, { suite: 'intl', holder: 'centre' })
    const problem = await problemOf(() =>
      checkShare(flipped(share!, 77), commitment, { suite: 'intl', holder: 'centre', part: 'price' }),
    )
    expect(problem?.code).to.equal('SHARE_MISMATCH')
    expect(problem?.facts).to.include({ holder: 'centre', part: 'price' })
  })

  it('are never one of one, nor k of fewer', async () => {
    expect(await codeOf(() => split(random(32), 1, 1))).to.equal('SHARE_MALFORMED')
    expect(await codeOf(() => split(random(32), 2, 3))).to.equal('SHARE_MALFORMED')
    expect(await codeOf(() => split(random(32), 17, 2))).to.equal('SHARE_MALFORMED')
  })

  it('are refused if one is given twice', async () => {
    const [share] = await split(random(32), 3, 2)
    expect(await codeOf(() => combine([share!, share!]))).to.equal('SHARE_MALFORMED')
  })
})
