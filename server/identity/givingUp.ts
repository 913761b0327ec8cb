import { z } from 'zod'
import { Person } from './person.ts'

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
