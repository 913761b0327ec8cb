import { setTimeout as sleep } from 'node:timers/promises'
import type { Evidenced, LogSource } from '../../crypto/watch.ts'
import { type Client, Refused } from './client.ts'

const AGAIN = 200
/** Two beats and a margin, ms: longer than that no fact is missing from the log. */
const PATIENCE = 60_000

/**
 * A platform's log over its API, as a program that speaks for somebody sees it.
 *
 * @param patience how long to wait for a fact that is not in yet, ms
 */
export const logSource = (client: Pick<Client, 'get'>, patience = PATIENCE): LogSource => ({
  checkpoint: () => client.get<string>('/log/checkpoint'),
  consistency: async (from, to) =>
    (await client.get<{ proof: string[] }>(`/log/consistency?from=${from}&to=${to}`)).proof,
  proof: async (fact) => {
    for (const until = Date.now() + patience; ; await sleep(AGAIN)) {
      try {
        return await client.get<Evidenced>(`/facts/${encodeURIComponent(fact)}/proof`)
      } catch (problem) {
        if (!(problem instanceof Refused) || problem.code !== 'PROOF_NOT_YET' || Date.now() >= until) throw problem
      }
    }
  },
})
