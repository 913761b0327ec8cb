import { type Evidenced, type Logged, type LogSource, proveFacts, type Seen, watch } from '../../../crypto/watch.ts'
import { api, Refused } from './http.ts'
import { machineNow, serverNow } from './useClock.ts'

/** What this browser keeps of the platform since they first met: its keys, the last head of its log, and whether its clock is one that is moved. */
export interface Known extends Seen {
  /** the platform's signing certificate, DER in hexadecimal */
  certificate: string
  /** a demonstration: its facts run by a clock that is moved */
  movable: boolean
}

const KEPT = 'log-known'
const AGAIN = 1000
/** Two beats and a margin: longer than that no fact is missing from the log. */
const PATIENCE = 60_000

/** What is kept; nothing before the first meeting. */
export function keptLog(): Known | undefined {
  const text = localStorage.getItem(KEPT)
  return text === null ? undefined : (JSON.parse(text) as Known)
}

const keep = (known: Known): Known => {
  localStorage.setItem(KEPT, JSON.stringify(known))
  return known
}

/** Forgets the platform: the next look is a first meeting again. */
export const forgetLog = (): void => localStorage.removeItem(KEPT)

/** Whether this page has asked a demonstration, which may be laid anew at the same address, if it is still the same one. */
let asked = false

/**
 * What was known of the platform before now; at the first meeting what it says itself is taken and kept. A demonstration that
 * was laid anew is met anew: whoever was known with a clock of its own never is.
 */
export async function knownLog(): Promise<Known> {
  const before = keptLog()
  if (before && (!before.movable || asked)) return before
  const [{ verifier, certificate }, { movable }] = await Promise.all([
    api.get<{ verifier: string; certificate: string }>('/log/verifier'),
    api.get<{ movable: boolean }>('/time'),
  ])
  asked = true
  return before?.verifier === verifier ? before : keep({ verifier, certificate, movable, note: null })
}

/** The platform's log over its API; a fact that is not in yet is waited for as long as that, ms. */
const logSource = (patience: number): LogSource => ({
  checkpoint: () => api.text('/log/checkpoint'),
  consistency: async (from, to) => (await api.get<{ proof: string[] }>(`/log/consistency?from=${from}&to=${to}`)).proof,
  proof: (fact) => onceLogged(() => api.get<Evidenced>(`/facts/${encodeURIComponent(fact)}/proof`), patience),
})

/** Asks for what is in the log until it is, but no longer than that, ms. */
async function onceLogged<T>(ask: () => Promise<T>, patience: number): Promise<T> {
  const until = machineNow() + patience
  for (;;) {
    try {
      return await ask()
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.problem.code !== 'PROOF_NOT_YET' || machineNow() >= until)
        throw problem
    }
    await new Promise((done) => setTimeout(done, AGAIN))
  }
}

/** Looks at the log and keeps its newest head. Throws where it does not go on from the one that was kept. */
export async function lookAtLog(): Promise<Known> {
  const known = await knownLog()
  return keep({ ...known, ...(await watch(logSource(PATIENCE), known)) })
}

/**
 * Proves facts by the key that is kept, below heads that go on from the last one that was seen.
 *
 * @param patience how long a fact that is not in yet is waited for, ms
 */
export const provedFacts = <F>(ids: readonly string[], patience = PATIENCE): Promise<Proved<F>> =>
  provedFrom(logSource(patience), ids)

/** The same for facts that only some may see, whose proofs one view gives together. */
export async function provedTogether<F>(path: string): Promise<Proved<F>> {
  const { facts } = await onceLogged(() => api.get<{ facts: Evidenced[] }>(path), PATIENCE)
  const given = new Map(facts.map((one) => [(one.fact as { id: string }).id, one]))
  const proof = async (id: string): Promise<Evidenced> => given.get(id) as Evidenced
  return provedFrom({ ...logSource(PATIENCE), proof }, [...given.keys()])
}

type Proved<F> = { facts: Logged<F>[]; known: Known }

async function provedFrom<F>(source: LogSource, ids: readonly string[]): Promise<Proved<F>> {
  const before = await knownLog()
  const { facts, seen } = await proveFacts<F>(source, before, ids)
  return { facts, known: keep({ ...before, ...seen }) }
}

/** This machine's own clock, ms; of a demonstration the clock that is moved, for its time is no other's. */
export const ownTime = ({ movable }: Pick<Known, 'movable'>): number => (movable ? serverNow() : machineNow())
