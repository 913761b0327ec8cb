import type { z } from 'zod'
import { yuan } from '../law/units.ts'
import { Confirm, Pay, Refuse, Reverse } from './contract.ts'

/** What a row may be, each with the shape of its message. */
export const kinds = {
  'bank.pay': Pay.omit({ cms: true }),
  'bank.confirm': Confirm.omit({ cms: true }),
  'bank.refuse': Refuse.omit({ cms: true }),
  'bank.reverse': Reverse.omit({ cms: true }),
}
/** What a row of a statement file says: the same messages as over HTTP. */
export type Row =
  | { line: number; what: 'bank.pay'; fields: z.infer<(typeof kinds)['bank.pay']> }
  | { line: number; what: 'bank.confirm'; fields: z.infer<(typeof kinds)['bank.confirm']> }
  | { line: number; what: 'bank.refuse'; fields: z.infer<(typeof kinds)['bank.refuse']> }
  | { line: number; what: 'bank.reverse'; fields: z.infer<(typeof kinds)['bank.reverse']> }

/** A row that cannot be read: its line in the file (the head is 1), the column, and why. */
export interface RowError {
  line: number
  column: string
  zh: string
  en: string
}

/**
 * The columns of a CSV statement, in this order. Amounts in yuan, times as ISO 8601 with zone. An arrival that the bank
 * takes back (冲) names it by its 流水号 in the column 退款指令, and says why in 附言.
 */
export const COLUMNS = [
  '流水号',
  '收付',
  '子账号',
  '金额',
  '对方户名',
  '对方账号',
  '时间',
  '附言',
  '退款指令',
  '退回原因',
] as const

/** The cells of one CSV text (RFC 4180): quotes, doubled quotes, line breaks inside quotes; undefined where a quote never ends. */
export function cells(text: string): { line: number; cells: string[] }[] | undefined {
  const rows: { line: number; cells: string[] }[] = []
  let row: string[] = []
  let [cell, quoted, line, begun] = ['', false, 1, 1]
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '\n') line++
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === ',' || char === '\n') {
      row.push(cell)
      cell = ''
      if (char === ',') continue
      rows.push({ line: begun, cells: row })
      row = []
      begun = line
    } else if (char !== '\r') cell += char
  }
  if (quoted) return undefined
  if (cell || row.length) rows.push({ line: begun, cells: [...row, cell] })
  return rows.filter(({ cells }) => cells.some(Boolean))
}

/** Fen of an amount in yuan; what is none stays as it is and is refused by the message's shape. */
export const fenOf = (text: string): string => {
  try {
    return String(yuan(text.replaceAll(',', '')))
  } catch {
    return text
  }
}

function messageOf([
  message,
  way,
  account,
  amount,
  payerName,
  payerAccount,
  time,
  reference,
  order,
  because,
]: string[]) {
  const at = Date.parse(time ?? '')
  if (way === '收')
    return {
      what: 'bank.pay' as const,
      fields: { message, account, amount: fenOf(amount ?? ''), payerName, payerAccount, paidAt: at, reference },
    }
  if (way === '付') return { what: 'bank.confirm' as const, fields: { message, order, paidAt: at } }
  if (way === '退') return { what: 'bank.refuse' as const, fields: { message, order, because, refusedAt: at } }
  if (way === '冲')
    return {
      what: 'bank.reverse' as const,
      fields: { message, of: order, account, because: reference, reversedAt: at },
    }
  return undefined
}

const columnOf: Record<string, (typeof COLUMNS)[number]> = {
  ...{ message: '流水号', account: '子账号', amount: '金额', payerName: '对方户名', payerAccount: '对方账号' },
  ...{ paidAt: '时间', refusedAt: '时间', reference: '附言', order: '退款指令', because: '退回原因' },
  ...{ reversedAt: '时间', of: '退款指令' },
}

/** What a statement file says: its messages, and for each row that is none, why. */
export interface RowRead {
  rows: Row[]
  errors: RowError[]
}

/** A row as a file gives it: a message to check, or what is wrong with it already. */
export type RowFound = { line: number; what: string; fields: Record<string, unknown> } | { error: RowError }

/** Checks rows by the shapes of the messages over HTTP. A number that stands twice is told. */
export function rowsFrom(found: readonly RowFound[], columnOf: (field: string, what: string) => string): RowRead {
  const rows: Row[] = []
  const errors: RowError[] = []
  const seen = new Set<string>()
  for (const one of found) {
    if ('error' in one) {
      errors.push(one.error)
      continue
    }
    const { line, what } = one
    const wrong = (field: string, zh: string, en: string) =>
      errors.push({ line, column: columnOf(field, what), zh, en })
    const read = kinds[what as Row['what']].safeParse(one.fields)
    if (!read.success)
      for (const { path } of read.error.issues) wrong(String(path[0]), '内容缺失或格式不正确', 'missing or malformed')
    else if (seen.has(read.data.message)) wrong('message', '流水号在文件中重复', 'the number stands twice')
    else rows.push({ line, what, fields: read.data } as Row)
    seen.add(String(one.fields['message']))
  }
  return { rows, errors }
}

/** Reads a CSV statement row by row: what is good, and for each row that is not, why. */
export function readStatement(text: string): RowRead {
  const [head, ...lines] = cells(text.replace(/^\ufeff/, '')) ?? []
  const wrong = (line: number, column: string, zh: string, en: string): { error: RowError } => ({
    error: { line, column, zh, en },
  })
  if (head?.cells.join() !== COLUMNS.join())
    return {
      rows: [],
      errors: [wrong(1, '', `表头应为：${COLUMNS.join('，')}`, 'the head is not that of a statement').error],
    }
  const found = lines.map(({ line, cells }) => {
    const message = cells.length === COLUMNS.length ? messageOf(cells) : undefined
    if (message) return { line, ...message }
    return wrong(
      line,
      '收付',
      '列数不符，或收付不是“收”“付”“退”“冲”',
      'not ten columns, or neither in, out, refused nor reversed',
    )
  })
  return rowsFrom(found, (field, what) =>
    what === 'bank.reverse' && field === 'because' ? '附言' : (columnOf[field] ?? ''),
  )
}
