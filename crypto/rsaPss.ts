import { type Bytes, plain } from './bytes.ts'
import { explicit, Fields, integer, nothing, oid, parseDer, sequence, TAG } from './der.ts'
import { OID } from './oids.ts'
import { oidOf } from './values.ts'

/** The length of the salt of our own signatures with RSASSA-PSS, in bytes: that of their hash, SHA-256. */
export const PSS_SALT = 32

/** How our own signatures with RSASSA-PSS are named (RFC 4055 3.1): SHA-256 for message and mask, a salt as long. */
export function pssAlgorithm(): Bytes {
  const sha256 = sequence(oid(OID.sha256), nothing())
  const parameters = [sha256, sequence(oid(OID.mgf1), sha256), integer(PSS_SALT)].map((one, n) => explicit(n, one))
  return sequence(oid(OID.rsaPss), sequence(...parameters))
}

const plainRsa = (): Bytes => sequence(oid(OID.rsa), nothing())

/**
 * The same RSA key under the name that WebCrypto reads: it knows no key that is named for RSASSA-PSS alone. Other keys come
 * back as they are.
 */
export function plainRsaSpki(spki: Uint8Array): Bytes {
  const fields = new Fields(parseDer(spki))
  const algorithm = fields.within()
  if (oidOf(algorithm.take()) !== OID.rsaPss) return plain(spki)
  return sequence(plainRsa(), ...fields.rest().map(({ raw }) => raw))
}

/** The same for a private key (PKCS#8). */
export function plainRsaKey(pkcs8: Uint8Array): Bytes {
  const fields = new Fields(parseDer(pkcs8))
  const version = fields.take()
  const algorithm = new Fields(fields.take(TAG.sequence))
  if (oidOf(algorithm.take()) !== OID.rsaPss) return plain(pkcs8)
  return sequence(version.raw, plainRsa(), ...fields.rest().map(({ raw }) => raw))
}
