import { type Attestation, attested, facts, heading, instant, type Paper, paragraph, type Time } from './layout.ts'

/** A question of the panel to one bidder. */
export interface ClarificationQuestion extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly bidder: string
  readonly askedAt: Time
  readonly until: Time
  readonly question: string
  /** the article that lets the panel ask */
  readonly article: string
}

/** What the bidder answered. */
export interface ClarificationAnswer extends ClarificationQuestion {
  readonly answeredAt: Time
  readonly answer: string
}

const LIMITS = '澄清、说明或者补正应当以书面方式进行，不得超出投标文件的范围或者改变投标文件的实质性内容。'

const lines = (text: string) => text.split('\n').map((line) => paragraph(line))
const basics = (of: ClarificationQuestion) => [
  ['标段', `${of.tender.name}（${of.tender.code}）`] as const,
  ['投标人', of.bidder] as const,
  ['发出时间', instant(of.askedAt)] as const,
  ['答复截止时间', instant(of.until)] as const,
]

/** The panel's question (澄清通知), for the chair's signature; it names no member. */
export const clarificationQuestion = (of: ClarificationQuestion): Paper => ({
  title: '评标澄清通知',
  subtitle: of.tender.name,
  code: of.code,
  blocks: [
    facts(basics(of)),
    heading('需要澄清、说明或者补正的内容'),
    ...lines(of.question),
    paragraph(`${LIMITS}（${of.article}）`, { tone: 'note' }),
    ...attested(of, [{ field: 'chair', role: '评标委员会组长（代表评标委员会）', place: 'name' }]),
  ],
  footer: `评标澄清通知 · ${of.tender.name}`,
})

/** The bidder's answer (澄清答复), for its own stamp. */
export const clarificationAnswer = (of: ClarificationAnswer): Paper => ({
  title: '评标澄清答复',
  subtitle: of.tender.name,
  code: of.code,
  blocks: [
    facts([...basics(of), ['答复时间', instant(of.answeredAt)]]),
    heading('评标委员会的问题'),
    ...lines(of.question),
    heading('投标人的澄清、说明或者补正'),
    ...lines(of.answer),
    paragraph(`${LIMITS}（${of.article}）`, { tone: 'note' }),
    ...attested(of, [{ field: 'bidder', role: '投标人', name: of.bidder, place: 'stamp' }]),
  ],
  footer: `评标澄清答复 · ${of.tender.name}`,
})
