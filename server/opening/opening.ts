import type { Letter } from '../../crypto/letter.ts'
import type { BidForm } from '../bids/contract.ts'
import type { OpeningFact } from './events.ts'
import type { Tried } from './failure.ts'
import type { HallFact } from './hallEvents.ts'
import { evolveProceedings, isHallFact, type Proceedings } from './proceedings.ts'
import { decidesAgain, evolveRemedy, isRemedyFact, type Remedy, type RemedyFact, withoutRemedy } from './remedied.ts'

/** One bid in the hall. */
export interface OpenedBid {
  tag: string
  sequence: number
  header: string
  ciphertext: string
  receivedAt: number
  /** the older version of the tender document that it was made for, where a later one may affect bids */
  outdated?: number | undefined
  bidder: { code: string; name: string } | null
  status: 'waiting' | 'released' | 'deciding' | 'ready' | 'read' | 'unopened'
  /** what the bidder released in the present epoch */
  letter: Letter | null
  /** released with the code of the tender document's remedy, not with the bidder's key */
  by?: 'remedy'
  /** its bidder has consented to the remedy: what the officers decide */
  remedy?: Remedy
  attempts: Tried[]
  form: BidForm | null
  cause: { cause: 'bidder' | 'platform' | 'third-party'; evidence: string; article: string } | null
}

/** The opening of one tender. */
export interface Opening extends Proceedings {
  tender: string
  stage: 'unsealing' | 'read' | 'recorded' | 'finished'
  startedAt: number
  needed: number
  minutes: number
  /** counts the keys that were announced; a release counts for its own epoch only */
  epoch: number
  spki: string | null
  officers: Record<string, { epoch: number; letter: Letter }>
  /** which officer released when, of the epoch that counted */
  released: { role: string; at: number }[]
  /** how many had been taken back before the deadline */
  withdrawn: number
  named: boolean
  /** when the unlocking would end if nothing stood still; the clock itself: clock.ts */
  windowEnds: number | null
  bids: Record<string, OpenedBid>
  record: { file: string; sha256: string } | null
  signatures: Record<string, { name: string; at: number }>
  readAt: number | null
  finishedAt: number | null
}

function start(fact: OpeningFact & { type: 'opening.started' }): Opening {
  const { tender, needed, minutes, withdrawn, bids } = fact.data
  const blank = { bidder: null, status: 'waiting' as const, letter: null, attempts: [], form: null, cause: null }
  return {
    ...{ tender, stage: 'unsealing', startedAt: fact.at, needed, minutes, epoch: 0, spki: null, officers: {} },
    ...{
      released: [],
      withdrawn,
      readAt: null,
      named: false,
      windowEnds: null,
      record: null,
      signatures: {},
      finishedAt: null,
    },
    bids: Object.fromEntries(bids.map((bid) => [bid.tag, { ...bid, ...blank }])),
  }
}

/** The only place where an opening changes. */
export function evolve(opening: Opening | undefined, fact: OpeningFact): Opening {
  if (fact.type === 'opening.started') return start(fact)
  if (!opening) throw new Error(`${fact.type} before the opening started`)
  if (isHallFact(fact)) return evolveProceedings(opening, fact)
  if (fact.type === 'opening.bidderReleased') return releasedBy(opening, fact)
  if (isRemedyFact(fact)) return evolveRemedy(opening, fact)
  const bid: ChangeBid = (tag, change) => {
    const before = opening.bids[tag]
    return before ? { ...opening, bids: { ...opening.bids, [tag]: change(before) } } : opening
  }
  switch (fact.type) {
    case 'opening.keyAnnounced': {
      const { epoch, spki, windowEnds } = fact.data
      return { ...opening, epoch, spki, windowEnds, officers: {}, released: [], bids: again(opening.bids) }
    }
    case 'opening.officerReleased': {
      const { role, epoch, letter } = fact.data
      const released = [...opening.released, { role, at: fact.at }]
      return { ...opening, released, officers: { ...opening.officers, [role]: { epoch, letter } } }
    }
    case 'opening.shareRefused': {
      if (fact.data.tag) return bid(fact.data.tag, (before) => decidesAgain(before, fact.data.role))
      const { [fact.data.role]: _refused, ...officers } = opening.officers
      return { ...opening, officers, released: opening.released.filter(({ role }) => role !== fact.data.role) }
    }
    case 'opening.biddersNamed': {
      const bids = { ...opening.bids }
      for (const { tag, bidder } of fact.data.bids) if (bids[tag]) bids[tag] = { ...bids[tag], bidder }
      return { ...opening, named: true, windowEnds: fact.data.windowEnds, bids }
    }
    case 'opening.bidReady':
      return bid(fact.data.tag, (before) => ({ ...before, status: 'ready' }))
    case 'opening.unlockFailed':
      return bid(fact.data.tag, (before) => attempted(before, fact))
    default:
      return concluded(opening, fact, bid)
  }
}

/** An attempt that failed; what the platform could not open waits for another release. */
function attempted(bid: OpenedBid, { at, data }: OpeningFact & { type: 'opening.unlockFailed' }): OpenedBid {
  const { code, found, given } = data
  const attempts = [...bid.attempts, { code, found, at, ...(given ? { given } : {}) }]
  if (found !== 'by-platform') return { ...bid, attempts }
  return { ...withoutRemedy(bid), status: 'waiting', letter: null, attempts }
}

/** A bidder's release by its key: the last release counts. */
function releasedBy(opening: Opening, { data }: OpeningFact & { type: 'opening.bidderReleased' }): Opening {
  const before = opening.bids[data.tag]
  if (!before) return opening
  const after: OpenedBid = { ...withoutRemedy(before), status: 'released', letter: data.letter }
  return { ...opening, bids: { ...opening.bids, [data.tag]: after } }
}

/** What is left of a hall when a new key is announced: every release must be made again. */
function again(bids: Record<string, OpenedBid>): Record<string, OpenedBid> {
  return Object.fromEntries(
    Object.entries(bids).map(([tag, bid]) => [
      tag,
      { ...withoutRemedy(bid), status: 'waiting' as const, letter: null },
    ]),
  )
}

type ChangeBid = (tag: string, change: (before: OpenedBid) => OpenedBid) => Opening

type Concluding = Exclude<
  Exclude<OpeningFact, HallFact>,
  {
    type:
      | 'opening.started'
      | 'opening.keyAnnounced'
      | 'opening.officerReleased'
      | 'opening.shareRefused'
      | 'opening.biddersNamed'
      | 'opening.bidderReleased'
      | RemedyFact['type']
      | 'opening.bidReady'
      | 'opening.unlockFailed'
  }
>

function concluded(opening: Opening, fact: Concluding, bid: ChangeBid): Opening {
  switch (fact.type) {
    case 'opening.bidsRead': {
      const bids = { ...opening.bids }
      for (const { tag, form } of fact.data.read)
        if (bids[tag]) bids[tag] = { ...bids[tag], status: 'read', form, letter: null }
      for (const { tag } of fact.data.unopened)
        if (bids[tag]) bids[tag] = { ...bids[tag], status: 'unopened', letter: null }
      return { ...opening, stage: 'read', readAt: fact.at, officers: {}, bids }
    }
    case 'opening.lettersTold':
      return opening
    case 'opening.causeClassified': {
      const { tag, cause, evidence, article } = fact.data
      return bid(tag, (before) => ({ ...before, cause: { cause, evidence, article } }))
    }
    case 'opening.recorded':
      return { ...opening, stage: 'recorded', record: { file: fact.data.file, sha256: fact.data.sha256 } }
    case 'opening.recordSigned': {
      const { by, name } = fact.data
      return { ...opening, signatures: { ...opening.signatures, [by]: { name, at: fact.at } } }
    }
    case 'opening.finished':
      return { ...opening, stage: 'finished', finishedAt: fact.at }
  }
}
