/** What a document is made of. Words and order only: measures, fonts and pages belong to the renderer. */

/** Where a text stands in its column or line. */
export type Align = 'left' | 'center' | 'right'

/** A title within a document: 1 for a part, 2 for a section of it. */
export interface Heading {
  readonly kind: 'heading'
  readonly text: string
  readonly level: 1 | 2
}

/** Running text. `indent` begins with two empty squares, as Chinese prose does. */
export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
  readonly indent: boolean
  readonly align: Align
  /** `strong` for what must not be missed, `note` for small print. */
  readonly tone: 'plain' | 'strong' | 'note'
}

/** A ruled table; its head is repeated on each page it reaches. */
export interface Table {
  readonly kind: 'table'
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The columns' shares of the full width, in any unit. */
  readonly widths: readonly number[]
  readonly align: readonly Align[]
}

/** A grid of labels and values, one or two pairs a line. */
export interface Facts {
  readonly kind: 'facts'
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly perLine: 1 | 2
}

/** A place to be signed: an empty signature field of the PDF, with the words that say whose it is. */
export interface SignatureField {
  /** The field's name in the PDF, unique in the document: letters, digits, `-` and `_`. */
  readonly field: string
  /** In what capacity, e.g. 招标人. */
  readonly role: string
  /** Who, where that is known beforehand. */
  readonly name?: string
  /** `stamp` leaves room for an organisation's round stamp, `name` for a person's signature. */
  readonly place: 'stamp' | 'name'
}

/** Signature fields side by side. */
export interface Signatures {
  readonly kind: 'signatures'
  readonly fields: readonly SignatureField[]
  /** A code that stands beside the last field if there is room, otherwise under it. */
  readonly qr?: Qr
}

/** A QR code with a sentence on what it leads to. */
export interface Qr {
  readonly kind: 'qr'
  readonly text: string
  readonly caption: string
}

/** Empty height, in points. */
export interface Spacer {
  readonly kind: 'spacer'
  readonly height: number
}

/** What follows stands on a new page. */
export interface PageBreak {
  readonly kind: 'pageBreak'
}

export type Block = Heading | Paragraph | Table | Facts | Signatures | Qr | Spacer | PageBreak

/** A document before it is set: the same paper gives the same bytes. */
export interface Paper {
  readonly title: string
  /** The number under which the document is filed. */
  readonly code?: string
  readonly subtitle?: string
  readonly blocks: readonly Block[]
  /** A sentence at the foot of each page. */
  readonly footer?: string
}

/** A title of a part (1) or of a section (2). */
export const heading = (text: string, level: 1 | 2 = 1): Heading => ({ kind: 'heading', text, level })

/** Running text, indented and plain unless told otherwise. */
export const paragraph = (
  text: string,
  how: Partial<Pick<Paragraph, 'indent' | 'align' | 'tone'>> = {},
): Paragraph => ({
  kind: 'paragraph',
  text,
  indent: how.indent ?? (how.tone !== 'note' && (how.align ?? 'left') === 'left'),
  align: how.align ?? 'left',
  tone: how.tone ?? 'plain',
})

/** A table; columns are equally wide and aligned left unless told otherwise. */
export const table = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[] = columns.map(() => 1),
  align: readonly Align[] = columns.map(() => 'left'),
): Table => ({ kind: 'table', columns, rows, widths, align })

/** A grid of labels and values, in the order given. Values that are undefined are left out. */
export const facts = (
  pairs: readonly (readonly [label: string, value: string | undefined])[],
  perLine: 1 | 2 = 1,
): Facts => ({
  kind: 'facts',
  facts: pairs.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const])),
  perLine,
})

/** Places to be signed. */
export const signatures = (fields: readonly SignatureField[], code?: Qr): Signatures => ({
  kind: 'signatures',
  fields,
  ...(code === undefined ? {} : { qr: code }),
})

/** A QR code. */
export const qr = (text: string, caption: string): Qr => ({ kind: 'qr', text, caption })

/** Empty height, in points. */
export const spacer = (height: number): Spacer => ({ kind: 'spacer', height })

/** A new page. */
export const pageBreak: PageBreak = { kind: 'pageBreak' }

/** Milliseconds since 1970, UTC, or an ISO text that names its offset. */
export type Time = number | string

const SHANGHAI_OFFSET = 8 * 3_600_000 // no summer time since 1991

const shanghai = (time: Time): string => {
  const at = typeof time === 'number' ? time : Date.parse(time)
  return new Date(at + SHANGHAI_OFFSET).toISOString()
}

/** The day in Shanghai: 2026年3月2日. */
export function day(time: Time): string {
  const [year, month, date] = shanghai(time).slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** The instant in Shanghai to the second: 2026年3月2日 09:30:00. */
export const instant = (time: Time): string => `${day(time)} ${shanghai(time).slice(11, 19)}`

/** The instant in Shanghai to the minute, for deadlines: 2026年3月2日 09:30. */
export const minute = (time: Time): string => `${day(time)} ${shanghai(time).slice(11, 16)}`

/** The instant in Shanghai to the millisecond, for receipts: 2026-03-02 09:29:59.999（北京时间）. */
export const exactly = (time: Time): string => {
  const iso = shanghai(time)
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}（北京时间）`
}

/** An amount as it is written in documents. */
export interface Money {
  /** With thousands separators and unit: 1,234,567.00 元. */
  readonly figures: string
  /** 大写: 壹佰贰拾叁万肆仟伍佰陆拾柒元整. */
  readonly capitals: string
}

/** An amount in figures, followed by the amount in capitals. */
export const inFull = ({ figures, capitals }: Money): string => `${figures}（大写：${capitals}）`

/** The same sort of thing numbered from 1, as rows of a table. */
export const numbered = (rows: readonly (readonly string[])[]): string[][] =>
  rows.map((row, i) => [String(i + 1), ...row])

/** Who answers for a document, and where it can be checked. */
export interface Attestation {
  /** The organisation whose stamp stands under it. */
  readonly centre: string
  /** Address of the page that checks it. */
  readonly verify?: string
}

const VERIFY =
  '扫码核验：核对本文件的电子签名、生成时间及其在交易日志中的位置。打印件与电子原件不一致的，以电子原件为准。'

/**
 * The end of a document that the platform answers for: its stamp in the field `platform`, and how to check it.
 *
 * @param before fields of others that sign
 */
export const attested = ({ centre, verify }: Attestation, before: readonly SignatureField[] = []): Block[] => [
  signatures(
    [...before, { field: 'platform', role: '电子招标投标交易平台', name: centre, place: 'stamp' }],
    verify === undefined ? undefined : qr(verify, VERIFY),
  ),
]

/** A numbered table, or a sentence if it has no rows. Its first column, 序号, is not counted in what is given. */
export const listed = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
  widths: readonly number[] = columns.map(() => 4),
  align: readonly Align[] = [],
): Block =>
  rows.length === 0
    ? paragraph(none)
    : table(
        ['序号', ...columns],
        numbered(rows),
        [1.2, ...widths],
        ['center', ...columns.map((_, i) => align[i] ?? 'left')],
      )

/** Whose tender a paper is about, as every paper's head names it. */
export const ofTender = ({ name, code }: { readonly name: string; readonly code: string }) =>
  ['标段', `${name}（${code}）`] as const

/** What the head and foot of a paper about one tender say. */
export interface Headed {
  readonly title: string
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  /** what stands at the foot of each page after the title; the tender's name unless told otherwise */
  readonly foot?: string
}

/** A paper about one tender: title, the tender under it, the number under which it is filed, and the same words at each foot. */
export const headed = ({ title, code, tender, foot = tender.name }: Headed, blocks: readonly Block[]): Paper => ({
  ...{ title, subtitle: tender.name, code, blocks },
  footer: `${title} · ${foot}`,
})
