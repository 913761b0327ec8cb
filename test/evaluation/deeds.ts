import type { Sheet } from '../../server/evaluation/contract.ts'
import { lockSheet, saveSheet } from '../../server/evaluation/scoring.ts'
import { Refusal } from '../../server/law/refusal.ts'
import { bidders, law, members, Panel, sheet } from './example.ts'

export const seal = (text: string): string => Buffer.from(text).toString('base64')
export const open = (sealed: string): Sheet => JSON.parse(Buffer.from(sealed, 'base64').toString())
export const save = (panel: Panel, member: string, marks: Sheet, version = panel.state.sheets[member]?.version ?? 0) =>
  panel.take(saveSheet(panel.state, { member, version, sheet: marks, seal }, law))
export const lock = (panel: Panel, member: string, version = panel.state.sheets[member]?.version ?? 0) =>
  panel.take(lockSheet(panel.state, { member, version, sealedSignature: 'sealed', open }, law))
export const scoring = () => new Panel().elect().review()

/** What a deed was refused with. */
export function refusal(deed: () => unknown): Refusal {
  try {
    deed()
  } catch (problem) {
    if (problem instanceof Refusal) return problem
    throw problem
  }
  throw new Error('not refused')
}

/** The code of a refusal, or `done` if the deed was done. */
export function code(deed: () => unknown): string {
  try {
    deed()
  } catch (problem) {
    if (problem instanceof Refusal) return problem.code
    throw problem
  }
  return 'done'
}

/** All members mark all bids alike, but for the objective item of some of them. */
export const marked = (records: Record<string, number> = {}): Panel => {
  const panel = scoring()
  for (const member of members) {
    save(panel, member, sheet(bidders, 2000, records[member] ?? 600))
    lock(panel, member)
  }
  return panel
}
