import { TooMuch } from './budget.ts'

// remarks, the beginnings of strings, brackets, hexadecimal strings, names, and everything else between blanks
const TOKEN = /%[^\r\n]*|\(|<<|>>|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]*|[[\]]|[^\s()<>[\]{}/%]+/g

/**
 * The words of a content stream, strings with their brackets. Every letter is looked at a fixed number of times, whatever stands
 * there; the bytes of pictures within the text are passed over.
 *
 * @throws TooMuch at a string without an end: what follows it cannot be read
 */
export function* tokens(content: string): Generator<string> {
  const words = new RegExp(TOKEN)
  let picture = false
  for (let found = words.exec(content); found; found = words.exec(content)) {
    let [token] = found
    if (token === '(') {
      words.lastIndex = endOfString(content, found.index)
      token = content.slice(found.index, words.lastIndex)
    }
    if (token === 'ID' && picture) words.lastIndex = endOfPicture(content, words.lastIndex)
    picture = token === 'BI' || (picture && token !== 'ID')
    yield token
  }
}

function endOfString(content: string, from: number): number {
  const signs = /\\[\s\S]|[()]/g
  signs.lastIndex = from
  let depth = 0
  for (let sign = signs.exec(content); sign; sign = signs.exec(content)) {
    depth += sign[0] === '(' ? 1 : sign[0] === ')' ? -1 : 0
    if (!depth) return signs.lastIndex
  }
  throw new TooMuch('a string without an end')
}

function endOfPicture(content: string, from: number): number {
  const end = /\sEI(?=\s|$)/g
  end.lastIndex = from
  return end.exec(content) ? end.lastIndex : content.length
}
