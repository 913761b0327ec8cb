import {
  type Attestation,
  attested,
  facts,
  heading,
  instant,
  type Paper,
  paragraph,
  type SignatureField,
  type Time,
  table,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** A letter to one organisation about whether it may bid: the result of its prequalification, or an invitation. */
export interface AdmissionLetter extends Attestation {
  /** 资格预审结果通知书 or 投标邀请书. */
  readonly title: string
  /** the number of the letter */
  readonly number: string
  readonly code: string
  readonly name: string
  readonly project: string
  readonly to: { readonly name: string; readonly code: string }
  readonly tenderer: string
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  readonly agent?: string
  readonly contact: string
  readonly address?: string
  /** What is said, in sentences. */
  readonly says: readonly string[]
  readonly facts: readonly (readonly [label: string, value: string | undefined])[]
  /** What was not met, and why. */
  readonly reasons?: readonly (readonly [requirement: string, reason: string])[]
  /** whether tenderer and agent seal it */
  readonly sealed?: boolean | 'tenderer'
  readonly article: string
  readonly issuedAt: Time
}

const placesOf = (of: AdmissionLetter): SignatureField[] => [
  { field: 'tenderer', role: PARTIES[of.track].tenderer, name: of.tenderer, place: 'stamp' },
  ...(of.agent && of.sealed !== 'tenderer'
    ? [{ field: 'agent', role: PARTIES[of.track].agent, name: of.agent, place: 'stamp' as const }]
    : []),
]

/** Such a letter as a paper. The platform's stamp stands under it, beside places for those of tenderer and agent where they seal it. */
export const admissionLetter = (of: AdmissionLetter): Paper => ({
  title: of.title,
  subtitle: of.name,
  code: of.number,
  blocks: [
    paragraph(`致：${of.to.name}（${of.to.code}）`),
    ...of.says.map((text) => paragraph(text)),
    facts([
      ['项目名称', of.project],
      ['标段（包）编号', of.code],
      ['标段（包）名称', of.name],
      ...of.facts,
      ['依据', of.article],
    ]),
    ...(of.reasons?.length ? [heading('未通过的审查内容及理由'), table(['审查内容', '理由'], of.reasons, [2, 3])] : []),
    facts([
      [PARTIES[of.track].tenderer, of.tenderer],
      ['地址', of.address],
      [PARTIES[of.track].agent, of.agent],
      ['联系方式', of.contact],
      ['发出时间', instant(of.issuedAt)],
    ]),
    ...attested(of, of.sealed ? placesOf(of) : []),
  ],
  footer: `${of.title} · ${of.name}`,
})
