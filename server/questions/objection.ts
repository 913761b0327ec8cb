import { prequalObjectionUntil } from '../law/admissionChecks.ts'
import { documentObjectionUntil } from '../law/checks.ts'
import { type Calendar, endOf, isPending, type Pending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rule, Rulebook } from '../law/rulebook.ts'
import { lastOffer, type Offer, onOffer } from '../tenders/offer.ts'
import { suspensionsOf } from '../tenders/side.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import {
  AnswerDated,
  DocumentObjected,
  DocumentObjectionAnswered,
  DocumentObjectionOverdue,
  DocumentObjectionSettled,
  type ObjectionFact,
  ObjectorSealed,
} from './events.ts'
import type { Holder } from './holder.ts'

const refuse = refusals({
  OBJECTION_STAGE: {
    status: 409,
    zh: '投标截止时间已过，对招标文件不再受理异议（质疑）；开标和评标结果另有渠道',
    en: 'after the deadline the tender document is no longer objected to; opening and result have their own ways',
  },
  OBJECTION_VERSION: { status: 404, zh: '招标文件没有这个版本', en: 'the tender document has no such version' },
  OBJECTION_ANSWERED: { status: 409, zh: '该异议（质疑）已答复', en: 'this objection is answered already' },
  OBJECTION_NOT_UPHELD: {
    status: 409,
    zh: '只有已答复成立、尚未处理的异议（质疑）可以由澄清或修改文件引用',
    en: 'an addendum follows objections that were upheld and not yet settled',
  },
  OBJECTIONS_MANY: {
    status: 429,
    zh: '尚有未答复的异议（质疑），请在同一事项中补充或等待答复',
    en: 'an objection of yours still waits for its answer',
  },
})

/** How many objections of one bidder to one tender may wait for an answer at once: ours. */
export const MOST_OPEN = 3

/** An objection to the tender document, as its stream has it. */
export interface Objection {
  tender: string
  id: string
  /** this objection's own tag */
  tag: string
  /** which document it is against, where it is not the tender document */
  on?: 'prequalification' | undefined
  version: number
  text: string
  request: string
  late: boolean
  article: string
  at: number
  answerBy: number | null
  /** sealed */
  objector: string
  answer: { text: string; outcome: 'upheld' | 'dismissed'; at: number; inTime: boolean } | null
  overdueAt: number | null
  /** the answer as a paper; absent: not issued */
  paper?: { file: string; sha256: string; signed: boolean }
  /** the version by which an upheld one was settled */
  settledBy: number | null
}

/** The only place where an objection changes. */
export function evolve(objection: Objection | undefined, fact: ObjectionFact): Objection {
  if (fact.type === 'documents.objected') {
    const { objection: id, ...data } = fact.data
    return { ...data, id, objector: '', answer: null, overdueAt: null, settledBy: null }
  }
  if (!objection) throw new Error(`${fact.type} before the objection`)
  switch (fact.type) {
    case 'documents.objectorSealed':
      return { ...objection, objector: fact.data.objector }
    case 'documents.answerPaper': {
      const { file, sha256, signed } = fact.data
      return { ...objection, paper: { file, sha256, signed: signed !== null } }
    }
    case 'documents.answerDated':
      return { ...objection, answerBy: fact.data.answerBy }
    case 'documents.objectionAnswered': {
      const { text, outcome, at, inTime } = fact.data
      return { ...objection, answer: { text, outcome, at, inTime } }
    }
    case 'documents.objectionOverdue':
      return { ...objection, overdueAt: fact.at }
    case 'documents.objectionSettled':
      return { ...objection, settledBy: fact.data.version }
  }
}

type Window = Pick<Rulebook, 'documentObjection' | 'documentKnownFrom' | 'prequalObjection'>
type Reply = Pick<Rulebook, 'documentObjectionReply'>

/**
 * The last moment for an objection to a version of the document. Where the law counts from knowing: from the notice's
 * end or the objector's own receipt, the later of the two; for a later version from its publication.
 */
export function objectionUntil(
  tender: Tender,
  of: { version: number; holder: Holder | undefined },
  law: Window,
  table: Calendar,
): number | Pending {
  const offer = lastOffer(tender)
  const { deadline, publishedAt: first } = offer ?? { deadline: tender.deadline, publishedAt: 0 }
  const until = (knewAt: number): number | Pending =>
    (offer?.on === 'prequalification' ? prequalObjectionUntil : documentObjectionUntil)(
      { deadline, knewAt },
      law,
      table,
    )
  const at = offer?.versions.find(({ version }) => version === of.version)?.at
  const from = law.documentKnownFrom.value
  if (from === 'notCounted') return until(first)
  const over = endOf(first, from.afterNotice, table)
  if (isPending(over)) return over
  const knewAt = of.version > 1 && at ? at : Math.max(over, of.holder?.fetchedAt ?? 0)
  return until(knewAt)
}

/** The rule that an objection to the document on offer rests on. */
export const objectionRule = (offer: Pick<Offer, 'on'> | undefined, law: Window): Rule<unknown> =>
  offer?.on === 'prequalification' ? law.prequalObjection : law.documentObjection

/** Registers an objection. One after the last moment is registered as late: it has no clock and suspends nothing. */
export function objectToDocuments(
  of: { tender: Tender; holder: Holder | undefined; open: boolean },
  said: { objection: string; tag: string; version: number; text: string; request: string; objector: string },
  law: Window & Reply,
  now: number,
  table: Calendar,
) {
  const { tender, holder } = of
  const offer = onOffer(tender)
  if (!offer || (now >= offer.deadline && !suspensionsOf(tender).length))
    throw refuse('OBJECTION_STAGE', { stage: tender.stage })
  if (said.version > offer.version) throw refuse('OBJECTION_VERSION', { version: said.version })
  if (of.open) throw refuse('OBJECTIONS_MANY')
  const until = objectionUntil(tender, { version: said.version, holder }, law, table)
  const late = !isPending(until) && now > until
  const by = endOf(now, law.documentObjectionReply.value, table)
  const { objector, objection, ...rest } = said
  const against = offer.on === 'prequalification' ? { on: offer.on } : {}
  const clock = {
    late,
    article: objectionRule(offer, law).article,
    at: now,
    answerBy: late || isPending(by) ? null : by,
  }
  return [
    DocumentObjected({ tender: tender.id, objection, ...rest, ...against, ...clock }),
    ObjectorSealed({ tender: tender.id, objection, objector }),
  ]
}

/** Whether the last moment of an answer is still to be told. */
export const isDuePending = ({ late, answer, answerBy }: Pick<Objection, 'late' | 'answer' | 'answerBy'>): boolean =>
  !late && answer === null && answerBy === null

/** The last moment of an answer that was pending, once the calendar tells it. */
export function answerDatedAnew(objection: Objection, law: Reply, table: Calendar) {
  const { tender, id, at } = objection
  const end = endOf(at, law.documentObjectionReply.value, table)
  return !isDuePending(objection) || isPending(end) ? [] : [AnswerDated({ tender, objection: id, answerBy: end })]
}

/** Answers an objection; the answer is final here, a complaint may follow. */
export function answerObjection(
  objection: Objection,
  of: { text: string; outcome: 'upheld' | 'dismissed'; signature: Signature },
  now: number,
) {
  if (objection.answer) throw refuse('OBJECTION_ANSWERED')
  const inTime = objection.answerBy === null || now <= objection.answerBy
  return [DocumentObjectionAnswered({ tender: objection.tender, objection: objection.id, ...of, inTime, at: now })]
}

/** Notes that the time for the answer is over without one; nothing if there is one, or it was noted. */
export function noteOverdue(objection: Objection, law: Reply, now: number) {
  const { tender, id, answer, answerBy, overdueAt } = objection
  if (answer || overdueAt !== null || answerBy === null || now <= answerBy) return []
  const { article } = law.documentObjectionReply
  return [DocumentObjectionOverdue({ tender, objection: id, answerBy, article })]
}

/** An upheld objection is settled by a version of the document. */
export function settleObjection(objection: Objection | undefined, version: number) {
  if (objection?.answer?.outcome !== 'upheld' || objection.settledBy !== null) throw refuse('OBJECTION_NOT_UPHELD')
  return [DocumentObjectionSettled({ tender: objection.tender, objection: objection.id, version })]
}
