import {
  type Attestation,
  attested,
  type Block,
  day,
  facts,
  heading,
  listed,
  type Paper,
  paragraph,
  type Time,
  table,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** What a paper about a running tender says: that it was changed, postponed, suspended, resumed or ended, and why. */
export interface TenderChange extends Attestation {
  /** For example 延期公告. */
  readonly title: string
  readonly code: string
  readonly name: string
  readonly project: string
  readonly tenderer: string
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly agent?: string
  readonly supervisor: string
  readonly contact: string
  /** What happened, in a sentence. */
  readonly what: string
  readonly reason?: string
  readonly article?: string
  /** Dates and other figures that changed or hold now. */
  readonly figures: readonly (readonly [label: string, value: string])[]
  /** Item, before, after. */
  readonly changes?: readonly (readonly [item: string, before: string, after: string])[]
  /** Questions (with what they are about) and their answers. */
  readonly answers?: readonly (readonly [question: string, answer: string])[]
  /** What follows from it for bidders. */
  readonly follows: readonly string[]
  readonly issuedAt: Time
}

const answered = (answers: TenderChange['answers']): Block[] =>
  answers?.length ? [heading('提问与答复'), listed(['提问', '答复'], answers, '', [3, 4])] : []

const changed = (changes: TenderChange['changes']): Block[] =>
  changes?.length ? [heading('三、更正前后对照'), table(['事项', '原内容', '现内容'], changes, [1.4, 3, 3])] : []

/** A paper on what befell a running tender. The platform's stamp stands under it, with places for those of tenderer and agent. */
export const tenderChange = (of: TenderChange): Paper => ({
  title: of.title,
  subtitle: of.name,
  code: of.code,
  blocks: [
    heading('一、项目基本情况'),
    facts([
      ['项目名称', of.project],
      ['标段（包）编号', of.code],
      ['标段（包）名称', of.name],
      [PARTIES[of.track].tenderer, of.tenderer],
      [PARTIES[of.track].agent, of.agent],
    ]),
    heading('二、公告事项'),
    paragraph(of.what),
    facts([['原因', of.reason], ['依据', of.article], ...of.figures]),
    ...changed(of.changes),
    ...answered(of.answers),
    ...of.follows.map((text) => paragraph(text)),
    facts([
      ['联系方式', of.contact],
      [PARTIES[of.track].supervisor, of.supervisor],
    ]),
    paragraph(day(of.issuedAt), { align: 'right' }),
    ...attested(of, [
      { field: 'tenderer', role: PARTIES[of.track].tenderer, name: of.tenderer, place: 'stamp' },
      ...(of.agent ? [{ field: 'agent', role: PARTIES[of.track].agent, name: of.agent, place: 'stamp' as const }] : []),
    ]),
  ],
  footer: `${of.title} · ${of.name}`,
})
