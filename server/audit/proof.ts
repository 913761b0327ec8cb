import { Op, type Sequelize } from 'sequelize'
import { type BeatProof, beatProver, type FactProof } from '../../crypto/beat.ts'
import { hex, unhex } from '../../crypto/bytes.ts'
import { inclusionProof } from '../../crypto/proof.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { type BeatRow, beatRow, beats, hashReader, lastHead } from './store.ts'

/** Proves of a fact by its sequence number that it is in a beat. */
type Prover = (seq: number) => BeatProof

/** So many beats are kept made up: who asks for all facts of a tender asks for those of one beat after the other. */
const KEPT = 8
const kept = new WeakMap<Sequelize, Map<string, Prover>>()

/** A beat that was struck does not change any more, so it is made up once for all its facts. */
async function proverOf({ database, vault }: Platform, of: BeatRow): Promise<Prover> {
  const known = kept.get(database) ?? new Map<string, Prover>()
  kept.set(database, known)
  const there = known.get(of.root)
  if (there) return there
  const inBeat = await events(database).findAll({
    attributes: ['seq', 'commitment'],
    where: { seq: { [Op.gt]: of.from_seq, [Op.lte]: of.to_seq } },
    order: [['seq', 'ASC']],
    raw: true,
  })
  const rows = inBeat as unknown as { seq: number; commitment: string }[]
  const places = new Map(rows.map((row, place) => [Number(row.seq), place]))
  const commitments = rows.map((row) => unhex(row.commitment))
  const prove = beatProver(vault.key('log-filler'), of.beat, commitments, of.slots)
  const prover: Prover = (seq) => prove(places.get(seq) ?? -1)
  const [oldest] = known.keys()
  if (known.size >= KEPT && oldest !== undefined) known.delete(oldest)
  known.set(of.root, prover)
  return prover
}

/**
 * Proves that the fact with this sequence number is in the log, in the tree of the newest head (or of `size` leaves).
 * Nothing yet if its beat has not come.
 */
export async function proveFact(
  platform: Platform,
  seq: number,
  size?: number,
): Promise<{ proof: FactProof; checkpoint: string } | undefined> {
  const { database } = platform
  const found = await beats(database).findOne({
    where: { from_seq: { [Op.lt]: seq }, to_seq: { [Op.gte]: seq } },
    raw: true,
  })
  const head = await lastHead(database)
  if (!found || !head) return undefined
  const row = beatRow(found)
  const { beat, at, root } = row
  const leaves = size ?? head.size
  if (beat >= leaves) return undefined
  const within = (await proverOf(platform, row))(seq)
  const logPath = await inclusionProof(beat, leaves, hashReader(database))
  return {
    proof: { v: 1, ...within, beat: { beat, at, root }, index: beat, size: leaves, logPath: logPath.map(hex) },
    checkpoint: head.note,
  }
}
