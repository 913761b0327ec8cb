import { type Bytes, base64, hex, random, unbase64 } from './bytes.ts'
import { type Certificate, type Name, parseCertificate } from './certificate.ts'
import { type Issuer, issuerOf, type KeyUsageBit, signCertificate, signCrl, softKey } from './issuing.ts'
import { answerOcsp } from './ocspSigning.ts'
import { CryptoProblem } from './problem.ts'
import { isSound, type SigningAlgorithm } from './publicKey.ts'
import { newSm2Key } from './sm2Key.ts'
import { newWrapKey, wrapKindOf } from './wrap.ts'

/** What a certificate is issued for: an organisation signing or decrypting, a person, a time stamp, the platform, OCSP. */
export type CertificateKind = 'sign' | 'encrypt' | 'person' | 'timestamp' | 'platform' | 'responder'

/** A request for a certificate. Instants are milliseconds since 1970. */
export interface Issuance {
  readonly subject: Name & { readonly commonName: string }
  readonly kind: CertificateKind
  readonly spki: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
}

/** A small certification authority for tests, seeds and the demo: one root, no authorities below it. */
export interface Authority {
  readonly root: Certificate
  /** The private key of the root, PKCS#8. */
  readonly key: Uint8Array
  issue(issuance: Issuance): Promise<Certificate>
  /** A revocation list in DER over all that was ever revoked. */
  crl(revoked: readonly { serial: string; at: number }[], at: number, nextUpdate: number): Promise<Bytes>
  /** The answer to an OCSP request by the root itself, valid from `at` to `nextUpdate`. */
  ocsp(
    request: Uint8Array,
    revoked: readonly { serial: string; at: number }[],
    at: number,
    nextUpdate: number,
  ): Promise<Bytes>
  export(): SavedAuthority
}

/** An authority as text, to be kept by whoever may keep its key: base64 of DER. */
export interface SavedAuthority {
  readonly root: string
  readonly key: string
}

/** A key pair in DER. */
export interface NewKey {
  readonly pkcs8: Bytes
  readonly spki: Bytes
}

const USAGE: Readonly<Record<CertificateKind, readonly KeyUsageBit[]>> = {
  sign: ['digitalSignature', 'nonRepudiation'],
  person: ['digitalSignature', 'nonRepudiation'],
  encrypt: ['keyEncipherment', 'dataEncipherment'], // of a P-256 key: keyAgreement
  timestamp: ['digitalSignature'],
  platform: ['digitalSignature'],
  responder: ['digitalSignature'],
}

const YEARS = 20
const SERIAL_BYTES = 16

/**
 * Makes an authority with a fresh root, valid for 20 years from `at` (milliseconds since 1970).
 *
 * @param algorithm of the root: RSA-2048, or SM2 with SM3
 */
export async function createAuthority(of: { name: string; at: number; algorithm?: 'rsa' | 'sm2' }): Promise<Authority> {
  const { name, at, algorithm = 'rsa' } = of
  const { pkcs8, spki } = await newKey(algorithm === 'sm2' ? 'sm2' : 'rsa-sign')
  const root = await signCertificate(
    {
      subject: { country: 'CN', organisation: name, commonName: name },
      spki,
      serial: newSerial(),
      notBefore: at,
      notAfter: new Date(at).setUTCFullYear(new Date(at).getUTCFullYear() + YEARS),
      usage: ['keyCertSign', 'cRLSign'],
      ca: { pathLength: 0 },
    },
    softKey(algorithm, { pkcs8 }),
  )
  return authority(parseCertificate(root), pkcs8)
}

/** The authority that `export` wrote down. */
export const restoreAuthority = async (saved: SavedAuthority): Promise<Authority> =>
  authority(parseCertificate(unbase64(saved.root)), unbase64(saved.key))

const signsAs = ({ keyAlgorithm }: Certificate): SigningAlgorithm =>
  keyAlgorithm === 'sm2' || keyAlgorithm === 'rsa-pss' ? keyAlgorithm : 'rsa'

function authority(root: Certificate, key: Uint8Array): Authority {
  const issuer = issuerOf(root, softKey(signsAs(root), { pkcs8: key }))
  return {
    root,
    key,
    issue: (issuance) => issue(issuance, issuer),
    crl: (revoked, at, nextUpdate) => signCrl({ revoked, thisUpdate: at, nextUpdate, number: at }, issuer),
    ocsp: (request, revoked, at, nextUpdate) =>
      answerOcsp(
        request,
        { issuer: root, certificate: root, key: issuer.key },
        { at, nextUpdate, standingOf: (serial) => revoked.find((one) => one.serial === serial)?.at },
      ),
    export: () => ({ root: base64(root.der), key: base64(key) }),
  }
}

async function issue({ kind, subject, ...rest }: Issuance, issuer: Issuer): Promise<Certificate> {
  const content = {
    ...rest,
    subject: { country: 'CN', ...subject },
    serial: newSerial(),
    usage: kind === 'encrypt' && wrapKindOf(rest.spki) === 'p256' ? (['keyAgreement'] as const) : USAGE[kind],
    timestamping: kind === 'timestamp',
    ocspSigning: kind === 'responder',
  }
  const certificate = parseCertificate(await signCertificate(content, issuer))
  const { keyAlgorithm, keyBits } = certificate
  if (!isSound(certificate) || (kind === 'encrypt' && keyAlgorithm === 'rsa-pss')) {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { kind, keyAlgorithm, keyBits })
  }
  return certificate
}

/** A serial number of 16 random bytes; the first is neither zero nor over 127, so it has one form only. */
function newSerial(): string {
  const bytes = random(SERIAL_BYTES)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40
  return hex(bytes)
}

/** What a fresh key is for: RSA-2048 for signing or wrapping, P-256 and SM2 for either. */
export type KeyKind = 'rsa-sign' | 'rsa-wrap' | 'p256' | 'sm2'

/** A fresh key pair. */
export async function newKey(kind: KeyKind): Promise<NewKey> {
  if (kind === 'sm2') return newSm2Key()
  if (kind === 'rsa-wrap') return newWrapKey()
  const { subtle } = globalThis.crypto
  const publicExponent = new Uint8Array([1, 0, 1])
  const pair =
    kind === 'p256'
      ? await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
      : await subtle.generateKey(
          { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent },
          true,
          ['sign', 'verify'],
        )
  return {
    spki: new Uint8Array(await subtle.exportKey('spki', pair.publicKey)),
    pkcs8: new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)),
  }
}
