import { base64, hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import type { Certificate } from '../../crypto/certificate.ts'
import { sha256 } from '../../crypto/digest.ts'
import { withEvidence } from '../../crypto/evidence.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { checkDetached, signDetached } from '../../crypto/signature.ts'
import { refusals } from '../law/refusal.ts'
import type { Platform } from '../platform/platform.ts'
import { checkNotLost } from './lost.ts'
import { keepEvidence, rely } from './trust.ts'
import type { Who } from './who.ts'

const refuse = refusals({
  SIGNATURE_REFUSED: { status: 422, zh: '电子签名未通过验证', en: 'the signature does not verify' },
  SIGNER_IS_ANOTHER: {
    status: 403,
    zh: '签名证书不属于当前登录的主体',
    en: 'the signature is not made with a certificate of the one who is signed in',
  },
})

/** What was signed and by which certificate: kept with the fact as evidence. */
export interface Signature {
  /** canonical JSON of the statement */
  statement: string
  /** detached CMS over it, base64, with what was known about revocation beside the signature (crypto/evidence.ts) */
  cms: string
  /** SHA-256 of the signer's certificate */
  certificate: string
}

/** What a person signs: never an opaque digest, always what was shown. `what` keeps signatures of two purposes apart. */
export const statementOf = (what: string, fields: Record<string, unknown>): string => canonical({ ...fields, what })

/**
 * Checks a detached signature over a statement the platform builds itself from what it knows.
 *
 * @param who whose signature it must be (same organisation, or same certificate for a person without one)
 * @param at the instant at which the certificate must be good
 */
export async function checkStatement(
  platform: Platform,
  who: Pick<Who, 'organisation' | 'certificate'>,
  signed: { what: string; fields: Record<string, unknown>; cms: string },
  at: number,
): Promise<Signature> {
  const statement = statementOf(signed.what, signed.fields)
  const signer = await checkWithEvidence(platform, utf8(statement), signed.cms, at)
  const { organisationCode, fingerprint } = signer.certificate
  const same = who.organisation ? organisationCode === who.organisation : fingerprint === who.certificate
  if (!same) throw refuse('SIGNER_IS_ANOTHER', { what: signed.what })
  return { statement, cms: signer.cms, certificate: signer.certificate.fingerprint }
}

/** Checks a detached signature over bytes and the signer's path to an authority of the trust list; answers the signer's certificate. */
export const checkSignature = async (
  platform: Platform,
  bytes: Uint8Array,
  cms: string,
  at: number,
): Promise<Certificate> => (await checkWithEvidence(platform, bytes, cms, at)).certificate

/**
 * The same, and the CMS with the evidence about revocation that the decision rested on; its lists are kept as files.
 * A certificate that its organisation had declared lost by then is refused, whatever was signed.
 */
export async function checkWithEvidence(
  platform: Platform,
  bytes: Uint8Array,
  cms: string,
  at: number,
): Promise<{ certificate: Certificate; cms: string }> {
  try {
    const given = unbase64(cms)
    const signed = await checkDetached(given, bytes)
    const relied = await rely(platform, { certificate: signed.certificate, along: signed.chain, use: 'sign' }, at)
    await checkNotLost(platform, relied.certificate, at)
    const evidence = await keepEvidence(platform, relied)
    return { certificate: relied.certificate, cms: base64(withEvidence(given, evidence)) }
  } catch (problem) {
    if (problem instanceof CryptoProblem) throw refuse('SIGNATURE_REFUSED', { reason: problem.code, ...problem.facts })
    throw problem
  }
}

/** The platform's own signature over an object: receipts, promises, records. */
export async function platformSigns(platform: Platform, fields: Record<string, unknown>): Promise<string> {
  return base64(await signDetached(canonicalBytes(fields), platform.signer, platform.clock.now()))
}

/** SHA-256 of canonical JSON, hex. */
export const hashOf = (value: unknown): string => hex(sha256(canonicalBytes(value)))
