import { base64, hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { canonical, canonicalBytes } from '../../crypto/canonical.ts'
import type { Certificate } from '../../crypto/certificate.ts'
import { checkPath } from '../../crypto/chain.ts'
import { sha256 } from '../../crypto/digest.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { checkDetached, signDetached } from '../../crypto/signature.ts'
import { refusals } from '../law/refusal.ts'
import type { Platform } from '../platform/platform.ts'
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
  /** detached CMS over it, base64 */
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
  const signer = await checkSignature(platform, utf8(statement), signed.cms, at)
  const same = who.organisation ? signer.organisationCode === who.organisation : signer.fingerprint === who.certificate
  if (!same) throw refuse('SIGNER_IS_ANOTHER', { what: signed.what })
  return { statement, cms: signed.cms, certificate: signer.fingerprint }
}

/** Checks a detached signature over bytes and the signer's path to a trusted root; answers the signer's certificate. */
export async function checkSignature(
  platform: Platform,
  bytes: Uint8Array,
  cms: string,
  at: number,
): Promise<Certificate> {
  try {
    const signed = await checkDetached(unbase64(cms), bytes)
    const trust = await platform.trust()
    await checkPath(
      signed.certificate,
      { ...trust, intermediates: [...trust.intermediates, ...signed.chain] },
      at,
      'sign',
    )
    return signed.certificate
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
