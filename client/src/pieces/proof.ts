import { checkFactProof, type FactProof } from '../../../crypto/beat.ts'
import { unhex } from '../../../crypto/bytes.ts'
import { openNote, parseCheckpoint, parseVerifier } from '../../../crypto/checkpoint.ts'
import { api } from '../net/http.ts'

/** What a proof came to: the fact stands in the log of that origin, in a tree of that size, sealed in that beat. */
export interface Proved {
  origin: string
  size: number
  beat: number
  at: number
}

interface Answer {
  fact: unknown
  salt: string
  proof: FactProof
  checkpoint: string
}

/** Fetches a fact's proof and checks it here, in this page: signature of the checkpoint, path to its root. Throws. */
export async function proveHere(fact: string): Promise<Proved> {
  const [{ verifier, origin }, found] = await Promise.all([
    api.get<{ verifier: string; origin: string }>('/log/verifier'),
    api.get<Answer>(`/facts/${fact}/proof`),
  ])
  const { text } = await openNote(found.checkpoint, [parseVerifier(verifier)])
  const { size, root } = parseCheckpoint(text)
  checkFactProof(found.fact, unhex(found.salt), found.proof, { size, root })
  const { beat, at } = found.proof.beat
  return { origin, size, beat, at }
}
