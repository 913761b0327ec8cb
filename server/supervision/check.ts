import type { Party } from '../tenders/contract.ts'
import type { Conflict, Inspector, VERDICTS } from './contract.ts'
import type { CheckFact } from './events.ts'

/** What was found at one tender. */
export interface Finding {
  tender: string
  verdict: (typeof VERDICTS)[number]
  text: string
}

/** A spot check (双随机抽查): tenders and inspectors drawn at random, the result public. */
export interface Check {
  id: string
  number: number
  draw: string
  title: string
  supervisor: Party
  objects: { tender: string; name: string }[]
  list: string
  /** the roster of inspectors, sealed */
  roster: string
  share: number
  wanted: { objects: number; inspectors: number }
  conflicts: Conflict[]
  stage: 'drawing' | 'dry' | 'assigned' | 'published'
  drawn: { tender: string; pid: string }[]
  team: (Inspector & { pid: string })[]
  skips: { pid: string; inspector: string; reason: 'conflict' }[]
  findings: Finding[]
  drawnAt: number | null
  publishedAt: number | null
  record: { file: string; sha256: string } | null
}

/** The only place where a spot check changes. */
export function evolveCheck(check: Check | undefined, fact: CheckFact): Check {
  if (fact.type === 'check.ordered') {
    const { check: id, ...plan } = fact.data
    return {
      ...{ id, ...plan, stage: 'drawing' },
      ...{ drawn: [], team: [], skips: [], findings: [], drawnAt: null, publishedAt: null, record: null },
    }
  }
  if (!check) throw new Error(`${fact.type} before the check was ordered`)
  switch (fact.type) {
    case 'check.assigned': {
      const { objects, team, skips, missing } = fact.data
      return { ...check, stage: missing ? 'dry' : 'assigned', drawn: objects, team, skips, drawnAt: fact.at }
    }
    case 'check.found': {
      const { tender, verdict, text } = fact.data
      const others = check.findings.filter((one) => one.tender !== tender)
      return { ...check, findings: [...others, { tender, verdict, text }] }
    }
    case 'check.published':
      return { ...check, stage: 'published', publishedAt: fact.at }
    case 'check.recordIssued':
      return { ...check, record: { file: fact.data.file, sha256: fact.data.sha256 } }
  }
}
