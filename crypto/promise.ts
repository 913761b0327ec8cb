import { type NoteKey, openNote, signNote, type Verifier } from './checkpoint.ts'
import { CryptoProblem } from './problem.ts'

/** That a commitment (hexadecimal) will be in the log of this origin no later than in that beat. */
export type LogPromise = { origin: string; commitment: string; beat: number }

const TITLE = 'yangguang promise 1'

/** A signed promise, given at once: the proof follows when the beat is over. */
export const signPromise = ({ origin, commitment, beat }: LogPromise, key: NoteKey): Promise<string> =>
  signNote(`${TITLE}\n${origin}\n${commitment}\n${beat}\n`, key)

/** Reads a promise and checks who gave it. Throws NOTE_MALFORMED or NOTE_SIGNATURE_INVALID. */
export async function openPromise(note: string, verifiers: readonly Verifier[]): Promise<LogPromise> {
  const { text } = await openNote(note, verifiers)
  const found = /^yangguang promise 1\n([^\n]+)\n([0-9a-f]{64})\n(0|[1-9][0-9]{0,14})\n$/.exec(text)
  if (!found) throw new CryptoProblem('NOTE_MALFORMED', { why: 'not a promise' })
  return { origin: found[1]!, commitment: found[2]!, beat: Number(found[3]) }
}
