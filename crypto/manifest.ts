import { z } from 'zod'
import { type Bytes, hex, unhex } from './bytes.ts'
import { canonical, canonicalBytes, parseCanonical } from './canonical.ts'
import { labelled } from './digest.ts'
import { bidderCommitment } from './envelope.ts'
import { CryptoProblem } from './problem.ts'
import type { Received } from './receive.ts'
import type { Sealed } from './seal.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The shape of a manifest, for all who read one; what a platform asks beyond it, it adds. */
export const manifestSchema = z.strictObject({
  v: z.literal(1),
  tender: z.string().min(1).max(64),
  /** hash of the package's header, by its suite */
  header: hash,
  parts: z
    .array(z.strictObject({ id: z.string().min(1).max(32), root: hash, bytes: z.int().positive() }))
    .min(1)
    .max(16),
  sequence: z.int().positive().max(999),
  /** hash of the manifest before it, for a bid that replaces another */
  previous: hash.nullable(),
  /** given by the platform just before, used once */
  ticket: z.string().min(16).max(300),
  bidder: z.strictObject({ code: z.string().min(1).max(64), name: z.string().min(1).max(100) }),
  /** opens the bidder's commitment in the header */
  salt: hash,
})

/** What a bidder signs: this package, for this tender, by this bidder, in this place of the sequence. */
export type Manifest = z.infer<typeof manifestSchema>

/** The manifest of a package that was just sealed. */
export const manifestOf = (
  { header, parts }: Sealed,
  of: Pick<Manifest, 'tender' | 'sequence' | 'previous' | 'ticket' | 'bidder' | 'salt'>,
): Manifest => ({ v: 1, header, parts, ...of })

/** The bytes over which the detached signature is made: they say what the signature is for. */
export const manifestStatement = (manifest: Manifest): Bytes => canonicalBytes({ ...manifest, what: 'bid.seal' })

/** Reads a manifest from its canonical text. Throws ENVELOPE_MALFORMED or NOT_CANONICAL. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const read = manifestSchema.safeParse(parseCanonical(bytes))
  if (read.success) return read.data
  throw new CryptoProblem('ENVELOPE_MALFORMED', { why: `manifest: ${read.error.issues[0]?.path.join('.')}` })
}

/** What the next manifest names as its predecessor, hexadecimal. */
export const manifestHash = (manifest: Manifest): string => hex(labelled('manifest', canonicalBytes(manifest)))

/** Refuses a manifest that speaks of another package than the one received. Throws CONTEXT_MISMATCH with the member. */
export function checkManifest(manifest: Manifest, { header, headerHash, parts }: Received): void {
  const { context } = header
  const received = parts.map(({ id, root, bytes }) => ({ id, root, bytes }))
  const pairs = {
    header: [manifest.header, headerHash],
    parts: [canonical(manifest.parts), canonical(received)],
    tender: [manifest.tender, context.tender],
    bidder: [bidderCommitment(unhex(manifest.salt), manifest.bidder.code, header.suite), context.bidder],
    sequence: [manifest.sequence, context.sequence],
    previous: [manifest.previous === null, manifest.sequence === 1],
  } as const
  for (const [member, [found, expected]] of Object.entries(pairs)) {
    if (found !== expected) throw new CryptoProblem('CONTEXT_MISMATCH', { member, expected, found })
  }
}
