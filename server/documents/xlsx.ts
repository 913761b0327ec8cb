import writeXlsx, { type SheetData } from 'write-excel-file/node'
import { dayOf } from '../law/periods.ts'
import { formatYuan } from '../law/units.ts'
import { Reply } from '../web/route.ts'

/** A cell: text; a code whose digits stay as they are, however many; fen, shown as yuan; a moment, shown as its day. */
export type Cell = string | { code: string } | { fen: string | null } | { at: number | null }

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Codes are text cells with the format of text, so that no spreadsheet makes a number of them; none is a formula. */
function cellOf(cell: Cell): SheetData[number][number] {
  if (typeof cell === 'string') return { value: cell, type: String }
  if ('code' in cell) return { value: cell.code, type: String, format: '@' }
  if ('at' in cell) return { value: cell.at === null ? '' : dayOf(cell.at), type: String }
  if (cell.fen === null) return { value: '', type: String }
  const yuan = formatYuan(BigInt(cell.fen)).replaceAll(',', '')
  return { value: Number(yuan), type: Number, format: '#,##0.00' } // shown only: nothing is reckoned with it here
}

/** A name that a sheet may have: without the signs that spreadsheets refuse, at most 31 characters. */
export const sheetName = (name: string): string =>
  [...name.replaceAll(/[[\]:*?/\\']/g, ' ')].slice(0, 31).join('').slice(0, 31).trim() || 'Sheet'

/** A table as a file for spreadsheets (Office Open XML). */
export async function xlsx(
  name: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Uint8Array> {
  const first = head.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const data: SheetData = [first, ...rows.map((row) => row.map(cellOf))]
  const columns = head.map((title) => ({ width: Math.max(14, title.length * 2 + 4) }))
  return new Uint8Array(await writeXlsx(data, { sheet: sheetName(name), columns, stickyRowsCount: 1 }).toBuffer())
}

/** The same as an answer to be saved. */
export const xlsxReply = async (
  name: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Reply> => new Reply(TYPE, await xlsx(name, head, rows), { name: `${name}.xlsx` })
