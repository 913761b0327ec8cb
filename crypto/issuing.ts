import { type Bytes, hex, plain, unhex } from './bytes.ts'
import type { Certificate, Name } from './certificate.ts'
import { bits, element, explicit, integer, nothing, octets, oid, sequence, TAG, yes } from './der.ts'
import { sha256 } from './digest.ts'
import { nameDer } from './name.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { ecdsaDer, type SigningAlgorithm } from './publicKey.ts'
import { PSS_SALT, plainRsaKey, pssAlgorithm } from './rsaPss.ts'
import { signSm2 } from './sm2.ts'
import { readSm2Key, type Sm2Key } from './sm2Key.ts'
import { time } from './values.ts'

/** Bits of keyUsage by their names (RFC 5280 4.2.1.3). */
const KEY_USAGE = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const

/** One bit of keyUsage. */
export type KeyUsageBit = keyof typeof KEY_USAGE

/** A private key that signs: RSA (PKCS#1 v1.5, or RSASSA-PSS) or P-256 with SHA-256, or SM2 with SM3. */
export interface SigningKey {
  readonly algorithm: SigningAlgorithm
  /** The signature as certificates and CMS hold it. */
  sign(bytes: Uint8Array): Promise<Bytes>
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const PSS = { name: 'RSA-PSS', hash: 'SHA-256', saltLength: PSS_SALT } as const
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** A private key held in memory, for signing. The key is read at the first use. */
export function softKey(algorithm: SigningAlgorithm, key: CryptoKey | { readonly pkcs8: Uint8Array }): SigningKey {
  if (algorithm === 'sm2') return softSm2Key(key)
  const how = { rsa: RSA, 'rsa-pss': PSS, p256: ECDSA }[algorithm]
  const { subtle } = globalThis.crypto
  let read: Promise<CryptoKey> | undefined
  const imported = () => {
    read ??=
      'pkcs8' in key ? subtle.importKey('pkcs8', plainRsaKey(key.pkcs8), how, false, ['sign']) : Promise.resolve(key)
    return read.catch(() => {
      throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why: 'not a private key of this kind', algorithm })
    })
  }
  return {
    algorithm,
    async sign(bytes) {
      const signature = new Uint8Array(await subtle.sign(how, await imported(), plain(bytes)))
      return algorithm === 'p256' ? ecdsaDer(signature) : signature
    },
  }
}

function softSm2Key(key: CryptoKey | { readonly pkcs8: Uint8Array }): SigningKey {
  let read: Sm2Key | undefined
  return {
    algorithm: 'sm2',
    async sign(bytes) {
      if (!('pkcs8' in key)) throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why: 'WebCrypto knows no SM2' })
      read ??= readSm2Key(key.pkcs8)
      return signSm2(read, bytes)
    },
  }
}

/** What is to stand in a certificate. */
export interface CertificateContent {
  readonly subject: Name
  readonly spki: Uint8Array
  /** Hex. */
  readonly serial: string
  /** Milliseconds since 1970, cut to the second. */
  readonly notBefore: number
  readonly notAfter: number
  readonly usage: readonly KeyUsageBit[]
  /** An authority; null stands for any number of authorities below. */
  readonly ca?: { readonly pathLength: number | null }
  readonly timestamping?: boolean
  /** A responder that answers for the issuer, not to be looked up itself. */
  readonly ocspSigning?: boolean
  /** Further extensions. */
  readonly extensions?: readonly Bytes[]
}

/** Who signs: the name and key of the issuer. */
export interface Issuer {
  readonly subjectDer: Uint8Array
  readonly spki: Uint8Array
  readonly key: SigningKey
}

/** The issuer that a certificate and its key make. */
export const issuerOf = ({ subjectDer, spki }: Certificate, key: SigningKey): Issuer => ({ subjectDer, spki, key })

/** A signed X.509 certificate in DER; by the key itself when no issuer is given. */
export function signCertificate(content: CertificateContent, by: Issuer | SigningKey): Promise<Bytes> {
  const subject = nameDer(content.subject)
  const issuer = 'key' in by ? by : { subjectDer: subject, spki: content.spki, key: by }
  return signed(issuer.key, (algorithm) =>
    sequence(
      explicit(0, integer(2)),
      integer(unhex(content.serial)),
      algorithm,
      issuer.subjectDer,
      sequence(time(content.notBefore), time(content.notAfter)),
      subject,
      content.spki,
      explicit(3, sequence(...extensionsFor(content, issuer))),
    ),
  )
}

/** What is to stand in a revocation list. Instants are milliseconds since 1970. */
export interface CrlContent {
  readonly revoked: readonly { readonly serial: string; readonly at: number }[]
  readonly thisUpdate: number
  readonly nextUpdate: number
  readonly number: number
}

/** A signed revocation list in DER, with further extensions if any. */
export function signCrl(
  { revoked, thisUpdate, nextUpdate, number }: CrlContent,
  issuer: Issuer,
  ...extensions: readonly (Bytes | undefined)[]
): Promise<Bytes> {
  const entries = revoked.map(({ serial, at }) => sequence(integer(unhex(serial)), time(at)))
  return signed(issuer.key, (algorithm) =>
    sequence(
      integer(1),
      algorithm,
      issuer.subjectDer,
      time(thisUpdate),
      time(nextUpdate),
      ...(entries.length ? [sequence(...entries)] : []),
      explicit(
        0,
        sequence(
          authorityKeyId(issuer),
          extension(OID.crlNumber, false, integer(number)),
          ...extensions.flatMap((one) => one ?? []),
        ),
      ),
    ),
  )
}

/** How each kind of key names its signatures; the parameters of SM2 with SM3 stay absent (GM/T 0015). */
const ALGORITHM: Readonly<Record<SigningAlgorithm, () => Bytes>> = {
  rsa: () => sequence(oid(OID.rsaSha256), nothing()),
  'rsa-pss': pssAlgorithm,
  p256: () => sequence(oid(OID.ecdsaSha256)),
  sm2: () => sequence(oid(OID.sm2Sm3)),
}

/** A body with its algorithm and signature, and what follows them, as certificates, lists and OCSP answers are made. */
export async function signed(
  key: SigningKey,
  body: (algorithm: Bytes) => Bytes,
  after: readonly Bytes[] = [],
): Promise<Bytes> {
  const algorithm = ALGORITHM[key.algorithm]()
  const content = body(algorithm)
  return sequence(content, algorithm, bits(await key.sign(content)), ...after)
}

/** One extension of a certificate or list. */
export const extension = (id: string, critical: boolean, value: Uint8Array): Bytes =>
  sequence(oid(id), ...(critical ? [yes()] : []), octets(value))

/** An identifier of a key: the first 20 bytes of the SHA-256 of its SubjectPublicKeyInfo (RFC 7093). */
const keyIdOf = (spki: Uint8Array): Bytes => plain(sha256(spki).subarray(0, 20))

const authorityKeyId = (issuer: Issuer): Bytes =>
  extension(OID.authorityKeyId, false, sequence(element(0x80, keyIdOf(issuer.spki))))

function extensionsFor(
  { ca, usage, timestamping, ocspSigning, spki, extensions = [] }: CertificateContent,
  issuer: Issuer,
): Bytes[] {
  const selfSigned = hex(issuer.spki) === hex(spki)
  const length = ca && ca.pathLength !== null ? [integer(ca.pathLength)] : []
  return [
    extension(OID.basicConstraints, true, sequence(...(ca ? [yes(), ...length] : []))),
    extension(OID.keyUsage, true, flags(usage.map((name) => KEY_USAGE[name]))),
    ...(timestamping ? [extension(OID.extendedKeyUsage, true, sequence(oid(OID.timeStamping)))] : []),
    ...(ocspSigning
      ? [
          extension(OID.extendedKeyUsage, false, sequence(oid(OID.ocspSigning))),
          extension(OID.ocspNoCheck, false, nothing()),
        ]
      : []),
    extension(OID.subjectKeyId, false, octets(keyIdOf(spki))),
    ...(selfSigned ? [] : [authorityKeyId(issuer)]),
    ...extensions,
  ]
}

/** Named bits, without trailing zeros, as DER asks. */
function flags(set: readonly number[]): Bytes {
  if (!set.length) return element(TAG.bits, new Uint8Array(1))
  const byte = set.reduce((sum, bit) => sum | (0x80 >> bit), 0)
  return bits(new Uint8Array([byte]), 7 - Math.max(...set))
}
