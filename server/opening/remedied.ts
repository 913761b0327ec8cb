import type { Letter } from '../../crypto/letter.ts'
import type { FactOf } from '../ledger/event.ts'
import { consentHash } from './letters.ts'
import type { OpenedBid, Opening } from './opening.ts'
import { type RemedyAsked, type RemedyDecided, type RemedyReleased, remedyEvents } from './remedyEvents.ts'

/** How an officer decided on the remedy of a bid. */
export interface RemedyDecision {
  agreed: boolean
  at: number
  /** of who refused */
  reason?: string
  /** of who agreed: its share, closed to the opening's key */
  letter?: Letter
}

/** The remedy of one bid, from its bidder's consent on. */
export interface Remedy {
  /** hash of what the bidder signed */
  consent: string
  /** who decides, every officer of the ceremony; nobody until the code was found right */
  seats: string[]
  decisions: Record<string, RemedyDecision>
}

/** How a remedy stands: handed in and not looked at yet, before the officers, agreed by all, or refused by one. */
export function remedyStands({ seats, decisions }: Remedy): 'handedIn' | 'open' | 'agreed' | 'refused' {
  if (Object.values(decisions).some(({ agreed }) => !agreed)) return 'refused'
  if (!seats.length) return 'handedIn'
  return seats.every((seat) => decisions[seat]?.agreed) ? 'agreed' : 'open'
}

/** Whether an officer refused the remedy of a bid: it is over, whatever key or code comes after. */
export const remedyRefused = ({ remedy }: Pick<OpenedBid, 'remedy'>): boolean =>
  !!remedy && remedyStands(remedy) === 'refused'

/** A bid whose consent and agreements no longer count; a refusal does. */
export function withoutRemedy(bid: OpenedBid): OpenedBid {
  if (remedyRefused(bid)) return bid
  const { remedy: _void, by: _before, ...rest } = bid
  return rest
}

/** What concerns the remedy of a bid. */
export type RemedyFact = FactOf<(typeof remedyEvents)[number]>

const types = new Set<string>(remedyEvents.map(({ type }) => type))
/** Whether a fact concerns the remedy of a bid. */
export const isRemedyFact = (fact: { type: string }): fact is RemedyFact => types.has(fact.type)

/** The part of `evolve` that concerns the remedy of a bid. */
export function evolveRemedy(opening: Opening, fact: RemedyFact): Opening {
  const before = opening.bids[fact.data.tag]
  if (!before) return opening
  return { ...opening, bids: { ...opening.bids, [fact.data.tag]: remedied(before, fact) } }
}

function remedied(bid: OpenedBid, fact: RemedyFact): OpenedBid {
  switch (fact.type) {
    case 'opening.remedyReleased':
      return handedIn(bid, fact)
    case 'opening.remedyAsked':
      return asked(bid, fact)
    case 'opening.remedyDecided':
      return decided(bid, fact)
  }
}

function handedIn(bid: OpenedBid, { data }: FactOf<typeof RemedyReleased>): OpenedBid {
  const remedy = { consent: consentHash(data.signature.statement), seats: [], decisions: {} }
  return { ...bid, status: 'released', letter: data.letter, by: 'remedy', remedy }
}

function asked(bid: OpenedBid, { data }: FactOf<typeof RemedyAsked>): OpenedBid {
  return { ...bid, status: 'deciding', remedy: { consent: data.consent, seats: data.seats, decisions: {} } }
}

function decided(bid: OpenedBid, { at, data }: FactOf<typeof RemedyDecided>): OpenedBid {
  if (!bid.remedy) return bid
  const { role, agreed, reason, letter } = data
  const decision = { agreed, at, ...(reason ? { reason } : {}), ...(letter ? { letter } : {}) }
  return settled(bid, { ...bid.remedy, decisions: { ...bid.remedy.decisions, [role]: decision } })
}

/** An officer's share was not the committed one: what it decided is void, and it may decide again. */
export function decidesAgain(bid: OpenedBid, role: string): OpenedBid {
  if (!bid.remedy) return bid
  const { [role]: _refused, ...decisions } = bid.remedy.decisions
  return settled(bid, { ...bid.remedy, decisions })
}

/** What the decisions so far make of a bid: opened with the last agreement, shut again with a refusal. */
function settled(bid: OpenedBid, remedy: Remedy): OpenedBid {
  const { by: _before, ...rest } = bid
  switch (remedyStands(remedy)) {
    case 'refused':
      return { ...rest, status: 'waiting', letter: null, remedy }
    case 'agreed':
      return { ...bid, status: 'released', remedy }
    default:
      return { ...bid, status: 'deciding', remedy }
  }
}
