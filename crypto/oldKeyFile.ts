import forge from 'node-forge'
import { type Bytes, hex, plain } from './bytes.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { issuersAbove } from './chain.ts'
import type { KeyEntry } from './keyFile.ts'
import { CryptoProblem } from './problem.ts'

/**
 * Reads a key file of the old kind: PKCS#12 with RC2 or 3DES, as authorities still hand out; keys of RSA, P-256 and SM2.
 * The caller has checked its MAC, so the PIN is right.
 *
 * @throws KEY_FILE_MALFORMED if it cannot be read all the same
 */
export function readOldKeyFile(bytes: Uint8Array, pin: string): KeyEntry[] {
  const file = opened(bytes, pin)
  const bags = (type: string): forge.pkcs12.Bag[] => file.getBags({ bagType: type })[type] ?? []
  const leaves = bags(forge.pki.oids['certBag'] ?? '').map((bag) => ({
    id: idOf(bag),
    certificate: certificateIn(bag),
  }))
  const certificates = leaves.map(({ certificate }) => certificate)
  const keys = [...bags(forge.pki.oids['pkcs8ShroudedKeyBag'] ?? ''), ...bags(forge.pki.oids['keyBag'] ?? '')]
  return keys.map((bag): KeyEntry => {
    const certificate = bag.key
      ? certificates.find((one) => hex(one.spki).includes(modulusOf(bag)))
      : leaves.find(({ id }) => id !== undefined && id === idOf(bag))?.certificate
    if (!certificate) throw malformed('a key without its certificate')
    const name = String(bag.attributes?.['friendlyName']?.[0] ?? certificate.subject.commonName ?? '')
    return { name, pkcs8: keyIn(bag), certificate, chain: issuersAbove(certificate, certificates) }
  })
}

/** A key as PKCS#8; forge itself reads only RSA ones and leaves the others as they are. */
function keyIn({ key, asn1 }: forge.pkcs12.Bag): Bytes {
  const info = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1
  if (!info) throw malformed('a bag without a key')
  return bytesOf(info)
}

const modulusOf = ({ key }: forge.pkcs12.Bag): string =>
  (key as forge.pki.rsa.PrivateKey).n.toString(16).replace(/^0+/, '')

/** What ties a key to its certificate. */
const idOf = ({ attributes }: forge.pkcs12.Bag): string | undefined => attributes?.['localKeyId']?.[0]

function opened(bytes: Uint8Array, pin: string): forge.pkcs12.Pkcs12Pfx {
  try {
    return forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(binary(bytes)), pin)
  } catch (problem) {
    throw malformed(String((problem as Error).message))
  }
}

/** A certificate as it stands in the file; forge itself reads only RSA ones and leaves the others as they are. */
function certificateIn(bag: forge.pkcs12.Bag): Certificate {
  if (bag.cert) return parseCertificate(bytesOf(forge.pki.certificateToAsn1(bag.cert)))
  if (bag.asn1) return parseCertificate(bytesOf(bag.asn1))
  throw malformed('a bag without a certificate')
}

const binary = (bytes: Uint8Array): forge.util.ByteStringBuffer =>
  forge.util.createBuffer(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

const bytesOf = (value: forge.asn1.Asn1): Bytes =>
  plain(Uint8Array.from(forge.asn1.toDer(value).getBytes(), (char) => char.charCodeAt(0)))

const malformed = (why: string): CryptoProblem => new CryptoProblem('KEY_FILE_MALFORMED', { why })
