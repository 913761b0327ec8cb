import { refusals } from '../law/refusal.ts'
import { admissionRows } from './rows/admission.ts'
import { awardRows } from './rows/award.ts'
import { bidsRows } from './rows/bids.ts'
import { depositsRows } from './rows/deposits.ts'
import { evaluationRows } from './rows/evaluation.ts'
import { platformRows } from './rows/platform.ts'
import { entrancesOf, type Row } from './rows/row.ts'
import { tendersRows } from './rows/tenders.ts'
import type { Who } from './who.ts'

const refuse = refusals({
  SIGN_IN_FIRST: { status: 401, zh: '请先使用数字证书登录', en: 'sign in with a certificate first' },
  FORBIDDEN: { status: 403, zh: '当前身份无权进行此操作', en: 'this role may not do that' },
})

/** Who may do what to what: one row a deed. Jobs, the clock and the command line go through it like everybody else. */
export const policy = {
  ...platformRows,
  ...tendersRows,
  ...admissionRows,
  ...bidsRows,
  ...evaluationRows,
  ...depositsRows,
  ...awardRows,
} as const

/** The name of a row. */
export type DeedName = keyof typeof policy
/** What the policy's row judges by. */
export type SubjectOf<N extends DeedName> = (typeof policy)[N] extends Row<infer S> ? S : never

/** Whether somebody may do a deed; without a subject only the role and the entrance are asked. */
export function may(deed: DeedName, who: Who, subject?: unknown): boolean {
  const of = policy[deed] as Row<unknown>
  if (!of.roles.includes(who.role) || !entrancesOf([who.role]).includes(who.entrance)) return false
  return subject === undefined || !of.test || of.test(who, subject)
}

/** Refuses what the policy does not allow. */
export function permit(deed: DeedName, who: Who, subject?: unknown): void {
  if (may(deed, who, subject)) return
  throw refuse(who.role === 'public' ? 'SIGN_IN_FIRST' : 'FORBIDDEN', { deed })
}

/** The policy as a table for people: deed, entrances, roles, condition. */
export function policyTable(): string {
  const lines = Object.entries(policy as Record<string, Row<unknown>>).map(
    ([deed, { roles, at, where }]) => `| ${deed} | ${at.join(' ')} | ${roles.join(' ')} | ${where ?? ''} |`,
  )
  return ['| deed | entrance | roles | where |', '|---|---|---|---|', ...lines].join('\n')
}
