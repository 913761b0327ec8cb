import { type Bytes, concat, plain, unbase64, utf8 } from './bytes.ts'
import { TAG as DER, Fields, parseDer } from './der.ts'
import { hmac } from './digest.ts'
import { webCipher } from './natives.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { oidOf, smallOf } from './values.ts'

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const
/** An uncompressed point: 04 and both coordinates. */
const POINT = 65
const TAG = 16
const NONCE = 12
const NOTHING = new Uint8Array(0)

/** DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM by their numbers in RFC 9180 section 7. */
const KEM = concat(utf8('KEM'), Uint8Array.of(0, 0x10))
const SUITE = concat(utf8('HPKE'), Uint8Array.of(0, 0x10, 0, 1, 0, 2))
const BASE = Uint8Array.of(0)

/** What HPKE adds to a text: the fresh point in front of it and the tag behind it. */
export const HPKE_BYTES = POINT + TAG

/** What a text is bound to: `info` goes into the keys, `aad` is authenticated with the text. Both must be given again. */
export interface HpkeBound {
  info: Uint8Array
  aad?: Uint8Array
}

/** A P-256 private key that opens, and its public point. */
export interface HpkeKey {
  readonly key: CryptoKey
  readonly point: Bytes
}

/**
 * Encrypts one text to a P-256 key: HPKE (RFC 9180), base mode, single shot.
 *
 * @param point of the one who opens, 65 bytes
 * @param ephemeral the fresh key pair, where a test fixes it; it must never serve two texts
 * @returns the fresh point (65 bytes), the ciphertext, the tag (16 bytes)
 */
export async function sealHpke(
  point: Uint8Array,
  text: Uint8Array,
  bound: HpkeBound,
  ephemeral?: CryptoKeyPair,
): Promise<Bytes> {
  const { subtle } = globalThis.crypto
  const to = await pointKey(point).catch(() => {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why: 'not a point of P-256' })
  })
  const fresh = ephemeral ?? (await subtle.generateKey(CURVE, false, ['deriveBits']))
  const enc = new Uint8Array(await subtle.exportKey('raw', fresh.publicKey))
  const { key, nonce } = schedule(await agreed(fresh.privateKey, to), concat(enc, point), bound.info)
  return concat(enc, ...(await (await webCipher(key)).seal(nonce, bound.aad ?? NOTHING, text)))
}

/** Opens what `sealHpke` closed. Throws UNWRAP_FAILED, whatever is wrong. */
export async function openHpke({ key: own, point }: HpkeKey, sealed: Uint8Array, bound: HpkeBound): Promise<Bytes> {
  try {
    const enc = sealed.subarray(0, POINT)
    const { key, nonce } = schedule(await agreed(own, await pointKey(enc)), concat(enc, point), bound.info)
    return plain(await (await webCipher(key)).open(nonce, bound.aad ?? NOTHING, sealed.subarray(POINT)))
  } catch {
    throw new CryptoProblem('UNWRAP_FAILED')
  }
}

/** Whether a PKCS#8 private key says that it is one of P-256. Nothing else of it is looked at. */
export function isP256Key(pkcs8: Uint8Array): boolean {
  try {
    const fields = new Fields(parseDer(pkcs8))
    smallOf(fields.take())
    const algorithm = fields.within()
    return oidOf(algorithm.take()) === OID.ec && oidOf(algorithm.take(DER.oid)) === OID.p256
  } catch {
    return false
  }
}

/** Reads a P-256 private key (PKCS#8) and works out its public point. Rejects what is none. */
export async function readHpkeKey(pkcs8: Uint8Array): Promise<HpkeKey> {
  const { subtle } = globalThis.crypto
  const key = await subtle.importKey('pkcs8', plain(pkcs8), CURVE, true, ['deriveBits'])
  const { x = '', y = '' } = await subtle.exportKey('jwk', key)
  return { key, point: concat(Uint8Array.of(4), coordinate(x), coordinate(y)) }
}

const coordinate = (text: string): Bytes => unbase64(`${text.replaceAll('-', '+').replaceAll('_', '/')}=`)

/** A point as a key: WebCrypto refuses what is not on the curve, and we what is not written out. */
async function pointKey(point: Uint8Array): Promise<CryptoKey> {
  if (point.length !== POINT || point[0] !== 4) throw new CryptoProblem('BYTES_MALFORMED', { found: point.length })
  return globalThis.crypto.subtle.importKey('raw', plain(point), CURVE, false, [])
}

const agreed = async (own: CryptoKey, other: CryptoKey): Promise<Bytes> =>
  new Uint8Array(await globalThis.crypto.subtle.deriveBits({ ...CURVE, public: other }, own, 256))

/** Key and nonce from what both agree on (RFC 9180 4.1 and 5.1); `points` are the fresh one and that of the holder. */
function schedule(dh: Uint8Array, points: Uint8Array, info: Uint8Array): { key: Bytes; nonce: Bytes } {
  const shared = expand(KEM, extract(KEM, NOTHING, 'eae_prk', dh), 'shared_secret', points, 32)
  const context = concat(
    BASE,
    extract(SUITE, NOTHING, 'psk_id_hash', NOTHING),
    extract(SUITE, NOTHING, 'info_hash', info),
  )
  const secret = extract(SUITE, shared, 'secret', NOTHING)
  return { key: expand(SUITE, secret, 'key', context, 32), nonce: expand(SUITE, secret, 'base_nonce', context, NONCE) }
}

/** LabeledExtract. */
const extract = (suite: Uint8Array, salt: Uint8Array, label: string, input: Uint8Array): Bytes =>
  hmac(salt, utf8('HPKE-v1'), suite, utf8(label), input)

/** LabeledExpand to at most 32 bytes, which is one block of HKDF. */
const expand = (suite: Uint8Array, secret: Uint8Array, label: string, info: Uint8Array, length: number): Bytes =>
  hmac(secret, ...[Uint8Array.of(0, length), utf8('HPKE-v1'), suite, utf8(label), info, Uint8Array.of(1)]).slice(
    0,
    length,
  )
