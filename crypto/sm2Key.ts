import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { type Bytes, equal, hex, plain, random, unhex } from './bytes.ts'
import { bits, contextTag, explicit, Fields, integer, octets, oid, only, parseDer, sequence, TAG } from './der.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { octetsOf, oidOf, smallOf, wholeBitsOf } from './values.ts'

/** The curve of SM2 (GB/T 32918.5). */
export const CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}

/** Points of that curve. */
export const Point = weierstrass(CURVE)
const N = CURVE.n
const SCALAR = 32
const POINT = 65

/** A point of that curve. */
export type CurvePoint = typeof Point.BASE

/** An SM2 private key, read: its number and its public point. */
export interface Sm2Key {
  readonly d: bigint
  /** 04 and both coordinates, 65 bytes. */
  readonly point: Bytes
}

/** A number below 2^256 as 32 bytes, the most significant first. */
export const bytesOf = (n: bigint): Bytes => unhex(n.toString(16).padStart(2 * SCALAR, '0'))
/** Big-endian bytes as a number. */
export const numberOf = (b: Uint8Array): bigint => BigInt(`0x${hex(b) || '0'}`)

/** A number from 1 to n − 2: without bias, by drawing again. */
export function freshScalar(): bigint {
  for (;;) {
    const k = numberOf(random(SCALAR))
    if (k > 0n && k < N - 1n) return k
  }
}

const unsupported = (why: string): CryptoProblem => new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why })

const points = new WeakMap<Uint8Array, { point: Bytes; at: CurvePoint }>()

/** The point of an SM2 SubjectPublicKeyInfo, uncompressed and on the curve; CERTIFICATE_UNSUPPORTED otherwise. */
export function sm2Point(spki: Uint8Array): { point: Bytes; at: CurvePoint } {
  const known = points.get(spki)
  if (known) return known
  let read: { point: Bytes; at: CurvePoint }
  try {
    const fields = new Fields(parseDer(spki))
    checkAlgorithm(fields.within())
    const point = plain(wholeBitsOf(fields.take(TAG.bits)))
    fields.end()
    read = { point, at: pointAt(point) }
  } catch {
    throw unsupported('not an SM2 key')
  }
  points.set(spki, read)
  return read
}

function pointAt(point: Uint8Array): CurvePoint {
  if (point.length !== POINT || point[0] !== 4) throw unsupported('not an uncompressed point')
  return Point.fromBytes(point)
}

function checkAlgorithm(algorithm: Fields): void {
  const [kind, curve] = [oidOf(algorithm.take()), oidOf(algorithm.take(TAG.oid))]
  algorithm.end()
  if (kind !== OID.ec || curve !== OID.sm2) throw unsupported('not an SM2 key')
}

const algorithm = (): Bytes => sequence(oid(OID.ec), oid(OID.sm2))

/** Whether a PKCS#8 private key says that it is one of SM2. Nothing else of it is looked at. */
export function isSm2Key(pkcs8: Uint8Array): boolean {
  try {
    const fields = new Fields(parseDer(pkcs8))
    smallOf(fields.take())
    checkAlgorithm(fields.within())
    return true
  } catch {
    return false
  }
}

/** Reads an SM2 private key (PKCS#8 around RFC 5915). A public key that came along must be the one that belongs to it. */
export function readSm2Key(pkcs8: Uint8Array): Sm2Key {
  try {
    const outer = new Fields(parseDer(pkcs8))
    smallOf(outer.take())
    checkAlgorithm(outer.within())
    const inner = new Fields(parseDer(octetsOf(outer.take())))
    if (smallOf(inner.take()) !== 1) throw unsupported('version')
    const scalar = octetsOf(inner.take())
    const curve = inner.maybe(contextTag(0))
    const given = inner.maybe(contextTag(1))
    inner.end()
    const d = numberOf(scalar)
    if (scalar.length !== SCALAR || d < 1n || d >= N - 1n) throw unsupported('number out of range')
    if (curve && oidOf(only(curve)) !== OID.sm2) throw unsupported('another curve')
    const point = plain(Point.BASE.multiply(d).toBytes(false))
    if (given && !equal(wholeBitsOf(only(given)), point)) throw unsupported('another public key')
    return { d, point }
  } catch {
    throw unsupported('not an SM2 private key')
  }
}

/** A fresh SM2 key pair in DER. */
export function newSm2Key(): { pkcs8: Bytes; spki: Bytes } {
  const d = freshScalar()
  const point = bits(Point.BASE.multiply(d).toBytes(false))
  const inner = sequence(integer(1), octets(bytesOf(d)), explicit(1, point))
  return { pkcs8: sequence(integer(0), algorithm(), octets(inner)), spki: sequence(algorithm(), point) }
}
