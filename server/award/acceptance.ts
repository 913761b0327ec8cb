import type { z } from 'zod'
import type { SignedDocument } from '../tenders/contract.ts'
import type { AcceptanceFact, Anomaly, Skipped } from './acceptanceEvents.ts'

/** A report that the panel was asked to look at again. */
export interface Recheck {
  id: string
  report: string
  ground: string
  article: string
  anomalies: Anomaly[]
  files: z.infer<typeof SignedDocument>[]
  told: string | null
  at: number
}

/** Who was fixed as winner, how and when. */
export interface Fixed {
  winner: string
  rank: number
  how: 'inOrder' | 'tieByDocument' | 'tieByLot' | 'deemed'
  tie: string | null
  /** number of the lot that broke a tie */
  draw?: string
  skipped: Skipped[]
  article: string
  inTime: boolean
  at: number
}

/** What became of the panel's report on the tenderer's side. */
export interface Acceptance {
  tender: string
  delivered: { report: string; at: number; inTime: boolean } | null
  reviewed: { report: string; checks: string; attention: string[]; note: string; at: number } | null
  rechecks: Recheck[]
  fixed: Fixed | null
  /** lots between candidates who tie, oldest first; absent: none */
  lots?: { draw: string; number: number; among: string[]; chosen: string | null }[]
}

/** Before anything was done with the report. */
export const untouched = (tender: string): Acceptance => ({
  ...{ tender, delivered: null, reviewed: null, rechecks: [], fixed: null },
})

/** The only place where an acceptance changes. */
export function evolve(before: Acceptance | undefined, fact: AcceptanceFact): Acceptance {
  const of = before ?? untouched(fact.data.tender)
  const { at } = fact
  switch (fact.type) {
    case 'acceptance.delivered': {
      const { report, inTime } = fact.data
      return { ...of, delivered: { report, at, inTime } }
    }
    case 'acceptance.reviewed': {
      const { report, checks, attention, note } = fact.data
      return { ...of, reviewed: { report, checks, attention, note, at } }
    }
    case 'acceptance.recheckOrdered': {
      const { recheck: id, report, ground, article, anomalies, files = [], told = null } = fact.data
      const one = { id, report, ground, article, anomalies, files, told, at }
      return { ...of, delivered: null, reviewed: null, rechecks: [...of.rechecks, one] }
    }
    case 'acceptance.fixed': {
      const { winner, rank, how, tie, draw, skipped, article, inTime } = fact.data
      const fixed = { winner, rank, how, tie, skipped, article, inTime, at }
      return { ...of, fixed: draw === undefined ? fixed : { ...fixed, draw } }
    }
    case 'acceptance.lotAsked': {
      const { draw, number, among } = fact.data
      return { ...of, lots: [...(of.lots ?? []), { draw, number, among, chosen: null }] }
    }
    case 'acceptance.lotDrawn': {
      const { draw, chosen } = fact.data
      return { ...of, lots: (of.lots ?? []).map((one) => (one.draw === draw ? { ...one, chosen } : one)) }
    }
    case 'acceptance.undone':
      return { ...of, fixed: null }
  }
}
