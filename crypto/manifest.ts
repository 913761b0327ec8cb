import { z } from 'zod'
import { type Bytes, hex } from './bytes.ts'
import { canonical, canonicalBytes, parseCanonical } from './canonical.ts'
import { sha256 } from './digest.ts'
import { CryptoProblem } from './problem.ts'
import type { Received } from './receive.ts'
import type { Sealed } from './seal.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const manifestSchema = z.strictObject({
  v: z.literal(1),
  what: z.literal('bid'),
  header: hash,
  parts: z
    .array(z.strictObject({ id: z.string(), root: hash, bytes: z.int().positive() }))
    .min(1)
    .max(16),
  sequence: z.int().positive(),
  previous: hash.nullable(),
  ticket: z.string().min(16).max(128),
})

/**
 * What a bidder signs about its package. `previous` is the hash of the manifest it replaces, null for the first;
 * `ticket` is the nonce that the platform issued just before.
 */
export type Manifest = z.infer<typeof manifestSchema>

/** The manifest's bytes, over which the detached signature is made. */
export const manifestBytes = (
  sealed: Sealed,
  { sequence, previous, ticket }: Pick<Manifest, 'sequence' | 'previous' | 'ticket'>,
): Bytes =>
  canonicalBytes({ v: 1, what: 'bid', header: sealed.header, parts: sealed.parts, sequence, previous, ticket })

/** Reads a manifest. Throws ENVELOPE_MALFORMED or NOT_CANONICAL. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const read = manifestSchema.safeParse(parseCanonical(bytes))
  if (read.success) return read.data
  throw new CryptoProblem('ENVELOPE_MALFORMED', { why: `manifest: ${read.error.issues[0]?.path.join('.')}` })
}

/** What the next manifest names as its predecessor, hexadecimal. */
export const manifestHash = (bytes: Uint8Array): string => hex(sha256(bytes))

/** Refuses a manifest that speaks of another package than the one received. Throws CONTEXT_MISMATCH. */
export function checkManifest(manifest: Manifest, received: Received): void {
  const parts = received.parts.map(({ id, root, bytes }) => ({ id, root, bytes }))
  const pairs = {
    header: [manifest.header, received.headerHash],
    parts: [canonical(manifest.parts), canonical(parts)],
    sequence: [manifest.sequence, received.header.context.sequence],
    previous: [manifest.previous === null, manifest.sequence === 1],
  } as const
  for (const [member, [found, expected]] of Object.entries(pairs)) {
    if (found !== expected) throw new CryptoProblem('CONTEXT_MISMATCH', { member, expected, found })
  }
}
