import { z } from 'zod'

/** A signature as evidence: the statement that was shown, the CMS over it, the certificate's SHA-256. */
export const Signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })
export type Signature = z.infer<typeof Signature>
