import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { SpotAnswer, type SpotKind, SpotObjection } from './hallEvents.ts'
import type { Opening } from './opening.ts'
import { notPaused } from './pausing.ts'
import type { SpotMatter } from './proceedings.ts'

type Signature = { statement: string; cms: string; certificate: string }
type SpotLaw = Pick<Rulebook, 'openingObjection' | 'spotRemedies' | 'resultObjection' | 'objectionFirst'>

const refuse = refusals({
  SPOT_TOO_EARLY: { status: 409, zh: '投标人名单公布后方可当场提出', en: 'one speaks up once the bidders are named' },
  SPOT_OVER: {
    status: 409,
    zh: '开标已结束；对开标的异议应当在开标现场提出。对评标结果，可在结果公示（公告）后依法提出异议（质疑）',
    en: 'the opening is over: objections to it are made on the spot. The result may be objected to once it is published',
  },
  SPOT_KIND: {
    status: 422,
    zh: '本类项目在开标现场不以此方式提出',
    en: 'in this kind of tender one does not speak up in that way',
  },
  SPOT_NOT_BIDDER: {
    status: 403,
    zh: '只有参加本次开标的投标人可以当场提出',
    en: 'only bidders of this opening speak up',
  },
  SPOT_UNKNOWN: { status: 404, zh: '没有该项异议', en: 'there is no such objection' },
  SPOT_ANSWERED: { status: 409, zh: '该项异议已经答复', en: 'it has been answered' },
  SPOT_UNANSWERED: {
    status: 409,
    zh: '尚有未答复的当场异议，须当场答复后方可继续',
    en: 'what bidders raised must be answered on the spot first',
  },
})

/** Takes what a bidder says against the opening while it goes on; the same id again changes nothing. */
export function raiseSpot(
  opening: Opening,
  of: { id: string; tag: string; kind: SpotKind; text: string; signature: Signature },
  law: SpotLaw,
) {
  if (opening.stage === 'finished')
    throw refuse(
      'SPOT_OVER',
      { finishedAt: opening.finishedAt, later: law.resultObjection.article },
      law.openingObjection,
    )
  if (!opening.named) throw refuse('SPOT_TOO_EARLY')
  if (!opening.bids[of.tag]) throw refuse('SPOT_NOT_BIDDER')
  if (!law.spotRemedies.value.includes(of.kind))
    throw refuse('SPOT_KIND', { kinds: law.spotRemedies.value }, law.spotRemedies)
  notPaused(opening)
  if (opening.matters?.some(({ id }) => id === of.id)) return []
  const { id: objection, ...rest } = of
  return [SpotObjection({ tender: opening.tender, objection, ...rest, article: law.spotRemedies.article })]
}

/** Answers it, on the spot. */
export function answerSpot(
  opening: Opening,
  of: { id: string; outcome: 'upheld' | 'dismissed' | 'explained'; text: string; by: string; signature: Signature },
  law: SpotLaw,
) {
  const { id: objection, ...rest } = of
  const found = opening.matters?.find(({ id }) => id === objection)
  if (!found) throw refuse('SPOT_UNKNOWN')
  if (found.answer) throw refuse('SPOT_ANSWERED', { at: found.answer.at })
  notPaused(opening)
  return [SpotAnswer({ tender: opening.tender, objection, ...rest, article: law.spotRemedies.article })]
}

/** What has not been answered. */
export const unanswered = (opening: Opening): SpotMatter[] => (opening.matters ?? []).filter(({ answer }) => !answer)

/** Refuses to go on while something is unanswered. */
export function allAnswered(opening: Opening, law: SpotLaw): void {
  const open = unanswered(opening)
  if (open.length) throw refuse('SPOT_UNANSWERED', { objections: open.map(({ id }) => id) }, law.openingObjection)
}
