import { refusals } from '../law/refusal.ts'
import type { Award, Objection } from './award.ts'
import { AnswerPaper } from './events.ts'

const refuse = refusals({
  ANSWER_ABSENT: { status: 404, zh: '没有该答复文件', en: 'there is no such paper' },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
})

type File = { file: string; sha256: string }

const named = (award: Pick<Award, 'objections'>, id: string): Objection => {
  const found = award.objections.find((one) => one.id === id)
  if (!found) throw refuse('ANSWER_ABSENT')
  return found
}

/** Notes the paper of an answer, once. */
export function answerPaper(award: Award, id: string, issued: File) {
  const { tag, paper } = named(award, id)
  return paper ? [] : [AnswerPaper({ tender: award.tender, objection: id, tag, ...issued, signed: null })]
}

/** The paper of an answer that its tenderer may sign now. */
export function sealable(award: Pick<Award, 'objections'>, id: string): File {
  const { paper } = named(award, id)
  if (!paper) throw refuse('ANSWER_ABSENT')
  if (paper.signed) throw refuse('PAPER_SIGNED')
  return { file: paper.file, sha256: paper.sha256 }
}

/** Notes the tenderer's signature in the paper of its answer. */
export function sealAnswer(award: Award, id: string, of: { signed: File; certificate: string }) {
  const { sha256: base } = sealable(award, id)
  const signed = { base, certificate: of.certificate }
  return [AnswerPaper({ tender: award.tender, objection: id, tag: named(award, id).tag, ...of.signed, signed })]
}
