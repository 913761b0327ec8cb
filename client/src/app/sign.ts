import { base64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { signDetached } from '../../../crypto/signature.ts'
import { serverNow, syncClock } from '../net/useClock.ts'
import { keysAtHand, signer } from './keys.ts'

/** The text that is signed: what the deed is called and what it says, in the one canonical form. */
export const statementOf = (what: string, fields: Record<string, unknown>): string => canonical({ ...fields, what })

/**
 * Signs a deed as the platform will check it: CMS, base64, over `statementOf(what, fields)`.
 * Asks for the key file if there is none in memory; throws KeysRefused if the person declines.
 */
export async function signStatement(what: string, fields: Record<string, unknown>): Promise<string> {
  return signBytes(utf8(statementOf(what, fields)))
}

/** Signs bytes (a PDF's range): detached CMS, base64. */
export async function signBytes(bytes: Uint8Array, keys?: readonly KeyEntry[]): Promise<string> {
  if (!keys) await keysAtHand()
  await syncClock().catch(() => undefined)
  return base64(await signDetached(bytes, signer(keys), serverNow()))
}
