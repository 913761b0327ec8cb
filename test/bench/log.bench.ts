import { checkFactProof, type FactProof, factCommitment } from '../../crypto/beat.ts'
import { hex, random, unhex } from '../../crypto/bytes.ts'
import { openNote, parseCheckpoint } from '../../crypto/checkpoint.ts'
import { platformItself } from '../../server/access/who.ts'
import { logKey, strike } from '../../server/audit/beat.ts'
import { proveFact } from '../../server/audit/proof.ts'
import { type EventRow, events, written } from '../../server/ledger/store.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { bareLedger } from '../world/bareLedger.ts'
import { hashesPerSecond } from './machine.ts'
import { secondsOf } from './rates.ts'
import { type Result, result } from './report.ts'

const PROOFS = 50
const BEATS = 10

/**
 * Beats of the log, proofs made and proofs checked a second, beside the bare hashing each of them cannot do without.
 * A beat or a proof computes for each slot its rank (two hashes), its filler if it holds no fact (two), its leaf, and
 * the tree above; a check computes what lies on its path.
 */
export async function run(): Promise<Result[]> {
  const hashes = await hashesPerSecond()
  const results: Result[] = []
  for (const facts of [64, 1000]) {
    const { platform, close } = await bareLedger('sqlite')
    results.push(...(await measure(platform, facts, hashes)))
    await close()
  }
  return results
}

async function measure(platform: Platform, facts: number, hashes: number): Promise<Result[]> {
  let striking = 0
  for (let beat = 0; beat < BEATS; beat++) {
    await commit(platform, beat * facts, facts)
    striking += await secondsOf(() => strike(platform))
  }
  const places = Array.from({ length: PROOFS }, (_, n) => 1 + ((n * 7919) % (BEATS * facts)))
  const proved: { seq: number; proof: FactProof; checkpoint: string }[] = []
  const proving = await secondsOf(async () => {
    for (const seq of places) proved.push({ seq, ...(await proveFact(platform, seq))! })
  })
  const checks = await Promise.all(proved.map((one) => checkOf(platform, one)))
  const checking = await secondsOf(() => {
    for (const check of checks) check()
  })
  const { slots, path, logPath } = proved[0]!.proof
  const building = 2 * slots + 2 * (slots - facts) + slots + (slots - 1)
  const onPath = 3 + path.length + logPath.length
  const name = (what: string) => `${what}, ${facts.toLocaleString('en-US')} facts a beat`
  const limit = hashes / building
  return [
    result({ name: name('beats'), value: BEATS / striking, unit: 'beats/s', limit }),
    result({ name: name('proofs made'), value: PROOFS / proving, unit: 'proofs/s', limit }),
    result({ name: name('proofs checked'), value: PROOFS / checking, unit: 'proofs/s', limit: hashes / onPath }),
  ]
}

/** Checks the head's signature; what is left to measure is the proof itself. */
async function checkOf(platform: Platform, of: { seq: number; proof: FactProof; checkpoint: string }) {
  const head = parseCheckpoint((await openNote(of.checkpoint, [logKey(platform)])).text)
  const row = await events(platform.database).findByPk(of.seq, { raw: true })
  const { fact, salt } = written(row as unknown as EventRow)
  return () => checkFactProof(fact, unhex(salt), of.proof, head)
}

/** Commits facts without deeds: what a deed costs is the ledger's bench. */
async function commit(platform: Platform, after: number, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => {
    const salt = random(32)
    const seq = after + n + 1
    const stream = `note/${seq}`
    const actor = { role: platformItself.role }
    const fact = { ...{ v: 1, id: platform.newId(), stream, version: 1, type: 'bench.noted', at: 0 }, via: 'bench' }
    const commitment = hex(factCommitment(salt, { ...fact, actor, data: { seq } }))
    return { ...fact, seq, actor: JSON.stringify(actor), data: JSON.stringify({ seq }), salt: hex(salt), commitment }
  })
  await events(platform.database).bulkCreate(rows)
}
