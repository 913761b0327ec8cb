import { checkFactProof, type FactProof } from './beat.ts'
import { equal, unhex } from './bytes.ts'
import { type Checkpoint, openNote, parseCheckpoint, parseVerifier } from './checkpoint.ts'
import { CryptoProblem } from './problem.ts'
import { checkConsistency } from './proof.ts'

/** A fact as the log's keeper gives it to one who wants it proved. */
export interface Evidenced {
  fact: unknown
  /** hexadecimal */
  salt: string
  proof: FactProof
  checkpoint: string
}

/** Where a client fetches heads and proofs of a log. What comes from there is believed only as far as it is proved. */
export interface LogSource {
  checkpoint(): Promise<string>
  /** hashes in hexadecimal */
  consistency(from: number, to: number): Promise<string[]>
  /** a fact by its id, with its way to a signed head; waits for a fact that is not in yet */
  proof(fact: string): Promise<Evidenced>
}

/** What a client keeps of a log from one look to the next: its key, as it was when they first met, and the last head. */
export interface Seen {
  verifier: string
  note: string | null
}

/** A fact that is in the log below a head that was checked, and when its beat was struck (ms, the process's real time). */
export interface Logged<F = unknown> {
  fact: F
  at: number
  evidence: Evidenced
}

/** Looks at the newest head: signed by the known key, and the head that was seen last is a beginning of it. */
export const watch = async (source: LogSource, seen: Seen): Promise<Seen> =>
  (await advance(source, seen, await source.checkpoint())).seen

/**
 * Proves that facts are in the log, one after the other, each below a head that goes on from what was seen before.
 *
 * @throws NOTE_SIGNATURE_INVALID for another key, LOG_REWRITTEN for a log that does not go on from the last head (both notes
 *   are among the facts: together they are the evidence), PROOF_INVALID, CONTEXT_MISMATCH for another fact than was asked for
 */
export async function proveFacts<F = unknown>(
  source: LogSource,
  seen: Seen,
  ids: readonly string[],
): Promise<{ facts: Logged<F>[]; seen: Seen }> {
  const facts: Logged<F>[] = []
  let known = seen
  for (const id of ids) {
    const evidence = await source.proof(id)
    const next = await advance(source, known, evidence.checkpoint)
    known = next.seen
    checkEvidence(evidence, id, next.head)
    facts.push({ fact: evidence.fact as F, at: evidence.proof.beat.at, evidence })
  }
  return { facts, seen: known }
}

/** The same for a proof that lies in a file: below its own head, signed by this key. */
export async function checkLogged<F = unknown>(evidence: Evidenced, id: string, verifier: string): Promise<Logged<F>> {
  checkEvidence(evidence, id, await opened(evidence.checkpoint, verifier))
  return { fact: evidence.fact as F, at: evidence.proof.beat.at, evidence }
}

function checkEvidence({ fact, salt, proof }: Evidenced, id: string, head: Checkpoint): void {
  if ((fact as { id?: unknown } | null)?.id !== id) throw new CryptoProblem('CONTEXT_MISMATCH', { member: 'fact', id })
  checkFactProof(fact, unhex(salt), proof, head)
}

const opened = async (note: string, verifier: string): Promise<Checkpoint> => {
  const known = parseVerifier(verifier)
  const head = parseCheckpoint((await openNote(note, [known])).text)
  if (head.origin !== known.name)
    throw new CryptoProblem('CHECKPOINT_INVALID', { why: 'another log', found: head.origin })
  return head
}

/** Opens a head and compares it with the one seen last, whichever is the longer; the longer one is kept. */
async function advance(source: LogSource, seen: Seen, note: string): Promise<{ head: Checkpoint; seen: Seen }> {
  const head = await opened(note, seen.verifier)
  const before = seen.note === null ? undefined : await opened(seen.note, seen.verifier)
  const next = { ...seen, note }
  if (!before) return { head, seen: next }
  const [older, newer] = head.size < before.size ? [head, before] : [before, head]
  try {
    await continues(source, older, newer)
  } catch (problem) {
    if (!(problem instanceof CryptoProblem)) throw problem
    throw new CryptoProblem('LOG_REWRITTEN', { seen: seen.note, shown: note })
  }
  return { head, seen: newer === head ? next : seen }
}

async function continues(source: LogSource, older: Checkpoint, newer: Checkpoint): Promise<void> {
  if (older.size === newer.size) {
    if (!equal(older.root, newer.root)) throw new CryptoProblem('PROOF_INVALID', { why: 'two roots of one size' })
    return
  }
  const proof = await source.consistency(older.size, newer.size)
  checkConsistency(
    older.size,
    newer.size,
    older.root,
    newer.root,
    proof.map((hash) => unhex(hash)),
  )
}
