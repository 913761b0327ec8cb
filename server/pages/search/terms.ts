import { pinyin } from 'pinyin-pro'

/** A text as it is compared: NFKC, lower case, letters and digits only. */
export const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** How a name is compared: by its letters, by the first letters of its syllables, and by its whole pinyin. */
export interface Spelling {
  name: string
  initials: string
  pinyin: string
  /** What an index finds it by. */
  terms: string[]
}

const PAIR = 2
const INITIALS = 3
const SOUND = 4
const windows = (text: string, length: number): string[] =>
  Array.from({ length: Math.max(text.length - length + 1, 0) }, (_, i) => text.slice(i, i + length))

/**
 * The spelling of a name and its terms: every two neighbours of the name, every three neighbouring initials (`i…`), and
 * the first four letters from each syllable on (`p…`).
 */
export function spellingOf(text: string): Spelling {
  const name = comparable(text)
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'spaced', v: true }).map(comparable)
  const initials = syllables.map((one) => one.slice(0, 1)).join('')
  const sounds = syllables.map((_, i) =>
    syllables
      .slice(i, i + SOUND)
      .join('')
      .slice(0, SOUND),
  )
  const terms = new Set([
    ...windows(name, PAIR),
    ...windows(initials, INITIALS).map((one) => `i${one}`),
    ...sounds.filter((one) => one.length === SOUND).map((one) => `p${one}`),
  ])
  return { name, initials, pinyin: syllables.join(''), terms: [...terms] }
}

/** One way in which a typed text can match: the terms of which any must lead to it, and the column that must contain it. */
export interface Way {
  column: 'name' | 'initials' | 'pinyin'
  terms: string[]
  text: string
}

/** The ways in which what somebody typed can match a name. A single letter matches by a name that begins a pair with it. */
export function waysOf(typed: string): Way[] {
  const text = comparable(typed).slice(0, 60)
  if (!text) return []
  const byName: Way = { column: 'name', terms: windows(text, PAIR), text }
  if (!/^[a-z]+$/.test(text)) return [byName]
  return [
    byName,
    ...(text.length >= INITIALS ? [{ column: 'initials' as const, terms: [`i${text.slice(0, INITIALS)}`], text }] : []),
    ...(text.length >= SOUND ? [{ column: 'pinyin' as const, terms: [`p${text.slice(0, SOUND)}`], text }] : []),
  ]
}
