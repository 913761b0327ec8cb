import { combine as libraryCombine, split as librarySplit } from 'shamir-secret-sharing'
import { type Bytes, equal, hex, plain } from './bytes.ts'
import { CryptoProblem } from './problem.ts'
import { type Suite, suiteLabelled } from './suite.ts'

const MOST_HOLDERS = 16

/** A share as its holder gives it back: who, and the share in hexadecimal. */
export type HeldShare = { role: string; share: string }

/**
 * Splits a secret so that any k of n shares give it back and fewer tell nothing (Shamir over GF(2^8)).
 *
 * @param n how many holders, at most 16
 * @param k how many are needed, at least 2
 * @returns n shares, each one byte longer than the secret
 */
export async function split(secret: Uint8Array, n: number, k: number): Promise<Bytes[]> {
  if (!Number.isInteger(n) || !Number.isInteger(k) || k < 2 || k > n || n > MOST_HOLDERS || secret.length === 0) {
    throw new CryptoProblem('SHARE_MALFORMED', { n, k })
  }
  return (await librarySplit(new Uint8Array(secret), n, k)).map(plain)
}

/**
 * Puts shares together. A wrong share, or one too few, gives a wrong secret without an error: check each share
 * against its commitment before, and the secret against its own after.
 */
export async function combine(shares: readonly Uint8Array[]): Promise<Bytes> {
  try {
    return plain(await libraryCombine(shares.map((share) => new Uint8Array(share))))
  } catch {
    throw new CryptoProblem('SHARE_MALFORMED', { shares: shares.length })
  }
}

/** What is published about a share beforehand, so that a wrong one is recognised. 32 bytes. */
export const shareCommitment = (share: Uint8Array, suite: Suite): Bytes => suiteLabelled(suite, 'share', share)

/** Refuses a share that is not the committed one. Throws SHARE_MISMATCH with the holder's name. */
export function checkShare(
  share: Uint8Array,
  commitment: Uint8Array,
  { suite, holder, part }: { suite: Suite; holder: string; part?: string },
): void {
  if (!equal(shareCommitment(share, suite), commitment)) {
    throw new CryptoProblem('SHARE_MISMATCH', { holder, part, commitment: hex(commitment) })
  }
}
