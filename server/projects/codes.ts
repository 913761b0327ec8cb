/** What a code names: a project (17 characters), its tendering (20), one tender of it (23). */
export type CodeLevel = 'project' | 'tendering' | 'section'

const LEVELS: Readonly<Record<number, CodeLevel>> = { 17: 'project', 20: 'tendering', 23: 'section' }

/**
 * What a code names, or undefined if it is none: a letter for the kind of platform, six digits of the region, four of the
 * platform, six of the project, and three more a level. Platforms elsewhere begin with two letters.
 */
export const codeLevel = (code: string): CodeLevel | undefined =>
  /^[A-Za-z][A-Za-z0-9]\d{15}(\d{3}){0,2}$/.test(code) ? LEVELS[code.length] : undefined

/** This platform among those of its region. */
const PLATFORM = '0001'

const digits = (n: number, length: number): string => {
  const text = String(n)
  if (!Number.isInteger(n) || n < 1 || text.length > length) throw new RangeError(`no number of ${length} digits: ${n}`)
  return text.padStart(length, '0')
}

/** How this platform's project codes of a region begin. */
export const codePrefix = (region: string): string => `E${region}${PLATFORM}`

/** A project's code (17 characters) by its number within region and platform, from 1. */
export const projectCode = (region: string, serial: number): string => `${codePrefix(region)}${digits(serial, 6)}`

/** The number within a project's code. */
export const serialOf = (code: string): number => Number(code.slice(-6))

/** The code of a project's tendering (20). */
export const tenderingCode = (project: string, n = 1): string => `${project}${digits(n, 3)}`

/** The code of a tender (23), the nth of its tendering. */
export const sectionCode = (tendering: string, n: number): string => `${tendering}${digits(n, 3)}`

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'

/**
 * The check character of GB/T 17710 (ISO 7064 MOD 37-2). That the national deal code uses it is not proven: it gives the
 * right letter for the one published code that we have.
 */
export function mod37(text: string): string {
  let sum = 0
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0 || letter === '*') throw new RangeError(`no letter of a code: ${letter}`)
    sum = ((sum + value) * 2) % 37
  }
  return ALPHABET[(38 - sum) % 37] ?? ''
}

/** What a deal code (统一交易标识码) is made of. */
export interface Deal {
  /** class of the trade, three characters */
  readonly deal: string
  /** 统一社会信用代码 of the platform's unit */
  readonly unit: string
  /** `2026-11-26` */
  readonly day: string
  readonly serial: number
}

/** A deal code, its check character made by `check`. */
export function dealCode({ deal, unit, day, serial }: Deal, check = mod37): string {
  const parts = [deal, unit, day.replaceAll('-', ''), digits(serial, 6)]
  return `${parts.join('-')}-${check(parts.join(''))}`
}

/** Whether a text is a deal code whose check character is right. */
export function isDealCode(text: string, check = mod37): boolean {
  const found = /^([A-Z]\d\d)-([0-9A-Z]{18})-(\d{8})-(\d{6})-([0-9A-Z*])$/.exec(text)
  return found !== null && check(found.slice(1, 5).join('')) === found[5]
}
