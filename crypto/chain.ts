import type { Certificate } from './certificate.ts'
import { checkItself } from './checkItself.ts'
import { isBy, parseCrl, standingOf } from './crl.ts'
import { checkNames } from './nameConstraints.ts'
import { ocspStandingOf } from './ocspStanding.ts'
import { type PathPolicies, policiesOf } from './policies.ts'
import { CryptoProblem, isCryptoProblem } from './problem.ts'
import { fitsKey, isSignedBy } from './publicKey.ts'

export { parseCrl } from './crl.ts'

/** Whom one trusts: authorities, what links to them, and the lists of what they revoked. */
export interface Trust {
  readonly roots: readonly Certificate[]
  /** Authorities that may stand between; they are believed only through a root. */
  readonly intermediates: readonly Certificate[]
  /** Revocation lists in DER, of any authority above. */
  readonly crls: readonly Uint8Array[]
  /** Answers of their responders in DER (RFC 6960). */
  readonly ocsps?: readonly Uint8Array[]
}

/** What a certificate is to be used for. */
export type CertificateUse = 'sign' | 'encrypt' | 'timestamp'

/** A valid path, and what was known about revocation. */
export interface Path {
  /** From the certificate itself to the root. */
  readonly chain: readonly Certificate[]
  /** Under which policies it is valid; whether they are accepted, the caller decides. */
  readonly policies: PathPolicies
  /** `good` if every certificate below the root was looked up in a list or an answer valid at the instant. */
  readonly revocation: 'good' | 'unknown'
  /** The lists and answers in which certificates of the path were found good: their SHA-256, hex, the leaf's first. */
  readonly evidence: { readonly crls: readonly string[]; readonly ocsps: readonly string[] }
}

const LONGEST = 8
const MOST_SIGNATURES = 64

/**
 * Finds a valid path from a certificate to a trusted root at an instant (RFC 5280 6, policies by RFC 9618).
 *
 * Also the root must be valid at the instant, and what its certificate imposes on names and policies counts. When
 * revocation is not known the path still stands: the caller decides.
 *
 * @param at milliseconds since 1970
 * @throws USAGE_FORBIDDEN, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_UNSUPPORTED,
 *   CERTIFICATE_REVOKED, CRL_INVALID, OCSP_INVALID, NAME_NOT_PERMITTED, POLICY_NOT_VALID, or PATH_NOT_FOUND with the reason in `why`
 */
export async function checkPath(leaf: Certificate, trust: Trust, at: number, use: CertificateUse): Promise<Path> {
  checkUsage(leaf, use)
  checkItself(leaf, at)
  const search: Search = { trust, at, signatures: 0, problem: undefined }
  for await (const chain of pathsFrom([leaf], search)) {
    try {
      return await withRevocation(chain, search)
    } catch (problem) {
      keep(search, problem)
    }
  }
  throw search.problem ?? new CryptoProblem('PATH_NOT_FOUND', { why: 'no issuer', issuer: leaf.issuerKey })
}

interface Search {
  readonly trust: Trust
  readonly at: number
  signatures: number
  /** Why the best attempt failed so far. */
  problem: CryptoProblem | undefined
}

/** Remembers the problem that says most: any other is more to the point than that there is no path. */
function keep(search: Search, problem: unknown): void {
  if (!isCryptoProblem(problem)) throw problem
  if (!search.problem || search.problem.code === 'PATH_NOT_FOUND') search.problem = problem
}

function checkUsage({ usage, fingerprint }: Certificate, use: CertificateUse): void {
  const allowed = { sign: usage.sign, encrypt: usage.encrypt, timestamp: usage.timestamping }[use]
  if (!allowed) throw new CryptoProblem('USAGE_FORBIDDEN', { use, fingerprint })
}

/** All paths that go on from here, those that end in a root first; none goes through one key and name twice. */
async function* pathsFrom(chain: readonly Certificate[], search: Search): AsyncGenerator<readonly Certificate[]> {
  const last = chain.at(-1)!
  const { roots, intermediates } = search.trust
  const known = new Set<string>(roots.map((root) => root.fingerprint))
  for (const issuer of [...roots, ...intermediates.filter((one) => !known.has(one.fingerprint))]) {
    if (issuer.subjectKey !== last.issuerKey || chain.some((one) => isSameAuthority(one, issuer))) continue
    try {
      checkIssuer(issuer, chain, search.at)
      await checkIssued(last, issuer, search)
    } catch (problem) {
      keep(search, problem)
      continue
    }
    if (known.has(issuer.fingerprint)) yield [...chain, issuer]
    else if (chain.length + 1 < LONGEST) yield* pathsFrom([...chain, issuer], search)
  }
}

const isSameAuthority = (a: Certificate, b: Certificate): boolean =>
  a.subjectKey === b.subjectKey && a.spki.length === b.spki.length && a.spki.every((byte, i) => byte === b.spki[i])

const noPath = (why: string, { fingerprint }: Certificate): CryptoProblem =>
  new CryptoProblem('PATH_NOT_FOUND', { why, fingerprint })

function checkIssuer(issuer: Certificate, below: readonly Certificate[], at: number): void {
  checkItself(issuer, at)
  if (!issuer.ca) throw noPath('not an authority', issuer)
  if (!issuer.usage.certSign) throw noPath('may not sign certificates', issuer)
  // The leaf does not count, and neither does an authority that issued itself a new certificate (RFC 5280 6.1.4 l).
  const between = below.slice(1).filter((one) => one.subjectKey !== one.issuerKey).length
  if (issuer.pathLength !== undefined && between > issuer.pathLength) throw noPath('path too long', issuer)
}

const issuedBy = new WeakMap<Certificate, string>()

async function checkIssued(certificate: Certificate, issuer: Certificate, search: Search): Promise<void> {
  if (issuedBy.get(certificate) === issuer.fingerprint) return
  if (++search.signatures > MOST_SIGNATURES) throw noPath('too many candidates', certificate)
  const { signatureAlgorithm: algorithm, fingerprint } = certificate
  if (algorithm.key === 'other') {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { fingerprint, why: 'signature algorithm' })
  }
  const signed =
    fitsKey(algorithm, issuer) &&
    (await isSignedBy(issuer, algorithm.hash, certificate.signed, certificate.signature, algorithm.salt))
  if (!signed) throw noPath('not signed by its issuer', certificate)
  issuedBy.set(certificate, issuer.fingerprint)
}

async function withRevocation(chain: readonly Certificate[], search: Search): Promise<Path> {
  const { trust, at } = search
  checkNames(chain)
  const policies = policiesOf(chain)
  const { crls: lists, ocsps: responses = [], intermediates: responders } = trust
  const crls = new Set<string>()
  const ocsps: string[] = []
  let revocation: Path['revocation'] = 'good'
  for (let i = 0; i < chain.length - 1; i++) {
    const certificate = chain[i]!
    const signers = await listSigners(chain.slice(i + 1), search)
    const list = await standingOf(certificate, signers, lists, at)
    const known = { responses, lists, responders, signers }
    const answer = responses.length ? await ocspStandingOf(certificate, chain[i + 1]!, known, at) : undefined
    if (list.revocation !== 'good' && answer?.revocation !== 'good') revocation = 'unknown'
    for (const one of list.crls) crls.add(one)
    if (answer?.ocsp !== undefined) ocsps.push(answer.ocsp)
  }
  return { chain, policies, revocation, evidence: { crls: [...crls], ocsps } }
}

/**
 * Who may have signed the lists of an authority: itself, and whoever has its name above it in the path or was issued by
 * one of these, as authorities do that have a key of their own for lists, or a new key (RFC 5280 6.3.3 f).
 *
 * @param above from the authority to the root
 */
async function listSigners(above: readonly Certificate[], search: Search): Promise<Certificate[]> {
  const [issuer, ...higher] = above
  if (!issuer) return []
  const { trust, at } = search
  const named = trust.crls.map(parseCrl).filter((one) => one.issuerKey === issuer.subjectKey)
  if (named.every((one) => isBy(one, issuer))) return [issuer]
  const signers = [issuer, ...higher.filter((one) => one.subjectKey === issuer.subjectKey)]
  for (const one of trust.intermediates) {
    if (one.subjectKey !== issuer.subjectKey || above.includes(one) || !named.some((list) => isBy(list, one))) continue
    for (const by of above.filter((other) => other.subjectKey === one.issuerKey))
      if (await isGood(one, by, search, at)) signers.push(one)
  }
  return signers
}

/**
 * Which of these certificates may sign lists for an authority of a path beside it: valid, of its name, and issued by it or
 * above it. Whether one was revoked itself, `checkPath` asks.
 *
 * @param above from the authority to the root
 * @param at milliseconds since 1970
 */
export async function listSignersAmong(
  candidates: readonly Certificate[],
  above: readonly Certificate[],
  at: number,
): Promise<Certificate[]> {
  const search: Search = { trust: { roots: [], intermediates: [], crls: [] }, at, signatures: 0, problem: undefined }
  const found: Certificate[] = []
  for (const one of candidates.filter(({ usage }) => usage.crlSign)) {
    if (!above.some(({ subjectKey }) => subjectKey === one.subjectKey)) continue
    for (const by of above.filter(({ subjectKey }) => subjectKey === one.issuerKey))
      if (await isIssued(one, by, search)) found.push(one)
  }
  return found
}

async function isIssued(one: Certificate, by: Certificate, search: Search): Promise<boolean> {
  try {
    checkItself(one, search.at)
    await checkIssued(one, by, search)
    return true
  } catch (problem) {
    if (!isCryptoProblem(problem)) throw problem
    return false
  }
}

/** Whether a certificate that only signs lists may be believed: issued, valid, and good by the lists of its issuer. */
async function isGood(one: Certificate, by: Certificate, search: Search, at: number): Promise<boolean> {
  if (!(await isIssued(one, by, search))) return false
  try {
    return (await standingOf(one, [by], search.trust.crls, at)).revocation === 'good'
  } catch (problem) {
    if (!isCryptoProblem(problem)) throw problem
    return false
  }
}

/** The certificates above one, in order, picked by their names from an unordered bag. Nothing is checked here. */
export function issuersAbove(certificate: Certificate, bag: readonly Certificate[]): Certificate[] {
  const above: Certificate[] = []
  for (let last = certificate; above.length < LONGEST; ) {
    const issuer = bag.find((one) => one.subjectKey === last.issuerKey && one !== last && !above.includes(one))
    if (!issuer || last.subjectKey === last.issuerKey) break
    above.push(issuer)
    last = issuer
  }
  return above
}
