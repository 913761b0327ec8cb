import type { Refusal } from '../law/refusal.ts'

/** Something that the pre-publication check found. */
export interface Finding {
  /** `block` stops the publication; `warn` needs reasons in writing, which are kept */
  readonly severity: 'block' | 'warn'
  /** the part of the draft, such as `qualification` or `criteria.factors.record` */
  readonly where: string
  readonly refusal: Refusal
}

/** A finding as people and programs read it. */
export const told = ({ severity, where, refusal }: Finding) => ({
  ...{ severity, where, code: refusal.code, zh: refusal.zh, en: refusal.en },
  ...{ article: refusal.article ?? null, facts: refusal.facts },
})
export type Told = ReturnType<typeof told>

/** A finding that stops the publication. */
export const block = (where: string, refusal: Refusal): Finding => ({ severity: 'block', where, refusal })

/** A finding that needs reasons. */
export const warn = (where: string, refusal: Refusal): Finding => ({ severity: 'warn', where, refusal })

/** Which finding a reason answers. */
export const keyOf = ({ code, where }: { code: string; where: string }): string => `${code} ${where}`
