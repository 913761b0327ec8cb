import { parseCheckpoint } from '../../../crypto/checkpoint.ts'
import { provedFacts } from '../net/log.ts'

/** What a proof came to: the fact stands in the log of that origin, in a tree of that size, sealed in that beat. */
export interface Proved {
  origin: string
  size: number
  /** the beat and its leaf in the log */
  beat: number
  index: number
  at: number
}

/**
 * Fetches a fact's proof and checks it here, in this page: signature of the checkpoint by the key that this browser knows, that
 * the log goes on from what it saw last, and the path to its root. Throws; PROOF_NOT_YET for a fact that is not in yet.
 */
export async function proveHere(fact: string): Promise<Proved> {
  const { facts } = await provedFacts([fact], 0)
  const { checkpoint, proof } = facts[0]!.evidence
  const { origin, size } = parseCheckpoint(`${checkpoint.split('\n\n')[0]}\n`)
  const { beat, at } = proof.beat
  return { origin, size, beat, index: proof.index, at }
}
