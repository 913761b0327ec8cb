/** Where a text may be broken: after a blank, and between characters that stand alone, but not before closing marks. */
export const pieces = (text: string): string[] =>
  text.match(
    /[\u2e80-\u9fff\uf900-\uffef][\u3001\u3002\uff0c\uff1b\uff1a\uff09\u201d]*|[^\s\u2e80-\u9fff\uf900-\uffef]+\s*|\s+/gu,
  ) ?? []

/** How many columns of a terminal a text takes. */
export const columns = (text: string): number =>
  [...text].reduce((sum, one) => sum + (/[\u2e80-\u9fff\uf900-\uffef]/u.test(one) ? 2 : 1), 0)

/** Lines of a text, none wider than so many columns unless it cannot be broken. */
export function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const piece of pieces(text)) {
    const last = lines.at(-1) ?? ''
    if (last && columns(last) + columns(piece.trimEnd()) > width) lines.push(piece)
    else lines[lines.length - 1] = last + piece
  }
  return lines.map((line) => line.trimEnd())
}
