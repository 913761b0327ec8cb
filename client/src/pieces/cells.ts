/** Rows with the cells of a spreadsheet laid over them from one cell on: downwards and to the right, no further than `most` rows. */
export function pasted<R extends Record<string, string>>(
  rows: readonly R[],
  columns: readonly (keyof R & string)[],
  of: { row: number; column: number; cells: readonly (readonly string[])[]; empty: R; most: number },
): R[] {
  const next = [...rows]
  for (const [i, line] of of.cells.entries()) {
    const at = of.row + i
    if (at >= of.most) break
    const laid = line.flatMap((cell, j) => {
      const column = columns[of.column + j]
      return column ? [[column, cell]] : []
    })
    next[at] = { ...(next[at] ?? of.empty), ...Object.fromEntries(laid) }
  }
  return next
}

/** The cells of what was copied from a spreadsheet; nothing if it is the text of one cell. */
export function copiedCells(text: string): string[][] | undefined {
  const lines = text.replace(/(\r?\n)+$/, '').split(/\r?\n/)
  if (lines.length === 1 && !lines[0]?.includes('\t')) return undefined
  return lines.map((line) => line.split('\t').map((cell) => cell.trim()))
}
