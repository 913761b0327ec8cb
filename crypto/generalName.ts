import { contextTag, type Element, Fields, only } from './der.ts'
import { relativeKeys } from './name.ts'
import { CryptoProblem } from './problem.ts'

const KINDS = ['other', 'email', 'dns', 'x400', 'directory', 'edi', 'uri', 'ip', 'id'] as const

/** A name of any form that certificates use (RFC 5280 4.2.1.6). */
export interface GeneralName {
  readonly kind: (typeof KINDS)[number]
  /** What is written: an address, a host, a URI. Empty for other forms. */
  readonly text: string
  readonly content: Uint8Array
  /** The keys of the relative names of a directory name. */
  readonly relatives: readonly string[]
}

const TEXTS: readonly GeneralName['kind'][] = ['email', 'dns', 'uri']
const STRUCTURES: readonly GeneralName['kind'][] = ['other', 'x400', 'directory', 'edi']

/** Reads one name; addresses, hosts and URIs must be written in ASCII, as IA5String is. */
export function generalNameOf(from: Element): GeneralName {
  const number = from.tag & 0x1f
  const kind = KINDS[number]
  if (!kind || from.tag !== contextTag(number, STRUCTURES.includes(kind)))
    throw new CryptoProblem('DER_MALFORMED', { why: `tag ${from.tag} is no name` })
  const text = TEXTS.includes(kind) ? asciiOf(from.content) : ''
  const relatives = kind === 'directory' ? relativeKeys(only(from)) : []
  return { kind, text, content: from.content, relatives }
}

/** The names of a structure that holds one or more of them. */
export const generalNamesOf = (from: Element, tag?: number): GeneralName[] =>
  new Fields(from, tag).rest().map(generalNameOf)

/** What is equal for equal names. */
export const generalNameKey = ({ kind, text, content, relatives }: GeneralName): string =>
  `${kind}:${kind === 'directory' ? relatives.join('') : text || content.join()}`

function asciiOf(content: Uint8Array): string {
  if (content.some((byte) => byte > 0x7f)) throw new CryptoProblem('DER_MALFORMED', { why: 'a name is not ASCII' })
  return Array.from(content, (byte) => String.fromCharCode(byte)).join('')
}
