import { type Attestation, attested, day, facts, heading, minute, type Paper, paragraph, type Time } from './layout.ts'

/** A ruling of the supervisor on a complaint. */
export interface ComplaintRuling extends Attestation {
  readonly code: string
  readonly name: string
  readonly tenderer: string
  readonly supervisor: string
  /** number of the complaint */
  readonly complaint: string
  readonly matter: string
  readonly filedAt: Time
  readonly acceptedAt: Time
  readonly ruledAt: Time
  readonly outcome: string
  /** what is ordered; empty: nothing */
  readonly remedy: string
  readonly text: string
  readonly article: string
}

/** The ruling as it is published; it names no complainant. */
export const complaintRuling = (of: ComplaintRuling): Paper => ({
  title: '投诉处理决定书',
  subtitle: of.name,
  code: of.code,
  blocks: [
    heading('一、投诉概况'),
    facts([
      ['标段（包）编号', of.code],
      ['标段（包）名称', of.name],
      ['被投诉人', of.tenderer],
      ['投诉编号', of.complaint],
      ['投诉事项', of.matter],
      ['收到时间', minute(of.filedAt)],
      ['受理时间', minute(of.acceptedAt)],
    ]),
    heading('二、查明的事实与处理意见'),
    ...of.text.split('\n').map((line) => paragraph(line)),
    heading('三、处理决定'),
    facts([
      ['决定', of.outcome],
      ['处理', of.remedy || undefined],
      ['依据', of.article],
    ]),
    paragraph('对本决定不服的，可以依法申请行政复议或者向人民法院提起行政诉讼。'),
    paragraph(of.supervisor, { align: 'right' }),
    paragraph(day(of.ruledAt), { align: 'right' }),
    ...attested(of, [{ field: 'supervisor', role: '行政监督部门', name: of.supervisor, place: 'stamp' }]),
  ],
  footer: `投诉处理决定书 · ${of.name}`,
})
