import type { Context } from '../ledger/command.ts'
import { rowAt } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { PaperFact } from './events.ts'
import { evolve, type Papers } from './paper.ts'

/** The stream of one tender's signed papers. */
export const paperStream = defineStream<Papers, PaperFact>({ name: 'paper', table: 'signed_papers', evolve })

/** The signed papers of a tender, outside a deed. */
export async function signedPapersOf(context: Pick<Context, 'platform'>, tender: string): Promise<Papers | undefined> {
  const row = await rowAt(context.platform.database, paperStream.kind, tender)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Papers) : undefined
}
