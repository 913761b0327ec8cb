import type { Align, Facts, Table } from '../../templates/layout.ts'
import {
  colours,
  hasRoom,
  type Look,
  need,
  paperSize,
  rule,
  type Sheet,
  span,
  textWidth,
  turn,
  wash,
  write,
} from './sheet.ts'
import { breakLines } from './typeset.ts'

const LINE = 14.5
const PAD = { x: 6, y: 5 }
const CELL: Look = { size: 9.5 }
const HEAD: Look = { size: 9.5, weight: 'bold' }
const LABEL: Look = { size: 9, colour: colours.faint }

interface Grid {
  /** Left edge of each column, and the right edge of the last. */
  readonly edges: readonly number[]
  readonly align: readonly Align[]
}

type Cells = readonly (readonly string[])[]

const heightOf = (cells: Cells): number => Math.max(1, ...cells.map((lines) => lines.length)) * LINE + 2 * PAD.y

function edgesFor(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  const edges = [paperSize.left]
  for (const share of shares) edges.push(edges.at(-1)! + (share / sum) * textWidth)
  return edges
}

function cellsOf(texts: readonly string[], { edges }: Grid, look: (column: number) => Look): string[][] {
  return texts.map((text, i) =>
    breakLines(text, edges[i + 1]! - edges[i]! - 2 * PAD.x, (piece) => span(piece, look(i))),
  )
}

function writeCell(sheet: Sheet, lines: readonly string[], from: number, to: number, align: Align, look: Look): void {
  lines.forEach((line, i) => {
    const slack = to - from - 2 * PAD.x - span(line, look)
    const shift = align === 'left' ? 0 : align === 'right' ? slack : slack / 2
    write(sheet, line, from + PAD.x + shift, sheet.y - PAD.y - LINE * i - 10.4, look)
  })
}

function drawRow(sheet: Sheet, cells: Cells, grid: Grid, look: (column: number) => Look, shaded: boolean[] = []): void {
  const { edges, align } = grid
  const height = heightOf(cells)
  const [left, right, foot] = [edges[0]!, edges.at(-1)!, sheet.y - height]
  cells.forEach((lines, i) => {
    if (shaded[i]) wash(sheet, edges[i]!, foot, edges[i + 1]! - edges[i]!, height)
    writeCell(sheet, lines, edges[i]!, edges[i + 1]!, align[i] ?? 'left', look(i))
  })
  for (const edge of edges) rule(sheet, [edge, sheet.y], [edge, foot])
  rule(sheet, [left, sheet.y], [right, sheet.y])
  rule(sheet, [left, foot], [right, foot])
  sheet.y = foot
}

function drawHead(sheet: Sheet, table: Table, grid: Grid): void {
  const centred: Grid = { ...grid, align: table.columns.map(() => 'center') }
  const cells = cellsOf(table.columns, grid, () => HEAD)
  drawRow(
    sheet,
    cells,
    centred,
    () => HEAD,
    table.columns.map(() => true),
  )
  rule(sheet, [grid.edges[0]!, sheet.y], [grid.edges.at(-1)!, sheet.y], colours.faint, 0.9)
}

/** Draws a table, row by row; a row taller than the room left goes on the next page, under the head again. */
export function drawTable(sheet: Sheet, table: Table): void {
  const grid: Grid = { edges: edgesFor(table.widths), align: table.align }
  const look = () => CELL
  const headHeight = heightOf(cellsOf(table.columns, grid, () => HEAD))
  const rows = table.rows.map((row) => cellsOf(row, grid, look))
  need(sheet, headHeight + Math.min(heightOf(rows[0] ?? [[]]), 200))
  drawHead(sheet, table, grid)
  for (const row of rows) {
    let left: Cells = row
    while (!hasRoom(sheet, heightOf(left))) {
      const lines = Math.floor((sheet.y - paperSize.bottom - 2 * PAD.y) / LINE)
      if (heightOf(left) > 400 && lines > 2) {
        drawRow(
          sheet,
          left.map((cell) => cell.slice(0, lines)),
          grid,
          look,
        )
        left = left.map((cell) => cell.slice(lines))
      }
      turn(sheet)
      drawHead(sheet, table, grid)
    }
    drawRow(sheet, left, grid, look)
  }
  sheet.y -= 12
}

/** Draws a grid of labels and values; a last pair without a partner takes the whole line. */
export function drawFacts(sheet: Sheet, { facts, perLine }: Facts): void {
  const [label, value] = perLine === 1 ? [100, textWidth - 100] : [78, textWidth / 2 - 78]
  for (let i = 0; i < facts.length; i += perLine) {
    const pairs = facts.slice(i, i + perLine)
    const alone = perLine === 2 && pairs.length === 1
    const shares = alone ? [label, textWidth - label] : pairs.flatMap(() => [label, value])
    const grid: Grid = { edges: edgesFor(shares), align: [] }
    const look = (column: number) => (column % 2 === 0 ? LABEL : CELL)
    const cells = cellsOf(pairs.flat(), grid, look)
    need(sheet, heightOf(cells))
    drawRow(
      sheet,
      cells,
      grid,
      look,
      shares.map((_, column) => column % 2 === 0),
    )
  }
  sheet.y -= 12
}
