import { LEAVING_WORDS } from '../experts/leavings.ts'
import type { SeatedLeaving } from '../experts/panel.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationFact, EvaluationHappening } from './events.ts'
import { mapped, without } from './keyed.ts'
import { unexamined } from './lowPrices.ts'
import { evaluationVersion } from './reopening.ts'
import { MemberReplaced } from './scoringEvents.ts'
import { MemberLeft, PanelGivenUp } from './vacancyEvents.ts'

const refuse = refusals({
  EVALUATION_STAGE: { status: 409, zh: '评标当前环节不允许此操作', en: 'the evaluation is not in the stage for that' },
  NOT_A_MEMBER: { status: 422, zh: '该席位不是本评标委员会成员', en: 'that seat is not a member of this panel' },
  SEAT_VACANT: {
    status: 409,
    zh: '有成员离席，补足评标委员会后继续评标',
    en: 'a seat is vacant: the evaluation goes on when it is filled',
  },
})

/** A seat whose member left and whose successor has not come yet. */
export interface Vacancy {
  member: string
  ground: SeatedLeaving
}

/** Seats that nobody has at present. */
export const vacanciesOf = (e: Pick<Evaluation, 'vacant'>): Vacancy[] => e.vacant ?? []

/**
 * Whose seat has which number: the first has 1. A member who leaves keeps its number until the seat is filled, and who comes takes it;
 * so nobody else's number changes.
 */
export function seatsOf(e: Pick<Evaluation, 'members' | 'replaced' | 'vacant'>): string[] {
  const now = [...e.members, ...vacanciesOf(e).map(({ member }) => member)]
  const first = [...e.replaced]
    .reverse()
    .reduce((seats, { left, joined }) => seats.map((tag) => (tag === joined ? left : tag)), now)
  return e.replaced.reduce((seats, { left, joined }) => seats.map((tag) => (tag === left ? joined : tag)), first.sort())
}

/** Refuses what needs the whole panel while a seat is vacant. */
export function complete(e: Evaluation): void {
  const vacant = vacanciesOf(e)
  if (vacant.length) throw refuse('SEAT_VACANT', { seats: vacant.length })
}

/** Who leaves, why, and who said so. */
export interface Leaving {
  member: string
  ground: SeatedLeaving
  /** the member's own words, sealed; null where the supervisor ordered it */
  sealed: string | null
  order: { reason: string; signature: Signature } | null
}

/** A member cannot go on; until its seat is filled nobody goes on. */
export function leaveSeat(e: Evaluation, of: Leaving, law: Pick<Rulebook, 'replacedMember'>): EvaluationHappening[] {
  if (e.stage === 'finished' || e.stage === 'stopped' || e.awaitsPanel)
    throw refuse('EVALUATION_STAGE', { stage: e.stage })
  const { member: left, ground, sealed, order } = of
  if (!e.members.includes(left)) throw refuse('NOT_A_MEMBER')
  const { article } = law.replacedMember
  return [MemberLeft({ tender: e.tender, panel: e.members, left, ground, article, sealed, order })]
}

/**
 * Puts those who have been seated since in the places of those who left: each reviews everything from the beginning.
 *
 * @param seated everybody who sits now
 * @param representatives those of them whom the tenderer named
 */
export function fillVacancies(
  e: Evaluation,
  seated: readonly string[],
  representatives: readonly string[] = [],
): EvaluationHappening[] {
  const joining = seated.filter((tag) => !e.members.includes(tag)).sort()
  let panel = e.members
  return vacanciesOf(e)
    .slice(0, joining.length)
    .map(({ member: left, ground }, i) => {
      const joined = joining[i] ?? ''
      panel = [...panel, joined].sort()
      const reason = LEAVING_WORDS[ground].zh
      const own = representatives.includes(joined) ? { representative: true as const } : {}
      return MemberReplaced({ tender: e.tender, panel, left, joined, reason, ...own })
    })
}

/** Gives the panel up where the law wants another in its place. */
export function giveUpPanel(
  e: Evaluation,
  of: { reason: string; signature: Signature },
  law: Pick<Rulebook, 'unfilledPanel'>,
): EvaluationHappening[] {
  if (!vacanciesOf(e).length) throw refuse('EVALUATION_STAGE', { stage: e.stage })
  const { article } = law.unfilledPanel
  const version = evaluationVersion(e) + 1
  return [PanelGivenUp({ tender: e.tender, panel: e.members, version, article, ...of })]
}

/** The part of `evolve` that concerns who sits. */
export function evolveVacancy(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.memberLeft': {
      const { left, ground } = fact.data
      const members = e.members.filter((tag) => tag !== left)
      return { ...undone(e, left, members), vacant: [...vacanciesOf(e), { member: left, ground }] }
    }
    case 'evaluation.memberReplaced': {
      const { panel, left, joined, reason, representative } = fact.data
      const own = representative ? { representatives: [...(e.representatives ?? []), joined] } : {}
      const after = { ...undone(e, left, panel), ...own, replaced: [...e.replaced, { left, joined, reason }] }
      return { ...after, vacant: vacanciesOf(e).filter(({ member }) => member !== left) }
    }
    case 'evaluation.panelGivenUp':
      return givenUp(e, fact)
  }
  return undefined
}

/** What the one who left concluded is void, and so is everything that was concluded together. */
function undone({ defect: _open, ...e }: Evaluation, left: string, members: string[]): Evaluation {
  const chair = e.chair === left ? null : e.chair
  return {
    ...unexamined(e),
    ...{ members, chair, stage: chair ? 'review' : 'chair', round: e.chair && !chair ? e.round + 1 : e.round },
    ...{ ballots: {}, votes: mapped(e.votes, (votes) => without(votes, left)), sheets: without(e.sheets, left) },
    ...{ rejections: [], minority: [], competition: null, scores: null, mismatches: [], corrections: [] },
    ...{ ranking: null, opinions: {}, report: null, unsigned: {} },
  }
}

/** Every opinion of the panel is void; its report, if there was one, stays on record. */
function givenUp(
  e: Evaluation,
  { data, at }: Extract<EvaluationFact, { type: 'evaluation.panelGivenUp' }>,
): Evaluation {
  const { members, report } = e
  const { version, reason, article } = data
  const ground = 'panelUnfilled'
  const past = [...(e.past ?? []), { version: version - 1, members, result: null, report, ground, reason, article, at }]
  const empty: Evaluation = { ...undone(e, '', []), past, vacant: [], stage: 'chair', chair: null, valid: null }
  return { ...empty, votes: {}, sheets: {}, mustAsk: {}, replaced: [], awaitsPanel: true }
}
