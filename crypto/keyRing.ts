import type { Certificate } from './certificate.ts'
import { CryptoProblem } from './problem.ts'
import type { Unwrapper } from './wrap.ts'

/** A key with its certificate, wherever it is kept. */
export interface RingKey {
  readonly certificate: Certificate
}

const holds = ({ certificate: { notBefore, notAfter } }: RingKey, at: number): boolean =>
  notBefore <= at && at <= notAfter

/** Those whose certificate is valid at an instant first, of equals the one that is valid longest. */
const inOrder = <K extends RingKey>(keys: readonly K[], at: number): K[] =>
  [...keys].sort(
    (a, b) => Number(holds(b, at)) - Number(holds(a, at)) || b.certificate.notAfter - a.certificate.notAfter,
  )

/** The code of the organisation that keys belong to, where they belong to one. */
export const ringOf = (keys: readonly RingKey[]): string | undefined =>
  keys.find(({ certificate }) => certificate.organisationCode)?.certificate.organisationCode

/** Adds keys to those of the same organisation; keys of another organisation, or of a person, take their place. */
export function addedTo<K extends RingKey>(ring: readonly K[], added: readonly K[]): readonly K[] {
  const organisation = ringOf(added)
  if (!organisation || organisation !== ringOf(ring)) return added
  const fresh = new Set(added.map(({ certificate }) => certificate.fingerprint))
  return [...added, ...ring.filter(({ certificate }) => !fresh.has(certificate.fingerprint))]
}

/**
 * The key that signs at an instant: one of a valid certificate before an expired one, the organisation's before a person's.
 * Where none is valid the best of the others is given, so that it is said what is wrong with it.
 */
export function signingKey<K extends RingKey>(keys: readonly K[], at: number): K | undefined {
  const able = inOrder(
    keys.filter(({ certificate }) => certificate.usage.sign),
    at,
  )
  const rank = (key: K): number => {
    const { organisationCode, subject } = key.certificate
    const person = !!subject.commonName && subject.commonName !== subject.organisation
    return (holds(key, at) ? 0 : 10) + (organisationCode ? (person ? 1 : 0) : 2)
  }
  return able.sort((a, b) => rank(a) - rank(b))[0]
}

/** The key of a person's own certificate, valid at an instant where there is such a one. */
export const personalKey = <K extends RingKey>(keys: readonly K[], at: number): K | undefined =>
  inOrder(
    keys.filter(({ certificate: { usage, subject } }) => {
      return usage.sign && !!subject.commonName && subject.commonName !== subject.organisation
    }),
    at,
  )[0]

/** The keys that open, the one to lock to now first: an old key still opens what was locked to it. */
export const openingKeys = <K extends RingKey>(keys: readonly K[], at: number): K[] =>
  inOrder(
    keys.filter(({ certificate }) => certificate.usage.encrypt),
    at,
  )

/** Whether a failure says no more than that this key is not the one. */
const isAnother = (problem: unknown): boolean =>
  ['UNWRAP_FAILED', 'AGENT_UNWRAP_FAILED'].includes(String((problem as { code?: unknown } | null)?.code))

/**
 * Opens with whichever key of a ring opens: a lock does not name its key, so they are tried, the one that opened last first.
 * `certificate` is that of the key that opened last.
 *
 * @throws UNWRAP_FAILED where none does
 */
export function ringUnwrapper(keys: readonly (RingKey & { unwrapper(): Unwrapper })[]): Unwrapper {
  let order = keys.map((key) => ({ key, unwrapper: key.unwrapper() }))
  let opened: Certificate | undefined
  const unwrap: Unwrapper['unwrap'] = async (wrapped, label) => {
    for (const one of order) {
      try {
        const secret = await one.unwrapper.unwrap(wrapped, label)
        opened = one.key.certificate
        order = [one, ...order.filter((other) => other !== one)]
        return secret
      } catch (problem) {
        if (!isAnother(problem)) throw problem
      }
    }
    throw new CryptoProblem('UNWRAP_FAILED')
  }
  return {
    unwrap,
    get certificate(): Certificate {
      return opened ?? keys[0]!.certificate
    },
  }
}
