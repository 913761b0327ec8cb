import { unbase64 } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { parseVerifier } from './checkpoint.ts'
import { CryptoProblem } from './problem.ts'
import { openPromise } from './promise.ts'
import { checkDetached, type SignedBy } from './signature.ts'

/** What a platform hands over for a deed: what it says, its signature over that, and the log's promise to hold the fact. */
export interface Acknowledgement {
  receipt: { commitment: string } & Record<string, unknown>
  /** detached CMS over the canonical receipt, base64 */
  cms: string
  promise: string
}

/** What somebody knows of a platform from before: the log's verifier line, and the SHA-256 of the certificate it signs with. */
export interface KnownPlatform {
  verifier: string
  fingerprint: string
}

/**
 * Checks an acknowledgement by what was known before it came: signed by the platform's certificate and no other, and the log
 * promised, by its key, to hold just this commitment.
 *
 * @throws SIGNER_NOT_FOUND for another signer, CONTEXT_MISMATCH for a promise of something else, and what `checkDetached` and
 *   `openPromise` throw
 */
export async function checkAcknowledgement(
  { receipt, cms, promise }: Acknowledgement,
  known: KnownPlatform,
): Promise<{ by: SignedBy; beat: number }> {
  const by = await checkDetached(unbase64(cms), canonicalBytes(receipt))
  const { fingerprint } = by.certificate
  if (fingerprint !== known.fingerprint)
    throw new CryptoProblem('SIGNER_NOT_FOUND', { why: 'not the platform that was known', fingerprint })
  const verifier = parseVerifier(known.verifier)
  const promised = await openPromise(promise, [verifier])
  if (promised.origin !== verifier.name) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'origin' })
  if (promised.commitment !== receipt.commitment) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'commitment' })
  return { by, beat: promised.beat }
}
