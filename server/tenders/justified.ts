import { z } from 'zod'

/** Warnings of the check of a notice or an addendum, with the reasons that were given for them in writing. */
export const JustifiedWarnings = z.array(
  z.strictObject({
    ...{ code: z.string(), where: z.string(), reason: z.string(), zh: z.string() },
    article: z.string().nullable(),
  }),
)
