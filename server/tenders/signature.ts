import { z } from 'zod'

/** A signature as evidence: the statement that was shown, the CMS over it, the certificate's SHA-256. */
export const Signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })
export type Signature = z.infer<typeof Signature>

/** Who signed a published paper in its PDF. */
export const SignedIn = z.strictObject({ field: z.enum(['tenderer', 'agent']), certificate: z.string() })
/** A paper that its host signed in the PDF as it was published (PAdES); the platform's stamp follows the publication. */
export const HostSigned = SignedIn.extend({ file: z.string(), sha256: z.string() })
export type HostSigned = z.infer<typeof HostSigned>
