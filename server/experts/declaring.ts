import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Declaration } from './contract.ts'

const refuse = refusals({
  DECLARATION_INCOMPLETE: { status: 422, zh: '须对每一个投标人（申请人）逐一声明', en: 'declare for every one, once' },
  REASON_MISSING: { status: 422, zh: '须说明原因', en: 'a reason is needed' },
})

/**
 * Refuses a member's declaration that is not about exactly those who bid or apply, or stands aside without a reason.
 *
 * @returns whether the member stands aside
 */
export function standsAside(
  declarations: readonly Declaration[],
  those: readonly string[],
  law: Pick<Rulebook, 'avoidance'>,
): boolean {
  const named = declarations.map((one) => one.bidder).sort()
  if (String(named) !== String([...those].sort()))
    throw refuse('DECLARATION_INCOMPLETE', { bidders: those.length }, law.avoidance)
  const aside = declarations.filter((one) => one.interest === 'avoid')
  if (aside.some((one) => !one.reason?.trim())) throw refuse('REASON_MISSING')
  return aside.length > 0
}
