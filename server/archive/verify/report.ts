import { CryptoProblem } from '../../../crypto/problem.ts'

export type Verdict = 'valid' | 'invalid' | 'indeterminate'

/** One check: what it was, how it went, on what. */
export interface Check {
  id: string
  title: string
  verdict: Verdict
  detail: string
}

/** Thrown by a check that lacks what it would need to decide. */
export class Undecided extends Error {}

/** What is wrong with how a program was called or what it was given, not with what it looks at: it ends the whole run. */
export class Ending extends Error {}

/** Collects checks; what cannot be decided never looks like valid. */
export class Findings {
  readonly checks: Check[] = []

  /** Runs a check over one thing; an exception is a failure with its reason, `Undecided` what cannot be decided. */
  async try(id: string, title: string, check: () => Promise<string> | string): Promise<boolean> {
    try {
      this.checks.push({ id, title, verdict: 'valid', detail: await check() })
      return true
    } catch (problem) {
      if (problem instanceof Ending) throw problem
      const verdict = problem instanceof Undecided ? 'indeterminate' : 'invalid'
      this.checks.push({ id, title, verdict, detail: reason(problem) })
      return false
    }
  }

  undecided(id: string, title: string, detail: string): void {
    this.checks.push({ id, title, verdict: 'indeterminate', detail })
  }

  get verdict(): Verdict {
    if (this.checks.some((check) => check.verdict === 'invalid')) return 'invalid'
    return this.checks.some((check) => check.verdict === 'indeterminate') ? 'indeterminate' : 'valid'
  }
}

const reason = (problem: unknown): string =>
  problem instanceof CryptoProblem
    ? `${problem.code} ${JSON.stringify(problem.facts)}`
    : String((problem as Error)?.message ?? problem)

/** Throws with a list when several things of one kind are wrong; the first few are named. */
export function refuseAny(wrong: string[], what: string): void {
  if (wrong.length)
    throw new Error(`${wrong.length} ${what}: ${wrong.slice(0, 5).join('; ')}${wrong.length > 5 ? ' …' : ''}`)
}
