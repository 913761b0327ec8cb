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

/** One signature to check: what, up to whose roots, and at which instant (ms). */
export interface AttestedOf {
  signature: { statement: string; cms: string }
  anchors: readonly Anchor[]
  at: number
}

/** Who signed each of several, as `attested` finds it. */
export async function attestedEach(all: readonly AttestedOf[]): Promise<Attested[]> {
  const found: Attested[] = []
  for (const { signature, anchors, at } of all) found.push(await attested(signature, anchors, at))
  return found
}

const certificateIn = (der: string): Certificate => parseCertificate(unbase64(der))

/** A fact that carries a signature over a statement. */
export interface SignedFact {
  id: string
  type: string
  /** ms */
  at: number
  data: Readonly<Record<string, unknown>> & { readonly signature: { statement: string; cms: string } }
}

/** A fact and who signed what it carries, by which root. */
export interface Vouched<F extends SignedFact = SignedFact> {
  fact: F
  /** what the signer saw */
  statement: string
  signer: { organisation: string | undefined; name: string; root: { name: string; fingerprint: string } }
}

/**
 * Checks who signed facts, each at the time of its fact.
 *
 * @throws what `attested` throws, with the fact's id among its facts
 */
export async function vouched<F extends SignedFact>(
  facts: readonly F[],
  anchors: readonly Anchor[],
): Promise<Vouched<F>[]> {
  const all: Vouched<F>[] = []
  for (const fact of facts) {
    const { certificate, organisation, root } = await attested(fact.data.signature, anchors, fact.at).catch(
      (problem) => {
        throw problem instanceof CryptoProblem
          ? new CryptoProblem(problem.code, { ...problem.facts, fact: fact.id })
          : problem
      },
    )
    const name = certificate.subject.organisation ?? certificate.subject.commonName ?? ''
    const of = { name: root.subject.commonName ?? root.subject.organisation ?? '', fingerprint: root.fingerprint }
    all.push({ fact, statement: fact.data.signature.statement, signer: { organisation, name, root: of } })
  }
  return all
}
