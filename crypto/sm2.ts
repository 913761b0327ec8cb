import { mulAddUnsafe } from '@noble/curves/abstract/curve.js'
import { type Bytes, concat, equal, utf8 } from './bytes.ts'
import { Fields, integer, octets, parseDer, sequence } from './der.ts'
import { CryptoProblem } from './problem.ts'
import { bytesOf, CURVE, type CurvePoint, freshScalar, numberOf, Point, type Sm2Key, sm2Point } from './sm2Key.ts'
import { sm3 } from './sm3.ts'
import { octetsOf, unsignedOf } from './values.ts'

const { Fn, Fp } = Point
const N = CURVE.n
const WORD = 32
/** What both numbers of the first point take together in an encryption. */
const NUMBERS = 65
const LONGEST_CONTENT = 255

/** The identity that GM/T 0009 gives to every signer who has no other. */
export const DEFAULT_ID = '1234567812345678'

const PARAMETERS = concat(...[CURVE.a, CURVE.b, CURVE.Gx, CURVE.Gy].map(bytesOf))

/** What is signed for a message: SM3 over the hash of signer and key (Z) and the message. */
export function sm2Digest(point: Uint8Array, message: Uint8Array, id = DEFAULT_ID): Bytes {
  const who = utf8(id)
  const length = 8 * who.length
  const z = sm3(Uint8Array.of(length >> 8, length & 255), who, PARAMETERS, point.subarray(1))
  return sm3(z, message)
}

/** Signs a message (GB/T 32918.2 with SM3): SEQUENCE of r and s, as certificates and CMS hold it. */
export function signSm2({ d, point }: Sm2Key, message: Uint8Array, id = DEFAULT_ID): Bytes {
  const e = numberOf(sm2Digest(point, message, id))
  for (;;) {
    const k = freshScalar()
    const r = Fn.create(e + Point.BASE.multiply(k).toAffine().x)
    if (r === 0n || r + k === N) continue
    const s = Fn.mul(Fn.inv(Fn.create(1n + d)), Fn.create(k - Fn.mul(r, d)))
    if (s !== 0n) return sequence(integer(r), integer(s))
  }
}

/** Whether a signature in DER is by the key; anything that is not exactly two numbers from 1 to n − 1 is not. */
export function verifySm2(spki: Uint8Array, message: Uint8Array, signature: Uint8Array, id = DEFAULT_ID): boolean {
  const { point, at } = sm2Point(spki)
  const pair = signatureOf(signature)
  if (!pair) return false
  const [r, s] = pair
  const t = Fn.create(r + s)
  if (t === 0n) return false
  const found = mulAddUnsafe(Point, [Point.BASE, at], [s, t])
  if (found.equals(Point.ZERO)) return false
  return Fn.create(numberOf(sm2Digest(point, message, id)) + found.toAffine().x) === r
}

function signatureOf(der: Uint8Array): [bigint, bigint] | undefined {
  try {
    const fields = new Fields(parseDer(der))
    const [r, s] = [numberOf(unsignedOf(fields.take())), numberOf(unsignedOf(fields.take()))]
    fields.end()
    return r > 0n && r < N && s > 0n && s < N ? [r, s] : undefined
  } catch {
    return undefined
  }
}

/**
 * Encrypts to an SM2 key (GB/T 32918.4), as SEQUENCE of x, y, hash and ciphertext (C1, C3, C2; GM/T 0009).
 *
 * The first point is drawn until its two numbers take 65 bytes together in DER, as every second does: so the length of
 * the result follows from that of the content.
 *
 * @param content 1 to 255 bytes
 */
export function encryptSm2(spki: Uint8Array, content: Uint8Array): Bytes {
  const { at } = sm2Point(spki)
  if (!content.length || content.length > LONGEST_CONTENT) {
    throw new CryptoProblem('BYTES_MALFORMED', { found: content.length, most: LONGEST_CONTENT })
  }
  for (;;) {
    const k = freshScalar()
    const numbers = coordinates(Point.BASE.multiply(k))
    if (numbers.reduce((sum, number) => sum + integer(number).length - 2, 0) !== NUMBERS) continue
    const [x, y] = coordinates(at.multiply(k))
    const pad = derived(concat(x, y), content.length)
    if (pad.every((byte) => byte === 0)) continue
    return sequence(...numbers.map(integer), octets(sm3(x, content, y)), octets(xored(content, pad)))
  }
}

/** The length of what `encryptSm2` makes of so many bytes. */
export const encryptedLength = (bytes: number): number =>
  sequence(new Uint8Array(2 + 2 + NUMBERS), octets(new Uint8Array(WORD)), octets(new Uint8Array(bytes))).length

/** Decrypts what was encrypted to a key. Every failure is the same UNWRAP_FAILED. */
export function decryptSm2({ d }: Sm2Key, encrypted: Uint8Array): Bytes {
  try {
    const fields = new Fields(parseDer(encrypted))
    const numbers = [unsignedOf(fields.take()), unsignedOf(fields.take())].map(numberOf)
    const [hash, cipher] = [octetsOf(fields.take()), octetsOf(fields.take())]
    fields.end()
    const first = Point.fromAffine({ x: Fp.create(numbers[0]!), y: Fp.create(numbers[1]!) })
    first.assertValidity()
    const inField = numbers.every((number) => number < CURVE.p)
    const [x, y] = coordinates(first.multiply(d))
    const content = xored(cipher, derived(concat(x, y), cipher.length))
    if (inField && content.length && equal(sm3(x, content, y), hash)) return content
  } catch {
    // told below, as every other failure
  }
  throw new CryptoProblem('UNWRAP_FAILED')
}

function coordinates(point: CurvePoint): [Bytes, Bytes] {
  const { x, y } = point.toAffine()
  return [bytesOf(x), bytesOf(y)]
}

/** The key derivation of GB/T 32918.4 5.4.3, with SM3. */
function derived(secret: Uint8Array, length: number): Bytes {
  const blocks = Array.from({ length: Math.ceil(length / WORD) }, (_, i) => {
    const counter = new Uint8Array(4)
    new DataView(counter.buffer).setUint32(0, i + 1)
    return sm3(secret, counter)
  })
  return concat(...blocks).slice(0, length)
}

const xored = (a: Uint8Array, b: Uint8Array): Bytes => Uint8Array.from(a, (byte, i) => byte ^ b[i]!)
