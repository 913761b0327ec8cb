import { formatVerifier } from '../../crypto/checkpoint.ts'
import type { Evidenced } from '../../crypto/watch.ts'
import { logKey } from '../audit/beat.ts'
import { proveFact } from '../audit/proof.ts'
import { lastHead } from '../audit/store.ts'
import { factsOf } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { trustStream } from './store.ts'

/** A fact of the trust list with its way to a head of the log. */
export type LoggedTrust = Pick<Evidenced, 'fact' | 'salt' | 'proof'>

/** The trust list as something carries it that is checked without the platform. */
export interface CarriedTrust {
  verifier: string
  checkpoint: string
  facts: LoggedTrust[]
}

/** The facts of the trust list from its founding on, as far as a head of that size holds them: whoever has them makes the list anew. */
export async function* trustInLog(platform: Platform, size: number): AsyncGenerator<LoggedTrust> {
  for (const { seq, fact, salt } of await factsOf(platform.database, trustStream('list').name)) {
    const proved = await proveFact(platform, seq, size)
    if (!proved) return // it was changed after this head
    yield { fact, salt, proof: proved.proof }
  }
}

/** The trust list with the log's last head, for evidence that is judged offline. */
export async function trustToCarry(platform: Platform): Promise<CarriedTrust | undefined> {
  const head = await lastHead(platform.database)
  if (!head) return undefined
  const facts: LoggedTrust[] = []
  for await (const one of trustInLog(platform, head.size)) facts.push(one)
  return { verifier: formatVerifier(logKey(platform)), checkpoint: head.note, facts }
}

/** How far the trust list is: the number of its facts, and the last of them. */
export async function trustReached({ database }: Pick<Platform, 'database'>): Promise<{ facts: number; last: string }> {
  const facts = await factsOf(database, trustStream('list').name)
  const last = facts.at(-1)
  if (!last) throw new Error('the trust list was never founded')
  return { facts: facts.length, last: last.fact.id }
}
