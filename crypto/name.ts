import { ByBytes } from './bytes.ts'
import { type Element, Fields, oid, parseDer, printable, sequence, setOf, TAG, utf8String } from './der.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { oidOf, textOf } from './values.ts'

/** Who a certificate names. The first value counts where an attribute is given twice. */
export interface Name {
  readonly commonName?: string
  readonly organisation?: string
  readonly unit?: string
  readonly country?: string
  readonly province?: string
  readonly locality?: string
  /** organizationIdentifier (2.5.4.97), here the 统一社会信用代码. */
  readonly organisationCode?: string
  /** serialNumber (2.5.4.5): what tells a person from others of the same name. */
  readonly personNumber?: string
}

const PARTS: readonly (readonly [keyof Name, string])[] = [
  ['country', OID.country],
  ['province', OID.province],
  ['locality', OID.locality],
  ['organisation', OID.organisation],
  ['unit', OID.unit],
  ['organisationCode', OID.organizationIdentifier],
  ['personNumber', OID.serialNumber],
  ['commonName', OID.commonName],
]

/** A distinguished name in DER: the country printable, all else UTF-8, from the general to the particular. */
export const nameDer = (name: Name): Uint8Array =>
  sequence(
    ...PARTS.flatMap(([part, type]) => {
      const value = name[part]
      if (value === undefined) return []
      return [setOf(sequence(oid(type), part === 'country' ? printable(value) : utf8String(value)))]
    }),
  )

/** One value of a name: its type, and what is written there. */
interface Attribute {
  readonly type: string
  readonly value: string
}

function attributesOf(relative: Element): Attribute[] {
  return relative.children.map((pair) => {
    const fields = new Fields(pair)
    const found = { type: oidOf(fields.take()), value: textOf(fields.take()) }
    fields.end()
    return found
  })
}

/** What is equal for equal relative names (RFC 5280 7.1), from the structure that holds its values. */
export const relativeKey = (from: Element): string => keyOf(attributesOf(from))

const keyOf = (attributes: readonly Attribute[]): string =>
  JSON.stringify(attributes.map(({ type, value }) => `${type}=${folded(value)}`).sort())

const relativesOf = (from: Element): readonly Element[] =>
  new Fields(from).rest().map((one) => {
    if (one.tag !== TAG.set) throw new CryptoProblem('DER_MALFORMED', { why: `tag ${one.tag} in a name` })
    return one
  })

/** A distinguished name as it was read. */
interface ReadName {
  readonly name: Name
  readonly key: string
}

const LONGEST_KEPT = 1024
/** Those who issue come again with every certificate. */
const names = new ByBytes<ReadName>(512)

/** Reads a distinguished name: the parts that are of use here, and a key that is equal for equal names. */
export function readName(from: Element): ReadName {
  if (from.raw.length > LONGEST_KEPT) return nameOf(from)
  return names.get(from.raw) ?? names.set(from.raw, nameOf(from))
}

function nameOf(from: Element): ReadName {
  const relatives = relativesOf(from).map(attributesOf)
  const found = new Map<string, string>()
  for (const { type, value } of relatives.flat()) if (!found.has(type)) found.set(type, value)
  const name: { -readonly [K in keyof Name]: string } = {}
  for (const [part, type] of PARTS) {
    const value = found.get(type)
    if (value !== undefined) name[part] = value
  }
  return { name, key: relatives.map(keyOf).join('') }
}

/** The keys of a name's relative names from the general to the particular: a subtree of names begins with the same. */
export const relativeKeys = (name: Element): string[] => relativesOf(name).map(relativeKey)

/** Every value of one attribute in an encoded name. */
export const valuesIn = (name: Uint8Array, type: string): string[] =>
  relativesOf(parseDer(name)).flatMap((one) => attributesOf(one).flatMap((of) => (of.type === type ? [of.value] : [])))

/** The comparison of RFC 5280 7.1: string types are one, case and outer or repeated white space do not count. */
const folded = (value: string): string => value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

/** The key of an encoded name. */
export const nameKey = (der: Uint8Array): string => readName(parseDer(der)).key
