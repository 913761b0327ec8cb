import { type Bytes, concat, plain, utf8 } from './bytes.ts'
import { type CryptoCode, CryptoProblem } from './problem.ts'

/** Tags of ASN.1 that appear here. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

/** The tag of a context-specific element: constructed (explicit, or implicit over a structure) or primitive. */
export const contextTag = (n: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | n

const DEEPEST = 32
const CONSTRUCTED = 0x20

/** One element: its tag, its whole encoding, its content, and its elements if it has any. */
export interface Element {
  readonly tag: number
  readonly raw: Uint8Array
  readonly content: Uint8Array
  readonly children: readonly Element[]
}

const malformed = (why: string): CryptoProblem => new CryptoProblem('DER_MALFORMED', { why })

/** Reads exactly one DER element: definite and shortest lengths, nothing after it, at most 32 levels deep. */
export function parseDer(bytes: Uint8Array): Element {
  const element = elementAt(plain(bytes), 0, 0)
  if (element.raw.length !== bytes.length) throw malformed('bytes after the end')
  return element
}

function elementAt(bytes: Uint8Array, at: number, depth: number): Element {
  if (depth > DEEPEST) throw malformed('nested too deeply')
  const tag = bytes[at]
  if (tag === undefined) throw malformed('truncated')
  if ((tag & 0x1f) === 0x1f) throw malformed('long tag')
  const { length, start } = lengthAt(bytes, at + 1)
  const end = start + length
  if (end > bytes.length) throw malformed('truncated')

  const content = view(bytes, start, end)
  const children = tag & CONSTRUCTED ? elementsOf(content, depth + 1) : NONE
  return { tag, raw: view(bytes, at, end), content, children }
}

const NONE: readonly Element[] = []

/** As `subarray`, which looks up what kind of array to make, hundreds of times a certificate. */
const view = (bytes: Uint8Array, from: number, to: number): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from)

function lengthAt(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = bytes[at]
  if (first === undefined) throw malformed('truncated')
  if (first < 0x80) return { length: first, start: at + 1 }
  const count = first & 0x7f
  if (count === 0) throw malformed('indefinite length')
  if (count > 4 || at + count >= bytes.length) throw malformed('length out of range')
  let length = 0
  for (let i = 1; i <= count; i++) length = length * 256 + bytes[at + i]!
  if (length < 0x80 || bytes[at + 1] === 0) throw malformed('length is not the shortest')
  return { length, start: at + 1 + count }
}

function elementsOf(content: Uint8Array, depth: number): Element[] {
  const out: Element[] = []
  for (let at = 0; at < content.length; ) {
    const element = elementAt(content, at, depth)
    out.push(element)
    at += element.raw.length
  }
  return out
}

/** Walks the elements of a structure in their order; what is not there or not expected is refused. */
export class Fields {
  readonly #children: readonly Element[]
  #at = 0

  constructor(element: Element, tag: number = TAG.sequence) {
    if (element.tag !== tag) throw malformed(`tag ${element.tag} where ${tag} was due`)
    this.#children = element.children
  }

  /** The next element, which must be there and have this tag if one is named. */
  take(tag?: number): Element {
    const element = this.#children[this.#at]
    if (!element || (tag !== undefined && element.tag !== tag)) {
      throw malformed(`tag ${element?.tag ?? 'none'} where ${tag ?? 'any'} was due`)
    }
    this.#at++
    return element
  }

  /** The next element if it has this tag. */
  maybe(tag: number): Element | undefined {
    return this.#children[this.#at]?.tag === tag ? this.take() : undefined
  }

  /** The elements of the next structure. */
  within(tag: number = TAG.sequence): Fields {
    return new Fields(this.take(tag), tag)
  }

  /** All that has not been taken yet. */
  rest(): readonly Element[] {
    const rest = this.#children.slice(this.#at)
    this.#at = this.#children.length
    return rest
  }

  /** Says that nothing more may follow. */
  end(): void {
    if (this.#at < this.#children.length) throw malformed('more elements than expected')
  }
}

/** The only element inside an explicit tag. */
export function only(element: Element, tag?: number): Element {
  const [child, more] = element.children
  if (!child || more || (tag !== undefined && child.tag !== tag)) throw malformed('not exactly one element')
  return child
}

/** Runs a reader and turns every DER_MALFORMED (or bad text) into the problem of the thing that is being read. */
export function reading<T>(code: CryptoCode, read: () => T): T {
  try {
    return read()
  } catch (problem) {
    if (problem instanceof CryptoProblem && (problem.code === 'DER_MALFORMED' || problem.code === 'BYTES_MALFORMED')) {
      throw new CryptoProblem(code, problem.facts)
    }
    throw problem
  }
}

/** One element with this tag around the given content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const body = concat(...content)
  if (body.length < 0x80) return concat(new Uint8Array([tag, body.length]), body)
  const length: number[] = []
  for (let n = body.length; n > 0; n = Math.floor(n / 256)) length.unshift(n % 256)
  return concat(new Uint8Array([tag, 0x80 | length.length, ...length]), body)
}

/** SEQUENCE. */
export const sequence = (...parts: readonly Uint8Array[]): Bytes => element(TAG.sequence, ...parts)

/** SET OF, its elements in the order DER asks for. */
export const setOf = (...parts: readonly Uint8Array[]): Bytes => element(TAG.set, ...[...parts].sort(byBytes))

/** The elements in the order of a DER SET OF, for a set under another tag. */
export function byBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

/** OCTET STRING. */
export const octets = (b: Uint8Array): Bytes => element(TAG.octets, b)

/** BIT STRING; `unused` bits of the last byte do not count. */
export const bits = (b: Uint8Array, unused = 0): Bytes => element(TAG.bits, new Uint8Array([unused]), b)

/** NULL. */
export const nothing = (): Bytes => element(TAG.nothing)

/** BOOLEAN TRUE; DER leaves a default FALSE out. */
export const yes = (): Bytes => element(TAG.boolean, new Uint8Array([0xff]))

/** UTF8String. */
export const utf8String = (s: string): Bytes => element(TAG.utf8, utf8(s))

/** PrintableString, of characters that are in it. */
export const printable = (s: string): Bytes => element(TAG.printable, utf8(s))

/** An explicit context-specific element. */
export const explicit = (n: number, ...parts: readonly Uint8Array[]): Bytes => element(contextTag(n), ...parts)

/** The same element under another tag, as IMPLICIT tagging asks. */
export const retag = (tag: number, encoded: Uint8Array): Bytes => concat(new Uint8Array([tag]), encoded.subarray(1))

/** INTEGER of a number that is not negative, or of unsigned big-endian bytes. */
export function integer(value: number | bigint | Uint8Array): Bytes {
  const bytes = value instanceof Uint8Array ? value : bigEndian(BigInt(value))
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const shortest = bytes.length === 0 ? new Uint8Array(1) : bytes.subarray(start)
  return shortest[0]! & 0x80 ? element(TAG.integer, new Uint8Array(1), shortest) : element(TAG.integer, shortest)
}

function bigEndian(value: bigint): Uint8Array {
  const out: number[] = []
  for (let n = value; n > 0n; n >>= 8n) out.unshift(Number(n & 0xffn))
  return new Uint8Array(out.length ? out : [0])
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Bytes {
  const [first = 0n, second = 0n, ...arcs] = dotted.split('.').map(BigInt)
  return element(TAG.oid, ...[first * 40n + second, ...arcs].map(base128))
}

function base128(value: bigint): Uint8Array {
  const out = [Number(value & 0x7fn)]
  for (let n = value >> 7n; n > 0n; n >>= 7n) out.unshift(Number(n & 0x7fn) | 0x80)
  return new Uint8Array(out)
}
