import { expect } from 'chai'
import type { Bid } from '../../server/bids/bid.ts'
import { startOpening } from '../../server/opening/rules.ts'
import { documentHash } from '../../server/tenders/tender.ts'
import { issued, tender } from '../questions/example.ts'

const bid = (tag: string, document?: string): Bid =>
  ({ stage: 'sealed', tag, sequence: 1, header: '', parts: [], receivedAt: 1, document }) as unknown as Bid

describe('a bid that was made for an older version of the document', () => {
  const first = tender()
  const old = documentHash(first.published!)
  const of = (affects: boolean) => {
    const after = issued(first, { affects, ...(affects ? { changes: { durationDays: 300 } } : {}) })
    const [started] = startOpening(after, [bid('a', old), bid('b', documentHash(after.published!)), bid('c')], 60)
    const { bids = [] } = (started?.data ?? {}) as { bids?: { tag: string; outdated?: number }[] }
    return bids.map(({ tag, outdated }) => [tag, outdated])
  }

  it('is opened, and said to be one: nobody is shut out, nothing answers silently what it was not made for', () => {
    expect(of(true)).to.deep.equal([
      ['a', 1],
      ['b', undefined],
      ['c', 1],
    ])
  })

  it('is as good as any other where the addendum affects nothing', () => {
    expect(of(false).map(([, outdated]) => outdated)).to.deep.equal([undefined, undefined, undefined])
  })
})
