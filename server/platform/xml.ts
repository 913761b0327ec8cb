import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element as its children by name, each a list; its text under `#text`; its attributes under `@name`. */
export interface XmlTree {
  readonly [name: string]: string | readonly (XmlTree | string)[]
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  htmlEntities: false,
  isArray: (_name, _path, _leaf, attribute) => !attribute,
})

/**
 * Reads a document without any declaration of types or entities: what could make it read files or grow without bound is
 * refused unread, as is what is not well formed.
 *
 * @returns the tree with prefixes of names left out, or undefined
 */
export function parseXml(text: string): XmlTree | undefined {
  if (/<!(DOCTYPE|ENTITY)/i.test(text) || XMLValidator.validate(text) !== true) return undefined
  try {
    return parser.parse(text) as XmlTree
  } catch {
    return undefined
  }
}
