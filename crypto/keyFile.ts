import { type Bytes, hex, unhex } from './bytes.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { issuersAbove } from './chain.ts'
import * as der from './der.ts'
import { contextTag, type Element, Fields, only, parseDer, TAG } from './der.ts'
import { OID } from './oids.ts'
import { checkMac, lock, macData, unlock } from './pinLock.ts'
import { CryptoProblem, isCryptoProblem } from './problem.ts'
import { octetsOf, oidOf, smallOf, textOf, utf16 } from './values.ts'

/** One private key with its certificate. */
export interface KeyEntry {
  /** How the holder knows it. */
  readonly name: string
  readonly pkcs8: Uint8Array
  readonly certificate: Certificate
  /** The certificates above it, without itself. */
  readonly chain: readonly Certificate[]
}

const ITERATIONS = 100_000
const VERSION = 3

const malformed = (why: string): CryptoProblem => new CryptoProblem('KEY_FILE_MALFORMED', { why })

/**
 * Writes a soft key file: PKCS#12 (RFC 7292) with PBES2, AES-256-CBC and HMAC-SHA-256; any number of keys.
 *
 * @param iterations of PBKDF2 for each part, and of the key derivation of the MAC
 */
export async function writeKeyFile(entries: readonly KeyEntry[], pin: string, iterations = ITERATIONS): Promise<Bytes> {
  const keys = await Promise.all(entries.map((entry) => keyBag(entry, pin, iterations)))
  const leaves = entries.map((entry) => certificateBag(entry.certificate, attributesFor(entry)))
  const owned = new Set(entries.map(({ certificate }) => certificate.fingerprint))
  const others = new Map(entries.flatMap(({ chain }) => chain.map((one) => [one.fingerprint, one] as const)))
  const above = [...others.values()].filter(({ fingerprint }) => !owned.has(fingerprint))
  const [algorithm, cipher] = await lock(
    der.sequence(...leaves, ...above.map((one) => certificateBag(one))),
    pin,
    iterations,
  )
  const certificates = der.sequence(
    der.integer(0),
    der.sequence(der.oid(OID.data), algorithm, der.element(contextTag(0, false), cipher)),
  )
  const contents = der.sequence(
    contentInfo(OID.encryptedData, certificates),
    contentInfo(OID.data, der.octets(der.sequence(...keys))),
  )
  const mac = macData(contents, pin, iterations)
  return der.sequence(der.integer(VERSION), contentInfo(OID.data, der.octets(contents)), mac)
}

const contentInfo = (type: string, content: Uint8Array): Bytes => der.sequence(der.oid(type), der.explicit(0, content))

const bag = (type: string, value: Uint8Array, attributes: readonly Uint8Array[] = []): Bytes =>
  der.sequence(der.oid(type), der.explicit(0, value), ...(attributes.length ? [der.setOf(...attributes)] : []))

async function keyBag(entry: KeyEntry, pin: string, iterations: number): Promise<Bytes> {
  const [algorithm, cipher] = await lock(entry.pkcs8, pin, iterations)
  return bag(OID.shroudedKeyBag, der.sequence(algorithm, der.octets(cipher)), attributesFor(entry))
}

const certificateBag = ({ der: bytes }: Certificate, attributes: readonly Uint8Array[] = []): Bytes =>
  bag(OID.certBag, der.sequence(der.oid(OID.x509Certificate), der.explicit(0, der.octets(bytes))), attributes)

/** What ties a key to its certificate, and its name. */
const attributesFor = ({ name, certificate }: KeyEntry): Bytes[] => [
  der.sequence(der.oid(OID.friendlyName), der.setOf(der.element(TAG.bmp, utf16(name)))),
  der.sequence(der.oid(OID.localKeyId), der.setOf(der.octets(unhex(certificate.fingerprint)))),
]

/**
 * Reads a soft key file as `writeKeyFile` or OpenSSL 3 writes it, with AES or SM4, and the old kind with RC2 or 3DES.
 *
 * @throws KEY_FILE_PIN if the PIN is wrong or the contents were changed, KEY_FILE_MALFORMED if it is no such file,
 *   or has no MAC
 */
export async function readKeyFile(bytes: Uint8Array, pin: string): Promise<KeyEntry[]> {
  try {
    const contents = await authenticated(bytes, pin)
    const bags: Element[] = []
    for (const part of new Fields(parseDer(contents)).rest()) bags.push(...(await bagsOf(part, pin)))
    return await entriesOf(bags, pin)
  } catch (problem) {
    if (!isCryptoProblem(problem) || problem.code === 'KEY_FILE_PIN') throw problem
    if (String(problem.facts['why']).startsWith(`encrypted by ${OLD_CIPHERS}`)) return readOld(bytes, pin)
    throw new CryptoProblem('KEY_FILE_MALFORMED', problem.facts)
  }
}

const OLD_CIPHERS = '1.2.840.113549.1.12.1.'

/** The library that reads old ciphers is large: it is loaded when such a file comes. */
async function readOld(bytes: Uint8Array, pin: string): Promise<KeyEntry[]> {
  const { readOldKeyFile } = await import('./oldKeyFile.ts')
  return readOldKeyFile(bytes, pin)
}

async function authenticated(bytes: Uint8Array, pin: string): Promise<Uint8Array> {
  const file = new Fields(parseDer(bytes))
  if (smallOf(file.take()) !== VERSION) throw malformed('version')
  const contents = dataOf(file.take())
  const mac = file.maybe(TAG.sequence)
  file.end()
  if (!mac) throw malformed('not authenticated')
  checkMac(mac, contents, pin)
  return contents
}

function dataOf(info: Element): Uint8Array {
  const fields = new Fields(info)
  if (oidOf(fields.take()) !== OID.data) throw malformed('not data')
  return octetsOf(only(fields.take(contextTag(0))))
}

async function bagsOf(info: Element, pin: string): Promise<readonly Element[]> {
  const fields = new Fields(info)
  if (oidOf(fields.take()) !== OID.encryptedData) return new Fields(parseDer(dataOf(info))).rest()
  const data = new Fields(only(fields.take(contextTag(0))))
  smallOf(data.take())
  const encrypted = data.within()
  encrypted.take(TAG.oid)
  const algorithm = encrypted.take(TAG.sequence)
  const cipher = encrypted.take(contextTag(0, false)).content
  return new Fields(parseDer(await unlock(algorithm, cipher, pin))).rest()
}

interface Bag {
  readonly type: string
  readonly value: Element
  readonly name?: string
  /** Hex. */
  readonly id?: string
}

function bagOf(from: Element): Bag {
  const fields = new Fields(from)
  const type = oidOf(fields.take())
  const value = only(fields.take(contextTag(0)))
  const attributes = new Map(
    (fields.maybe(TAG.set)?.children ?? []).map((attribute) => {
      const pair = new Fields(attribute)
      return [oidOf(pair.take()), pair.take(TAG.set).children[0]] as const
    }),
  )
  fields.end()
  const [name, id] = [attributes.get(OID.friendlyName), attributes.get(OID.localKeyId)]
  return { type, value, ...(name && { name: textOf(name) }), ...(id && { id: hex(octetsOf(id)) }) }
}

async function entriesOf(elements: readonly Element[], pin: string): Promise<KeyEntry[]> {
  const bags = elements.map(bagOf)
  const certificates = bags
    .filter(({ type }) => type === OID.certBag)
    .map(({ value, id }) => ({ id, certificate: certificateOf(value) }))
  const all = certificates.map(({ certificate }) => certificate)
  const keys = bags.filter(({ type }) => type === OID.shroudedKeyBag || type === OID.keyBag)
  const entries: KeyEntry[] = []
  for (const key of keys) {
    const own = certificates.find(({ id }) => id !== undefined && id === key.id)?.certificate
    const certificate = own ?? (keys.length === 1 ? all.find(({ ca }) => !ca) : undefined)
    if (!certificate) throw malformed('a key without its certificate')
    const name = key.name ?? certificate.subject.commonName ?? certificate.fingerprint
    entries.push({ name, pkcs8: await keyOf(key, pin), certificate, chain: issuersAbove(certificate, all) })
  }
  return entries
}

function certificateOf(value: Element): Certificate {
  const fields = new Fields(value)
  if (oidOf(fields.take()) !== OID.x509Certificate) throw malformed('not an X.509 certificate')
  return parseCertificate(octetsOf(only(fields.take(contextTag(0)))))
}

async function keyOf({ type, value }: Bag, pin: string): Promise<Uint8Array> {
  if (type === OID.keyBag) return value.raw
  const fields = new Fields(value)
  const algorithm = fields.take(TAG.sequence)
  const key = await unlock(algorithm, octetsOf(fields.take()), pin)
  parseDer(key)
  return key
}
