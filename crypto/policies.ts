import type { Certificate } from './certificate.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'

/** Under which policies a path is valid, in the words of its root's authority. */
export interface PathPolicies {
  /** `any`: under each that one may name. */
  readonly valid: readonly string[] | 'any'
  /** An authority of the path requires that one of them be accepted. */
  readonly required: boolean
}

/** The initial settings of RFC 5280 6.1.1 (c) to (g); all are off unless stated. */
export interface PolicySettings {
  readonly explicit?: boolean
  readonly inhibitMapping?: boolean
  readonly inhibitAny?: boolean
}

/** A policy at one place of the path, what it may be called one further down, and the policies that lead to it. */
interface Node {
  readonly policy: string
  expected: ReadonlySet<string>
  readonly above: readonly Node[]
}
type Level = Map<string, Node>

interface State {
  /** One level a certificate, the root's first; undefined: no policy is valid any more. */
  levels: Level[] | undefined
  /** How many more certificates may pass before a policy must be valid, and mappings and anyPolicy count no more. */
  explicit: number
  mapping: number
  any: number
}

const ANY = OID.anyPolicy

const node = (policy: string, above: readonly Node[]): Node => ({ policy, expected: new Set([policy]), above })

/**
 * Works out under which policies a path is valid (RFC 5280 6.1, by the graph of RFC 9618, which grows no faster than
 * the certificates themselves). The root's own limits count, its policies do not.
 *
 * @param chain from the certificate itself to the root
 * @throws POLICY_NOT_VALID where one is required and none is valid
 */
export function policiesOf(chain: readonly Certificate[], settings: PolicySettings = {}): PathPolicies {
  const length = chain.length
  const state: State = {
    levels: [new Map([[ANY, node(ANY, [])]])],
    explicit: settings.explicit ? 0 : length,
    mapping: settings.inhibitMapping ? 0 : length,
    any: settings.inhibitAny ? 0 : length,
  }
  for (const [i, certificate] of [...chain.entries()].reverse()) {
    if (i === chain.length - 1) {
      limit(state, certificate)
      continue
    }
    const selfIssued = certificate.subjectKey === certificate.issuerKey
    descend(state, certificate, state.any > 0 || (i > 0 && selfIssued))
    checkRequired(state, certificate)
    if (i === 0) break
    map(state, certificate)
    if (!selfIssued) pass(state)
    limit(state, certificate)
  }
  const [leaf] = chain
  if (state.explicit > 0) state.explicit--
  if (chain.length > 1 && leaf?.limits.requireExplicit === 0) state.explicit = 0
  if (leaf) checkRequired(state, leaf)
  return { valid: acceptable(state.levels), required: state.explicit === 0 }
}

function checkRequired({ levels, explicit }: State, { fingerprint }: Certificate): void {
  if (explicit === 0 && !levels) throw new CryptoProblem('POLICY_NOT_VALID', { fingerprint })
}

function pass(state: State): void {
  state.explicit = Math.max(0, state.explicit - 1)
  state.mapping = Math.max(0, state.mapping - 1)
  state.any = Math.max(0, state.any - 1)
}

function limit(state: State, { limits }: Certificate): void {
  state.explicit = Math.min(state.explicit, limits.requireExplicit ?? state.explicit)
  state.mapping = Math.min(state.mapping, limits.inhibitMapping ?? state.mapping)
  state.any = Math.min(state.any, limits.inhibitAny ?? state.any)
}

/** The next level: the certificate's policies that something above expects (6.1.3 d, e). */
function descend(state: State, { policies }: Certificate, anyCounts: boolean): void {
  if (!state.levels) return
  const above = [...(state.levels.at(-1)?.values() ?? [])]
  const next: Level = new Map()
  for (const policy of policies) {
    if (policy === ANY) continue
    const expecting = above.filter(({ expected }) => expected.has(policy))
    const through = expecting.length ? expecting : above.filter((one) => one.policy === ANY)
    if (through.length) next.set(policy, node(policy, through))
  }
  if (policies.includes(ANY) && anyCounts)
    for (const policy of new Set(above.flatMap(({ expected }) => [...expected])))
      if (!next.has(policy))
        next.set(
          policy,
          node(
            policy,
            above.filter(({ expected }) => expected.has(policy)),
          ),
        )
  state.levels.push(next)
  prune(state)
}

/** What the authority calls otherwise from here on (6.1.4 a, b). */
function map(state: State, { limits: { mappings }, fingerprint }: Certificate): void {
  if (mappings.some((pair) => pair.includes(ANY)))
    throw new CryptoProblem('POLICY_NOT_VALID', { fingerprint, why: 'anyPolicy is mapped' })
  const level = state.levels?.at(-1)
  if (!level) return
  for (const from of new Set(mappings.map(([issuer]) => issuer))) {
    const to = new Set(mappings.flatMap(([issuer, subject]) => (issuer === from ? [subject] : [])))
    const known = level.get(from)
    const any = level.get(ANY)
    if (state.mapping === 0) level.delete(from)
    else if (known) known.expected = to
    else if (any) level.set(from, { policy: from, expected: to, above: any.above.filter((one) => one.policy === ANY) })
  }
  prune(state)
}

/** Takes away what leads nowhere. */
function prune(state: State): void {
  const levels = state.levels ?? []
  for (let i = levels.length - 1; i > 0; i--) {
    const used = new Set([...(levels[i]?.values() ?? [])].flatMap(({ above }) => above))
    for (const [policy, one] of levels[i - 1] ?? []) if (!used.has(one)) levels[i - 1]?.delete(policy)
  }
  if (!levels[0]?.size) state.levels = undefined
}

/** The policies as the root's authority calls them: those that come right from anyPolicy (6.1.5 g). */
function acceptable(levels: readonly Level[] | undefined): PathPolicies['valid'] {
  if (!levels) return []
  if (levels.at(-1)?.has(ANY)) return 'any'
  const all = levels.flatMap((level) => [...level.values()])
  const first = all.filter(({ policy, above }) => policy !== ANY && above.some((one) => one.policy === ANY))
  return [...new Set(first.map(({ policy }) => policy))].sort()
}

/** Whether one of these policies is among those under which a path is valid. */
export const isUnderOneOf = ({ valid }: PathPolicies, accepted: readonly string[]): boolean =>
  valid === 'any' || accepted.some((one) => valid.includes(one))
