import type { z } from 'zod'
import { yuan } from '../law/units.ts'
import { Confirm, Pay, Refuse } from './contract.ts'

const kinds = {
  'bank.pay': Pay.omit({ cms: true }),
  'bank.confirm': Confirm.omit({ cms: true }),
  'bank.refuse': Refuse.omit({ cms: true }),
}
/** What a row of a statement file says: the same messages as over HTTP. */
export type Row =
  | { line: number; what: 'bank.pay'; fields: z.infer<(typeof kinds)['bank.pay']> }
  | { line: number; what: 'bank.confirm'; fields: z.infer<(typeof kinds)['bank.confirm']> }
  | { line: number; what: 'bank.refuse'; fields: z.infer<(typeof kinds)['bank.refuse']> }

/** A row that cannot be read: its line in the file (the head is 1), the column, and why. */
export interface RowError {
  line: number
  column: string
  zh: string
  en: string
}

/** The columns of a CSV statement, in this order. Amounts in yuan, times as ISO 8601 with zone. */
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

const fenOf = (text: string): string => {
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
  return undefined
}

const columnOf: Record<string, (typeof COLUMNS)[number]> = {
  ...{ message: '流水号', account: '子账号', amount: '金额', payerName: '对方户名', payerAccount: '对方账号' },
  ...{ paidAt: '时间', refusedAt: '时间', reference: '附言', order: '退款指令', because: '退回原因' },
}

/** Reads a CSV statement row by row: what is good, and for each row that is not, why. A number that stands twice is told. */
export function readStatement(text: string): { rows: Row[]; errors: RowError[] } {
  const [head, ...lines] = cells(text.replace(/^\ufeff/, '')) ?? []
  const wrong = (line: number, column: string, zh: string, en: string): RowError => ({ line, column, zh, en })
  if (head?.cells.join() !== COLUMNS.join())
    return {
      rows: [],
      errors: [wrong(1, '', `表头应为：${COLUMNS.join('，')}`, 'the head is not that of a statement')],
    }
  const rows: Row[] = []
  const errors: RowError[] = []
  const seen = new Set<string>()
  for (const { line, cells } of lines) {
    const found = messageOf(cells)
    if (!found || cells.length !== COLUMNS.length) {
      errors.push(
        wrong(line, '收付', '列数不符，或收付不是“收”“付”“退”', 'not ten columns, or neither in, out nor refused'),
      )
      continue
    }
    const read = kinds[found.what].safeParse(found.fields)
    if (!read.success)
      for (const { path } of read.error.issues)
        errors.push(wrong(line, columnOf[String(path[0])] ?? '', '内容缺失或格式不正确', 'missing or malformed'))
    else if (seen.has(read.data.message))
      errors.push(wrong(line, '流水号', '流水号在文件中重复', 'the number stands twice'))
    else rows.push({ line, what: found.what, fields: read.data } as Row)
    seen.add(String(found.fields.message))
  }
  return { rows, errors }
}
