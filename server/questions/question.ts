import { type Calendar, endOf, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { onOffer } from '../tenders/offer.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import { AskerSealed, HoldersTold, QuestionAnswered, QuestionAsked, type QuestionFact } from './events.ts'

const refuse = refusals({
  QUESTIONS_OVER: {
    status: 409,
    zh: '投标截止时间已过，或该标段不在投标阶段，不再受理提问',
    en: 'questions are taken and answered before the deadline only',
  },
  QUESTIONS_MANY: {
    status: 429,
    zh: '同一提问人对同一标段的提问已达上限',
    en: 'this asker has asked as often as one may in a tender',
  },
  QUESTION_UNKNOWN: { status: 404, zh: '没有该提问', en: 'there is no such question' },
  QUESTION_ANSWERED: { status: 409, zh: '该提问已答复', en: 'the question is answered already' },
  ANSWER_NEEDS_ADDENDUM: {
    status: 422,
    zh: '答复改变或补充招标文件、可能影响投标文件编制的，须以澄清或修改文件发布',
    en: 'an answer that may affect the bids is published as an addendum',
  },
})

/** How many questions one bidder may ask in one tender: ours, against floods. */
export const MOST_QUESTIONS = 30

/** A question, without who asked it. */
export interface Question {
  id: string
  /** this question's own tag: the asker finds it by that, nobody else anybody */
  tag: string
  about: string
  text: string
  askedAt: number
  answer: { text: string; at: number; version: number | null } | null
}

/** The questions of one tender, and since when all holders are told of each addendum. */
export interface Questions {
  tender: string
  questions: Question[]
  told: { version: number; at: number }[]
}

const none = (tender: string): Questions => ({ tender, questions: [], told: [] })

/** The only place where the questions of a tender change. */
export function evolve(before: Questions | undefined, fact: QuestionFact): Questions {
  const state = before ?? none(fact.data.tender)
  switch (fact.type) {
    case 'documents.holdersTold':
      return { ...state, told: [...state.told, { version: fact.data.version, at: fact.data.at }] }
    case 'question.asked': {
      const { question: id, tag, about, text } = fact.data
      return { ...state, questions: [...state.questions, { id, tag, about, text, askedAt: fact.at, answer: null }] }
    }
    case 'question.askerSealed':
      return state
    case 'question.answered': {
      const { question, answer: text, at, version } = fact.data
      const answered = (one: Question): Question =>
        one.id === question ? { ...one, answer: { text, at, version } } : one
      return { ...state, questions: state.questions.map(answered) }
    }
  }
}

function whileBidsAreTaken(tender: Tender, now: number): void {
  const offer = onOffer(tender)
  if (!offer || now >= offer.deadline) throw refuse('QUESTIONS_OVER', { stage: tender.stage })
}

/** Takes a question. @param asked how many the asker has asked before */
export function askQuestion(
  tender: Tender,
  of: { question: string; tag: string; about: string; text: string; asker: string; asked: number },
  now: number,
) {
  whileBidsAreTaken(tender, now)
  if (of.asked >= MOST_QUESTIONS) throw refuse('QUESTIONS_MANY', { most: MOST_QUESTIONS })
  const { question, tag, about, text, asker } = of
  return [
    QuestionAsked({ tender: tender.id, question, tag, about, text }),
    AskerSealed({ tender: tender.id, question, asker }),
  ]
}

/** Answers a question for everybody; what may affect the bids goes by an addendum (then `version` says which). */
export function answerQuestion(
  of: { tender: Tender; state: Questions | undefined },
  given: { question: string; text: string; affects: boolean; version: number | null; signature: Signature },
  law: Pick<Rulebook, 'postponement'>,
  now: number,
) {
  const { tender, state } = of
  whileBidsAreTaken(tender, now)
  const found = state?.questions.find(({ id }) => id === given.question)
  if (!found) throw refuse('QUESTION_UNKNOWN', { question: given.question })
  if (found.answer) throw refuse('QUESTION_ANSWERED', { question: given.question })
  if (given.affects && given.version === null) throw refuse('ANSWER_NEEDS_ADDENDUM', {}, law.postponement)
  const { question, text: answer, version, signature } = given
  const { about, text } = found
  return [QuestionAnswered({ tender: tender.id, question, about, text, answer, version, at: now, signature })]
}

/** Says that a version of the document stands in every holder's inbox; once a version. */
export const tellHolders = (tender: string, state: Questions | undefined, version: number, now: number) =>
  state?.told.some((one) => one.version === version) ? [] : [HoldersTold({ tender, version, at: now })]

/** Last moment at which a question is to be answered; null where no text says so, or the calendar is not out. */
export function replyBy(askedAt: number, law: Pick<Rulebook, 'questionReply'>, table: Calendar): number | null {
  if (law.questionReply.value === 'none') return null
  const end = endOf(askedAt, law.questionReply.value, table)
  return isPending(end) ? null : end
}
