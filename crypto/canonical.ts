import canonicalize from 'canonicalize'
import { type Bytes, text, utf8 } from './bytes.ts'
import { CryptoProblem } from './problem.ts'

const DEEPEST = 64

/**
 * The one JSON text of a value (RFC 8785): all that is ever signed or hashed.
 *
 * Members that are undefined are left out. A bigint becomes a string of decimal digits. What JSON cannot say
 * (NaN, bytes, functions, class instances, half a surrogate pair) is refused, never guessed.
 */
export function canonical(value: unknown): string {
  const ready = prepare(value, 0)
  try {
    const out = canonicalize(ready)
    if (out !== undefined) return out
  } catch {
    // falls through: the value holds a text that is no Unicode
  }
  throw new CryptoProblem('NOT_CANONICAL', { why: 'not a JSON value' })
}

/** The canonical text as UTF-8. */
export const canonicalBytes = (value: unknown): Bytes => utf8(canonical(value))

/** Reads JSON only if it is its own canonical text: so one value has one hash, and a double member has none. */
export function parseCanonical(source: string | Uint8Array): unknown {
  const json = typeof source === 'string' ? source : text(source)
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new CryptoProblem('NOT_CANONICAL', { why: 'not JSON' })
  }
  if (canonical(value) !== json) throw new CryptoProblem('NOT_CANONICAL', { why: 'not the canonical form' })
  return value
}

function prepare(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new CryptoProblem('NOT_CANONICAL', { why: 'nested too deeply' })
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new CryptoProblem('NOT_CANONICAL', { why: 'not a finite number' })
  }
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  if (Array.isArray(value)) return value.map((item) => prepare(item, depth + 1))
  if (isPlain(value)) return prepareMembers(value, depth)
  throw new CryptoProblem('NOT_CANONICAL', { why: `a ${typeof value} has no JSON` })
}

/** Null prototype, so that a member called `__proto__` stays a member. */
function prepareMembers(value: object, depth: number): unknown {
  const out: Record<string, unknown> = Object.create(null)
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) out[name] = prepare(member, depth + 1)
  }
  return out
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
