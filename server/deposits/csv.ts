import { dayOf } from '../law/periods.ts'
import { formatYuan } from '../law/units.ts'

/** A cell: text; a code whose digits must stay as they are; fen, shown as yuan; a moment, shown as its day. */
export type Cell = string | { code: string } | { fen: string | null } | { at: number | null }

function text(cell: Cell): string {
  if (typeof cell === 'string') return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  if ('code' in cell) return cell.code ? `="${cell.code}"` : ''
  if ('fen' in cell) return cell.fen === null ? '' : formatYuan(BigInt(cell.fen)).replaceAll(',', '')
  return cell.at === null ? '' : dayOf(cell.at)
}

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** A table for spreadsheets: UTF-8 with its mark, codes of many digits as text, no cell that a spreadsheet would run. */
export const csv = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${[head, ...rows].map((row) => `${row.map((cell) => quoted(text(cell))).join(',')}\r\n`).join('')}`
