import type { z } from 'zod'
import { formatDecimal } from '../law/units.ts'
import type { Factor } from './criteria.ts'

type OneFactor = z.infer<typeof Factor>

/** The columns of the table of factors, as a spreadsheet has them. */
export const COLUMNS = ['分组', '评分因素', '评分说明', '满分', '步长', '性质', '所在册', '编号'] as const

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

/** The factors as rows of that table. */
export const factorRows = (factors: readonly OneFactor[]): string[][] =>
  factors.map(({ group, zh, guidance, full, step, objective, volume, id }) => [
    ...[group ?? '', zh, guidance, points(full), points(step), objective ? '客观' : '主观'],
    ...[volume === 'business' ? '商务' : '技术', id],
  ])

/** A line that could not be read, and why. */
export interface Unread {
  readonly line: number
  readonly zh: string
  readonly en: string
}

/** Cells of a line copied from a spreadsheet (tabs) or of a CSV file (commas, quotes doubled). */
function cellsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((cell) => cell.trim())
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
  return cells.map(([, quoted, bare]) => (quoted?.replaceAll('""', '"') ?? bare ?? '').trim())
}

/** Hundredths of a point from text, exactly; undefined for anything else. */
function centipointsOf(text = ''): number | undefined {
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text)
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
}

const LEAST_COLUMNS = 4

function factorOf(cells: string[], n: number): OneFactor | Omit<Unread, 'line'> {
  const [group = '', zh = '', guidance = '', fullText, stepText, nature = '', volume = '', id = ''] = cells
  if (cells.length < LEAST_COLUMNS || !zh) return { zh: '缺少评分因素或满分', en: 'a factor or its points are missing' }
  const full = centipointsOf(fullText)
  if (!full || full > 10_000)
    return { zh: `满分不是 0 至 100 之间的数：${fullText}`, en: `no points between 0 and 100: ${fullText}` }
  const step = stepText ? centipointsOf(stepText) : 50
  if (!step || step > full)
    return { zh: `步长不是不超过满分的数：${stepText}`, en: `no step up to the points: ${stepText}` }
  if (zh.length > 100 || guidance.length > 500 || group.length > 40)
    return { zh: '文字过长', en: 'the text is too long' }
  return {
    ...{ id: /^[a-z0-9-]{1,24}$/.test(id) ? id : `f${n}`, zh, guidance, full, step },
    ...{ objective: nature.startsWith('客观'), volume: volume.startsWith('商务') ? 'business' : 'technical' },
    ...(group ? { group } : {}),
  }
}

/** Factors from a table that was copied from a spreadsheet or exported as CSV; lines that cannot be read are named. */
export function readFactors(text: string): { factors: OneFactor[]; unread: Unread[] } {
  const factors: OneFactor[] = []
  const unread: Unread[] = []
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  for (const [i, line] of lines.entries()) {
    const cells = cellsOf(line)
    if (!line.trim() || (cells[0] === COLUMNS[0] && cells[1] === COLUMNS[1])) continue
    const found = factorOf(cells, factors.length + 1)
    if (!('id' in found)) unread.push({ line: i + 1, ...found })
    else if (factors.some(({ id }) => id === found.id)) factors.push({ ...found, id: `f${i + 1}` })
    else factors.push(found)
  }
  return { factors, unread }
}

/** A branch of the tree: its factors and what they weigh together. */
export interface Branch {
  readonly group: string
  readonly factors: readonly OneFactor[]
  readonly full: number
}

/** The tree of the factors: a branch a group, in the order in which they first appear; the trunk has no name. */
export function branches(factors: readonly OneFactor[]): Branch[] {
  const groups = [...new Set(factors.map(({ group }) => group ?? ''))]
  return groups.map((group) => {
    const own = factors.filter((one) => (one.group ?? '') === group)
    return { group, factors: own, full: own.reduce((sum, one) => sum + one.full, 0) }
  })
}
