/** Breaking Chinese text into lines: no closing mark begins a line, no opening mark ends one. */

const NEVER_FIRST = new Set('，。、；：？！）》〉」』】〕〗…—～·％%℃°”’,.;:?!)]}')
const NEVER_LAST = new Set('（《〈「『【〔〖“‘([{￥¥$№')
const WORD = /^[\p{Script=Latin}\p{Script=Greek}\p{Nd}+\-_/@#&=.,:;%*~']$/u

/** How wide a text is, in points. */
export type Measure = (text: string) => number

/** Splits a text into the smallest pieces between which a line may end. */
export function pieces(text: string): string[] {
  const found: string[] = []
  let [open, word] = [false, false]
  for (const character of text) {
    const inWord = WORD.test(character)
    const joins = open || NEVER_FIRST.has(character) || (word && inWord)
    if (joins && found.length > 0 && !/\s$/.test(found.at(-1)!)) found[found.length - 1] += character
    else if (/\s/.test(character) && found.length > 0) found[found.length - 1] += character
    else found.push(character)
    open = NEVER_LAST.has(character)
    word = inWord
  }
  return found
}

/**
 * Sets a text in lines no wider than given.
 *
 * @param indent how much narrower the first line is, in points
 */
export function breakLines(text: string, width: number, measure: Measure, indent = 0): string[] {
  return text.split('\n').flatMap((part) => breakParagraph(part, width, measure, indent))
}

function breakParagraph(text: string, width: number, measure: Measure, indent: number): string[] {
  const lines: string[] = []
  let line = ''
  const room = () => (lines.length === 0 ? width - indent : width)
  const fits = (candidate: string) => measure(candidate.trimEnd()) <= room() + 0.01
  const end = () => {
    lines.push(line.trimEnd())
    line = ''
  }
  for (const piece of pieces(text)) {
    if (fits(line + piece)) {
      line += piece
    } else if (measure(piece.trimEnd()) <= width) {
      end()
      line = piece
    } else {
      for (const character of piece) {
        if (line !== '' && !fits(line + character)) end()
        line += character
      }
    }
  }
  end()
  return lines.length > 1 && lines[0] === '' ? lines.slice(1) : lines
}
