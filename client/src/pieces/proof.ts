import { type FactProof, factCommitment } from '../../../crypto/beat.ts'
import { hex, unhex } from '../../../crypto/bytes.ts'
import { parseCheckpoint } from '../../../crypto/checkpoint.ts'
import type { Fact } from '../../../server/ledger/event.ts'
import { provedFacts } from '../net/log.ts'

/** What the platform answers when it is asked for a proof; whoever has it needs nothing more to check the fact. */
export interface ProofFile {
  fact: Fact
  salt: string
  proof: FactProof
  checkpoint: string
}

/** What a proof came to: the fact stands in the log of that origin, in a tree of that size, sealed in that beat. */
export interface Proved {
  origin: string
  size: number
  /** the beat and its leaf in the log */
  beat: number
  index: number
  at: number
  /** of the tree, hexadecimal */
  root: string
  /** what the log keeps of the fact, computed here, hexadecimal */
  commitment: string
  file: ProofFile
}

/**
 * Fetches a fact's proof and checks it here, in this page: signature of the checkpoint by the key that this browser knows, that
 * the log goes on from what it saw last, and the path to its root. Throws; PROOF_NOT_YET for a fact that is not in yet.
 */
export async function proveHere(id: string): Promise<Proved> {
  const { facts } = await provedFacts<Fact>([id], 0)
  const { fact, evidence } = facts[0]!
  const { salt, proof, checkpoint } = evidence
  const { origin, size, root } = parseCheckpoint(`${checkpoint.split('\n\n')[0]}\n`)
  const { beat, at } = proof.beat
  const commitment = hex(factCommitment(unhex(salt), fact))
  const file = { fact, salt, proof, checkpoint }
  return { origin, size, beat, index: proof.index, at, root: hex(root), commitment, file }
}

/** Where anybody checks a fact: the address that a link or a QR code carries. */
export const verifyAddress = (fact: string): string => `${location.origin}/verify?fact=${fact}`

/** Hands the proof over as a file, to be checked without us. */
export function saveProof(file: ProofFile): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }))
  link.download = `${file.fact.id}.proof.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
