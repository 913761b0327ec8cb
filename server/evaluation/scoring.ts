import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { rank } from './comparison.ts'
import type { Correction, Sheet } from './contract.ts'
import { withCorrections } from './corrections.ts'
import { type Evaluation, validBids } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import type { Mismatch } from './result.ts'
import { atStage } from './review.ts'
import { ObjectiveCorrected, ObjectiveMismatch, ScoresRevealed, SheetLocked, SheetSaved } from './scoringEvents.ts'

const refuse = refusals({
  SHEET_CHANGED: {
    status: 409,
    zh: '评分表已在别处更新，请核对后再保存',
    en: 'the sheet was saved elsewhere meanwhile',
  },
  SHEET_LOCKED: { status: 409, zh: '评分已锁定，不能再修改', en: 'the sheet is locked' },
  SHEET_ABSENT: { status: 409, zh: '尚未保存评分', en: 'there is no sheet yet' },
  SHEET_INCOMPLETE: { status: 422, zh: '尚有未评分的项目', en: 'not everything is marked yet' },
  BID_NOT_SCORED: { status: 422, zh: '该投标文件不在详细评审范围内', en: 'that bid is not scored' },
  CRITERION_UNKNOWN: {
    status: 422,
    zh: '招标文件没有规定的评审因素不得评分',
    en: 'only criteria of the tender document may be scored',
  },
  SCORE_OUT_OF_RANGE: {
    status: 422,
    zh: '评分超出该项分值范围或不符合打分步长',
    en: 'the score is outside its range or off its step',
  },
  OBJECTIVE_AGREED: {
    status: 422,
    zh: '只能更正不一致的客观分',
    en: 'only objective items that differ may be corrected',
  },
})

/** Checks what is on a sheet so far: known bids and factors, scores within range and step. */
export function checkSheet(e: Evaluation, sheet: Sheet, law: Rulebook): void {
  const valid = new Set(validBids(e).map(({ tag }) => tag))
  for (const [bid, marks] of Object.entries(sheet)) {
    if (!valid.has(bid)) throw refuse('BID_NOT_SCORED', { bid })
    for (const [factor, { score }] of Object.entries(marks)) checkScore(e, factor, score, law)
  }
}

function checkScore(e: Evaluation, factor: string, score: number, law: Rulebook): void {
  const of = e.criteria.factors.find(({ id }) => id === factor)
  if (!of) throw refuse('CRITERION_UNKNOWN', { factor }, law.statedCriteria)
  const { full, step } = of
  if (score < 0 || score > full || score % step !== 0) throw refuse('SCORE_OUT_OF_RANGE', { factor, full, step })
}

/** What is not marked yet: bid and factor. */
export const missingMarks = (e: Evaluation, sheet: Sheet): { bid: string; factor: string }[] =>
  validBids(e).flatMap(({ tag }) =>
    e.criteria.factors.filter(({ id }) => !sheet[tag]?.[id]).map(({ id }) => ({ bid: tag, factor: id })),
  )

/**
 * Saves a member's sheet over the version it has seen.
 *
 * @param seal how the sheet is made unreadable for everybody until all have locked
 */
export function saveSheet(
  e: Evaluation,
  of: { member: string; version: number; sheet: Sheet; seal: (text: string) => string },
  law: Rulebook,
): EvaluationHappening[] {
  atStage(e, 'scoring')
  const { member, version, sheet, seal } = of
  const before = e.sheets[member]
  if (before?.locked) throw refuse('SHEET_LOCKED')
  if ((before?.version ?? 0) !== version) throw refuse('SHEET_CHANGED', { version: before?.version ?? 0 })
  checkSheet(e, sheet, law)
  return [SheetSaved({ tender: e.tender, member, version: version + 1, sealed: seal(JSON.stringify(sheet)) })]
}

/** The version of a sheet that its author may lock now. */
export function lockable(e: Evaluation, of: { member: string; version: number; sheet: Sheet }): void {
  atStage(e, 'scoring')
  const own = e.sheets[of.member]
  if (!own) throw refuse('SHEET_ABSENT')
  if (own.locked) throw refuse('SHEET_LOCKED')
  if (own.version !== of.version) throw refuse('SHEET_CHANGED', { version: own.version })
  const missing = missingMarks(e, of.sheet)
  if (missing.length) throw refuse('SHEET_INCOMPLETE', { missing: missing.length, first: missing[0] })
}

/**
 * Locks a complete sheet. The last lock reveals all sheets, and if the objective items agree, ranks the bids.
 *
 * @param open how a sealed sheet is read
 */
export function lockSheet(
  e: Evaluation,
  of: { member: string; version: number; sealedSignature: string; open: (sealed: string) => Sheet },
  law: Rulebook,
): EvaluationHappening[] {
  const { member, version, sealedSignature, open } = of
  const own = e.sheets[member]
  lockable(e, { member, version, sheet: own ? open(own.sealed) : {} })
  const { tender, members: panel } = e
  const locked = SheetLocked({ tender, panel, member, sealedSignature })
  if (!panel.every((tag) => tag === member || e.sheets[tag]?.locked)) return [locked]
  const sheets = Object.fromEntries(panel.map((tag) => [tag, open(e.sheets[tag]?.sealed ?? '')]))
  return [locked, ScoresRevealed({ tender, panel, sheets }), ...summary(e, sheets, law)]
}

/** Totals, if the objective items agree; otherwise which of them differ. */
function summary(e: Evaluation, sheets: Record<string, Sheet>, law: Rulebook): EvaluationHappening[] {
  const items = mismatches(e, sheets)
  if (items.length) return [ObjectiveMismatch({ tender: e.tender, panel: e.members, items })]
  return rank(e, sheets, law)
}

/** Objective items on which the members do not all have the same score. */
export function mismatches(e: Evaluation, sheets: Record<string, Sheet>): Mismatch[] {
  const factors = e.criteria.factors.filter(({ objective }) => objective)
  return validBids(e).flatMap(({ tag: bid }) =>
    factors
      .map(({ id: factor }) => ({
        bid,
        factor,
        values: Object.fromEntries(e.members.map((member) => [member, sheets[member]?.[bid]?.[factor]?.score ?? -1])),
      }))
      .filter(({ values }) => new Set(Object.values(values)).size > 1),
  )
}

/** Corrects objective items that differ; when they all agree, the bids are ranked. */
export function correctObjective(
  e: Evaluation,
  of: { member: string; corrections: Correction[]; sealedSignature: string },
  law: Rulebook,
): EvaluationHappening[] {
  atStage(e, 'objective')
  const { member, corrections, sealedSignature } = of
  const { tender, members: panel } = e
  const changed = corrections.map(({ bid, factor, score, reason }) => {
    const item = e.mismatches.find((one) => one.bid === bid && one.factor === factor)
    if (!item) throw refuse('OBJECTIVE_AGREED', { bid, factor })
    checkScore(e, factor, score, law)
    return { bid, factor, from: e.scores?.[member]?.[bid]?.[factor]?.score ?? 0, to: score, reason }
  })
  const corrected = ObjectiveCorrected({ tender, panel, member, corrections: changed, sealedSignature })
  const next = summary(e, withCorrections(e.scores ?? {}, member, changed), law)
  const still = next.some(({ type }) => type === 'evaluation.objectiveMismatch')
  return still ? [corrected] : [corrected, ...next]
}
