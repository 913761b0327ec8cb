import type { Rule } from './rule.ts'

/** What a refusal is about: values for the reader, no secrets. */
export type Facts = Readonly<Record<string, unknown>>

/** A kind of refusal: its HTTP status and what the user reads. */
export interface RefusalKind {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 423 | 429
  readonly zh: string
  readonly en: string
  /** Seconds after which the same request may succeed: what it waits for is under way, and clients ask again by themselves. */
  readonly retryAfter?: number
}

/** The platform declines a deed: a code, a sentence, the facts, and the article it rests on, if any. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: RefusalKind['status']
  readonly zh: string
  readonly en: string
  readonly facts: Facts
  declare readonly article?: string
  declare readonly retryAfter?: number

  constructor(code: string, kind: RefusalKind, facts: Facts = {}, rule?: Rule<unknown>) {
    super(`${code}: ${kind.zh}`)
    this.code = code
    this.status = kind.status
    this.zh = kind.zh
    this.en = kind.en
    this.facts = facts
    if (rule) this.article = rule.article
    if (kind.retryAfter) this.retryAfter = kind.retryAfter
  }
}

/**
 * Declares the refusals of a module and gives the maker of them: `throw refuse('BID_LATE', facts, law.lateBids)`.
 * The article is taken from the rule and from nowhere else.
 */
export function refusals<const K extends Readonly<Record<string, RefusalKind>>>(kinds: K) {
  return (code: keyof K & string, facts?: Facts, rule?: Rule<unknown>): Refusal =>
    new Refusal(code, kinds[code]!, facts, rule)
}
