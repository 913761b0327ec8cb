import { hex, unbase64 } from '../../crypto/bytes.ts'
import type { Certificate } from '../../crypto/certificate.ts'
import { type CertificateUse, checkPath, type Path, type Trust } from '../../crypto/chain.ts'
import { parseSigned } from '../../crypto/cms.ts'
import { parseCrl } from '../../crypto/crl.ts'
import { type Evidence, withEvidence } from '../../crypto/evidence.ts'
import { parseOcsp } from '../../crypto/ocsp.ts'
import { organisationCodeIn } from '../../crypto/organisationCode.ts'
import { isUnderOneOf } from '../../crypto/policies.ts'
import type { Timestamp } from '../../crypto/timestamp.ts'
import { refusals } from '../law/refusal.ts'
import type { Platform, TrustedAuthority, TrustInForce } from '../platform/platform.ts'

const refuse = refusals({
  AUTHORITY_LIMITED: {
    status: 422,
    zh: '该证书的签发机构在信任列表中未获此项用途或策略',
    en: 'the trust list does not accept certificates of this authority for that use or under that policy',
  },
  REVOCATION_UNSOURCED: {
    status: 422,
    zh: '该证书的签发机构没有提供吊销查询（CRL 或 OCSP），信任列表也未准许不查询即受理',
    en: 'the authority of the certificate has no source of revocation, and the trust list does not accept it without one',
  },
  REVOCATION_UNKNOWN: {
    status: 409,
    zh: '暂时无法查知该证书是否已被吊销（签发机构的查询服务没有应答），请稍后再试',
    en: 'whether this certificate is revoked cannot be found out: its authority does not answer. Try again later',
  },
})

/** A certificate that may be relied on, and by what. */
export interface Relied {
  /** The certificate, with the organisation's code as its authority's rule reads it. */
  certificate: Certificate
  authority: TrustedAuthority
  path: Path
  /** The lists and answers that were looked into, DER; the path's evidence names those that count. */
  crls: readonly Uint8Array[]
  ocsps: readonly Uint8Array[]
}

export type Reliance = Pick<Platform, 'trust' | 'revocation'>

/**
 * Finds the path from a certificate to an authority of the trust list, and judges it by what the list says of that one.
 *
 * @param along certificates that came with the signature
 * @param at the instant of the deed, ms
 * @throws what `checkPath` throws; AUTHORITY_LIMITED, REVOCATION_UNSOURCED, REVOCATION_UNKNOWN
 */
export async function rely(
  platform: Reliance,
  of: { certificate: Certificate; along: readonly Certificate[]; use: CertificateUse },
  at: number,
): Promise<Relied> {
  const trust = await platform.trust()
  const known = { ...trust, intermediates: [...trust.intermediates, ...of.along] }
  const first = await checkPath(of.certificate, known, at, of.use)
  const authority = ownerOf(trust, first.chain.at(-1)!)
  if (!authority) throw new Error('a path ended at a root that no authority of the list has')
  const facts = { authority: authority.id, use: of.use }
  if (!authority.uses.includes(of.use)) throw refuse('AUTHORITY_LIMITED', facts)
  const { policies } = first
  if (authority.policies.length && !isUnderOneOf(policies, authority.policies))
    throw refuse('AUTHORITY_LIMITED', { ...facts, policies: policies.valid })
  const looked = await lookUp(platform, { authority, known, first, use: of.use }, at)
  return { certificate: withCode(of.certificate, authority), authority, ...looked }
}

type Looked = Pick<Relied, 'path' | 'crls' | 'ocsps'>

/**
 * Asks the authority's sources and judges the path by what they say: its lists first, which tell nobody whom one asks
 * about, then its responder. An authority without sources is judged by the lists that an administrator laid there; where
 * they say nothing, only the trust list can let its certificates in, with the reason that two people signed.
 */
async function lookUp(
  platform: Reliance,
  of: { authority: TrustedAuthority; known: Trust; first: Path; use: CertificateUse },
  at: number,
): Promise<Looked> {
  const { authority, known, first, use } = of
  if (!authority.crls.length && !authority.ocsp) {
    if (first.revocation !== 'good' && !authority.noRevocation)
      throw refuse('REVOCATION_UNSOURCED', { authority: authority.id })
    return { path: first, crls: known.crls, ocsps: [] }
  }
  const [certificate, ...above] = first.chain
  const crls = await platform.revocation.lists(authority, above)
  const listed = await checkPath(certificate!, { ...known, crls }, at, use)
  if (listed.revocation === 'good') return { path: listed, crls, ocsps: [] }
  const ocsps = authority.ocsp ? await platform.revocation.answers(authority, first.chain, crls) : []
  const path = await checkPath(certificate!, { ...known, crls, ocsps }, at, use)
  if (path.revocation !== 'good') throw refuse('REVOCATION_UNKNOWN', { authority: authority.id })
  return { path, crls, ocsps }
}

/** The authority of a root, as the list stands. */
export const ownerOf = (trust: TrustInForce, root: Certificate): TrustedAuthority | undefined =>
  trust.authorities.find(({ roots }) => roots.some((der) => hex(unbase64(der)) === hex(root.der)))

function withCode(certificate: Certificate, { code }: TrustedAuthority): Certificate {
  const { organisationCode: _ordinary, ...rest } = certificate
  const found = organisationCodeIn(certificate, code)
  return { ...rest, ...(found ? { organisationCode: found } : {}) }
}

/** The authority that the signer of a CMS belongs to, as the list stands. Throws if to none. */
export async function authorityOf(
  platform: Reliance,
  certificate: Certificate,
  cms: string,
  at: number,
): Promise<TrustedAuthority> {
  const { certificates } = parseSigned(unbase64(cms))
  return (await rely(platform, { certificate, along: certificates, use: 'sign' }, at)).authority
}

/**
 * Why the certificate of a signature is relied on without asking whether it was revoked, as two people signed it; null where
 * that was asked. Throws what `rely` throws.
 */
export async function unaskedReason(
  platform: Reliance,
  of: { cms: string; certificate: string },
  at: number,
): Promise<string | null> {
  const { certificates: along } = parseSigned(unbase64(of.cms))
  const certificate = along.find(({ fingerprint }) => fingerprint === of.certificate)
  if (!certificate) throw new Error('a signature without its certificate')
  const { authority, path } = await rely(platform, { certificate, along, use: 'sign' }, at)
  return path.revocation === 'good' ? null : (authority.noRevocation ?? null)
}

/** Where a revocation list is kept that a deed rested on. Lists are public: their hash may be their name. */
export const listFile = (sha256: string): string => `revocation/lists/${sha256}.crl`

/** Keeps the lists that a path was judged by, each once, and answers what stands beside the signature. */
export async function keepEvidence(
  platform: Pick<Platform, 'files'>,
  { path, crls, ocsps }: Relied,
): Promise<Evidence> {
  const named = new Set(path.evidence.crls)
  await keepLists(
    platform,
    crls.filter((list) => named.has(parseCrl(list).fingerprint)),
  )
  const answers = new Set(path.evidence.ocsps)
  return { crls: path.evidence.crls, ocsps: ocsps.filter((one) => answers.has(parseOcsp(one).fingerprint)) }
}

/**
 * Believes a time stamp only by an authority that the trust list takes for time stamps, at the stamp's own time; answers the
 * token with what was known of revocation beside its signature.
 *
 * @throws what `rely` throws
 */
export async function relyOnStamp(
  platform: Reliance & Pick<Platform, 'files'>,
  token: Uint8Array,
  { certificate, chain, at }: Timestamp,
): Promise<Uint8Array> {
  const relied = await rely(platform, { certificate, along: chain, use: 'timestamp' }, at)
  return withEvidence(token, await keepEvidence(platform, relied))
}

/** Keeps lists as files, each once; answers their SHA-256. */
export async function keepLists({ files }: Pick<Platform, 'files'>, lists: readonly Uint8Array[]): Promise<string[]> {
  const names: string[] = []
  for (const list of lists) {
    const { fingerprint } = parseCrl(list)
    names.push(fingerprint)
    if (kept.get(files)?.has(fingerprint)) continue
    if ((await files.size(listFile(fingerprint))) === undefined) await files.put(listFile(fingerprint), list)
    kept.set(files, new Set([...(kept.get(files) ?? []), fingerprint]))
  }
  return names
}

const kept = new WeakMap<object, Set<string>>()
