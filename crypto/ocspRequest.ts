import { sha1 } from '@noble/hashes/legacy.js'
import { type Bytes, hex, plain, unhex } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import * as der from './der.ts'
import { contextTag, Fields, only, parseDer, reading, TAG } from './der.ts'
import { extensionsOf } from './extensions.ts'
import { certIdOf, MOST_ANSWERS, optional, wrongOcsp } from './ocsp.ts'
import { OID } from './oids.ts'
import { keyBitsOf } from './publicKey.ts'
import { octetsOf, smallOf } from './values.ts'

const LONGEST_NONCE = 32

/** The identifier by which a certificate is asked about; SHA-1, which names and protects nothing, is what every responder knows. */
function certId(serial: Uint8Array, issuer: Certificate): Bytes {
  const hashes = [issuer.subjectDer, keyBitsOf(issuer.spki)].map((bytes) => der.octets(sha1(plain(bytes))))
  return der.sequence(der.sequence(der.oid(OID.sha1), der.nothing()), ...hashes, der.integer(serial))
}

/** A request about one certificate (RFC 6960 4.1), with a nonce of at most 32 bytes if one is given (RFC 9654). */
export function ocspRequest(certificate: Certificate, issuer: Certificate, nonce?: Uint8Array): Bytes {
  if (nonce && (nonce.length === 0 || nonce.length > LONGEST_NONCE)) throw wrongOcsp('nonce')
  const asked = der.sequence(der.sequence(certId(unhex(certificate.serial), issuer)))
  const extended = nonce
    ? [der.explicit(2, der.sequence(der.sequence(der.oid(OID.ocspNonce), der.octets(der.octets(nonce)))))]
    : []
  return der.sequence(der.sequence(asked, ...extended))
}

/** What somebody asks a responder: certificates by their identifiers, and a nonce (hex) to come back. */
export interface OcspQuestion {
  readonly about: readonly (ReturnType<typeof certIdOf> & { readonly id: Uint8Array })[]
  readonly nonce?: string
}

/** Reads a request; it may be signed, which is not looked at. Throws OCSP_INVALID. */
export const parseOcspRequest = (bytes: Uint8Array): OcspQuestion =>
  reading('OCSP_INVALID', () => {
    const outer = new Fields(parseDer(bytes))
    const body = new Fields(outer.take(TAG.sequence))
    outer.maybe(contextTag(0))
    outer.end()
    const version = body.maybe(contextTag(0))
    if (version && smallOf(only(version)) !== 0) throw wrongOcsp('version')
    body.maybe(contextTag(1))
    const asked = new Fields(body.take(TAG.sequence)).rest()
    const nonce = extensionsOf(optional(body.maybe(contextTag(2)))).get(OID.ocspNonce)
    body.end()
    if (!asked.length || asked.length > MOST_ANSWERS) throw wrongOcsp('number of certificates')
    const about = asked.map((one) => {
      const id = new Fields(one).take(TAG.sequence)
      return { ...certIdOf(id), id: id.raw }
    })
    return { about, ...(nonce && { nonce: hex(octetsOf(parseDer(nonce.value.content))) }) }
  })
