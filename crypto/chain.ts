import type { Certificate } from './certificate.ts'
import { standingOf } from './crl.ts'
import { CryptoProblem, isCryptoProblem } from './problem.ts'
import { isSignedBy, isSound } from './publicKey.ts'

export { parseCrl } from './crl.ts'

/** Whom one trusts: authorities, what links to them, and the lists of what they revoked. */
export interface Trust {
  readonly roots: readonly Certificate[]
  /** Authorities that may stand between; they are believed only through a root. */
  readonly intermediates: readonly Certificate[]
  /** Revocation lists in DER, of any authority above. */
  readonly crls: readonly Uint8Array[]
}

/** What a certificate is to be used for. */
export type CertificateUse = 'sign' | 'encrypt' | 'timestamp'

/** A valid path, and what was known about revocation. */
export interface Path {
  /** From the certificate itself to the root. */
  readonly chain: readonly Certificate[]
  /** `good` if every certificate below the root was looked up in a list valid at the instant. */
  readonly revocation: 'good' | 'unknown'
  /** The list in which the certificate itself was looked up: its SHA-256, hex. */
  readonly evidence: { readonly crl?: string }
}

const LONGEST = 8
const MOST_SIGNATURES = 64

/**
 * Finds a valid path from a certificate to a trusted root at an instant (RFC 5280 6, without name constraints and
 * required policies: a certificate that has such constraints as critical ones is refused).
 *
 * Also the root must be valid at the instant. When revocation is not known the path still stands: the caller decides.
 *
 * @param at milliseconds since 1970
 * @throws USAGE_FORBIDDEN, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_UNSUPPORTED,
 *   CERTIFICATE_REVOKED, CRL_INVALID, or PATH_NOT_FOUND with the reason in `why`
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

/** What holds for each certificate of a path, whatever its place. */
function checkItself(certificate: Certificate, at: number): void {
  const { fingerprint, notBefore, notAfter, unknownCritical, keyAlgorithm, keyBits } = certificate
  if (at < notBefore) throw new CryptoProblem('CERTIFICATE_NOT_YET_VALID', { fingerprint, at, notBefore })
  if (at > notAfter) throw new CryptoProblem('CERTIFICATE_EXPIRED', { fingerprint, at, notAfter })
  if (unknownCritical.length) {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { fingerprint, extension: unknownCritical.join(' ') })
  }
  if (!isSound(certificate)) throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { fingerprint, keyAlgorithm, keyBits })
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
    algorithm.key === issuer.keyAlgorithm &&
    (await isSignedBy(issuer, algorithm.hash, certificate.signed, certificate.signature, algorithm.salt))
  if (!signed) throw noPath('not signed by its issuer', certificate)
  issuedBy.set(certificate, issuer.fingerprint)
}

async function withRevocation(chain: readonly Certificate[], { trust, at }: Search): Promise<Path> {
  const standings = []
  for (const [i, certificate] of chain.slice(0, -1).entries()) {
    standings.push(await standingOf(certificate, chain[i + 1]!, trust.crls, at))
  }
  const crl = standings[0]?.crl
  return {
    chain,
    revocation: standings.every(({ revocation }) => revocation === 'good') ? 'good' : 'unknown',
    evidence: crl === undefined ? {} : { crl },
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
