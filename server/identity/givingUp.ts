import { z } from 'zod'
import { Id } from '../web/route.ts'
import { Person } from './person.ts'

/** Why a proposed change is given up, and a signature over the change and the reason. */
export const GiveUp = z.strictObject({
  proposal: Id,
  reason: z.string().trim().min(2).max(300),
  cms: z.string().max(20_000),
})

const Signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })

/** A proposed change given up, as its fact keeps it: who, why, and what that person signed. */
export const GivenUp = z.strictObject({
  id: z.string(),
  by: Person,
  reason: z.string(),
  rejectedAt: z.number().int(),
  signature: Signature,
})
export type GivenUp = z.infer<typeof GivenUp>

/** What the one signs who gives a change up: what would be confirmed, and why it is not. */
export const givingUpFields = <F extends Record<string, unknown>>(
  waiting: F,
  reason: string,
): F & { reason: string } => ({
  ...waiting,
  reason,
})
