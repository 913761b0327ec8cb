import {
  decimal,
  formatDecimal,
  formatYuan,
  type Ratio,
  ratio,
  roundHalfUp,
  times,
  yuan,
} from '../../../server/law/units.ts'
import { type ItemRow, LONGEST, MOST_ITEMS } from './form.ts'

/** The price list as a sheet: its columns in their order, and what each row comes to in the last one. */
export const COLUMNS = [
  ['name', '名称'],
  ['spec', '规格型号'],
  ['quantity', '数量'],
  ['unitPrice', '单价（元）'],
  ['service', '服务要求'],
] as const
export const AMOUNT = '金额（元）'
export const TOTAL = '合计'

/** Something in a sheet that is not as it must be: where, and why. */
export interface Misplaced {
  /** as the spreadsheet counts, from 1 */
  row: number
  column: string
  zh: string
  en: string
}

/** A quantity as far as it is a number, exactly: `60 台` is 60. */
export function quantityOf(text: string): Ratio | undefined {
  const [, number] = /^([\d,，]+(?:\.\d+)?)\s*[^\d.,，]*$/.exec(text.trim()) ?? []
  return number ? decimal(number.replace(/[,，]/g, '')) : undefined
}

/** An amount in yuan as fen, exact; nothing if it is none. */
export function fenIn(text: string): bigint | undefined {
  const plain = text.replace(/[,，\s]/g, '')
  return /^\d{1,15}(\.\d{1,2})?$/.test(plain) ? yuan(plain) : undefined
}

/** What a row comes to, in fen, rounded half up; nothing where quantity or price is no number. */
export function amountOf({ quantity, unitPrice }: Pick<ItemRow, 'quantity' | 'unitPrice'>): bigint | undefined {
  const [count, price] = [quantityOf(quantity), fenIn(unitPrice)]
  if (!count || price === undefined) return undefined
  const exact = times(count, ratio(price))
  return roundHalfUp(exact.numerator, exact.denominator, 0)
}

/** What all rows come to; nothing while one of them is not complete. */
export function totalOf(rows: readonly ItemRow[]): bigint | undefined {
  const amounts = rows.map(amountOf)
  return amounts.length && amounts.every((one) => one !== undefined)
    ? amounts.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n)
    : undefined
}

/** A price list as the cells of a sheet, with amounts and their sum where they are known. */
export function cellsOf(rows: readonly ItemRow[]): string[][] {
  const amount = (fen: bigint | undefined): string => (fen === undefined ? '' : formatDecimal(fen, 2))
  return [
    [...COLUMNS.map(([, title]) => title), AMOUNT],
    ...rows.map((row) => [...COLUMNS.map(([name]) => row[name]), amount(amountOf(row))]),
    [TOTAL, '', '', '', '', amount(totalOf(rows))],
  ]
}

/**
 * A price list out of the cells of a sheet. Every row is checked; one wrong cell and nothing is taken.
 *
 * @returns the rows, or everything that is wrong with its place
 */
export function rowsOf(cells: readonly (readonly string[])[]): { rows: ItemRow[] } | { wrong: Misplaced[] } {
  const titles = [...COLUMNS.map(([, title]) => title), AMOUNT] as string[]
  const wrong = titles.flatMap((title, i): Misplaced[] =>
    cells[0]?.[i] === title || (title === AMOUNT && !cells[0]?.[i])
      ? []
      : [{ row: 1, column: title, zh: `表头应为“${title}”`, en: `the heading must be ${title}` }],
  )
  for (const extra of (cells[0] ?? []).slice(titles.length))
    if (extra) wrong.push({ row: 1, column: extra, zh: '没有这一列', en: 'there is no such column' })
  if (wrong.length) return { wrong }
  const rows: ItemRow[] = []
  for (const [i, line] of cells.entries()) {
    if (i === 0 || line.every((cell) => !cell)) continue
    if (line[0] === TOTAL && !line.slice(1, COLUMNS.length).some(Boolean)) {
      wrong.push(...totalDefects(i + 1, line[COLUMNS.length] ?? '', rows, cells.slice(i + 1)))
      break
    }
    const row = Object.fromEntries(COLUMNS.map(([name], n) => [name, line[n] ?? ''])) as unknown as ItemRow
    wrong.push(...rowDefects(i + 1, row, line[COLUMNS.length] ?? ''))
    rows.push(row)
  }
  if (!rows.length) wrong.push({ row: 2, column: COLUMNS[0][1], zh: '没有内容', en: 'there is no row' })
  if (rows.length > MOST_ITEMS)
    wrong.push({
      row: MOST_ITEMS + 2,
      column: COLUMNS[0][1],
      zh: `最多 ${MOST_ITEMS} 行`,
      en: `at most ${MOST_ITEMS} rows`,
    })
  return wrong.length ? { wrong } : { rows }
}

function rowDefects(row: number, item: ItemRow, amount: string): Misplaced[] {
  const wrong = COLUMNS.flatMap(([name, column]): Misplaced[] => {
    const cell = item[name].trim()
    if (!cell) return [{ row, column, zh: '没有填写', en: 'is missing' }]
    if (cell.length > LONGEST[name]) return [{ row, column, zh: `最多 ${LONGEST[name]} 个字`, en: 'is too long' }]
    if (name === 'unitPrice' && fenIn(cell) === undefined)
      return [{ row, column, zh: '不是金额（最多两位小数）', en: 'is no amount with at most two decimals' }]
    if (name === 'quantity' && !quantityOf(cell))
      return [{ row, column, zh: '应以数字开头，如“60 台”', en: 'must begin with a number' }]
    return []
  })
  return wrong.length ? wrong : sumDefect(row, amount, amountOf(item))
}

/** An amount that stands in the sheet must be what it comes to, to the fen. */
function sumDefect(row: number, told: string, due: bigint | undefined): Misplaced[] {
  if (!told || due === undefined || fenIn(told) === due) return [] // what makes it unknown is said where it stands
  const is = formatYuan(due)
  return [{ row, column: AMOUNT, zh: `应为 ${is}`, en: `must be ${is}` }]
}

function totalDefects(
  row: number,
  told: string,
  rows: readonly ItemRow[],
  after: readonly (readonly string[])[],
): Misplaced[] {
  const late = after.findIndex((line) => line.some(Boolean))
  return [
    ...sumDefect(row, told, totalOf(rows)),
    ...(late < 0
      ? []
      : [{ row: row + late + 1, column: COLUMNS[0][1], zh: '合计之后不应再有内容', en: 'nothing may follow the sum' }]),
  ]
}
