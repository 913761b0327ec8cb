import { checkFactProof, type FactProof, factCommitment } from '../../../crypto/beat.ts'
import { hex, unhex } from '../../../crypto/bytes.ts'
import { openNote, parseCheckpoint, parseVerifier } from '../../../crypto/checkpoint.ts'
import type { Fact } from '../../../server/ledger/event.ts'
import { api } from '../net/http.ts'

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
  beat: number
  at: number
  /** of the tree, hexadecimal */
  root: string
  /** what the log keeps of the fact, computed here, hexadecimal */
  commitment: string
  file: ProofFile
}

/** Fetches a fact's proof and checks it here, in this page: signature of the checkpoint, path to its root. Throws. */
export async function proveHere(fact: string): Promise<Proved> {
  const [{ verifier }, file] = await Promise.all([
    api.get<{ verifier: string }>('/log/verifier'),
    api.get<ProofFile>(`/facts/${encodeURIComponent(fact)}/proof`),
  ])
  const { text } = await openNote(file.checkpoint, [parseVerifier(verifier)])
  const { origin, size, root } = parseCheckpoint(text)
  checkFactProof(file.fact, unhex(file.salt), file.proof, { size, root })
  const { beat, at } = file.proof.beat
  const commitment = hex(factCommitment(unhex(file.salt), file.fact))
  return { origin, size, beat, at, root: hex(root), commitment, file }
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
