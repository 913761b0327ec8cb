import type { z } from 'zod'
import type { SignedDocument } from '../tenders/contract.ts'
import type { Matter } from './contract.ts'
import type { ComplaintFact } from './events.ts'

/** Where a complaint stands. */
export type Stage = 'filed' | 'accepted' | 'declined' | 'withdrawn' | 'ruled'

type Ruled = Extract<ComplaintFact, { type: 'complaint.ruled' }>['data']

/** A complaint about one tender, from its letter to the ruling. */
export interface Complaint {
  id: string
  tender: string
  tag: string
  matter: Matter
  objection: string | null
  stage: Stage
  filedAt: number
  knownAt: number
  until: number | null
  late: boolean
  acceptBy: number | null
  /** until when it is ruled on; null: not yet to be told, or the clock stands */
  ruleBy: number | null
  /** from when the time for the ruling counts, or has counted anew after it stood */
  counts: { from: number; left: number } | null
  stopped: { at: number; reason: string } | null
  files: z.infer<typeof SignedDocument>[]
  sealed: string
  decision: { accepted: boolean; reason: string; article: string; at: number; inTime: boolean } | null
  statement: { text: string; at: number } | null
  rest: { suspension: string; until: number | null } | null
  ruling: (Pick<Ruled, 'outcome' | 'text' | 'article' | 'remedy' | 'ground' | 'inTime'> & { at: number }) | null
  paper: { file: string; sha256: string } | null
}

type Filed = Extract<ComplaintFact, { type: 'complaint.filed' }>

const filed = ({ data, at }: Filed): Complaint => {
  const { complaint: id, tender, tag, matter, objection, knownAt, until, late, acceptBy, ruleBy, files, sealed } = data
  return {
    ...{ id, tender, tag, matter, objection, stage: 'filed', filedAt: at, knownAt, until, late, acceptBy, ruleBy },
    ...{ counts: null, stopped: null, files, sealed, decision: null, statement: null, rest: null, ruling: null },
    paper: null,
  }
}

/** The only place where a complaint changes. */
export function evolve(before: Complaint | undefined, fact: ComplaintFact): Complaint {
  if (fact.type === 'complaint.filed') return filed(fact)
  if (!before) throw new Error(`${fact.type} before the complaint was filed`)
  switch (fact.type) {
    case 'complaint.decided': {
      const { accepted, reason, article, inTime, ruleBy } = fact.data
      const decision = { accepted, reason, article, at: fact.at, inTime }
      return { ...before, stage: accepted ? 'accepted' : 'declined', decision, ruleBy: ruleBy ?? before.ruleBy }
    }
    case 'complaint.clockStopped':
      return { ...before, stopped: { at: fact.data.at, reason: fact.data.reason } }
    case 'complaint.clockResumed':
      return {
        ...before,
        stopped: null,
        ruleBy: fact.data.ruleBy,
        counts: { from: fact.data.at, left: fact.data.left },
      }
    case 'complaint.stated':
      return { ...before, statement: { text: fact.data.text, at: fact.at } }
    case 'complaint.restOrdered':
      return { ...before, rest: { suspension: fact.data.suspension, until: fact.data.until } }
    case 'complaint.restLifted':
      return { ...before, rest: null }
    case 'complaint.withdrawn':
      return { ...before, stage: 'withdrawn', stopped: null }
    case 'complaint.ruled': {
      const { outcome, text, article, remedy, ground, inTime } = fact.data
      const ruling = { outcome, text, article, remedy, ground, inTime, at: fact.at }
      return { ...before, stage: 'ruled', stopped: null, ruling }
    }
    case 'complaint.rulingIssued':
      return { ...before, paper: { file: fact.data.file, sha256: fact.data.sha256 } }
  }
}

/** Whether it still waits for the supervisor. */
export const pending = (of: Pick<Complaint, 'stage'>): boolean => of.stage === 'filed' || of.stage === 'accepted'
