import { base64, hex, unbase64 } from '../../../crypto/bytes.ts'
import type { BidKey } from '../../../server/bids/keyViews.ts'
import type { ShownCertificate } from '../../../server/identity/accountViews.ts'
import { POSSESSION } from '../../../server/identity/keyring.ts'
import type { HeldKey } from '../app/keys.ts'
import { signStatement, signWith } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'

/** What the page of an organisation's certificates is made of. */
export interface AccountView {
  certificates: ShownCertificate[]
  messages: { certificate: string; days: number; at: number }[]
}

/** What a held key is bound for; the usage of its certificate says which. */
export const purposeOf = ({ certificate }: HeldKey): 'sign' | 'encrypt' => (certificate.usage.sign ? 'sign' : 'encrypt')

/** Whether a certificate is still the one in use. */
export const inUse = ({ replacedBy, ended }: ShownCertificate): boolean => !replacedBy && !ended

/** How a certificate is called on the screen: its use, the clerk if it is one's, and the end of its number. */
export const called = ({ use, person, serial }: ShownCertificate): string => {
  const tail = serial.slice(-6)
  const kind = use === 'encrypt' ? say('加密证书', 'encryption certificate') : say('签名证书', 'signing certificate')
  return `${kind}${person ? ` ${person}` : ''} ${say(`尾号 ${tail}`, `…${tail}`)}`
}

/**
 * Binds a certificate: signed by the account's organisation, with a proof that the private key is at hand (a signature,
 * or a secret that only this key opens).
 */
export async function bindKey(key: HeldKey, replaces: string | null): Promise<void> {
  const use = purposeOf(key)
  const fields = { certificate: key.certificate.fingerprint, use, replaces }
  const certificate = base64(key.certificate.der)
  const cms = await signStatement('certificate.bind', fields)
  const proof = use === 'sign' ? { cms: await signWith(key, 'certificate.bind', fields) } : await openLock(key)
  await api.post('/account/certificates', { certificate, use, replaces, cms, proof })
}

async function openLock(key: HeldKey): Promise<{ ticket: string; secret: string }> {
  const certificate = base64(key.certificate.der)
  const { lock, ticket } = await api.post<{ lock: string; ticket: string }>('/account/possession', { certificate })
  return { ticket, secret: hex(await key.unwrapper().unwrap(unbase64(lock), POSSESSION)) }
}

/** What a bidder must do for one bid to open, in one sentence, and whether it is as it should be. */
export function keySentence(
  bid: BidKey,
  certificates: readonly ShownCertificate[],
  now: number,
): { tone: 'good' | 'sun' | 'bad'; text: string } {
  const held = certificates.find(({ id }) => id === bid.certificate)
  if (!held)
    return {
      tone: 'bad',
      text: say(
        '加密所用的证书未在此绑定：请绑定它，或在回执页做一次解密演练，确认密钥仍在手中',
        'the certificate it was locked to is not bound here: bind it, or rehearse on the receipt page to be sure that its key is at hand',
      ),
    }
  if (held.ended?.reason === 'lost')
    return {
      tone: 'bad',
      text: say(
        `只能用已挂失的${called(held)}的密钥解密：请在截止前用新证书重新封装并替换`,
        `only the lost ${called(held)} opens it: seal and replace it with a new certificate before the deadline`,
      ),
    }
  if (inUse(held) && held.notAfter > bid.deadline && now <= held.notAfter)
    return { tone: 'good', text: say(`用${called(held)}解密`, `opens with ${called(held)}`) }
  return {
    tone: 'sun',
    text: say(
      `仍需旧的${called(held)}的密钥：证书到期或换发不影响解密，但请保留密钥或介质到开标结束`,
      `still needs the old ${called(held)}: an expired or renewed certificate still opens it, but keep the key until the opening is over`,
    ),
  }
}
