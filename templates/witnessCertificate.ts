import {
  type Attestation,
  attested,
  day,
  facts,
  heading,
  instant,
  listed,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** What the centre certifies (见证书) of a tender's course, by the log of facts. */
export interface WitnessCertificate extends Attestation {
  readonly number: string
  readonly code: string
  readonly name: string
  readonly project: string
  readonly side: string
  readonly tenderer: string
  readonly agent?: string
  readonly supervisor: string
  /** the centre that certifies */
  readonly witness: string
  /** steps in their order, with what each is shown by */
  readonly course: readonly { readonly what: string; readonly at: Time; readonly note: string }[]
  /** what was out of the ordinary */
  readonly incidents: readonly { readonly what: string; readonly at: Time; readonly note: string }[]
  /** of a remote evaluation: the main venue and its sub-venues, each with who witnessed it there; empty: one venue */
  readonly venues: readonly { readonly kind: 'main' | 'sub'; readonly name: string; readonly witness: string }[]
  /** recordings and where they are kept (音视频目录) */
  readonly recordings: readonly { readonly title: string; readonly keeper: string }[]
  readonly opinion: string
  /** how many facts of the log it rests on */
  readonly facts: number
  readonly witnessedAt: Time
}

const steps = (of: WitnessCertificate['course'], none: string) =>
  listed(
    ['事项', '时间', '说明'],
    of.map(({ what, at, note }) => [what, instant(at), note]),
    none,
    [4, 4, 6],
  )

/** The certificate; field `centre` is for the centre's stamp. It names no expert and no losing bidder. */
export const witnessCertificate = (of: WitnessCertificate): Paper => ({
  title: '交易见证书',
  subtitle: of.name,
  code: of.number,
  blocks: [
    heading('一、交易概况'),
    facts([
      ['项目名称', of.project],
      ['标段（包）', `${of.name}（${of.code}）`],
      [of.side, of.tenderer],
      ['代理机构', of.agent],
      ['行政监督部门', of.supervisor],
      ['见证机构', of.witness],
    ]),
    heading('二、交易过程'),
    steps(of.course, '无。'),
    heading('三、异常情况记录'),
    steps(of.incidents, '交易过程中没有记录到异常情况。'),
    heading('四、评标场所与见证人'),
    listed(
      ['场所', '名称', '见证人'],
      of.venues.map(({ kind, name, witness }) => [kind === 'main' ? '主场' : '副场', name, witness]),
      '评标在一个场所进行，由见证机构见证。',
      [2, 6, 4],
    ),
    heading('五、音视频目录'),
    listed(
      ['名称', '保存地点与编号'],
      of.recordings.map(({ title, keeper }) => [title, keeper]),
      '没有登记音视频资料。',
      [5, 6],
    ),
    heading('六、见证意见'),
    ...of.opinion
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => paragraph(line)),
    paragraph(
      `以上过程依据平台事实日志中本标段截至见证时的 ${of.facts} 条记录整理，记录不可更改，可以凭归档包逐条核验。本见证书只证明交易过程，不代替行政监督部门的监督和评标委员会的评审结论。`,
    ),
    paragraph(of.witness, { align: 'right' }),
    paragraph(day(of.witnessedAt), { align: 'right' }),
    ...attested(of, [{ field: 'centre', role: '见证机构', name: of.witness, place: 'stamp' }]),
  ],
  footer: `交易见证书 · ${of.name}`,
})
