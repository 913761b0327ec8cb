import { factCommitment } from '../../../crypto/beat.ts'
import { unbase64, unhex, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { type CertificateUse, checkPath, type Path, parseCrl } from '../../../crypto/chain.ts'
import type { Evidence } from '../../../crypto/evidence.ts'
import { checkDetached, type SignedBy } from '../../../crypto/signature.ts'
import { checkTimestamp } from '../../../crypto/timestamp.ts'
import type { TrustedAuthority } from '../../identity/trustList.ts'
import type { Opened } from './archive.ts'
import { refuseAny } from './report.ts'
import { type ArchivedTrust, listedFor, unasked } from './trust.ts'

/** Bytes with the CMS over them, and the certificate that is said to have made it. */
export interface Signed {
  bytes: Uint8Array
  cms: string
  certificate?: string
}

/** Signatures anywhere in a fact's data: statement and CMS, or a bid's manifest and CMS. */
function signedIn(data: unknown): Signed[] {
  if (Array.isArray(data)) return data.flatMap(signedIn)
  if (!data || typeof data !== 'object') return []
  const { statement, cms, certificate, manifestText, ...rest } = data as Record<string, unknown>
  const own: Signed[] = []
  if (typeof statement === 'string' && typeof cms === 'string')
    own.push({ bytes: utf8(statement), cms, ...(typeof certificate === 'string' ? { certificate } : {}) })
  if (typeof manifestText === 'string' && typeof cms === 'string')
    own.push({ bytes: utf8(canonical({ ...JSON.parse(manifestText), what: 'bid.seal' })), cms })
  return [...own, ...Object.values(rest).flatMap(signedIn)]
}

/** Every signature in the facts verifies, and its certificate was good at that instant. */
export async function checkSignatures({ facts, trust }: Opened): Promise<string> {
  const wrong: string[] = []
  const by: (TrustedAuthority | undefined)[] = []
  for (const { fact } of facts)
    for (const one of signedIn(fact.data)) {
      try {
        by.push((await checkSigned(one, trust, fact.at)).authority)
      } catch (problem) {
        wrong.push(
          `${fact.type} ${fact.id}: ${String((problem as { code?: string }).code ?? (problem as Error).message)}`,
        )
      }
    }
  refuseAny(wrong, 'signatures do not verify')
  return `${by.length} signatures${unasked(by)}`
}

/**
 * A signature verifies and its certificate was good at that instant, by an authority that the trust list took for signatures
 * then; answers who signed. Throws otherwise.
 */
export async function checkSigned(
  { bytes, cms, certificate }: Signed,
  trust: ArchivedTrust,
  at: number,
): Promise<SignedBy & { authority: TrustedAuthority | undefined }> {
  const signed = await checkDetached(unbase64(cms), bytes)
  if (certificate && signed.certificate.fingerprint !== certificate) throw new Error('another certificate signed')
  const path = await goodPath(signed, trust, { at, use: 'sign' })
  return { ...signed, authority: listedFor(trust, path, { use: 'sign', at }) }
}

/** The path of a certificate; where evidence about revocation stands beside its signature, that has to show that it was good. */
async function goodPath(
  { certificate, chain, evidence }: Pick<SignedBy, 'certificate' | 'chain'> & { evidence: Evidence },
  trust: ArchivedTrust,
  { at, use }: { at: number; use: CertificateUse },
): Promise<Path> {
  const { crls, ocsps } = evidence
  const kept = new Set(trust.crls.map((list) => parseCrl(list).fingerprint))
  for (const list of crls) if (!kept.has(list)) throw new Error(`the revocation list ${list} is missing`)
  const intermediates = [...trust.intermediates, ...chain]
  const path = await checkPath(certificate, { ...trust, intermediates, ocsps }, at, use)
  if ((crls.length || ocsps.length) && path.revocation !== 'good')
    throw new Error('the evidence does not show that the certificate was good')
  return path
}

/** What a time stamp of a bid is over, by the kind of the fact that brought it. */
const STAMPED: Record<string, string> = { 'bid.stamped': 'bid.sealed', 'bid.withdrawalStamped': 'bid.withdrawn' }

/**
 * Every bid's time-stamp token is over the commitment of the fact that sealed it or took it back, by an authority that the
 * trust list took for time stamps at the time of the stamp.
 */
export async function checkTimestamps({ facts, trust }: Opened): Promise<string> {
  const wrong: string[] = []
  const by: (TrustedAuthority | undefined)[] = []
  for (const { fact } of facts) {
    const about = STAMPED[fact.type]
    if (!about) continue
    const { token, sequence } = fact.data as { token: string; sequence: number }
    const sealed = facts.find(
      (one) =>
        one.fact.stream === fact.stream &&
        one.fact.type === about &&
        (one.fact.data as { sequence: number }).sequence === sequence,
    )
    try {
      if (!sealed) throw new Error('it stamps no bid')
      const stamp = await checkTimestamp(unbase64(token), factCommitment(unhex(sealed.salt), sealed.fact))
      const of = { at: stamp.at, use: 'timestamp' as const }
      by.push(listedFor(trust, await goodPath(stamp, trust, of), of))
    } catch (problem) {
      wrong.push(`${fact.id}: ${String((problem as Error).message)}`)
    }
  }
  refuseAny(wrong, 'timestamps do not verify')
  return `${by.length} timestamps${unasked(by)}`
}
