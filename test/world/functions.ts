import { basename } from 'node:path'

/** Blanks out comments, strings and templates, so that only code's own braces are left; lines stay lines. */
function bare(code: string): string {
  const blank = (found: string): string => found.replace(/[^\n]/g, ' ')
  return code.replace(
    /\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    blank,
  )
}

const opens =
  /(\bfunction\b[^;={}]*|=>\s*|^\s+(?:async |static |get |set |override )*#?[\w]+\s*(?:<[^>]*>)?\([^;]*\)(?::[^;={]+)?\s*)$/

/** The functions of a file that are longer than `limit` lines: `file:line, lines`. Counted from the opening brace to its match. */
export function longestFunctions(file: string, code: string, limit: number): string[] {
  const found: string[] = []
  const open: { line: number; body: boolean }[] = []
  let line = 1
  let before = ''
  for (const letter of bare(code)) {
    if (letter === '\n') line += 1
    if (letter === '{') open.push({ line, body: isBody(before) })
    if (letter === '}') {
      const start = open.pop()
      const long = start ? line - start.line + 1 : 0
      if (start?.body && long > limit) found.push(`${file}:${start.line} has ${long} lines (${basename(file)})`)
    }
    before = letter === '}' ? '' : (before + letter).slice(-400)
  }
  return found
}

/** Whether a brace after `before` opens the body of a function. */
function isBody(before: string): boolean {
  const tail = before.trimEnd()
  if (tail.endsWith('=>')) return true
  if (/\b(if|for|while|switch|catch)\s*\([^{}]*\)$/.test(tail)) return false
  return (
    opens.test(before) ||
    /\bfunction\b[^{};]*\)(\s*:\s*[^{};=]+)?$/.test(tail) ||
    /\)\s*(:\s*[\w<>[\], |.]+)?$/.test(tail)
  )
}
