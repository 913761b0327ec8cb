import type { OpeningFact, OpeningHappening } from '../../server/opening/events.ts'
import { evolve, type OpenedBid, type Opening } from '../../server/opening/opening.ts'
import { signature } from '../tenders/world.ts'

export const tags = ['a', 'b', 'c'].map((letter) => letter.repeat(64))
export const [tag = '', other = '', third = ''] = tags
export { signature }
/** When the hall of these tests began, and its window. */
export const began = 1_000_000
export const minutes = 30
export const ends = began + minutes * 60_000
export const letter = { key: 'AAAA', body: 'AAAA' }

export const form = { price: '700000000', durationDays: 300, quality: '合格', leader: '李工', leaderCertificate: '云1' }

export const bid = (of: string, changes: Partial<OpenedBid> = {}): OpenedBid => ({
  ...{ tag: of, sequence: 1, header: '', ciphertext: '', receivedAt: 0 },
  ...{ bidder: { code: of.slice(0, 18), name: `投标人${of[0]}` }, status: 'waiting', letter: null, attempts: [] },
  ...{ form: null, cause: null, ...changes },
})

/** A hall whose bidders are named and unlock. */
export const hall = (changes: Partial<Opening> = {}): Opening => ({
  ...{ tender: 't', stage: 'unsealing', startedAt: began, needed: 2, minutes, epoch: 1, spki: 'AAAA', officers: {} },
  ...{ released: [], withdrawn: 0, named: true, windowEnds: ends, record: null, signatures: {}, readAt: null },
  ...{ finishedAt: null, bids: Object.fromEntries(tags.map((one) => [one, bid(one)])), ...changes },
})

/** The same after the reading: two bids open, the third not. */
export const readHall = (changes: Partial<Opening> = {}): Opening =>
  hall({
    ...{ stage: 'read', readAt: ends },
    bids: {
      [tag]: bid(tag, { status: 'read', form }),
      [other]: bid(other, { status: 'read', form: { ...form, price: '900000000' } }),
      [third]: bid(third, { status: 'unopened' }),
    },
    ...changes,
  })

/** What facts make of an opening, written at a moment. */
export const written = (opening: Opening, happenings: { type: string }[], at = began): Opening =>
  (happenings as OpeningHappening[]).reduce(
    (before, one, version) =>
      evolve(before, { ...one, id: 'f', stream: '', version, at, actor: { role: '' }, via: '' } as OpeningFact),
    opening,
  )
