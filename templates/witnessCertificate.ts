import {
  type Attestation,
  attested,
  day,
  facts,
  headed,
  heading,
  instant,
  listed,
  ofTender,
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

/** What the staff of one venue of a remote evaluation witnessed there. */
export interface VenueWitness extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly venue: {
    readonly kind: 'main' | 'sub'
    readonly name: string
    readonly witness: string
    readonly code?: string
  }
  /** when the evaluation began and ended; absent: the log does not tell */
  readonly from?: Time
  readonly until?: Time
  readonly witnessedAt: Time
}

/** A venue's own witness paper (评标场所见证书); field `centre` is for the organisation that staffs it. It names no member. */
export const venueWitness = (of: VenueWitness): Paper =>
  headed({ ...of, title: '评标场所见证书', foot: of.venue.name }, [
    facts([
      ofTender(of.tender),
      ['评标场所', `${of.venue.name}（${of.venue.kind === 'main' ? '主场' : '副场'}）`],
      ['场所工作人员（见证人）', of.venue.witness],
      ['见证机构统一社会信用代码', of.venue.code ?? '与主场见证机构相同'],
      ['评标开始', of.from === undefined ? undefined : instant(of.from)],
      ['评标结束', of.until === undefined ? undefined : instant(of.until)],
    ]),
    paragraph(
      '本场所在上列时间内为本标段远程异地评标提供场所和设备，工作人员在场见证。本见证书由该场所的见证机构以自己的数字证书签署，只证明本场所内的评标过程。',
    ),
    paragraph(day(of.witnessedAt), { align: 'right' }),
    ...attested(of, [{ field: 'centre', role: '本场所见证机构', name: of.venue.name, place: 'stamp' }]),
  ])
