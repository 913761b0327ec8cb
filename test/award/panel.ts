import { type Acceptance, evolve, untouched } from '../../server/award/acceptance.ts'
import type { AcceptanceFact, AcceptanceHappening } from '../../server/award/acceptanceEvents.ts'
import type { Evaluation } from '../../server/evaluation/evaluation.ts'
import { instantOf } from '../../server/law/periods.ts'
import { criteria } from '../evaluation/example.ts'
import { result, tags } from './world.ts'

export const members = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(64))
/** Thursday 9 April 2026, in the morning: the panel's report is signed by all. */
export const finishedAt = instantOf('2026-04-09T10:00')
export const report = { sha256: 'f'.repeat(64), finishedAt }

const valid = tags.slice(0, 4)
/** The same marks from every member. */
const sheet = Object.fromEntries(
  valid.map((bid) => [bid, Object.fromEntries(criteria.factors.map(({ id, full }) => [id, { score: full }]))]),
)

/** An evaluation that is finished, with nothing to attend to but what is changed. */
export const anEvaluation = (changes: Partial<Evaluation> = {}): Evaluation => ({
  ...{ tender: 'tender-1', rulebook: 'T-2025', stage: 'finished', members, criteria, begunAt: 0 },
  ...{ bids: tags.map((tag, i) => ({ tag, price: String(760000000 + i) })), chair: members[0]!, round: 1, ballots: {} },
  ...{ votes: {}, mustAsk: {}, rejections: [], minority: [], valid, clarifications: [], competition: null },
  ...{ sheets: {}, scores: Object.fromEntries(members.map((member) => [member, sheet])), mismatches: [] },
  ...{ corrections: [], ranking: null, unsigned: {}, replaced: [] },
  opinions: Object.fromEntries(members.map((member) => [member, { agree: true, reason: null }])),
  report: { file: 'reports/1.sealed', sha256: report.sha256, signed: members },
  // published totals are what quality and price make
  result: {
    ...result,
    ranking: result.ranking.map((row) => ({ ...row, total: row.quality + row.priceScore })),
    rejections: [],
  },
  ...changes,
})

/** What facts make of an acceptance, written at a moment. */
export function accepts(before: Acceptance | undefined, happenings: AcceptanceHappening[], at: number): Acceptance {
  const facts = happenings.map(
    (one, i) => ({ ...one, id: `f${i}`, stream: '', version: i, at, actor: { role: '' }, via: '' }) as AcceptanceFact,
  )
  return facts.reduce<Acceptance>(evolve, before ?? untouched('tender-1'))
}
