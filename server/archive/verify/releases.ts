import { unbase64, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { type Letter, letterSuite } from '../../../crypto/letter.ts'
import type { SignedBy } from '../../../crypto/signature.ts'
import type { Suite } from '../../../crypto/suite.ts'
import { statementOf } from '../../access/statement.ts'
import type { Fact } from '../../ledger/event.ts'
import { OfficerReleased, OpeningKeyAnnounced } from '../../opening/events.ts'
import { releaseFields } from '../../opening/letters.ts'
import { type Officer, SEAT_WORDS, seatsOf } from '../../tenders/seats.ts'
import type { Tender } from '../../tenders/tender.ts'
import type { Signed } from './signatures.ts'

/** Checks a signature at an instant: answers who signed, throws when it does not hold. */
export type CheckSigned = (of: Signed, at: number) => Promise<SignedBy>

/** What of a tender says who the officers are and when the bids may be opened. */
export type Asked = Pick<Tender, 'id' | 'deadline' | 'shares' | 'officerKeys'>

/** A release that counts: for the opening's last key before the reading, not refused, the officer's last one. */
export interface Release {
  role: Officer
  epoch: number
  letter: Letter
  /** that of letters to the key it was released for */
  suite: Suite
}

/** An officer as a report names it: seat and organisation. */
export const officerName = ({ officerKeys }: Pick<Tender, 'officerKeys'>, role: string): string =>
  `${SEAT_WORDS[role as Officer]?.zh ?? ''} ${role} (${officerKeys[role as Officer]?.name ?? 'nobody'})`.trim()

/**
 * The officers' releases of an opening that count, and what is wrong with any release at all: somebody else's, a forged or
 * an early one is named even where enough others are good.
 *
 * @param facts of one tender, in their order
 */
export async function releasesOf(
  tender: Asked,
  facts: readonly Fact[],
  check: CheckSigned,
): Promise<{ counted: Release[]; wrong: string[] }> {
  const counted = new Map<string, Release>()
  const wrong: string[] = []
  let key: { epoch: number; spki: string } | undefined
  for (const fact of facts) {
    if (fact.type === 'opening.bidsRead') break
    if (fact.type === OpeningKeyAnnounced.type) {
      key = OpeningKeyAnnounced.schema.parse(fact.data)
      counted.clear() // what was released for an earlier key is void
    }
    if (fact.type === 'opening.shareRefused') {
      const { role, tag } = fact.data as { role: string; tag?: string }
      if (tag === undefined) counted.delete(role) // else of a remedy, judged with its bid
    }
    if (fact.type !== OfficerReleased.type) continue
    const { role, epoch, letter, signature } = OfficerReleased.schema.parse(fact.data)
    try {
      if (fact.at < tender.deadline) throw new Error('released before the deadline')
      if (!key || key.epoch !== epoch) throw new Error('released for a key that was not announced')
      const said = releaseFields({ tender: tender.id, epoch, spki: key.spki, letter }, role)
      if (signature.statement !== statementOf('opening.release', said))
        throw new Error('what was signed is not this release')
      await signedByOfficer(tender, role, { signature, at: fact.at }, check)
      counted.set(role, { role: role as Officer, epoch, letter, suite: letterSuite(unbase64(key.spki)) })
    } catch (problem) {
      wrong.push(`${officerName(tender, role)}: ${reasonOf(problem)}`)
    }
  }
  return { counted: [...counted.values()], wrong }
}

/** The signature is one of the organisation that holds the seat, made after the deadline. Throws otherwise. */
export async function signedByOfficer(
  tender: Asked,
  role: string,
  { signature, at }: { signature: { statement: string; cms: string; certificate: string }; at: number },
  check: CheckSigned,
): Promise<void> {
  const { statement, cms, certificate } = signature
  const holder = tender.officerKeys[role as Officer]
  if (!seatsOf(tender).some((seat) => seat === role) || !holder) throw new Error('no officer of this ceremony')
  const signer = await check({ bytes: utf8(statement), cms, certificate }, at)
  if (signer.certificate.organisationCode !== holder.organisation)
    throw new Error('released with the certificate of somebody else')
}

/** The public key that an officer published for the ceremony, DER. */
export const ceremonyKeyOf = ({ officerKeys }: Asked, role: Officer): Uint8Array =>
  unbase64(officerKeys[role]?.spki ?? '')

/** Why a check threw, in short. */
export const reasonOf = (problem: unknown): string => {
  const { code, facts, message } = problem as { code?: string; facts?: object; message?: string }
  return code
    ? `${code}${facts && Object.keys(facts).length ? ` ${canonical(facts)}` : ''}`
    : String(message ?? problem)
}
