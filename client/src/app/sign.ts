import { base64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { signDetached } from '../../../crypto/signature.ts'
import { serverNow, syncClock } from '../net/useClock.ts'
import { type HeldKey, keysAtHand, personalSigner, signer } from './keys.ts'

/** The text that is signed: what the deed is called and what it says, in the one canonical form. */
export const statementOf = (what: string, fields: Record<string, unknown>): string => canonical({ ...fields, what })

/**
 * Signs a deed as the platform will check it: CMS, base64, over `statementOf(what, fields)`.
 * Asks for a key if there is none at hand; throws KeysRefused if the person declines.
 */
export async function signStatement(what: string, fields: Record<string, unknown>): Promise<string> {
  return signBytes(utf8(statementOf(what, fields)))
}

/** As `signStatement`, with the person's own certificate: where the deed asks who the person is. */
export async function signAsPerson(what: string, fields: Record<string, unknown>): Promise<string> {
  return signBytesAsPerson(utf8(statementOf(what, fields)))
}

/** Signs bytes (a PDF's range) with the person's own certificate: detached CMS, base64. */
export async function signBytesAsPerson(bytes: Uint8Array): Promise<string> {
  await keysAtHand()
  await syncClock().catch(() => undefined)
  return base64(await signDetached(bytes, personalSigner(), serverNow()))
}

/** Signs bytes (a PDF's range): detached CMS, base64. */
export async function signBytes(bytes: Uint8Array, keys?: readonly HeldKey[]): Promise<string> {
  if (!keys) await keysAtHand()
  await syncClock().catch(() => undefined)
  return base64(await signDetached(bytes, signer(keys), serverNow()))
}

/** Signs a deed with one certain key: where it is to be shown that this very key is at hand. */
export async function signWith(key: HeldKey, what: string, fields: Record<string, unknown>): Promise<string> {
  await syncClock().catch(() => undefined)
  return base64(await signDetached(utf8(statementOf(what, fields)), key.signer(), serverNow()))
}
