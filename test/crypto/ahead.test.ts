import { expect } from 'chai'
import { ahead } from '../../crypto/ahead.ts'

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

async function collected<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of results) all.push(one)
  return all
}

describe('work that is done ahead', () => {
  it('gives its results in the order of the items, whichever is done first', async () => {
    const waits = [20, 1, 10, 1, 5, 0]
    const results = ahead(waits, async (ms, index) => {
      await later(ms)
      return index
    })
    expect(await collected(results)).to.deep.equal([0, 1, 2, 3, 4, 5])
  })

  it('has no more under way than allowed', async () => {
    let [now, most] = [0, 0]
    const work = async (): Promise<void> => {
      most = Math.max(most, ++now)
      await later(2)
      now--
    }
    await collected(ahead(Array.from({ length: 20 }), work, 3))
    expect(most).to.equal(3)
  })

  it('fails with the first failure in that order, and with no other', async () => {
    const seen: number[] = []
    const results = ahead([30, 1, 1], async (ms, index) => {
      await later(ms)
      if (index > 0) throw new Error(`item ${index}`)
      return index
    })
    const failure = await (async () => {
      for await (const one of results) seen.push(one)
    })().catch((error: Error) => error.message)
    expect([seen, failure]).to.deep.equal([[0], 'item 1'])
  })
})
