import { Op, type Transaction } from 'sequelize'
import { type Beat as BeatOfLog, beatLeaf, beatLeaves, beatRoot } from '../../crypto/beat.ts'
import { equal, hex, unhex } from '../../crypto/bytes.ts'
import { formatCheckpoint, type NoteKey, parseCheckpoint, signNote } from '../../crypto/checkpoint.ts'
import { leafHash, rootOf, storedHashes } from '../../crypto/tree.ts'
import { events } from '../ledger/store.ts'
import { endLease, underLease } from '../platform/leases.ts'
import type { Platform } from '../platform/platform.ts'
import { Rounds } from '../platform/rounds.ts'
import { beats, hashReader, heads, lastBeat, lastHead, logHashes } from './store.ts'

/** The most facts that one beat takes in; more wait for the next. */
export const MOST_FACTS = 16_384

/** The key that signs the log's heads, under the log's name. */
export function logKey(platform: Pick<Platform, 'vault' | 'logOrigin'>): NoteKey {
  const { pkcs8, spki } = platform.vault.noteKey()
  return { name: platform.logOrigin, pkcs8: new Uint8Array(pkcs8), publicKey: new Uint8Array(spki.slice(-32)) }
}

/**
 * The sequencer: at every beat of real time it takes in the facts committed since the last one, whether or not there are
 * any, appends one leaf and signs the new head. One process at a time, by lease; it never signs two heads that differ.
 */
export class Beat {
  readonly #platform: Platform
  readonly #rounds: Rounds

  constructor(platform: Platform, log: (line: Record<string, unknown>) => void) {
    this.#platform = platform
    this.#rounds = new Rounds('beat', () => this.#round(), log)
  }

  start(): void {
    this.#rounds.start(this.#platform.beat, { atOnce: true })
  }

  async stop(): Promise<void> {
    await this.#rounds.stop()
    await endLease(this.#platform.database, 'sequencer', this.#platform.holder)
  }

  async #round(): Promise<void> {
    await underLease(this.#platform, 'sequencer', 2 * this.#platform.beat + 2000, () => strike(this.#platform))
  }
}

/** One beat. Throws, and signs nothing, if the stored hashes do not give the last signed head. */
export async function strike(platform: Platform): Promise<void> {
  const { database, clock, vault, logOrigin: origin } = platform
  await database.transaction(async (tx) => {
    const before = await lastBeat(database, tx)
    const size = before ? before.beat + 1 : 0
    await agreesWithHead(platform, size, tx)
    const commitments = await commitmentsAfter(platform, before?.to_seq ?? 0, tx)
    const leaves = beatLeaves(
      vault.key('log-filler'),
      size,
      commitments.map(({ commitment }) => unhex(commitment)),
    )
    const leaf: BeatOfLog = { beat: size, at: clock.real(), root: hex(beatRoot(leaves)) }
    const fresh = await storedHashes(size, [leafHash(beatLeaf(leaf))], hashReader(database, tx))
    const to = commitments.at(-1)?.seq ?? before?.to_seq ?? 0
    await beats(database).create(
      { ...leaf, slots: leaves.length, from_seq: before?.to_seq ?? 0, to_seq: to },
      { transaction: tx },
    )
    await logHashes(database).bulkCreate(
      fresh.map(({ level, index, hash }) => ({ level, place: index, hash: hex(hash) })),
      { transaction: tx },
    )
    const root = await rootOf(size + 1, hashReader(database, tx))
    const note = await signNote(formatCheckpoint({ origin, size: size + 1, root }), logKey(platform))
    await heads(database).create({ size: size + 1, note }, { transaction: tx })
  })
  await platform.wire.publish('beat', undefined)
}

async function agreesWithHead(platform: Platform, size: number, tx: Transaction): Promise<void> {
  const head = await lastHead(platform.database)
  if (!head) {
    if (size > 0) throw new Error('the log has leaves but no signed head')
    return
  }
  const signed = parseCheckpoint(head.note.slice(0, head.note.lastIndexOf('\n\n') + 1))
  const root = await rootOf(size, hashReader(platform.database, tx))
  if (signed.size !== size || !equal(signed.root, root))
    throw new Error('the stored hashes do not give the last signed head')
}

async function commitmentsAfter(
  platform: Platform,
  seq: number,
  tx: Transaction,
): Promise<{ seq: number; commitment: string }[]> {
  const found = await events(platform.database).findAll({
    attributes: ['seq', 'commitment'],
    where: { seq: { [Op.gt]: seq } },
    order: [['seq', 'ASC']],
    limit: MOST_FACTS,
    raw: true,
    transaction: tx,
  })
  return (found as unknown as { seq: number; commitment: string }[]).map((row) => ({ ...row, seq: Number(row.seq) }))
}
