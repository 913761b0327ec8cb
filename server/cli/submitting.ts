import { checkAcknowledgement, type KnownPlatform } from '../../crypto/acknowledgement.ts'
import { hex, random, unbase64 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { bidderCommitment } from '../../crypto/envelope.ts'
import { type Manifest, manifestOf } from '../../crypto/manifest.ts'
import { type Bid, ceremonySuite, type Sealed, type Sealing, sealBid } from '../../crypto/seal.ts'
import { checkSameBid, type HandedIn } from '../bids/acknowledged.ts'
import type { Receipt } from '../bids/receipt.ts'
import { natives } from '../platform/natives.ts'
import type { Officer } from '../tenders/seats.ts'
import { ceremonyHash, type Tender } from '../tenders/tender.ts'
import type { Client } from './client.ts'

/** What the platform answers to a bidder who is about to seal or to submit. */
export interface Prepared {
  context: { tender: string; document: string; ceremony: string; deadline: string }
  sequence: number
  previous: string | null
  needed: number
  /** the remedy that the tender document allows for a key that does not open */
  remedy?: 'code'
  officers: { role: string; spki: string }[]
  ceremony: Tender['officerKeys']
  ticket: string
}

/** Asks the platform what to seal for, and for a ticket that is good for one submission. */
export const prepare = (client: Client, tender: string): Promise<Prepared> =>
  client.post<Prepared>(`/tenders/${tender}/bid/prepare`)

/** What a bid is sealed for, by whom and what is in it. */
export interface ToSeal extends Pick<Prepared, 'context' | 'sequence' | 'needed' | 'officers' | 'ceremony'> {
  /** the bidder's credit code */
  code: string
  /** public key of the bidder's encryption certificate */
  bidderKey: Uint8Array
  /** whether to lock the bidder's halves to a remedy code as well */
  withRemedy?: boolean
  parts: Bid['parts']
}

/**
 * Makes the locks of a package by the very code that the browser runs. Throws when the officers' keys are not those
 * of the published ceremony.
 *
 * @param onProgress counts bytes of the package
 * @returns the package to stream, and the salt that opens the bidder's commitment in it (hex)
 */
export async function startSealing(
  of: ToSeal,
  onProgress: (done: number, total: number) => void,
): Promise<{ sealing: Sealing; salt: string }> {
  if (ceremonyHash(of.ceremony, of.officers.map(({ role }) => role) as Officer[]) !== of.context.ceremony)
    throw new Error('the ceremony is not what was published')
  const salt = random(32)
  const officers = of.officers.map(({ role, spki }) => ({ role, spki: unbase64(spki) }))
  const bidder = bidderCommitment(salt, of.code, ceremonySuite(officers))
  const context = { ...of.context, bidder, sequence: of.sequence }
  const { bidderKey, parts, withRemedy: remedy = false } = of
  const bid = { context, k: of.needed, officers, bidderKey, remedy, parts }
  return { sealing: await sealBid(bid, { ...natives, onProgress }), salt: hex(salt) }
}

/** Signs the manifest of an uploaded package with a fresh ticket and hands it in: the answer is the receipt. */
export async function handIn(
  client: Client,
  upload: string,
  sealed: Sealed,
  of: Omit<Manifest, 'v' | 'header' | 'parts'>,
): Promise<Receipt> {
  const manifest = manifestOf(sealed, of)
  const cms = await client.sign('bid.seal', manifest)
  const { encryption } = await client.keys()
  const key = encryption ? { key: hex(sha256(encryption.spki)) } : {}
  return client.post<Receipt>(`/tenders/${of.tender}/bid`, { upload, manifest, cms, ...key })
}

/** The bidder checks on its own that the receipt speaks of what it handed in, by the platform's keys as it knew them before. */
export async function checkReceipt(receipt: Receipt, of: HandedIn, known: KnownPlatform): Promise<void> {
  checkSameBid(receipt, of)
  await checkAcknowledgement(receipt, known)
}
