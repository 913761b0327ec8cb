import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { type Bytes, concat, equal, hex, plain, random, utf8 } from './bytes.ts'
import { type Element, Fields, integer, nothing, octets, oid, sequence, TAG } from './der.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { sm3Hash } from './sm3.ts'
import { openSm4Cbc } from './sm4.ts'
import { octetsOf, oidOf, smallOf, utf16 } from './values.ts'

/** More rounds than this are an attempt to keep the reader busy. */
const MOST_ITERATIONS = 5_000_000
const SALT_BYTES = 16
const BLOCK = 64

const PRF: Readonly<Record<string, string>> = {
  [OID.hmacSha1]: 'SHA-1',
  [OID.hmacSha256]: 'SHA-256',
  [OID.hmacSha384]: 'SHA-384',
  [OID.hmacSha512]: 'SHA-512',
  [OID.hmacSm3]: 'SM3',
}

const CIPHER_BITS: Readonly<Record<string, number>> = {
  [OID.aes128Cbc]: 128,
  [OID.aes192Cbc]: 192,
  [OID.aes256Cbc]: 256,
  [OID.sm4Cbc]: 128,
}

const malformed = (why: string): CryptoProblem => new CryptoProblem('KEY_FILE_MALFORMED', { why })

interface Derivation {
  readonly salt: Uint8Array
  readonly iterations: number
  readonly prf: string
  readonly bits: number
}

async function keyBytes(pin: string, { salt, iterations, prf, bits }: Derivation): Promise<Bytes> {
  if (prf === 'SM3') return plain(await pbkdf2Async(sm3Hash, utf8(pin), salt, { c: iterations, dkLen: bits / 8 }))
  const { subtle } = globalThis.crypto
  const secret = await subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: prf, salt: plain(salt), iterations }
  return new Uint8Array(await subtle.deriveBits(how, secret, bits))
}

const aesKey = async (pin: string, derivation: Derivation): Promise<CryptoKey> =>
  globalThis.crypto.subtle.importKey('raw', await keyBytes(pin, derivation), 'AES-CBC', false, ['encrypt', 'decrypt'])

/**
 * Encrypts under a PIN: PBES2 (RFC 8018) with PBKDF2-HMAC-SHA-256 over the PIN in UTF-8, and AES-256-CBC.
 *
 * @returns the AlgorithmIdentifier and the ciphertext
 */
export async function lock(bytes: Uint8Array, pin: string, iterations: number): Promise<[Bytes, Bytes]> {
  const [salt, iv] = [random(SALT_BYTES), random(16)]
  const key = await aesKey(pin, { salt, iterations, prf: 'SHA-256', bits: 256 })
  const cipher = await globalThis.crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, plain(bytes))
  const parameters = sequence(octets(salt), integer(iterations), sequence(oid(OID.hmacSha256), nothing()))
  const derivation = sequence(oid(OID.pbkdf2), parameters)
  const algorithm = sequence(oid(OID.pbes2), sequence(derivation, sequence(oid(OID.aes256Cbc), octets(iv))))
  return [algorithm, new Uint8Array(cipher)]
}

/** Decrypts what a PIN encrypts by PBES2 with AES-CBC or SM4-CBC; other ways are KEY_FILE_MALFORMED. */
export async function unlock(algorithm: Element, cipher: Uint8Array, pin: string): Promise<Bytes> {
  const fields = new Fields(algorithm)
  const id = oidOf(fields.take())
  if (id !== OID.pbes2) throw malformed(`encrypted by ${id}`)
  const parts = fields.within()
  const derivation = parts.within()
  const encryption = parts.within()
  if (oidOf(derivation.take()) !== OID.pbkdf2) throw malformed('key derivation')
  const name = oidOf(encryption.take())
  const bits = CIPHER_BITS[name]
  const iv = octetsOf(encryption.take())
  if (!bits || iv.length !== 16) throw malformed('cipher')
  const how = derivationOf(derivation.within(), bits)
  try {
    if (name === OID.sm4Cbc) return openSm4Cbc(await keyBytes(pin, how), iv, cipher)
    const key = await aesKey(pin, how)
    const bytes = await globalThis.crypto.subtle.decrypt({ name: 'AES-CBC', iv: plain(iv) }, key, plain(cipher))
    return new Uint8Array(bytes)
  } catch {
    throw malformed('ciphertext')
  }
}

function derivationOf(fields: Fields, bits: number): Derivation {
  const salt = octetsOf(fields.take())
  const iterations = iterationsOf(fields.take())
  fields.maybe(TAG.integer)
  const named = fields.maybe(TAG.sequence)
  fields.end()
  const prf = PRF[named ? oidOf(new Fields(named).take()) : OID.hmacSha1]
  if (!prf) throw malformed('key derivation')
  return { salt, iterations, prf, bits }
}

function iterationsOf(from: Element): number {
  const iterations = smallOf(from)
  if (iterations < 1 || iterations > MOST_ITERATIONS) throw malformed('iterations')
  return iterations
}

const MAC_HASH = { [OID.sha256]: sha256, [OID.sha1]: sha1, [OID.sm3]: sm3Hash } as const
type MacOid = keyof typeof MAC_HASH

interface MacWay {
  readonly hash: MacOid
  readonly salt: Uint8Array
  readonly iterations: number
}

/** MacData of PKCS#12 (RFC 7292 4) over the contents, HMAC-SHA-256. */
export function macData(contents: Uint8Array, pin: string, iterations: number): Bytes {
  const way: MacWay = { hash: OID.sha256, salt: random(SALT_BYTES), iterations }
  const mac = macOf(pin, way, contents)
  const digest = sequence(sequence(oid(OID.sha256), nothing()), octets(mac))
  return sequence(digest, octets(way.salt), integer(iterations))
}

/** Checks MacData; throws KEY_FILE_PIN when it does not fit, be it for the PIN or for a changed file. */
export function checkMac(from: Element, contents: Uint8Array, pin: string): void {
  const fields = new Fields(from)
  const digest = fields.within()
  const salt = octetsOf(fields.take())
  const counted = fields.maybe(TAG.integer)
  fields.end()
  const hash = oidOf(digest.within().take())
  const mac = octetsOf(digest.take())
  if (hash !== OID.sha256 && hash !== OID.sha1 && hash !== OID.sm3) throw malformed(`authenticated by ${hash}`)
  const way: MacWay = { hash, salt, iterations: counted ? iterationsOf(counted) : 1 }
  if (!equal(macOf(pin, way, contents), mac)) throw new CryptoProblem('KEY_FILE_PIN', { salt: hex(salt) })
}

/** HMAC under the key of PKCS#12 (RFC 7292 B.2) for purpose 3, for hashes whose output is as long as the key. */
function macOf(pin: string, { hash, salt, iterations }: MacWay, contents: Uint8Array): Bytes {
  const password = concat(utf16(pin), new Uint8Array(2))
  const digest = MAC_HASH[hash]
  let key = digest(concat(new Uint8Array(BLOCK).fill(3), filled(salt), filled(password)))
  for (let i = 1; i < iterations; i++) key = digest(key)
  return plain(hmac(digest, key, contents))
}

/** The bytes repeated to a whole number of blocks. */
const filled = (b: Uint8Array): Bytes =>
  Uint8Array.from({ length: Math.ceil(b.length / BLOCK) * BLOCK }, (_, i) => b[i % b.length]!)
