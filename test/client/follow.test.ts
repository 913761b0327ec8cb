import { expect } from 'chai'
import { follow } from '../../client/src/net/follow.ts'
import type { Fact } from '../../server/ledger/event.ts'
import type { Seen } from '../../server/rooms/protocol.ts'

interface Counted {
  v: number
  sum: number
}

const seen = (v: number): Seen => ({ v, fact: { version: v, data: v } as unknown as Fact })
const add = ({ sum }: Counted, { data }: Fact) => ({ sum: sum + Number(data) })
const at = (v: number, sum = 0): Counted => ({ v, sum })

describe('what a page knows of a room', () => {
  it('is changed by every fact that comes next, and is of the version of the last', () => {
    expect(follow(at(2), [seen(3), seen(4)], add)).to.deep.equal(at(4, 7))
    expect(follow(at(2), [], add)).to.deep.equal(at(2))
  })

  it('is not changed twice by what it was read with', () =>
    expect(follow(at(3), [seen(2), seen(3), seen(4)], add)).to.deep.equal(at(4, 4)))

  it('is not known any more where a fact is missing, or is not for these eyes', () => {
    expect(follow(at(2), [seen(4)], add)).to.equal(undefined)
    expect(follow(at(2), [seen(3), seen(5)], add)).to.equal(undefined)
    expect(follow(at(2), [{ v: 3 }], add)).to.equal(undefined)
  })
})
