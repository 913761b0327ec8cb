import { type HallFact, hallEvents, type PauseKind, type ReadField, type SpotKind } from './hallEvents.ts'
import type { Opening } from './opening.ts'

/** A span in which the hall stands. */
export interface Pause {
  id: string
  kind: PauseKind
  reason: string
  since: number
  /** null while it lasts */
  until: number | null
  /** when it is meant to go on */
  resumesAt?: number
}

/** What a bidder said in the hall, and the answer. */
export interface SpotMatter {
  id: string
  tag: string
  kind: SpotKind
  text: string
  at: number
  answer: { outcome: 'upheld' | 'dismissed' | 'explained'; text: string; by: string; at: number } | null
}

/** A figure that was read out otherwise than it stands in the bid. */
export interface Correction {
  tag: string
  field: ReadField
  read: string
  corrected: string
  reason: string
  at: number
}

/** What goes on in a hall beside the unlocking. Absent members have not happened. */
export interface Proceedings {
  attended?: Record<string, { person: string; at: number }>
  announced?: { ceiling?: string; reserve: string | null; at: number }
  coefficient?: { draw: string; number: number; value: number | null; at: number }
  /** the highest price by the document's method, fen, and the coefficient that it was computed with, basis points */
  computed?: { ceiling: string; k: number; at: number }
  pauses?: Pause[]
  questions?: { from: number; minutes: number }
  confirmed?: Record<string, { figures: string; at: number }>
  corrections?: Correction[]
  matters?: SpotMatter[]
  /** the record with the signatures that were put into it; absent: none was */
  sealed?: { file: string; sha256: string; fields: { by: string; field: string; certificate: string; at: number }[] }
  /** who signed the record, as a paper */
  sheet?: { file: string; sha256: string }
}

const types = new Set<string>(hallEvents.map(({ type }) => type))
/** Whether a fact concerns what goes on beside the unlocking. */
export const isHallFact = (fact: { type: string }): fact is HallFact => types.has(fact.type)

/** A matter that came up after the record was made: the record no longer tells everything and is made anew. */
function reopened(opening: Opening): Opening {
  if (opening.stage !== 'recorded') return opening
  const { sealed: _s, ...rest } = opening
  return { ...rest, stage: 'read', record: null, signatures: {} }
}

/** The part of `evolve` that concerns what goes on in the hall beside the unlocking. */
export function evolveProceedings(opening: Opening, fact: HallFact): Opening {
  switch (fact.type) {
    case 'opening.attended': {
      const { tag, person, at } = fact.data
      return { ...opening, attended: { ...opening.attended, [tag]: { person, at } } }
    }
    case 'opening.paused': {
      const { pause: id, kind, reason, since, resumesAt } = fact.data
      const planned = resumesAt === undefined ? {} : { resumesAt }
      return { ...opening, pauses: [...(opening.pauses ?? []), { id, kind, reason, since, until: null, ...planned }] }
    }
    case 'opening.resumed': {
      const ended = (one: Pause): Pause => (one.id === fact.data.pause ? { ...one, until: fact.data.at } : one)
      return { ...opening, pauses: (opening.pauses ?? []).map(ended) }
    }
    case 'opening.recordSealed': {
      const { by, field, certificate, file, sha256 } = fact.data
      const fields = [...(opening.sealed?.fields ?? []), { by, field, certificate, at: fact.at }]
      return { ...opening, sealed: { file, sha256, fields } }
    }
    case 'opening.signaturesIssued':
      return { ...opening, sheet: { file: fact.data.file, sha256: fact.data.sha256 } }
    case 'opening.questionsOpened':
      return { ...opening, questions: { from: fact.data.at, minutes: fact.data.minutes } }
    case 'opening.pricesAnnounced':
    case 'opening.coefficientAsked':
    case 'opening.coefficientDrawn':
    case 'opening.ceilingComputed':
      return told(opening, fact)
    default:
      return spoken(opening, fact)
  }
}

type Told = HallFact & {
  type: 'opening.pricesAnnounced' | 'opening.coefficientAsked' | 'opening.coefficientDrawn' | 'opening.ceilingComputed'
}

/** What the hall is told of prices that no bidder offers, and of what they are computed from. */
function told(opening: Opening, fact: Told): Opening {
  switch (fact.type) {
    case 'opening.pricesAnnounced': {
      const { ceiling, reserve } = fact.data
      return {
        ...opening,
        announced: { ...(ceiling === undefined ? {} : { ceiling }), reserve: reserve?.price ?? null, at: fact.at },
      }
    }
    case 'opening.coefficientAsked': {
      const { draw, number } = fact.data
      return { ...opening, coefficient: { draw, number, value: null, at: fact.at } }
    }
    case 'opening.coefficientDrawn': {
      const { draw, value } = fact.data
      return { ...opening, coefficient: { draw, number: opening.coefficient?.number ?? 1, value, at: fact.at } }
    }
    case 'opening.ceilingComputed': {
      const { ceiling, k } = fact.data
      return { ...opening, computed: { ceiling, k, at: fact.at } }
    }
  }
}

type Spoken = HallFact & {
  type: 'opening.figuresConfirmed' | 'opening.figureCorrected' | 'opening.objectionRaised' | 'opening.objectionAnswered'
}

/** What bidders and host say about what was read out and how. */
function spoken(opening: Opening, fact: Spoken): Opening {
  switch (fact.type) {
    case 'opening.figuresConfirmed': {
      const { tag, figures } = fact.data
      return { ...opening, confirmed: { ...opening.confirmed, [tag]: { figures, at: fact.at } } }
    }
    case 'opening.figureCorrected': {
      const { tag, field, read, corrected, reason } = fact.data
      const one = { tag, field, read, corrected, reason, at: fact.at }
      const { [tag]: _void, ...confirmed } = opening.confirmed ?? {} // what was confirmed has changed
      return { ...reopened(opening), confirmed, corrections: [...(opening.corrections ?? []), one] }
    }
    case 'opening.objectionRaised': {
      const { objection: id, tag, kind, text } = fact.data
      const one = { id, tag, kind, text, at: fact.at, answer: null }
      return { ...reopened(opening), matters: [...(opening.matters ?? []), one] }
    }
    case 'opening.objectionAnswered': {
      const { objection, outcome, text, by } = fact.data
      const answer = { outcome, text, by, at: fact.at }
      const matters = (opening.matters ?? []).map((one) => (one.id === objection ? { ...one, answer } : one))
      return { ...opening, matters }
    }
  }
}
