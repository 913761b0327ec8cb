import { refusals } from '../law/refusal.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationFact, EvaluationHappening } from './events.ts'
import { BidsLapsed, TimeAsked, TimeSet, TimeShort } from './timeEvents.ts'

const refuse = refusals({
  TIME_CLOSED: { status: 409, zh: '评标已结束或已停止', en: 'the evaluation is over, or has stopped' },
  TIME_PAST: { status: 422, zh: '评标时间应当晚于当前时间', en: 'the time ends later than now' },
  TIME_ONLY_LONGER: {
    status: 422,
    zh: '评标时间只能延长，不能缩短',
    en: 'the time is made longer, never shorter',
  },
  TIME_UNSET: { status: 409, zh: '招标人没有限定评标时间', en: 'no time was set that could be too short' },
  TIME_NO_RULE: {
    status: 422,
    zh: '本规则包没有规定因评标时间不够的延长',
    en: 'the law of this tender has no rule on more time',
  },
  TIME_ASKED: { status: 409, zh: '您已提出', en: 'you have asked already' },
  MORE_TIME_DUE: {
    status: 423,
    zh: '超过三分之一的评标委员会成员认为评标时间不够，招标人延长前不得结束评标',
    en: 'more than a third of the panel find the time too short: the tenderer makes it longer before the end',
  },
})

/** The time for an evaluation. */
export interface EvaluationTime {
  until: number
  /** who found it too short since it was set, and why */
  asked: Record<string, { reason: string; at: number }>
}

/** An evaluation with its time. */
export interface Timed {
  /** the time that the tenderer gives; absent: it set none */
  time?: EvaluationTime
  /** bids that are valid no longer, from before the report; absent: none */
  lapsed?: string[]
}

/** How many who sit now find the time too short. */
const askedBy = ({ time, members }: Pick<Evaluation, 'time' | 'members'>): number =>
  members.filter((tag) => time?.asked[tag]).length

/** Whether so many of a panel are more than the share from which on the time has to be made longer. */
export function enoughAsk(asked: number, members: number, law: Pick<Rulebook, 'moreTime'>): boolean {
  const share = law.moreTime.value
  return share !== 'none' && BigInt(asked) * share.denominator > BigInt(members) * share.numerator
}

/** Whether the tenderer has to give the panel more time. */
export const timeDue = (e: Evaluation, law: Pick<Rulebook, 'moreTime'> = rulebook(e.rulebook)): boolean =>
  enoughAsk(askedBy(e), e.members.length, law)

/** Refuses what ends an evaluation while the panel has to be given more time. */
export function unhurried(e: Evaluation): void {
  const law = rulebook(e.rulebook)
  if (timeDue(e, law)) throw refuse('MORE_TIME_DUE', { until: e.time?.until ?? null }, law.moreTime)
}

const open = (e: Evaluation): void => {
  if (e.stage === 'finished' || e.stage === 'stopped' || e.awaitsPanel) throw refuse('TIME_CLOSED', { stage: e.stage })
}

/** The tenderer sets the time for evaluating, or makes it longer. */
export function setTime(
  e: Evaluation,
  of: { until: number; reason: string; signature: Signature },
  now: number,
): EvaluationHappening[] {
  open(e)
  const before = e.time?.until ?? null
  if (of.until <= now) throw refuse('TIME_PAST', { until: of.until })
  if (before !== null && of.until <= before) throw refuse('TIME_ONLY_LONGER', { before })
  return [TimeSet({ tender: e.tender, panel: e.members, ...of, asked: timeDue(e), before })]
}

/** A member finds the time too short; with more than the law's share of the panel the tenderer must make it longer. */
export function askTime(
  e: Evaluation,
  of: { member: string; reason: string; sealed: string },
  law: Pick<Rulebook, 'moreTime'>,
): EvaluationHappening[] {
  open(e)
  if (law.moreTime.value === 'none') throw refuse('TIME_NO_RULE', {}, law.moreTime)
  if (!e.time) throw refuse('TIME_UNSET')
  if (e.time.asked[of.member]) throw refuse('TIME_ASKED')
  const { tender, members: panel } = e
  const happened = [TimeAsked({ tender, panel, ...of })]
  const asked = askedBy(e) + 1
  if (timeDue(e, law) || !enoughAsk(asked, panel.length, law)) return happened
  const { until } = e.time
  return [...happened, TimeShort({ tender, panel, asked, until, article: law.moreTime.article })]
}

/** Takes the bids that are valid no longer, until the report: they stay compared, and are recommended no more. */
export function lapse(
  e: Evaluation,
  lapsed: readonly { tag: string }[],
  { validityExtension }: Pick<Rulebook, 'validityExtension'>,
): EvaluationHappening[] {
  if (e.stage === 'finished') return []
  const bids = e.bids.flatMap(({ tag }) =>
    lapsed.some((one) => one.tag === tag) && !e.lapsed?.includes(tag) ? [tag] : [],
  )
  return bids.length
    ? [BidsLapsed({ tender: e.tender, panel: e.members, bids, article: validityExtension.article })]
    : []
}

/** The part of `evolve` that concerns the time for evaluating. */
export function evolveTime(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.timeSet':
      return { ...e, time: { until: fact.data.until, asked: {} } }
    case 'evaluation.timeAsked': {
      const { member, reason } = fact.data
      return e.time && { ...e, time: { ...e.time, asked: { ...e.time.asked, [member]: { reason, at: fact.at } } } }
    }
    case 'evaluation.timeShort':
      return e
    case 'evaluation.bidsLapsed':
      return { ...e, lapsed: [...(e.lapsed ?? []), ...fact.data.bids] }
  }
  return undefined
}
