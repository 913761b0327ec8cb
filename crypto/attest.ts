import { unbase64, utf8 } from './bytes.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { checkPath } from './chain.ts'
import { type CodeRule, organisationCodeIn } from './organisationCode.ts'
import { CryptoProblem } from './problem.ts'
import { checkDetached } from './signature.ts'

/** A root that somebody trusts, with those below it, and how the organisation's code is read from its certificates. */
export interface Anchor {
  name: string
  /** certificates in DER, base64 */
  roots: readonly string[]
  intermediates: readonly string[]
  code: CodeRule
}

/** Who signed: the organisation as its authority's rule reads it, and the root to which the certificate's path leads. */
export interface Attested {
  certificate: Certificate
  organisation: string | undefined
  root: Certificate
}

/**
 * Checks a signature over a statement and the path of its certificate to one of these roots, at an instant. Revocation is
 * not asked for: whoever took the signature did, and its evidence stands in the CMS.
 *
 * @throws what `checkDetached` and `checkPath` throw; PATH_NOT_FOUND where the path ends at none of them
 */
export async function attested(
  { statement, cms }: { statement: string; cms: string },
  anchors: readonly Anchor[],
  at: number,
): Promise<Attested> {
  const { certificate, chain } = await checkDetached(unbase64(cms), utf8(statement))
  let first: unknown
  for (const { roots, intermediates, code } of anchors) {
    const trust = { roots: roots.map(certificateIn), intermediates: [...intermediates.map(certificateIn), ...chain] }
    try {
      const path = await checkPath(certificate, { ...trust, crls: [] }, at, 'sign')
      return { certificate, organisation: organisationCodeIn(certificate, code), root: path.chain.at(-1)! }
    } catch (problem) {
      first ??= problem
    }
  }
  throw first ?? new CryptoProblem('PATH_NOT_FOUND', { why: 'no root is trusted' })
}

const certificateIn = (der: string): Certificate => parseCertificate(unbase64(der))
