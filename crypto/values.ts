import { ByBytes, type Bytes, text, utf8 } from './bytes.ts'
import { type Element, element, reading, TAG } from './der.ts'
import { CryptoProblem } from './problem.ts'

const malformed = (why: string): CryptoProblem => new CryptoProblem('DER_MALFORMED', { why })

const LAST_SMALL = 0x7fff_ffff

function contentOf(from: Element, tag: number): Uint8Array {
  if (from.tag !== tag) throw malformed(`tag ${from.tag} where ${tag} was due`)
  return from.content
}

/** The dotted form of an OBJECT IDENTIFIER. */
export function oidOf(from: Element): string {
  const content = contentOf(from, TAG.oid)
  return oids.get(content) ?? (content.length <= SHORT_OID ? oids.set(content, readOid(content)) : readOid(content))
}

const SHORT_OID = 24
const oids = new ByBytes<string>(1024)

function readOid(content: Uint8Array): string {
  if (content.length === 0 || content.at(-1)! & 0x80) throw malformed('object identifier is cut short')
  const arcs: bigint[] = []
  let arc = 0n
  let fresh = true
  for (const byte of content) {
    if (fresh && byte === 0x80) throw malformed('object identifier is not the shortest')
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    fresh = !(byte & 0x80)
    if (fresh) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const [head = 0n, ...rest] = arcs
  const first = head < 80n ? head / 40n : 2n
  return [first, head - first * 40n, ...rest].join('.')
}

/** The bytes of an INTEGER that is not negative, without the zero byte that only keeps it positive. */
export function unsignedOf(from: Element): Uint8Array {
  const content = contentOf(from, TAG.integer)
  const [first, second = 0] = content
  if (first === undefined) throw malformed('empty integer')
  if (first & 0x80) throw malformed('negative integer')
  if (first === 0 && content.length > 1 && !(second & 0x80)) throw malformed('integer is not the shortest')
  return first === 0 && content.length > 1 ? content.subarray(1) : content
}

/** A small INTEGER, from 0 to 2^31 − 1: versions, iteration counts, path lengths. */
export function smallOf(from: Element): number {
  const bytes = unsignedOf(from)
  const value = bytes.length > 4 ? Number.POSITIVE_INFINITY : bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  if (value > LAST_SMALL) throw malformed('integer out of range')
  return value
}

/** BOOLEAN, which DER writes as 00 or FF. */
export function booleanOf(from: Element): boolean {
  const content = contentOf(from, TAG.boolean)
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw malformed('not a boolean')
  return content[0] === 0xff
}

/** The bytes of an OCTET STRING. */
export const octetsOf = (from: Element): Uint8Array => contentOf(from, TAG.octets)

/** The bytes of a BIT STRING that holds whole bytes, as keys and signatures do. */
export function wholeBitsOf(from: Element): Uint8Array {
  const content = contentOf(from, TAG.bits)
  if (content[0] !== 0) throw malformed('not a string of whole bytes')
  return content.subarray(1)
}

/** Which named bits of a BIT STRING are set, bit 0 being the first. */
export function flagsOf(from: Element): ReadonlySet<number> {
  const [unused = 8, ...bytes] = contentOf(from, TAG.bits)
  const count = bytes.length * 8 - unused
  if (unused > 7 || count < 0) throw malformed('not a bit string')
  const flags = new Set<number>()
  bytes.forEach((byte, i) => {
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) flags.add(i * 8 + bit)
  })
  if ([...flags].some((flag) => flag >= count)) throw malformed('unused bits are set')
  return flags
}

/** The text of any string type that stands in names and attributes. */
export function textOf(from: Element): string {
  if (from.tag === TAG.bmp) return utf16Of(from.content)
  if (from.tag === TAG.utf8) return reading('DER_MALFORMED', () => text(from.content))
  if (![TAG.printable, 0x12, 0x14, 0x16, 0x1a].includes(from.tag)) throw malformed(`tag ${from.tag} is no text`)
  return String.fromCharCode(...from.content.subarray(0, 4096))
}

function utf16Of(content: Uint8Array): string {
  if (content.length % 2) throw malformed('half a character')
  let out = ''
  for (let i = 0; i < content.length; i += 2) out += String.fromCharCode(content[i]! * 256 + content[i + 1]!)
  return out
}

/** UTF-16, big-endian, as BMPString and the passwords of PKCS#12 are written. */
export function utf16(value: string): Bytes {
  const out = new Uint8Array(value.length * 2)
  for (let i = 0; i < value.length; i++) new DataView(out.buffer).setUint16(i * 2, value.charCodeAt(i))
  return out
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/
const LONGEST_TIME = 32
const times = { short: new ByBytes<number>(1024), long: new ByBytes<number>(1024) }

/** UTCTime or GeneralizedTime, always in UTC, as milliseconds since 1970; finer fractions are cut off. */
export function timeOf(from: Element): number {
  const short = from.tag === TAG.utcTime
  if (!short && from.tag !== TAG.generalizedTime) throw malformed('not a time')
  if (from.content.length > LONGEST_TIME) return readTime(from, short)
  const known = short ? times.short : times.long
  return known.get(from.content) ?? known.set(from.content, readTime(from, short))
}

function readTime(from: Element, short: boolean): number {
  const found = (short ? UTC_TIME : GENERALIZED_TIME).exec(reading('DER_MALFORMED', () => text(from.content)))
  if (!found) throw malformed('not a time')
  const [year = '', month, day, hour, minute, second] = found.slice(1)
  const century = short ? (Number(year) < 50 ? '20' : '19') : ''
  const milliseconds = (found[7] ?? '').padEnd(3, '0').slice(0, 3)
  const iso = `${century}${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`
  const at = Date.parse(iso)
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw malformed('no such time')
  return at
}

const digits = (at: number): string => new Date(at).toISOString().replace(/[-:T]/g, '')

/** A time of a certificate or signature to the second: UTCTime before 2050, GeneralizedTime from then on (RFC 5280). */
export function time(at: number): Bytes {
  const written = `${digits(at).slice(0, 14)}Z`
  const short = written >= '1950' && written < '2050'
  return short ? element(TAG.utcTime, utf8(written.slice(2))) : element(TAG.generalizedTime, utf8(written))
}

/** GeneralizedTime to the second, whatever the year, as OCSP asks. */
export const longTime = (at: number): Bytes => element(TAG.generalizedTime, utf8(`${digits(at).slice(0, 14)}Z`))

/** GeneralizedTime to the millisecond, without trailing zeros, as DER and RFC 3161 ask. */
export function preciseTime(at: number): Bytes {
  const [whole = '', fraction = ''] = digits(at).slice(0, -1).split('.')
  const shortest = fraction.replace(/0+$/, '')
  return element(TAG.generalizedTime, utf8(`${whole}${shortest && '.'}${shortest}Z`))
}
