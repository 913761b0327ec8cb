import {
  type Attestation,
  attested,
  type Block,
  facts,
  headed,
  heading,
  instant,
  listed,
  ofTender,
  type Paper,
  paragraph,
  type SignatureField,
  type Time,
} from './layout.ts'

/** Who hands an archive over and who receives it, and which package that is. */
export interface HandedOver extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly from: string
  readonly to: string
  readonly at: Time
  readonly package: { readonly name: string; readonly size: string; readonly hash: string }
}

/** What is handed over (移交清单). */
export interface HandOver extends HandedOver {
  readonly retention: string
  readonly parts: readonly { readonly name: string; readonly count: number; readonly size: string }[]
  readonly documents: readonly { readonly name: string; readonly size: string; readonly hash: string }[]
  /** papers that somebody whom they name did not sign, and why they are filed so */
  readonly unsigned: readonly string[]
  readonly reason?: string
}

/** What was looked at of one of the four natures, and what came of it. */
export interface Examined {
  readonly name: string
  readonly items: readonly { readonly title: string; readonly verdict: string; readonly detail: string }[]
  readonly verdict: string
}

/** The examination of an archive by its four natures (四性检测). */
export interface FourNatures extends HandedOver {
  readonly natures: readonly Examined[]
  readonly conclusion: string
}

const places = ({ from, to }: HandedOver): SignatureField[] => [
  { field: 'handover', role: '移交单位', name: from, place: 'stamp' },
  { field: 'receiver', role: '接收单位', name: to, place: 'stamp' },
]

const basics = (of: HandedOver): (readonly [string, string])[] => [
  ofTender(of.tender),
  ['移交单位', of.from],
  ['接收单位', of.to],
  ['档案包', `${of.package.name}，${of.package.size}`],
  ['档案包指纹', `SHA-256 ${of.package.hash}`],
]

const unsignedOf = ({ unsigned, reason }: HandOver): Block[] =>
  unsigned.length
    ? [
        heading('三、归档时尚缺签名的文书'),
        listed(
          ['文书'],
          unsigned.map((title) => [title]),
          '',
          [10],
        ),
        paragraph(`情况说明：${reason ?? '—'}`),
      ]
    : []

/** The list of what is handed over (归档移交清单), signed by both sides. */
export const handOverList = (of: HandOver): Paper =>
  headed({ ...of, title: '电子交易档案移交清单' }, [
    facts([...basics(of), ['保管期限', of.retention], ['移交时间', instant(of.at)]]),
    heading('一、移交内容'),
    listed(
      ['类别', '件数', '大小'],
      of.parts.map(({ name, count, size }) => [name, String(count), size]),
      '没有内容。',
      [6, 2, 3],
      ['left', 'right', 'right'],
    ),
    heading('二、文书目录'),
    listed(
      ['文件', '大小', '文件指纹（SHA-256）'],
      of.documents.map(({ name, size, hash }) => [name, size, hash]),
      '没有文书。',
      [5, 1.8, 5],
      ['left', 'right'],
    ),
    ...unsignedOf(of),
    paragraph('移交单位和接收单位对上列内容核对无误，电子档案自双方签章之日起移交完毕。'),
    ...attested(of, places(of)),
  ])

/** The report on authenticity, integrity, usability and safety (四性检测报告), signed by both sides. */
export const fourNatures = (of: FourNatures): Paper =>
  headed({ ...of, title: '电子档案四性检测报告' }, [
    facts([...basics(of), ['检测时间', instant(of.at)], ['检测结论', of.conclusion]]),
    paragraph(
      '本报告由平台对已封存的档案包逐项检测得出。任何人可以用公开的离线核验程序 yangguang-verify 对同一档案包重复真实性、完整性和可用性的检测。',
    ),
    ...of.natures.flatMap(({ name, items, verdict }) => [
      heading(`${name}：${verdict}`),
      listed(
        ['检测项目', '结果', '检测情况'],
        items.map((one) => [one.title, one.verdict, one.detail]),
        '没有检测项目。',
        [4.6, 1.8, 5.6],
        ['left', 'center'],
      ),
    ]),
    ...attested(of, places(of)),
  ])
