import { CryptoProblem } from './problem.ts'

/** Bytes in ordinary memory, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>

const HEX = /^(?:[0-9a-f]{2})*$/
const LONE_SURROGATE = /\p{Surrogate}/u
const LETTERS = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const PAD = 0x3d
/** What each character of base64 stands for; one that is none has a bit that no other has. */
const NONE = 64
const VALUES = new Uint8Array(128).fill(NONE)
for (const [value, letter] of LETTERS.entries()) VALUES[letter] = value

/** The same bytes as `Bytes`: a view where possible, a copy of shared memory. Node's Buffer becomes a plain array. */
export const plain = (b: Uint8Array): Bytes =>
  b.buffer instanceof ArrayBuffer ? new Uint8Array(b.buffer, b.byteOffset, b.byteLength) : new Uint8Array(b)

const TAIL = 24

/** Where bytes are looked for among those that are remembered: by their end, where they differ most. */
function placeOf(b: Uint8Array): string {
  const end = b.length > TAIL ? b.subarray(b.length - TAIL) : b
  return String.fromCharCode.apply(null, end as unknown as number[])
}

/** Remembers by exact bytes what was read from them, so many at most; what it forgets is read again. */
export class ByBytes<T> {
  readonly #most: number
  readonly #known = new Map<string, { bytes: Uint8Array; value: T }>()

  constructor(most: number) {
    this.#most = most
  }

  get(bytes: Uint8Array): T | undefined {
    const found = this.#known.get(placeOf(bytes))
    return found && equal(found.bytes, bytes) ? found.value : undefined
  }

  set(bytes: Uint8Array, value: T): T {
    if (this.#known.size >= this.#most) this.#known.clear()
    this.#known.set(placeOf(bytes), { bytes: bytes.slice(), value })
    return value
  }
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hexadecimal. */
export function hex(b: Uint8Array): string {
  let out = ''
  for (const byte of b) out += PAIRS[byte]
  return out
}

/**
 * Reads lower-case hexadecimal of even length, and nothing else.
 *
 * @param length the number of bytes there must be, if it is known
 */
export function unhex(text: string, length?: number): Bytes {
  if (typeof text !== 'string' || !HEX.test(text)) throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'hex' })
  const out = new Uint8Array(text.length / 2)
  if (length !== undefined && out.length !== length) {
    throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'hex', expected: length, found: out.length })
  }
  for (let i = 0; i < out.length; i++) out[i] = (digit(text.charCodeAt(2 * i)) << 4) | digit(text.charCodeAt(2 * i + 1))
  return out
}

/** What a hexadecimal digit stands for, by its code. */
const digit = (code: number): number => (code < 0x60 ? code - 0x30 : code - 0x57)

/** Standard base64 with padding (RFC 4648 section 4). */
export function base64(b: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(b.length / 3) * 4)
  for (let from = 0, to = 0; from < b.length; from += 3, to += 4) {
    const bits = (b[from]! << 16) | ((b[from + 1] ?? 0) << 8) | (b[from + 2] ?? 0)
    out[to] = LETTERS[bits >> 18]!
    out[to + 1] = LETTERS[(bits >> 12) & 63]!
    out[to + 2] = LETTERS[(bits >> 6) & 63]!
    out[to + 3] = LETTERS[bits & 63]!
  }
  out.fill(PAD, out.length - ((3 - (b.length % 3)) % 3))
  return new TextDecoder().decode(out)
}

/** Reads standard base64: padded, no white space, the unused bits of the last character zero. */
export function unbase64(text: string): Bytes {
  if (typeof text !== 'string' || text.length % 4) throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'base64' })
  const letters = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)
  const out = new Uint8Array(Math.floor((letters * 3) / 4))
  let [bits, seen, to] = [0, 0, 0]
  for (let at = 0; at < letters; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? NONE
    seen |= value
    bits = ((bits << 6) | value) & 0xffffff
    if (at % 4) out[to++] = bits >> (6 - 2 * (at % 4))
  }
  if (seen & NONE) throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'base64' })
  const unused = (letters * 6) % 8
  if (bits & ((1 << unused) - 1)) {
    throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'base64', why: 'unused bits are set' })
  }
  return out
}

/** All parts one after the other, in fresh memory. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Whether two byte strings are the same, in a time that depends on their length only. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!
  return difference === 0
}

/** A text as UTF-8. Half a surrogate pair is refused: it would become another text. */
export function utf8(value: string): Bytes {
  if (LONE_SURROGATE.test(value)) throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'utf-8' })
  return plain(new TextEncoder().encode(value))
}

/** Reads UTF-8 strictly; a byte order mark stays what it is, a character. */
export function text(b: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(b)
  } catch {
    throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'utf-8' })
  }
}

/** n unpredictable bytes, from the platform's generator. */
export const random = (n: number): Bytes => globalThis.crypto.getRandomValues(new Uint8Array(n))

/** A whole number as 8 bytes, the most significant first. Exact up to 2^53 − 1. */
export function uint64(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'uint64' })
  const out = new Uint8Array(8)
  new DataView(out.buffer).setBigUint64(0, BigInt(value))
  return out
}
