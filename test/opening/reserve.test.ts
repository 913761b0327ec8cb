import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { announcePrices, commitReserve, reserveTold, sealReserve } from '../../server/opening/reserve.ts'
import { aTender, refused } from '../tenders/world.ts'
import { hall, readHall, signature } from './hall.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const salt = 'a'.repeat(64)
const price = '750000000'
const tender = aTender()
const commitment = commitReserve('t', price, salt)
const sealed = { tender: 't', commitment, letter: 'AAAA' }
const of = { commitment, letter: 'AAAA', signature }

describe('A reserve price', () => {
  it('is sealed until the last millisecond before the deadline, in a tender of works alone', () => {
    expect(refused(() => sealReserve(tender, of, T, tender.deadline - 1)).code).to.equal('done')
    expect(refused(() => sealReserve(tender, of, T, tender.deadline))).to.include({
      code: 'RESERVE_LATE',
      article: '《招标投标法实施条例》第五十条',
    })
    for (const stage of ['opening', 'evaluating', 'failed'] as const)
      expect(refused(() => sealReserve(aTender({ stage }), of, T, 1)).code, stage).to.equal('RESERVE_LATE')
    expect(refused(() => sealReserve(tender, of, G, 1)).code).to.equal('RESERVE_NOT_FORESEEN')
  })

  it('is told at the opening, before the bids, once, and is the very one that was sealed', () => {
    const tell = (
      told: { price: string; salt: string } | undefined,
      opening = hall(),
      known: typeof sealed | undefined = sealed,
    ) => refused(() => announcePrices(opening, tender, { sealed: known, told }, T)).code
    expect(tell({ price, salt })).to.equal('done')
    expect(tell({ price: '750000001', salt })).to.equal('RESERVE_MISMATCH')
    expect(tell({ price, salt: 'b'.repeat(64) })).to.equal('RESERVE_MISMATCH')
    expect(tell(undefined)).to.equal('RESERVE_MISSING')
    expect(
      refused(() => announcePrices(hall(), tender, { sealed: undefined, told: { price, salt } }, T)).code,
    ).to.equal('RESERVE_NOT_SEALED')
    expect(tell({ price, salt }, hall({ named: false }))).to.equal('PRICES_TOO_EARLY')
    expect(tell({ price, salt }, hall({ announced: { ceiling: '1', reserve: null, at: 1 } }))).to.equal('PRICES_TOLD')
    expect(refused(() => announcePrices(readHall(), tender, { sealed: undefined, told: undefined }, T)).code).to.equal(
      'PRICES_LATE',
    )
    expect(tell({ price, salt }, hall({ ...readHall(), stage: 'recorded' }))).to.equal('PRICES_LATE')
    const pauses = [{ id: 'p', kind: 'host' as const, reason: '休会', since: 1, until: null }]
    expect(tell({ price, salt }, hall({ pauses }))).to.equal('OPENING_PAUSED')
  })

  it('may be told after the reading out, which waits for nobody, and must be before the record', () => {
    const [fact] = announcePrices(readHall(), tender, { sealed, told: { price, salt } }, T)
    expect(fact?.data.reserve?.price).to.equal(price)
    const record = (announced?: { ceiling: string; reserve: string | null; at: number }, known?: typeof sealed) =>
      refused(() => reserveTold(hall({ ...readHall(), ...(announced ? { announced } : {}) }), known, T))
    expect(record(undefined, sealed)).to.include({
      code: 'RESERVE_UNTOLD',
      article: '《招标投标法实施条例》第五十条',
    })
    expect(record({ ceiling: '1', reserve: null, at: 1 }, sealed).code).to.equal('RESERVE_UNTOLD')
    expect(record({ ceiling: '1', reserve: price, at: 1 }, sealed).code).to.equal('done')
    expect(record().code).to.equal('done')
  })

  it('is not needed: then the highest price is told alone', () => {
    const [fact] = announcePrices(hall(), tender, { sealed: undefined, told: undefined }, T)
    expect(fact?.data).to.deep.include({ ceiling: tender.ceiling, reserve: null })
  })

  it('is no ground to reject a bid, in either track', () => {
    for (const law of [T, G]) expect(law.rejectionGrounds.value.map(({ zh }) => zh).join()).not.to.include('标底')
    expect(T.reservePrice).to.include({ value: 'referenceOnly', article: '《招标投标法实施条例》第五十条' })
  })
})
