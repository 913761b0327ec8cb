import { XMLParser } from 'fast-xml-parser'

/** The largest file, and the largest member of one, that is read as a spreadsheet: bytes. */
const LONGEST = 4 * 1024 * 1024
const LONGEST_MEMBER = 16 * 1024 * 1024
const MOST_MEMBERS = 200

/** Why a file is no spreadsheet that can be read, in both languages. */
export class NotSheet extends Error {
  readonly zh: string
  readonly en: string
  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
    this.en = en
  }
}
const broken = (): NotSheet =>
  new NotSheet('不是 Excel（.xlsx）文件，或已损坏', 'this is no Excel file (.xlsx), or it is damaged')

/** The cells of the first sheet of an .xlsx file, or of a .csv file, row by row, as texts. Throws NotSheet. */
export async function readSheet(name: string, bytes: Uint8Array): Promise<string[][]> {
  if (bytes.length > LONGEST) throw new NotSheet('表格文件过大（最多 4 MB）', 'the file is larger than 4 MB')
  if (name.toLowerCase().endsWith('.csv')) return csvCells(decodedText(bytes))
  const members = directory(bytes)
  const text = async (path: string): Promise<string> => {
    const member = members.get(path)
    if (!member) throw broken()
    const xml = new TextDecoder().decode(await inflated(bytes, member))
    if (xml.includes('<!DOCTYPE')) throw broken() // no sheet has one, and it could name other files
    return xml
  }
  try {
    const strings = members.has('xl/sharedStrings.xml') ? sharedStrings(await text('xl/sharedStrings.xml')) : []
    return sheetCells(await text(await firstSheet(text)), strings)
  } catch (problem) {
    throw problem instanceof NotSheet ? problem : broken()
  }
}

/** A text in UTF-8, or in the code that Chinese spreadsheets save in. */
function decodedText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The cells of comma separated values (RFC 4180). */
export function csvCells(text: string): string[][] {
  const rows: string[][] = [[]]
  let [cell, quoted] = ['', false]
  const end = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let i = 0; i < text.length; i += 1) {
    const one = text[i]!
    if (quoted && one === '"' && text[i + 1] === '"') {
      cell += '"'
      i += 1
    } else if (one === '"') quoted = !quoted
    else if (quoted || !',\r\n'.includes(one)) cell += one
    else if (one === ',') end()
    else if (one === '\n') {
      end()
      rows.push([])
    }
  }
  end()
  return rows.map((row) => row.map((value) => value.trim()))
}

interface Member {
  at: number
  packed: number
  method: number
}

/** The members of a ZIP file by its central directory. */
function directory(bytes: Uint8Array): Map<string, Member> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1
  if (end < 0) throw broken()
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)]
  const found = new Map<string, Member>()
  let at = start
  for (let n = 0; n < count && n < MOST_MEMBERS; n += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw broken()
    const [length, extra, remark] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ]
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length))
    found.set(name, {
      at: view.getUint32(at + 42, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
    })
    at += 46 + length + extra + remark
  }
  return found
}

/** The bytes of a member, no more of them than a sheet may have. */
async function inflated(bytes: Uint8Array, { at, packed, method }: Member): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw broken()
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const stored = bytes.slice(from, from + packed)
  if (method === 0) return stored
  if (method !== 8) throw broken()
  const stream = new Blob([stored]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer())
    length += value.length
    if (length > LONGEST_MEMBER) throw new NotSheet('表格内容过大', 'the sheet is too large')
    pieces.push(value)
  }
}

type Xml = Record<string, unknown>
const parser = new XMLParser({
  ...{ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, parseTagValue: false },
  ...{ parseAttributeValue: false, trimValues: false, processEntities: true, isArray: (name) => ARRAYS.has(name) },
})
const ARRAYS = new Set(['row', 'c', 'si', 'r', 'sheet', 'Relationship'])

const child = (of: unknown, name: string): Xml => ((of as Xml | undefined)?.[name] ?? {}) as Xml
const list = (of: unknown, name: string): Xml[] => {
  const found = (of as Xml | undefined)?.[name]
  return Array.isArray(found) ? (found as Xml[]) : []
}
/** The text of an element, which the parser gives as itself or beside its attributes. */
const said = (of: unknown): string => (typeof of === 'string' ? of : String((of as Xml | undefined)?.['#text'] ?? ''))

async function firstSheet(text: (path: string) => Promise<string>): Promise<string> {
  const [sheet] = list(child(child(parser.parse(await text('xl/workbook.xml')), 'workbook'), 'sheets'), 'sheet')
  const all = list(child(parser.parse(await text('xl/_rels/workbook.xml.rels')), 'Relationships'), 'Relationship')
  const target = all.find((one) => one['@Id'] === sheet?.['@id'])?.['@Target']
  if (typeof target !== 'string') throw broken()
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

const runs = (of: Xml): string =>
  said(of['t']) +
  list(of, 'r')
    .map((run) => said(run['t']))
    .join('')

const sharedStrings = (xml: string): string[] => list(child(parser.parse(xml), 'sst'), 'si').map(runs)

function sheetCells(xml: string, strings: readonly string[]): string[][] {
  const rows: string[][] = []
  for (const row of list(child(child(parser.parse(xml), 'worksheet'), 'sheetData'), 'row')) {
    const number = Number(row['@r'] ?? rows.length + 1)
    if (!Number.isInteger(number) || number < 1 || number > 5000) throw broken()
    while (rows.length < number) rows.push([])
    for (const cell of list(row, 'c')) {
      const column = columnOf(String(cell['@r'] ?? '')) ?? rows[number - 1]!.length
      if (column > 100) throw broken()
      while (rows[number - 1]!.length < column) rows[number - 1]!.push('')
      rows[number - 1]![column] = cellText(cell, strings).trim()
    }
  }
  return rows
}

/** The column of a place such as `AB12`, the first being 0. */
function columnOf(place: string): number | undefined {
  const [, letters] = /^([A-Z]{1,3})\d+$/.exec(place) ?? []
  if (!letters) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellText(cell: Xml, strings: readonly string[]): string {
  if (cell['@t'] === 'inlineStr') return runs(child(cell, 'is'))
  const value = said(cell['v'])
  if (cell['@t'] === 's') return strings[Number(value)] ?? ''
  return (cell['@t'] ?? 'n') === 'n' ? asSeen(value) : value
}

/**
 * A number of a spreadsheet as the person sees it. The format itself keeps numbers as binary floats, writes 1.1 as
 * 1.1000000000000001 and shows 15 digits: so many are read, as a text. What follows reckons with exact decimals.
 */
function asSeen(value: string): string {
  if (!/^[+-]?\d+(\.\d*)?(E[+-]?\d{1,3})?$/i.test(value.trim())) return value
  const [, sign = '', first = '', rest = '', power = ''] =
    /^(-?)(\d)\.(\d+)e(.+)$/.exec(Number(value).toExponential(14)) ?? []
  if (!first) return value // larger than any number that a spreadsheet holds
  const digits = `${first}${rest}`.replace(/0+$/, '') || '0'
  const point = Number(power) + 1
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  const fraction = digits.slice(point)
  return `${sign}${digits.slice(0, point).padEnd(point, '0')}${fraction && `.${fraction}`}`
}
