import { Op } from 'sequelize'
import { type FactProof, proveInBeat } from '../../crypto/beat.ts'
import { hex, unhex } from '../../crypto/bytes.ts'
import { inclusionProof } from '../../crypto/proof.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { beatRow, beats, hashReader, lastHead } from './store.ts'

/**
 * Proves that the fact with this sequence number is in the log, in the tree of the newest head (or of `size` leaves).
 * Nothing yet if its beat has not come.
 */
export async function proveFact(
  platform: Platform,
  seq: number,
  size?: number,
): Promise<{ proof: FactProof; checkpoint: string } | undefined> {
  const { database, vault } = platform
  const found = await beats(database).findOne({
    where: { from_seq: { [Op.lt]: seq }, to_seq: { [Op.gte]: seq } },
    raw: true,
  })
  const head = await lastHead(database)
  if (!found || !head) return undefined
  const { beat, at, root, from_seq, to_seq, slots } = beatRow(found)
  const inBeat = await events(database).findAll({
    attributes: ['seq', 'commitment'],
    where: { seq: { [Op.gt]: from_seq, [Op.lte]: to_seq } },
    order: [['seq', 'ASC']],
    raw: true,
  })
  const rows = inBeat as unknown as { seq: number; commitment: string }[]
  const place = rows.findIndex((row) => Number(row.seq) === seq)
  const commitments = rows.map((row) => unhex(row.commitment))
  const within = proveInBeat(vault.key('log-filler'), beat, commitments, place, slots)
  const leaves = size ?? head.size
  const logPath = await inclusionProof(beat, leaves, hashReader(database))
  return {
    proof: { v: 1, ...within, beat: { beat, at, root }, index: beat, size: leaves, logPath: logPath.map(hex) },
    checkpoint: head.note,
  }
}
