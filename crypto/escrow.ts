import { base64, unbase64, unhex } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { labelled } from './digest.ts'
import { split } from './shares.ts'
import { type Unwrapper, wrapTo } from './wrap.ts'

/** A party of a draw, and the key to which others may close something for it (SPKI, DER, base64). */
export interface EscrowParty {
  role: string
  spki?: string | null | undefined
}

/** A share of a party's value, closed to another party. */
export interface EscrowShare<R extends string = string> {
  to: R
  wrapped: string
}

/** The label under which a share of a party's value is wrapped to another party. */
export const escrowLabel = (draw: string, party: string, to: string): Uint8Array =>
  labelled('draw-escrow', canonicalBytes({ draw, party, to }))

/**
 * Splits a party's value among all the others and closes each share to its holder: if the party falls silent after it has
 * committed, the others open the value together. None where there are not two others, each with a key.
 *
 * @param value hexadecimal
 */
export async function escrowOf<R extends string>(
  draw: { id: string; parties: readonly (EscrowParty & { role: R })[] },
  party: R,
  value: string,
): Promise<EscrowShare<R>[]> {
  const others = draw.parties.filter((one) => one.role !== party)
  if (others.length < 2 || others.some((one) => !one.spki)) return []
  const shares = await split(unhex(value), others.length, others.length)
  return Promise.all(
    others.map(async ({ role, spki }, i) => {
      const wrapped = await wrapTo(unbase64(spki!), shares[i]!, escrowLabel(draw.id, party, role))
      return { to: role, wrapped: base64(wrapped) }
    }),
  )
}

/** The share of a silent party's value that was closed to a party, opened with its key. Throws UNWRAP_FAILED. */
export const openEscrow = (
  of: { draw: string; party: string; to: string; wrapped: string },
  key: Unwrapper,
): Promise<Uint8Array> => key.unwrap(unbase64(of.wrapped), escrowLabel(of.draw, of.party, of.to))
