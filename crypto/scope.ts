import type { Certificate } from './certificate.ts'
import { contextTag, type Element, Fields, only, parseDer, reading } from './der.ts'
import { generalNameKey, generalNamesOf } from './generalName.ts'
import { relativeKey, relativeKeys } from './name.ts'
import { CryptoProblem } from './problem.ts'
import { booleanOf, flagsOf } from './values.ts'

/** Of which certificates and for which reasons a revocation list speaks (RFC 5280 5.2.5). */
export interface Scope {
  /** Keys of the names of its distribution point; none: of all. */
  readonly points?: readonly string[]
  readonly only?: 'users' | 'authorities' | 'attributes'
  readonly reasons?: ReadonlySet<number>
  /** It lists certificates of other authorities as well. */
  readonly indirect: boolean
}

const TAG_BOOLEAN = 0x01
const TAG_BITS = 0x03

/** Every reason for which a certificate may be revoked (bits 1 to 8 of ReasonFlags). */
export const ALL_REASONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8])

/** Reads an issuing distribution point. */
export function scopeOf(from: Element, issuer: Element): Scope {
  const fields = new Fields(from)
  const point = fields.maybe(contextTag(0))
  const [users, authorities] = [flag(fields, 1), flag(fields, 2)]
  const reasons = fields.maybe(contextTag(3, false))
  const [indirect, attributes] = [flag(fields, 4), flag(fields, 5)]
  fields.end()
  const only = [users && 'users', authorities && 'authorities', attributes && 'attributes'].filter((one) => !!one)
  if (only.length > 1) throw new CryptoProblem('DER_MALFORMED', { why: 'a list for two kinds of certificates' })
  return {
    ...(point && { points: pointKeys(point, issuer) }),
    ...(only[0] && { only: only[0] as NonNullable<Scope['only']> }),
    ...(reasons && { reasons: reasonsOf(reasons) }),
    indirect,
  }
}

function flag(fields: Fields, n: number): boolean {
  const found = fields.maybe(contextTag(n, false))
  return found ? booleanOf({ ...found, tag: TAG_BOOLEAN }) : false
}

const reasonsOf = (from: Element): ReadonlySet<number> =>
  new Set([...flagsOf({ ...from, tag: TAG_BITS })].filter((one) => ALL_REASONS.has(one)))

const directory = (relatives: readonly string[]): string => `directory:${relatives.join('')}`

/** The names of a distribution point: full ones, or one that completes the issuer's. */
function pointKeys(from: Element, issuer: Element): string[] {
  const name = only(from)
  if (name.tag === contextTag(0)) return generalNamesOf(name, name.tag).map(generalNameKey)
  if (name.tag !== contextTag(1)) throw new CryptoProblem('DER_MALFORMED', { why: 'no name of a distribution point' })
  return [directory([...relativeKeys(issuer), relativeKey(name)])]
}

interface Point {
  readonly names: readonly string[]
  readonly reasons: ReadonlySet<number>
  /** Its lists are issued by another than the certificate. */
  readonly foreign: boolean
}

function pointsOf({ distributionPoints, issuerDer }: Certificate): Point[] {
  const issuer = parseDer(issuerDer)
  const own = { names: [directory(relativeKeys(issuer))], reasons: ALL_REASONS, foreign: false }
  const stated = distributionPoints ? new Fields(distributionPoints).rest() : []
  return [
    ...stated.map((one) => {
      const fields = new Fields(one)
      const name = fields.maybe(contextTag(0))
      const reasons = fields.maybe(contextTag(1, false))
      const foreign = fields.maybe(contextTag(2)) !== undefined
      fields.end()
      return {
        names: name ? pointKeys(name, issuer) : [],
        reasons: reasons ? reasonsOf(reasons) : ALL_REASONS,
        foreign,
      }
    }),
    own,
  ]
}

/**
 * For which reasons a list of this scope can say that a certificate of its issuer is good: none, where it does not speak
 * of that certificate (RFC 5280 6.3.3 b to e). What an indirect list says is never enough.
 */
export function reasonsCovered(scope: Scope | undefined, certificate: Certificate): ReadonlySet<number> {
  if (!scope) return ALL_REASONS
  const { only, points, reasons } = scope
  if (scope.indirect || only === 'attributes' || (only && (only === 'authorities') !== certificate.ca)) return new Set()
  const fitting = reading('CERTIFICATE_MALFORMED', () => pointsOf(certificate)).filter(
    ({ names, foreign }) => !foreign && (!points || names.some((one) => points.includes(one))),
  )
  const covered = fitting.flatMap((one) => [...one.reasons])
  return new Set(covered.filter((one) => !reasons || reasons.has(one)))
}
