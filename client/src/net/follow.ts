import type { Fact } from '../../../server/ledger/event.ts'
import type { Seen } from '../../../server/rooms/protocol.ts'

/** What is read with the version of its stream. */
export interface Versioned {
  v: number
}

/**
 * A state after what was heard of its stream, changed here as it was there; undefined where a fact is missing or is not
 * for these eyes: then it has to be read anew.
 *
 * @param heard in order; what the state has already is passed over
 */
export function follow<S extends Versioned, F extends Fact>(
  state: S,
  heard: readonly Seen[],
  evolve: (state: S, fact: F) => Omit<S, 'v'>,
): S | undefined {
  let now = state
  for (const seen of heard) {
    if (seen.v <= now.v) continue
    if (seen.v !== now.v + 1 || !('fact' in seen)) return undefined
    now = { ...evolve(now, seen.fact as F), v: seen.v } as S
  }
  return now
}
