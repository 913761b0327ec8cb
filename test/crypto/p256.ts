import { unhex } from '../../crypto/bytes.ts'
import { bits, explicit, integer, octets, oid, sequence } from '../../crypto/der.ts'
import { OID } from '../../crypto/oids.ts'

const CURVE = { name: 'ECDH', namedCurve: 'P-256' }

/** A private number of P-256 (hexadecimal) as PKCS#8, with its point or without. */
export const p256Pkcs8 = (d: string, point?: string): Uint8Array<ArrayBuffer> =>
  sequence(
    integer(0),
    sequence(oid(OID.ec), oid(OID.p256)),
    octets(sequence(integer(1), octets(unhex(d)), ...(point ? [explicit(1, bits(unhex(point)))] : []))),
  )

/** The key pair of a private number and its point, for one who encrypts. */
export async function p256Pair(d: string, point: string): Promise<CryptoKeyPair> {
  const { subtle } = globalThis.crypto
  return {
    privateKey: await subtle.importKey('pkcs8', p256Pkcs8(d, point), CURVE, false, ['deriveBits']),
    publicKey: await subtle.importKey('raw', unhex(point), CURVE, true, []),
  }
}
