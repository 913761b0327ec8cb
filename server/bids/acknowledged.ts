import { canonical } from '../../crypto/canonical.ts'
import { refusals } from '../law/refusal.ts'

const refuse = refusals({
  RECEIPT_OTHER: {
    status: 409,
    zh: '平台的回执与本机递交的投标文件不一致，不能视为有效。请保存证据，并重新递交或报告监督部门',
    en: 'the receipt speaks of another bid than was handed in here: do not take it for valid. Save the evidence, hand in again or tell the supervisor',
  },
})

/** What of a receipt for a bid must be of what was handed in. */
interface Acknowledged {
  tender: string
  bidder: { code: string }
  sequence: number
  header: string
  parts: readonly { id: string; root: string; bytes: number }[]
  certificate: { serial: string } | null
}

/** What a bidder handed in, as its own program knows it. */
export interface HandedIn {
  tender: string
  bidder: { code: string }
  sequence: number
  /** hash of the header by its suite, hexadecimal */
  header: string
  parts: readonly { id: string; root: string; bytes: number }[]
  /** serial of the certificate that signed the manifest, hexadecimal, where it is known */
  serial?: string | undefined
}

/** That a receipt speaks of exactly what was handed in; refuses with the member that differs. */
export function checkSameBid({ receipt }: { receipt: Acknowledged }, of: HandedIn): void {
  const pairs: Record<string, [unknown, unknown]> = {
    tender: [receipt.tender, of.tender],
    bidder: [receipt.bidder.code, of.bidder.code],
    sequence: [receipt.sequence, of.sequence],
    header: [receipt.header, of.header],
    parts: [
      receipt.parts.map(({ id, root, bytes }) => ({ id, root, bytes })),
      of.parts.map(({ id, root, bytes }) => ({ id, root, bytes })),
    ],
    ...(of.serial === undefined ? {} : { certificate: [receipt.certificate?.serial, of.serial] }),
  }
  compare(pairs)
}

/** That a receipt for taking a bid back speaks of this bid; of one that was handed in elsewhere the header may not be known. */
export function checkSameWithdrawal(
  { receipt }: { receipt: Omit<Acknowledged, 'parts' | 'certificate'> },
  of: Pick<HandedIn, 'tender' | 'bidder' | 'sequence'> & { header: string | undefined },
): void {
  compare({
    tender: [receipt.tender, of.tender],
    bidder: [receipt.bidder.code, of.bidder.code],
    sequence: [receipt.sequence, of.sequence],
    ...(of.header === undefined ? {} : { header: [receipt.header, of.header] }),
  })
}

function compare(pairs: Record<string, [said: unknown, was: unknown]>): void {
  for (const [member, [said, was]] of Object.entries(pairs))
    if (canonical(said ?? null) !== canonical(was ?? null)) throw refuse('RECEIPT_OTHER', { member, said, was })
}
