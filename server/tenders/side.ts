import type { Defect } from './contract.ts'
import type { SideFact, SuspensionKind } from './sideEvents.ts'
import type { Stage, Tender } from './tender.ts'
import { evolveValidity, isValidityFact, type Validity } from './validity.ts'
import { amended } from './versions.ts'

/** One reason for which a tender rests. */
export interface Suspension {
  id: string
  kind: SuspensionKind
  reason: string
  article: string
  /** ms */
  since: number
  /** until when the document is corrected (ms), where that is why it rests */
  correctBy?: number
  /** that time is over, and was noted */
  overdue?: true
}

/** A paper about the tender, as the platform stamped it. */
export interface TenderPaper {
  /** the fact that it tells */
  of: string
  title: string
  file: string
  sha256: string
}

interface Signer {
  field: 'tenderer' | 'agent'
  certificate: string
}

/** A paper with the signatures that were put into it since it was published. */
export interface SignedPaper {
  file: string
  sha256: string
  fields: (Signer & { at: number })[]
}

/** What may befall a tender beside its stages. Absent members have not happened. */
export interface Side extends Validity {
  /** why it rests now; empty or absent: it does not */
  suspensions?: Suspension[]
  /** since when the clocks stand (ms): the first of the suspensions that still hold one another up */
  stoppedAt?: number | null
  /** spans in which an opening that had begun rested (ms): its clocks go on by exactly what was left */
  stops?: { from: number; to: number }[]
  /** the dates of the notice in force, where they have moved since it was signed */
  noticed?: { documentsUntil: number; deadline: number }
  /** which attempt this is; absent: the first */
  round?: number
  /** the tender that this one repeats */
  previous?: string
  /** the stage in which it ended without a result; absent: it has not, or did before this was kept */
  endedIn?: Stage
  /** the article by which it failed; absent: it did not, or by none */
  failedBy?: string
  /** another way of buying that was applied for after too few bidders, and whether it is approved */
  methodChange?: { method: string; continues: string; askedAt: number; approved?: { number: string; at: number } }
  /** clauses for which earlier rounds ended: this one does not repeat them */
  mended?: Defect[]
  /** the clause for which this one ended */
  endedFor?: Defect
  /** the tender that repeats this one */
  next?: string
  papers?: TenderPaper[]
  /** papers that were signed in their PDF, by the hash of each as it was published */
  sealed?: Record<string, SignedPaper>
  /** the highest price as it was publicised by itself */
  controlPrice?: { price: string; basis: string; at: number }
}

/** The suspensions that stand. */
export const suspensionsOf = (tender: Side): Suspension[] => tender.suspensions ?? []

/** A paper that was signed as it was published has that signature from its first version on. */
export function withSigner(
  tender: Tender,
  {
    at,
    data: { file, sha256, signed },
  }: { at: number; data: { file: string; sha256: string; signed?: Signer | undefined } },
): Tender {
  if (!signed) return tender
  return { ...tender, sealed: { ...tender.sealed, [sha256]: { file, sha256, fields: [{ ...signed, at }] } } }
}

const moved = (tender: Tender, to: { documentsUntil: number; deadline: number }): Tender => {
  const { documentsUntil, deadline } = tender
  const noticed = tender.noticed ?? { documentsUntil, deadline }
  return { ...tender, noticed, documentsUntil: to.documentsUntil, deadline: to.deadline }
}

function lifted(tender: Tender, data: (SideFact & { type: 'tender.suspensionLifted' })['data']): Tender {
  const suspensions = suspensionsOf(tender).filter(({ id }) => id !== data.suspension)
  const after = { ...tender, suspensions }
  if (!data.resumed) return after
  const span = { from: data.resumed.stoppedAt, to: data.at }
  const applied = tender.prequalification && data.resumed.prequalification
  if (applied) {
    const prequalification = { ...tender.prequalification, ...data.resumed.prequalification }
    const stops = tender.prequal?.closedAt ? { stops: [...(tender.stops ?? []), span] } : {}
    return { ...after, ...stops, stoppedAt: null, prequalification } as Tender
  }
  const stops = tender.stage === 'opening' ? { stops: [...(tender.stops ?? []), span] } : {}
  return { ...moved(after, data.resumed), ...stops, stoppedAt: null }
}

function overdue(tender: Tender, { suspension }: { suspension: string }): Tender {
  const noted = (one: Suspension): Suspension => (one.id === suspension ? { ...one, overdue: true } : one)
  return { ...tender, suspensions: suspensionsOf(tender).map(noted) }
}

/** Another way of buying was applied for, approved or denied. */
function inAnotherWay(tender: Tender, fact: Extract<SideFact, { type: `tender.methodChange${string}` }>): Tender {
  const { methodChange: asked, ...rest } = tender
  if (fact.type === 'tender.methodChangeDenied') return rest
  const { method, continues, at } = fact.data
  if (fact.type === 'tender.methodChangeAsked') return { ...rest, methodChange: { method, continues, askedAt: at } }
  const approved = { number: fact.data.number, at }
  return { ...rest, methodChange: { method, continues, askedAt: asked?.askedAt ?? at, approved } }
}

function suspended(tender: Tender, data: (SideFact & { type: 'tender.suspended' })['data']): Tender {
  const { suspension: id, kind, reason, article, since, correctBy } = data
  const due = correctBy === undefined ? {} : { correctBy }
  const suspensions = [...suspensionsOf(tender), { id, kind, reason, article, since, ...due }]
  return { ...tender, suspensions, stoppedAt: tender.stoppedAt ?? since }
}

/** The part of `evolve` that concerns what may befall a tender beside its stages. */
export function evolveSide(tender: Tender, fact: Exclude<SideFact, { type: 'tender.terminated' }>): Tender {
  if (isValidityFact(fact)) return evolveValidity(tender, fact)
  switch (fact.type) {
    case 'tender.suspended':
      return suspended(tender, fact.data)
    case 'tender.correctionOverdue':
      return overdue(tender, fact.data)
    case 'tender.amended':
      return amended(tender, fact.data)
    case 'tender.suspensionLifted':
      return lifted(tender, fact.data)
    case 'tender.postponed':
      return moved(tender, fact.data)
    case 'tender.controlPricePublished': {
      const { price, basis, at } = fact.data
      return { ...tender, controlPrice: { price, basis, at } }
    }
    case 'tender.roundOpened': {
      const { previous, round, mended } = fact.data
      return { ...tender, previous, round, ...(mended ? { mended } : {}) }
    }
    case 'tender.repeated':
      return { ...tender, next: fact.data.next }
    case 'tender.returned':
      return { ...tender, stage: fact.data.stage }
    case 'tender.methodChangeAsked':
    case 'tender.methodChangeApproved':
    case 'tender.methodChangeDenied':
      return inAnotherWay(tender, fact)
    case 'tender.paperSigned': {
      const { paper, field, file, sha256, certificate } = fact.data
      const fields = [...(tender.sealed?.[paper]?.fields ?? []), { field, certificate, at: fact.at }]
      return { ...tender, sealed: { ...tender.sealed, [paper]: { file, sha256, fields } } }
    }
    case 'tender.paperIssued': {
      const { of, title, file, sha256 } = fact.data
      return withSigner({ ...tender, papers: [...(tender.papers ?? []), { of, title, file, sha256 }] }, fact)
    }
  }
}
