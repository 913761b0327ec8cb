import { contextTag, type Element, Fields } from './der.ts'
import { type NameConstraints, nameConstraintsOf } from './nameConstraints.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { oidOf, smallOf } from './values.ts'

/** What an authority's certificate imposes on whatever stands below it (RFC 5280 4.2.1.5, 10, 11 and 14). */
export interface Limits {
  readonly names?: NameConstraints
  /** After how many certificates a policy must be valid, mappings and anyPolicy count no more. */
  readonly requireExplicit?: number
  readonly inhibitMapping?: number
  readonly inhibitAny?: number
  /** A policy of the issuer, and the one of the subject that is worth the same. */
  readonly mappings: readonly (readonly [issuer: string, subject: string])[]
}

const TAG_INTEGER = 0x02
const NONE: Limits = { mappings: [] }
/** More policies or mappings than this no honest authority has; what follows from them grows with their square. */
const MOST = 100

/** The policies that a certificate was issued under. */
export const policiesIn = (from: Element | undefined): string[] =>
  from ? few(new Fields(from).rest()).map((one) => oidOf(new Fields(one).take())) : []

/** The limits among the extensions of a certificate. */
export function limitsOf(extensions: ReadonlyMap<string, { readonly value: Element }>): Limits {
  const names = extensions.get(OID.nameConstraints)?.value
  const anyPolicy = extensions.get(OID.inhibitAnyPolicy)?.value
  const mappings = extensions.get(OID.policyMappings)?.value
  const constraints = extensions.get(OID.policyConstraints)?.value
  if (!names && !anyPolicy && !mappings && !constraints) return NONE
  return {
    ...(names && { names: nameConstraintsOf(names) }),
    ...(anyPolicy && { inhibitAny: smallOf(anyPolicy) }),
    ...policyConstraintsOf(constraints),
    mappings: mappings ? few(new Fields(mappings).rest()).map(mappingOf) : [],
  }
}

function policyConstraintsOf(from: Element | undefined): Pick<Limits, 'requireExplicit' | 'inhibitMapping'> {
  if (!from) return {}
  const fields = new Fields(from)
  const [explicit, mapping] = [fields.maybe(contextTag(0, false)), fields.maybe(contextTag(1, false))]
  fields.end()
  return {
    ...(explicit && { requireExplicit: smallOf({ ...explicit, tag: TAG_INTEGER }) }),
    ...(mapping && { inhibitMapping: smallOf({ ...mapping, tag: TAG_INTEGER }) }),
  }
}

function mappingOf(from: Element): [string, string] {
  const fields = new Fields(from)
  const pair: [string, string] = [oidOf(fields.take()), oidOf(fields.take())]
  fields.end()
  return pair
}

function few(from: readonly Element[]): readonly Element[] {
  if (from.length > MOST) throw new CryptoProblem('DER_MALFORMED', { why: 'too many policies' })
  return from
}
