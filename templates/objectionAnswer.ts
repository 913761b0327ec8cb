import { type Attestation, attested, day, facts, heading, minute, type Paper, paragraph, type Time } from './layout.ts'

/** The answer to an objection (异议答复) or a challenge (质疑答复). */
export interface ObjectionAnswer extends Attestation {
  /** 异议 or 质疑 */
  readonly name: string
  readonly code: string
  readonly tender: string
  /** 招标人 or 采购人 */
  readonly side: string
  readonly tenderer: string
  readonly supervisor: string
  /** number of the objection */
  readonly objection: string
  /** what it is about: 招标文件（第2版）, 评标结果 */
  readonly about: string
  readonly text: string
  readonly request?: string
  readonly madeAt: Time
  readonly outcome?: string
  readonly answer: string
  readonly answeredAt: Time
  /** until when it had to be answered; absent: not to be told */
  readonly answerBy?: Time
  readonly article: string
  /** how long one has to complain, with its article */
  readonly complain: string
}

const prose = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => paragraph(line))

/** The answer as it goes to the one who objected; it does not name it. Field `tenderer` is for the tenderer's stamp. */
export const objectionAnswer = (of: ObjectionAnswer): Paper => ({
  title: `${of.name}答复`,
  subtitle: of.tender,
  code: of.code,
  blocks: [
    heading(`一、${of.name}概况`),
    facts([
      ['标段（包）', `${of.tender}（${of.code}）`],
      [`${of.name}编号`, of.objection],
      [`${of.name}事项`, of.about],
      ['收到时间', minute(of.madeAt)],
      ['答复期限', of.answerBy === undefined ? undefined : minute(of.answerBy)],
    ]),
    heading(`二、${of.name}内容`),
    ...prose(of.text),
    ...(of.request ? [facts([['请求事项', of.request]])] : []),
    heading('三、答复'),
    facts([
      ['结论', of.outcome],
      ['答复时间', minute(of.answeredAt)],
      ['依据', of.article],
    ]),
    ...prose(of.answer),
    paragraph(`对本答复不满意的，可以${of.complain}向${of.supervisor}投诉。`),
    paragraph(of.tenderer, { align: 'right' }),
    paragraph(day(of.answeredAt), { align: 'right' }),
    ...attested(of, [{ field: 'tenderer', role: of.side, name: of.tenderer, place: 'stamp' }]),
  ],
  footer: `${of.name}答复 · ${of.tender}`,
})
