import { performance } from 'node:perf_hooks'
import { isCryptoProblem } from '../../crypto/problem.ts'
import { dice, mutated } from './mutate.ts'
import { type Target, targets } from './targets.ts'

/** What must never happen, and how to see it again: the same seed and number give the same bytes. */
export interface Failure {
  number: number
  target: string
  what: 'accepted' | 'crashed' | 'hung'
  detail: string
}

/** How a run went. */
export interface Outcome {
  /** refusals by their codes */
  refused: Record<string, number>
  /** changes that changed nothing anybody relies on: judged as the unchanged original is */
  meaningless: number
  failures: Failure[]
}

/** Longer than this, ms, for a few kilobytes, is a hang. */
const HANGS = 2000

/**
 * Judges mutated examples, number by number; a run can go on from any number.
 *
 * @param of.each told after every number
 */
export async function fuzz(of: {
  seed: number
  from: number
  count: number
  each?: (done: number) => void
}): Promise<Outcome> {
  const all = await targets()
  const originals = await Promise.all(all.map(({ good, judge }) => judge(good)))
  const outcome: Outcome = { refused: {}, meaningless: 0, failures: [] }
  for (let number = of.from; number < of.from + of.count; number++) {
    const roll = dice(Math.imul(of.seed, 0x01000193) + number * 7919)
    const turn = number % all.length
    const target = all[turn]!
    const bytes = mutated(target.good, roll, all[roll.below(all.length)]!.good)
    const verdict = await judged(target, bytes, originals[turn]!)
    if (verdict.what === 'refused') outcome.refused[verdict.detail] = (outcome.refused[verdict.detail] ?? 0) + 1
    else if (verdict.what === 'meaningless') outcome.meaningless++
    else outcome.failures.push({ number, target: target.name, what: verdict.what, detail: verdict.detail })
    of.each?.(number - of.from + 1)
  }
  return outcome
}

type Verdict = { what: 'refused' | 'meaningless' | Failure['what']; detail: string }

async function judged(target: Target, bytes: Uint8Array, original: string): Promise<Verdict> {
  const begun = performance.now()
  const verdict = await verdictOn(target, bytes, original)
  const ms = performance.now() - begun
  return ms > HANGS ? { what: 'hung', detail: `${Math.round(ms)} ms` } : verdict
}

async function verdictOn(target: Target, bytes: Uint8Array, original: string): Promise<Verdict> {
  try {
    const accepted = await target.judge(bytes)
    if (accepted === original) return { what: 'meaningless', detail: '' }
    return accepted === NOTHING ? { what: 'refused', detail: NOTHING } : { what: 'accepted', detail: accepted }
  } catch (problem) {
    if (isCryptoProblem(problem)) return { what: 'refused', detail: problem.code }
    return { what: 'crashed', detail: String((problem as Error)?.stack ?? problem) }
  }
}

/** A list or an answer that does not speak of the certificate: whoever needs it said refuses with REVOCATION_UNKNOWN. */
const NOTHING = 'says nothing'
