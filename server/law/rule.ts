/**
 * Where a value was read: `text` in the article itself; `second-hand` in another work that quotes
 * the article; `own` where the article leaves it open or was not at hand, and the value is ours.
 */
export type Source = 'text' | 'second-hand' | 'own'

/** A value of the law together with the article that fixes it. */
export interface Rule<T> {
  readonly value: T
  /** For example 《招标投标法》第二十四条. */
  readonly article: string
  readonly source: Source
  /** Unit of a bare number: `fen`, `bp`, `years`, `members`, `minutes`, `hours`. */
  readonly unit?: string
}

/**
 * Ties a value to the article it comes from.
 *
 * @param article instrument and article, in Chinese, as a user may read it
 */
export function rule<T>(value: T, article: string, source: Source = 'text', unit?: string): Rule<T> {
  Object.freeze(value)
  return Object.freeze(unit === undefined ? { value, article, source } : { value, article, source, unit })
}

/** Says whether something is a rule: a value with its article. */
export const isRule = (thing: unknown): thing is Rule<unknown> =>
  typeof thing === 'object' && thing !== null && 'article' in thing && 'source' in thing && 'value' in thing
