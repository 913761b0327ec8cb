import { parseBox, releaseBox } from '../../../crypto/box.ts'
import { base64, hex, text, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../crypto/canonical.ts'
import { labelled, sha256 } from '../../../crypto/digest.ts'
import { checkContext, type Header } from '../../../crypto/envelope.ts'
import { closeLetter, type Letter, openLetter } from '../../../crypto/letter.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { releaseBidder, releaseOfficer } from '../../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper, type Unwrapper } from '../../../crypto/wrap.ts'
import { letterLabel, releaseFields } from '../../../server/opening/letters.ts'
import type { Opening } from '../../../server/opening/opening.ts'
import type { Officer } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, keysAtHand, unwrapper } from '../app/keys.ts'
import { signStatement } from '../app/sign.ts'
import { myHeader } from '../bids/header.ts'
import { tryCode } from '../bids/remedy.ts'
import { api, Stopped } from '../net/http.ts'

/** The label under which an officer's client keeps its private key of a tender for itself. */
const backupLabel = (tender: string): Uint8Array => labelled('officer-key', utf8(tender))

/** A bidder releases its half of the keys, for this opening's key and no other. Throws if the certificate does not open. */
export async function unlockBid(tender: string, opening: Opening, tag: string): Promise<void> {
  const { epoch, spki } = opening
  if (!spki) throw new Stopped('开标密钥尚未公布', 'the key of the opening is not there yet')
  await keysAtHand()
  const secrets = await releaseBidder(await myHeader(tender), unwrapper())
  const letter = await closeLetter(unbase64(spki), canonicalBytes(secrets), letterLabel(tender, epoch, tag))
  const cms = await signStatement('opening.unlock', releaseFields({ tender, epoch, spki, letter }, 'bidder'))
  await api.post(`/tenders/${tender}/opening/unlock`, { epoch, letter, cms })
}

/**
 * A bidder whose key does not open hands in the secret of its remedy code, closed to this opening's key, and consents
 * with its signature: any certificate of the organisation serves. A wrong code is found here and nothing is sent.
 */
export async function unlockByCode(tender: string, opening: Opening, tag: string, written: string): Promise<void> {
  const { epoch, spki } = opening
  if (!spki) throw new Stopped('开标密钥尚未公布', 'the key of the opening is not there yet')
  const secret = await tryCode(await myHeader(tender), written)
  await keysAtHand()
  const content = canonicalBytes({ remedy: hex(secret) })
  const letter = await closeLetter(unbase64(spki), content, letterLabel(tender, epoch, tag))
  const cms = await signStatement('opening.remedy', releaseFields({ tender, epoch, spki, letter }, 'bidder'))
  await api.post(`/tenders/${tender}/opening/remedy`, { epoch, letter, cms })
}

/** Tells the platform, signed, that the certificate at hand does not open the bid: kept as evidence. */
export async function reportFailure(tender: string, error: unknown): Promise<boolean> {
  const certificate = encryptionCertificate()?.fingerprint
  if (!(error instanceof CryptoProblem) || !certificate) return false
  const fields = { tender, code: error.code, certificate }
  const cms = await signStatement('opening.unlockFailed', fields)
  await api.post(`/tenders/${tender}/opening/unlock-failed`, { code: error.code, certificate, cms })
  return true
}

interface Locks {
  epoch: number
  spki: string | null
  bids: { tag: string; header: Header; box: unknown }[]
  payers: { tag: string; box: unknown } | null
}

/** An officer releases its share of every bid; each bid must be sealed for this tender's ceremony. */
export async function releaseShares(tender: Tender, role: Officer): Promise<void> {
  await keysAtHand()
  const key = await ceremonyKey(tender, role)
  const { bids, payers, epoch, spki } = await api.get<Locks>(`/tenders/${tender.id}/opening/locks`)
  if (!spki) throw new Stopped('开标密钥尚未公布', 'the key of the opening is not there yet')
  const shares: Record<string, { box: string; parts: Record<string, string> }> = {}
  for (const { tag, header, box } of bids) {
    checkContext(header, { tender: tender.id, ...(tender.published ? { ceremony: tender.published.ceremony } : {}) })
    shares[tag] = {
      box: await releaseBox(parseBox(canonical(box)), role, key),
      parts: await releaseOfficer(header, role, key),
    }
  }
  if (payers) shares[payers.tag] = { box: await releaseBox(parseBox(canonical(payers.box)), role, key), parts: {} }
  const letter = await closeLetter(unbase64(spki), canonicalBytes(shares), letterLabel(tender.id, epoch, role))
  const cms = await signStatement('opening.release', releaseFields({ tender: tender.id, epoch, spki, letter }, role))
  await api.post(`/tenders/${tender.id}/opening/shares`, { epoch, letter, cms })
}

/** The officer's private key of this tender, from the backup that only its own certificate opens. */
export async function ceremonyKey(tender: Tender, role: Officer): Promise<Unwrapper> {
  const backup = tender.officerKeys[role]?.backup
  if (!backup) throw new Stopped('本标段没有您的开标密钥', 'you have no key in this tender')
  const letter = JSON.parse(text(unbase64(backup))) as Letter
  return softUnwrapper(await openLetter(unwrapper(), letter, backupLabel(tender.id)))
}

/** An officer makes its key pair of a tender: the public half signed, the private half closed to its own certificate. */
export async function publishOfficerKey(tender: string, role: Officer): Promise<void> {
  await keysAtHand()
  const certificate = encryptionCertificate()
  if (!certificate) throw new Stopped('密钥文件中没有加密证书', 'there is no encryption certificate in the key file')
  const { spki, pkcs8 } = await newWrapKey(certificate.keyAlgorithm === 'sm2' ? 'sm2' : 'rsa')
  const backup = base64(utf8(canonical(await closeLetter(certificate.spki, pkcs8, backupLabel(tender)))))
  const cms = await signStatement('tender.officerKey', { tender, role, key: hex(sha256(spki)) })
  await api.post(`/tenders/${tender}/officer-key`, { spki: base64(spki), backup, cms })
}
