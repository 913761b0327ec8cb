import { text } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { contextTag, type Element, Fields, only, parseDer } from './der.ts'
import { valuesIn } from './name.ts'
import { OID } from './oids.ts'
import { octetsOf, oidOf, textOf } from './values.ts'

/** Where an authority writes the 统一社会信用代码, and how it is cut out of what is written there. */
export interface CodeRule {
  readonly from: 'subject' | 'extension'
  /** The attribute of the subject, or the extension. */
  readonly oid: string
  /** A regular expression of fixed length with one group, the code; see `isCodePattern`. */
  readonly pattern: string
}

/** What most authorities do: the code alone, as organizationIdentifier. */
export const ordinaryCode: CodeRule = {
  from: 'subject',
  oid: OID.organizationIdentifier,
  pattern: '^([0-9A-Z]{18})$',
}

const ATOM = /^(?:[A-Za-z0-9@:;,=_ -]|\\[dw.+/-]|\[[A-Za-z0-9-]+\])(?:\{\d{1,2}\})?/
const LONGEST_PATTERN = 100
const CODE = /^[0-9A-Z]{18}$/

/**
 * Whether a pattern is one that may be run on what others wrote: characters, classes and fixed repetitions with one
 * group, so that it looks at every character at most once for each place it may begin.
 */
export function isCodePattern(pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN) return false
  let rest = pattern.replace(/^\^/, '').replace(/\$$/, '')
  let groups = 0
  let open = false
  while (rest) {
    if (rest[0] === '(' && !open && groups === 0) [open, groups, rest] = [true, 1, rest.slice(1)]
    else if (rest[0] === ')' && open) [open, rest] = [false, rest.slice(1)]
    else {
      const atom = ATOM.exec(rest)?.[0]
      if (!atom) return false
      rest = rest.slice(atom.length)
    }
  }
  return groups === 1 && !open && compiles(pattern)
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/**
 * The organisation's code in a certificate, by its authority's rule; undefined where there is none of the right form.
 * The certificate must be believed already: nothing is checked here but the form.
 */
export function organisationCodeIn(certificate: Certificate, rule: CodeRule): string | undefined {
  const found =
    rule.from === 'subject' ? valuesIn(certificate.subjectDer, rule.oid) : inExtension(certificate, rule.oid)
  const pattern = new RegExp(rule.pattern, 'u')
  const codes = new Set(found.flatMap((value) => pattern.exec(value)?.[1] ?? []).filter((code) => CODE.test(code)))
  return codes.size === 1 ? [...codes][0] : undefined // two different codes are none
}

function inExtension({ der }: Certificate, oid: string): string[] {
  const body = parseDer(der).children[0]
  const extensions = body?.children.find(({ tag }) => tag === contextTag(3))
  if (!extensions) return []
  return new Fields(only(extensions)).rest().flatMap((one) => {
    const [id, ...rest] = one.children
    const value = rest.at(-1)
    return id && value && oidOf(id) === oid ? written(octetsOf(value)) : []
  })
}

/** The text of an extension: one string type, or bare characters, as both are found. */
function written(content: Uint8Array): string[] {
  try {
    const element: Element = parseDer(content)
    return [textOf(element)]
  } catch {
    try {
      return [text(content)]
    } catch {
      return []
    }
  }
}
