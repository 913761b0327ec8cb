import { beatLeaf, beatLeaves, beatRoot, type FactProof, factCommitment, proveInBeat } from '../../crypto/beat.ts'
import { hex, random } from '../../crypto/bytes.ts'
import { formatCheckpoint, formatVerifier, type NoteKey, newNoteKey, signNote } from '../../crypto/checkpoint.ts'
import { consistencyProofOf, inclusionProofOf } from '../../crypto/proof.ts'
import { leafHash, merkleRoot } from '../../crypto/tree.ts'
import type { Evidenced, LogSource } from '../../crypto/watch.ts'

/** A log in memory: one beat a fact. Whoever holds its key may also let it lie. */
export interface TestLog {
  key: NoteKey
  verifier: string
  source: LogSource
  /** Strikes a beat with one fact. */
  add(fact: { id: string }, at: number): void
  /** The same log up to here, that goes on in another way. */
  fork(): TestLog
  head(): Promise<string>
}

interface Struck {
  fact: { id: string }
  salt: Uint8Array
  beat: { beat: number; at: number; root: string }
}

export async function testLog(name = 'log.example'): Promise<TestLog> {
  return logOf(await newNoteKey(name), random(32), [])
}

function logOf(key: NoteKey, filler: Uint8Array, struck: Struck[]): TestLog {
  const leaves = () => struck.map(({ beat }) => leafHash(beatLeaf(beat)))
  const head = () =>
    signNote(formatCheckpoint({ origin: key.name, size: struck.length, root: merkleRoot(leaves()) }), key)
  const proof = async (id: string): Promise<Evidenced> => {
    const index = struck.findIndex(({ fact }) => fact.id === id)
    const found = struck[index]
    if (!found) throw new Error(`${id} is not in the log`)
    const { fact, salt, beat } = found
    const within = proveInBeat(filler, beat.beat, [factCommitment(salt, fact)], 0)
    const logPath = inclusionProofOf(index, leaves()).map(hex)
    const whole: FactProof = { v: 1, ...within, beat, index, size: struck.length, logPath }
    return { fact, salt: hex(salt), proof: whole, checkpoint: await head() }
  }
  const source: LogSource = {
    checkpoint: head,
    consistency: async (from, to) => consistencyProofOf(from, leaves().slice(0, to)).map(hex),
    proof,
  }
  return {
    ...{ key, verifier: formatVerifier(key), source, head },
    add: (fact, at) => {
      const [n, salt] = [struck.length, random(32)]
      const root = hex(beatRoot(beatLeaves(filler, n, [factCommitment(salt, fact)])))
      struck.push({ fact, salt, beat: { beat: n, at, root } })
    },
    fork: () => logOf(key, filler, [...struck]),
  }
}
