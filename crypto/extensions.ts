import { hex } from './bytes.ts'
import { contextTag, type Element, Fields, parseDer, TAG } from './der.ts'
import { type Limits, limitsOf, policiesIn } from './limits.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import type { KeyAlgorithm } from './publicKey.ts'
import { booleanOf, flagsOf, octetsOf, oidOf, smallOf } from './values.ts'

/** What a key may be used for. A certificate that does not state a usage has none of sign, encrypt, timestamping. */
export interface Usage {
  /** digitalSignature or nonRepudiation, and not a certificate for time stamps only. */
  readonly sign: boolean
  /** keyEncipherment or dataEncipherment; of a P-256 key keyAgreement, which those two are not for (RFC 8813). */
  readonly encrypt: boolean
  readonly certSign: boolean
  readonly crlSign: boolean
  /** The extended usage is critical and is timeStamping alone (RFC 3161 2.3). */
  readonly timestamping: boolean
  /** The extended usage names OCSPSigning (RFC 6960 4.2.2.2). */
  readonly ocspSigning: boolean
}

/** What the extensions of a certificate say. */
export interface ExtensionFacts {
  readonly usage: Usage
  readonly ca: boolean
  readonly pathLength?: number
  /** The policies it was issued under, by their identifiers. */
  readonly policies: readonly string[]
  /** What it imposes on the certificates below it. */
  readonly limits: Limits
  /** Its further names, and where its revocation lists lie, as they are encoded. */
  readonly altNames?: Element
  readonly distributionPoints?: Element
  /** A responder's certificate that is not to be looked up itself. */
  readonly ocspNoCheck: boolean
  /** Hex. */
  readonly subjectKeyId?: string
  readonly authorityKeyId?: string
  /** Critical extensions that nobody here understands: such a certificate is in no valid path. */
  readonly unknownCritical: readonly string[]
}

interface Extension {
  readonly critical: boolean
  readonly value: Element
}

/** The extensions of a certificate or revocation list by their identifier; none may come twice. */
export function extensionsOf(from: Element | undefined): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>()
  for (const extension of from ? new Fields(from).rest() : []) {
    const fields = new Fields(extension)
    const id = oidOf(fields.take())
    const flag = fields.maybe(TAG.boolean)
    const content = octetsOf(fields.take(TAG.octets))
    fields.end()
    if (found.has(id)) throw new CryptoProblem('DER_MALFORMED', { why: 'extension given twice', id })
    // What is unknown may hold anything; what is known is read strictly.
    const value = KNOWN.has(id) ? parseDer(content) : { tag: 0, raw: content, content, children: [] }
    found.set(id, { critical: flag ? booleanOf(flag) : false, value })
  }
  return found
}

const KNOWN: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectAltName,
  OID.subjectKeyId,
  OID.authorityKeyId,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
  OID.nameConstraints,
  OID.crlDistributionPoints,
  OID.issuingDistributionPoint,
])
const OF_CERTIFICATES: ReadonlySet<string> = new Set([...KNOWN].filter((id) => id !== OID.issuingDistributionPoint))

type Found = { -readonly [K in keyof ExtensionFacts]: ExtensionFacts[K] }

/** Reads the extensions of a certificate of a key of that algorithm. */
export function extensionFacts(from: Element | undefined, key: KeyAlgorithm): ExtensionFacts {
  const extensions = extensionsOf(from)
  const { ca, pathLength } = constraintsOf(extensions.get(OID.basicConstraints)?.value)
  const facts: Found = {
    ca,
    usage: usageOf(extensions, ca, key),
    policies: policiesIn(extensions.get(OID.certificatePolicies)?.value),
    limits: limitsOf(extensions),
    ocspNoCheck: extensions.has(OID.ocspNoCheck),
    unknownCritical: unknownIn(extensions),
  }
  if (pathLength !== undefined) facts.pathLength = pathLength
  const altNames = extensions.get(OID.subjectAltName)
  if (altNames) facts.altNames = altNames.value
  const points = extensions.get(OID.crlDistributionPoints)
  if (points) facts.distributionPoints = points.value
  const subjectKeyId = extensions.get(OID.subjectKeyId)
  if (subjectKeyId) facts.subjectKeyId = hex(octetsOf(subjectKeyId.value))
  const keyId = extensions.get(OID.authorityKeyId)?.value.children.find(isKeyId)
  if (keyId) facts.authorityKeyId = hex(keyId.content)
  return facts
}

const isKeyId = ({ tag }: Element): boolean => tag === contextTag(0, false)

function unknownIn(extensions: ReadonlyMap<string, Extension>): string[] {
  const unknown: string[] = []
  for (const [id, { critical }] of extensions) if (critical && !OF_CERTIFICATES.has(id)) unknown.push(id)
  return unknown
}

function constraintsOf(from: Element | undefined): Pick<ExtensionFacts, 'ca' | 'pathLength'> {
  if (!from) return { ca: false }
  const fields = new Fields(from)
  const flag = fields.maybe(TAG.boolean)
  const length = fields.maybe(TAG.integer)
  fields.end()
  return { ca: flag ? booleanOf(flag) : false, ...(length && { pathLength: smallOf(length) }) }
}

function usageOf(extensions: ReadonlyMap<string, Extension>, ca: boolean, key: KeyAlgorithm): Usage {
  const stated = extensions.get(OID.keyUsage)
  const flags = stated ? flagsOf(stated.value) : new Set<number>()
  const extended = extensions.get(OID.extendedKeyUsage)
  const purposes = extended ? new Fields(extended.value).rest().map(oidOf) : []
  const stampsOnly = purposes.length === 1 && purposes[0] === OID.timeStamping
  const signs = flags.has(0) || flags.has(1)
  return {
    sign: signs && !stampsOnly,
    encrypt: key === 'p256' ? agrees(flags) : flags.has(2) || flags.has(3),
    certSign: stated ? flags.has(5) : ca,
    crlSign: stated ? flags.has(6) : ca,
    ocspSigning: signs && purposes.includes(OID.ocspSigning),
    timestamping: signs && stampsOnly && extended?.critical === true,
  }
}

/** Whether a key may agree on others in either direction: keyAgreement, without encipherOnly and decipherOnly. */
const agrees = (flags: ReadonlySet<number>): boolean => flags.has(4) && !flags.has(7) && !flags.has(8)
