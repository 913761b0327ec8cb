import { canonical } from '../../crypto/canonical.ts'
import { platformSigns } from '../access/statement.ts'
import type { Who } from '../access/who.ts'
import { promiseFact } from '../audit/promise.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Bid } from './bid.ts'

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
    /** the certificate that signed the manifest: its serial number and its SHA-256, hexadecimal; null for bids from before it was kept */
    certificate: { serial: string; sha256: string } | null
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
    certificate: certificateOf(platform, bid),
    receivedAt: new Date(bid.receivedAt).toISOString(),
    fact: bid.fact,
    commitment: fact.commitment,
    loggedBy: new Date(bid.receivedAt + 2 * beat).toISOString(),
    clock: bid.clock && { ...bid.clock, measuredAt: new Date(bid.clock.measuredAt).toISOString() },
  }
}

const LONGEST_SERIAL = 64
const SIGNER = 'bid-signer'

/** The certificate of a bid's signature as it is kept: sealed by the vault, equally long for all. */
export const sealedCertificate = (
  { vault }: Pick<Platform, 'vault'>,
  { serial, fingerprint }: { serial: string; fingerprint: string },
): string => vault.seal(SIGNER, `${serial.padEnd(LONGEST_SERIAL)}${fingerprint}`)

function certificateOf({ vault }: Pick<Platform, 'vault'>, bid: Bid): Receipt['receipt']['certificate'] {
  if (!bid.certificate) return null
  const text = vault.open(SIGNER, bid.certificate)
  return { serial: text.slice(0, LONGEST_SERIAL).trimEnd(), sha256: text.slice(LONGEST_SERIAL) }
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
