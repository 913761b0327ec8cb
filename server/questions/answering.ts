import { refusals } from '../law/refusal.ts'
import { AnswerPaper } from './events.ts'
import type { Objection } from './objection.ts'

const refuse = refusals({
  ANSWER_ABSENT: { status: 404, zh: '没有该答复文件', en: 'there is no such paper' },
  PAPER_SIGNED: { status: 409, zh: '您已签署该文件', en: 'this side has signed it already' },
})

type File = { file: string; sha256: string }

/** Notes the paper of an answer, once. */
export const answerPaper = (objection: Objection, issued: File) =>
  objection.paper ? [] : [AnswerPaper({ tender: objection.tender, objection: objection.id, ...issued, signed: null })]

/** The paper of an answer that its tenderer may sign now. */
export function sealable({ paper }: Objection): File {
  if (!paper) throw refuse('ANSWER_ABSENT')
  if (paper.signed) throw refuse('PAPER_SIGNED')
  return { file: paper.file, sha256: paper.sha256 }
}

/** Notes the tenderer's signature in the paper of its answer. */
export function sealAnswer(objection: Objection, of: { signed: File; certificate: string }) {
  const { sha256: base } = sealable(objection)
  const signed = { base, certificate: of.certificate }
  return [AnswerPaper({ tender: objection.tender, objection: objection.id, ...of.signed, signed })]
}
