import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { nobody } from '../ledger/eye.ts'

/**
 * A key pair for the payers of one tender was made. Whoever pays is sealed to its public half; the private half lies in
 * a box that only k of the n officers open, and nowhere else.
 */
export const PayersKeyMade = defineEvent('payers.keyMade', {
  v: 1,
  zh: '付款人信息密封密钥已生成',
  en: "key for the payers' data made",
  data: z.strictObject({
    tender: z.string(),
    /** SubjectPublicKeyInfo, base64 */
    spki: z.string(),
    /** the private half (PKCS #8), a box of crypto/box.ts as canonical JSON */
    box: z.string(),
  }),
  seenBy: nobody,
})

/** The officers' shares opened the box when the opening named the bidders; from now on the payers can be read. */
export const PayersOpened = defineEvent('payers.opened', {
  v: 1,
  zh: '付款人信息已随投标人名单启封',
  en: "payers' data opened with the bidders' names",
  /** the private half, sealed by the vault: what was secret until the opening is not any more */
  data: z.strictObject({ tender: z.string(), key: z.string() }),
  seenBy: nobody,
})

export const payersEvents = [PayersKeyMade, PayersOpened]
export type PayersFact = FactOf<(typeof payersEvents)[number]>
export type PayersHappening = HappeningOf<(typeof payersEvents)[number]>

/** The key of one tender's payers. */
export interface PayersKey {
  tender: string
  spki: string
  box: string
  /** the private half, sealed by the vault; null until the opening */
  opened: string | null
}

/** The only place where it changes. */
export function evolve(key: PayersKey | undefined, fact: PayersFact): PayersKey {
  if (fact.type === 'payers.keyMade') return { ...fact.data, opened: null }
  if (!key) throw new Error('payers are opened before their key was made')
  return { ...key, opened: fact.data.key }
}
