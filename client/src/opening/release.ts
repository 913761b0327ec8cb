import { type Box, parseBox, releaseBox } from '../../../crypto/box.ts'
import { base64, hex, text, unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../../crypto/canonical.ts'
import { labelled, sha256 } from '../../../crypto/digest.ts'
import type { Header } from '../../../crypto/envelope.ts'
import { closeLetter, type Letter, openLetter } from '../../../crypto/letter.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { checkDetached } from '../../../crypto/signature.ts'
import { releaseBidder, releaseOfficer, releaseRemedyShare } from '../../../crypto/unseal.ts'
import { newWrapKey, softUnwrapper, type Unwrapper, wrapKindOf } from '../../../crypto/wrap.ts'
import { decisionFields, letterLabel, releaseFields, remedyLabel } from '../../../server/opening/letters.ts'
import type { OpenedBid, Opening } from '../../../server/opening/opening.ts'
import {
  type Announced,
  announced,
  checkBid,
  checkConsent,
  checkSeat,
  checkSet,
  consentOn,
  restsOn,
} from '../../../server/opening/releasing.ts'
import type { Officer } from '../../../server/tenders/seats.ts'
import type { Tender } from '../../../server/tenders/tender.ts'
import { encryptionCertificate, keysAtHand, unwrapper } from '../app/keys.ts'
import { signStatement } from '../app/sign.ts'
import { myHeader } from '../bids/header.ts'
import { tryCode } from '../bids/remedy.ts'
import { api, orStop, Stopped } from '../net/http.ts'
import { keptLog, lookAtLog, ownTime, provedFacts } from '../net/log.ts'
import { syncClock } from '../net/useClock.ts'

/** The label under which an officer's client keeps its private key of a tender for itself. */
const backupLabel = (tender: string): Uint8Array => labelled('officer-key', utf8(tender))

type Shown = Pick<Opening, 'epoch' | 'spki'>

/**
 * What may be released, found by this page itself: the deadline's fact, the start and the announced key are in the log that
 * it knows, and the deadline has passed by its own clock and by the log's. Stops, with evidence, where one is not so.
 *
 * @param shown what the platform says now
 */
export async function mayRelease(tender: Tender, shown: Shown): Promise<Announced> {
  if (!shown.spki) throw new Stopped('开标密钥尚未公布', 'the key of the opening is not there yet')
  await syncClock().catch(() => undefined)
  const { facts: timeline } = await api.get<{ facts: { id: string; type: string }[] }>(`/tenders/${tender.id}/facts`)
  let found: unknown[] = []
  return orStop(
    () => ({ tender: tender.id, opening: { epoch: shown.epoch, spki: shown.spki }, log: keptLog(), facts: found }),
    async () => {
      type Rests = Parameters<typeof announced>[1][number]['fact']
      const { facts, known } = await provedFacts<Rests>(restsOn(timeline))
      found = facts.map(({ evidence }) => evidence)
      const of = { tender: tender.id, ceremony: tender.published?.ceremony, shown }
      return announced(of, facts, { own: ownTime(known), movable: known.movable })
    },
  )
}

/** The header of one's own bid, once this page has found that it may be released: for this opening's key and no other. */
async function releasable(tender: Tender, opening: Shown, tag: string): Promise<Announced & { own: Header }> {
  const own = await myHeader(tender.id)
  const may = await mayRelease(tender, opening)
  await orStop(
    () => ({ tag, header: own, announced: may }),
    () => checkBid(may, tag, own),
  )
  return { ...may, own }
}

/** A bidder releases its half of the keys. Throws if no key at hand opens it. */
export async function unlockBid(tender: Tender, opening: Shown, tag: string): Promise<void> {
  await keysAtHand()
  const { own, epoch, spki } = await releasable(tender, opening, tag)
  const secrets = await releaseBidder(own, unwrapper())
  const letter = await closeLetter(unbase64(spki), canonicalBytes(secrets), letterLabel(tender.id, epoch, tag))
  const cms = await signStatement('opening.unlock', releaseFields({ tender: tender.id, epoch, spki, letter }, 'bidder'))
  await api.post(`/tenders/${tender.id}/opening/unlock`, { epoch, letter, cms })
}

/**
 * A bidder whose key does not open hands in the secret of its remedy code, closed to this opening's key, and consents
 * with its signature: any certificate of the organisation serves. A wrong code is found here and nothing is sent.
 */
export async function unlockByCode(tender: Tender, opening: Shown, tag: string, written: string): Promise<void> {
  const secret = tryCode(await myHeader(tender.id), written)
  await keysAtHand()
  const { epoch, spki } = await releasable(tender, opening, tag)
  const content = canonicalBytes({ remedy: hex(secret) })
  const letter = await closeLetter(unbase64(spki), content, letterLabel(tender.id, epoch, tag))
  const cms = await signStatement('opening.remedy', releaseFields({ tender: tender.id, epoch, spki, letter }, 'bidder'))
  await api.post(`/tenders/${tender.id}/opening/remedy`, { epoch, letter, cms })
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

interface Locks extends Shown {
  bids: { tag: string; header: Header; box: Box }[]
  payers: { tag: string; box: Box } | null
}

/** The announced bids as an officer's page has found that it may release its shares of them: locked to the key of its seat. */
async function releasableSet(tender: Tender, role: Officer): Promise<{ may: Announced; locks: Locks }> {
  const locks = await api.get<Locks>(`/tenders/${tender.id}/opening/locks`)
  const may = await mayRelease(tender, locks)
  await orStop(
    () => ({ locks, announced: may }),
    () => {
      checkSet(may, locks.bids, locks.payers)
      checkSeat(locks.bids, role, tender.officerKeys[role]?.spki)
    },
  )
  return { may, locks }
}

/** What an officer's page has compared before it released: so many files, so many shares, each the committed one. */
export interface Compared {
  files: number
  shares: number
}

/** An officer releases its share of exactly the announced bids, once this page has found that it may. */
export async function releaseShares(tender: Tender, role: Officer): Promise<Compared> {
  await keysAtHand()
  const key = await ceremonyKey(tender, role)
  const { may, locks } = await releasableSet(tender, role)
  const { bids, payers } = locks
  const { epoch, spki } = may
  const shares: Record<string, { box: string; parts: Record<string, string> }> = {}
  for (const { tag, header, box } of bids)
    shares[tag] = {
      box: await releaseBox(parseBox(canonical(box)), role, key),
      parts: await releaseOfficer(header, role, key),
    }
  if (payers) shares[payers.tag] = { box: await releaseBox(parseBox(canonical(payers.box)), role, key), parts: {} }
  const letter = await closeLetter(unbase64(spki), canonicalBytes(shares), letterLabel(tender.id, epoch, role))
  const cms = await signStatement('opening.release', releaseFields({ tender: tender.id, epoch, spki, letter }, role))
  await api.post(`/tenders/${tender.id}/opening/shares`, { epoch, letter, cms })
  return { files: bids.length, shares: bids.reduce((sum, { header }) => sum + header.parts.length + 1, 0) }
}

/**
 * An officer decides on the remedy of one bid. To agree, its page finds the bidder's signed consent in the log, takes out its
 * share for this bid, which is compared with the commitment, and closes it to this opening's key; to refuse takes a reason.
 */
export async function decideRemedy(tender: Tender, role: Officer, bid: OpenedBid, reason?: string): Promise<void> {
  await keysAtHand()
  const { may, locks } = await releasableSet(tender, role)
  const header = locks.bids.find(({ tag }) => tag === bid.tag)?.header
  if (!header) throw new Stopped('没有找到该投标文件', 'there is no such bid')
  const consent = await consentTo(tender, may, bid)
  const { epoch, spki } = may
  const agreed = async () => {
    const share = await releaseRemedyShare(header, role, await ceremonyKey(tender, role))
    const label = remedyLabel(tender.id, epoch, { tag: bid.tag, role })
    return { letter: await closeLetter(unbase64(spki), canonicalBytes({ share }), label) }
  }
  const said = reason === undefined ? await agreed() : { reason }
  const fields = decisionFields({ tender: tender.id, epoch, spki, tag: bid.tag, consent, ...said }, role)
  const cms = await signStatement('opening.remedyDecision', fields)
  const decision = { agreed: reason === undefined, ...said }
  await api.post(`/tenders/${tender.id}/opening/remedy/decisions`, { tag: bid.tag, epoch, consent, decision, cms })
}

/** The bidder's consent to the remedy of its bid, as this page finds it in the log; its hash. Stops where it is not there. */
async function consentTo(tender: Tender, may: Announced, bid: OpenedBid): Promise<string> {
  const path = `/tenders/${tender.id}/facts`
  const { facts: timeline } = await api.get<{ facts: { id: string; type: string; data: unknown }[] }>(path)
  type Consent = Parameters<typeof checkConsent>[2]['fact']
  let found: unknown
  return orStop(
    () => ({ tag: bid.tag, announced: may, log: keptLog(), consent: found }),
    async () => {
      const [logged] = (await provedFacts<Consent>([consentOn(timeline, bid.tag)])).facts
      found = logged?.evidence
      const { statement = '', cms = '' } = logged?.fact.data.signature ?? {}
      const { certificate } = await checkDetached(unbase64(cms), utf8(statement))
      return checkConsent(may, bid, logged!, certificate)
    },
  )
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
  await lookAtLog() // what is seen now, this page will hold the platform to at the opening
  const certificate = encryptionCertificate()
  if (!certificate) throw new Stopped('密钥文件中没有加密证书', 'there is no encryption certificate in the key file')
  const { spki, pkcs8 } = await newWrapKey(wrapKindOf(certificate.spki))
  const backup = base64(utf8(canonical(await closeLetter(certificate.spki, pkcs8, backupLabel(tender)))))
  const cms = await signStatement('tender.officerKey', { tender, role, key: hex(sha256(spki)) })
  await api.post(`/tenders/${tender}/officer-key`, { spki: base64(spki), backup, cms })
}
