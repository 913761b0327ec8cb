import { base64, text, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { platformSigns, type Signature } from '../access/statement.ts'
import { unaskedReason } from '../access/trust.ts'
import type { Who } from '../access/who.ts'
import { promiseFact } from '../audit/promise.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Bid } from './bid.ts'

/** A certificate that signed, as a receipt names it. */
export interface ReceiptCertificate {
  /** hexadecimal */
  serial: string
  sha256: string
  /** why it was relied on without asking whether it was revoked, as two people signed it; absent where that was asked */
  noRevocation?: string
}

/** What a bidder holds: this package was here at this time, and will be in the log by that beat. Signed by the platform. */
export interface Receipt {
  receipt: {
    kind: 'bid.receipt'
    tender: string
    code: string
    name: string
    bidder: { code: string; name: string }
    sequence: number
    header: string
    parts: { id: string; root: string; bytes: number }[]
    bytes: number
    /** the certificate that signed the manifest; null for bids from before it was kept */
    certificate: ReceiptCertificate | null
    receivedAt: string
    /** the fact, its salted commitment, and until when it stands in the log at the latest */
    fact: string
    commitment: string
    loggedBy: string
    /** the platform's clock against the timestamp authority's, when last compared; null where they are one */
    clock: { offset: number; accuracy: number; measuredAt: string } | null
  }
  /** detached CMS of the platform over the canonical receipt, base64 */
  cms: string
  /** a note by which the log promises in which beat the commitment stands at the latest (crypto/promise.ts) */
  promise: string
  /** RFC 3161 token over the fact's commitment, base64, once it is there: until then null, and the receipt stands without */
  token: string | null
}

/** What a receipt says: the same for the same bid, however often it is asked for. */
export async function receiptText(
  platform: Platform,
  tender: Tender,
  bid: Bid,
  who: Pick<Who, 'organisation' | 'organisationName'>,
  beat: number,
): Promise<Receipt['receipt']> {
  const row = await events(platform.database).findOne({ where: { id: bid.fact }, raw: true })
  const fact = row as unknown as { commitment: string }
  return {
    kind: 'bid.receipt',
    tender: tender.id,
    code: tender.code,
    name: tender.name,
    bidder: { code: who.organisation ?? '', name: who.organisationName ?? '' },
    sequence: bid.sequence,
    header: bid.header,
    parts: bid.parts,
    bytes: bid.bytes,
    certificate: certificateOf(platform, bid.certificate),
    receivedAt: new Date(bid.receivedAt).toISOString(),
    fact: bid.fact,
    commitment: fact.commitment,
    loggedBy: new Date(bid.receivedAt + 2 * beat).toISOString(),
    clock: bid.clock && { ...bid.clock, measuredAt: new Date(bid.clock.measuredAt).toISOString() },
  }
}

const LONGEST_SERIAL = 64
const SIGNER = 'bid-signer'
/** 300 characters of three bytes each, in base64 */
const LONGEST_REASON = 1200

/** The certificate of a signature as a bid keeps it: sealed by the vault, equally long for all. */
export function sealCertificate(
  { vault }: Pick<Platform, 'vault'>,
  { serial, sha256, noRevocation = '' }: ReceiptCertificate,
): string {
  const told = base64(utf8(noRevocation)).padEnd(LONGEST_REASON)
  return vault.seal(SIGNER, `${serial.padEnd(LONGEST_SERIAL)}${sha256}${told}`)
}

/** The same of a signature that was checked, with the reason where nobody asked whether its certificate was revoked. */
export async function sealedCertificate(platform: Platform, signature: Signature, at: number): Promise<string> {
  const { cms, certificate: sha256 } = signature
  const found = parseSigned(unbase64(cms)).certificates.find(({ fingerprint }) => fingerprint === sha256)
  if (!found) throw new Error('a signature without its certificate')
  const reason = await unaskedReason(platform, signature, at)
  return sealCertificate(platform, { serial: found.serial, sha256, ...(reason ? { noRevocation: reason } : {}) })
}

/** The same as a receipt names it; null where it was not kept. */
export function certificateOf(
  { vault }: Pick<Platform, 'vault'>,
  sealed: string | undefined,
): ReceiptCertificate | null {
  if (!sealed) return null
  const whole = vault.open(SIGNER, sealed)
  const [serial, sha256] = [whole.slice(0, LONGEST_SERIAL).trimEnd(), whole.slice(LONGEST_SERIAL, LONGEST_SERIAL + 64)]
  const reason = text(unbase64(whole.slice(LONGEST_SERIAL + 64).trimEnd()))
  return { serial, sha256, ...(reason ? { noRevocation: reason } : {}) }
}

/** The receipt with the platform's signature. */
export async function receiptOf(
  platform: Platform,
  tender: Tender,
  bid: Bid,
  who: Pick<Who, 'organisation' | 'organisationName'>,
  beat: number,
): Promise<Receipt> {
  const receipt = await receiptText(platform, tender, bid, who, beat)
  const promise = await promiseFact(platform, bid.fact)
  return { receipt, cms: await platformSigns(platform, receipt), promise, token: bid.token }
}

/** The bytes that are signed and stamped. */
export const receiptBytes = (receipt: Receipt['receipt']): string => canonical(receipt)
