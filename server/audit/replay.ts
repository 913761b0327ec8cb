import type { Model, ModelStatic, Sequelize } from 'sequelize'
import { beatLeaves, beatRoot, factCommitment } from '../../crypto/beat.ts'
import { hex, unhex } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import { columnsOf } from '../ledger/entry.ts'
import { factsAfter, rows, type Written } from '../ledger/store.ts'
import type { AnyStreamKind } from '../ledger/stream.ts'
import { beatRow, beats } from './store.ts'

/** One thing that is not as the facts say. */
export interface Difference {
  /** what was checked: a fact, a row, a beat */
  what: 'fact' | 'row' | 'beat' | 'stream'
  /** which one: `bids/…`, a fact's id, a beat's number */
  which: string
  detail: string
}

interface Replayed {
  kind: AnyStreamKind
  id: string
  version: number
  state: unknown
}

/**
 * Rebuilds every row from the facts with the same `evolve` that the server runs, and compares; checks that each fact
 * still gives its commitment, and (with the log's filler key) that each beat still gives its root.
 *
 * @returns every difference, the first facts first; empty when nothing was changed
 */
export async function checkDatabase(
  database: Sequelize,
  kinds: AnyStreamKind[],
  fillerKey?: Uint8Array,
): Promise<Difference[]> {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const streams = new Map<string, Replayed>()
  const differences: Difference[] = []
  const commitments: { seq: number; commitment: string }[] = []
  let seq = 0
  for (let batch = await factsAfter(database, 0, 500); batch.length; batch = await factsAfter(database, seq, 500)) {
    for (const written of batch) {
      if (written.seq !== seq + 1)
        differences.push({ what: 'fact', which: String(seq + 1), detail: 'a number is missing' })
      seq = written.seq
      commitments.push({ seq, commitment: written.commitment })
      differences.push(...replay(written, byName, streams))
    }
  }
  differences.push(...(await compareRows(database, kinds, streams)))
  if (fillerKey) differences.push(...(await compareBeats(database, commitments, fillerKey)))
  return differences
}

function replay(
  { fact, salt, commitment }: Written,
  kinds: Map<string, AnyStreamKind>,
  streams: Map<string, Replayed>,
): Difference[] {
  const found: Difference[] = []
  if (hex(factCommitment(unhex(salt), fact)) !== commitment)
    found.push({ what: 'fact', which: fact.id, detail: `${fact.type} of ${fact.stream} does not give its commitment` })
  const slash = fact.stream.indexOf('/')
  const kind = kinds.get(fact.stream.slice(0, slash))
  if (!kind) return [...found, { what: 'stream', which: fact.stream, detail: 'no such kind of stream' }]
  const before = streams.get(fact.stream)
  if (fact.version !== (before?.version ?? 0) + 1)
    found.push({
      what: 'stream',
      which: fact.stream,
      detail: `version ${fact.version} does not follow ${before?.version ?? 0}`,
    })
  try {
    const state = JSON.parse(canonical(kind.evolve(before?.state, fact)))
    streams.set(fact.stream, { kind, id: fact.stream.slice(slash + 1), version: fact.version, state })
  } catch (problem) {
    found.push({ what: 'fact', which: fact.id, detail: `cannot follow: ${String((problem as Error).message)}` })
  }
  return found
}

async function compareRows(
  database: Sequelize,
  kinds: AnyStreamKind[],
  streams: Map<string, Replayed>,
): Promise<Difference[]> {
  const found: Difference[] = []
  const wanted = new Map([...streams.values()].map((one) => [`${one.kind.table}/${one.id}`, one]))
  for (const kind of kinds) {
    const here = await rows(database, kind).findAll({ raw: true })
    for (const row of here as unknown as Record<string, unknown>[]) {
      const which = `${kind.table}/${row['id']}`
      const expected = wanted.get(which)
      wanted.delete(which)
      const detail = expected ? differs(row, expected) : 'no fact speaks of this row'
      if (detail) found.push({ what: 'row', which, detail })
    }
  }
  for (const which of wanted.keys()) found.push({ what: 'row', which, detail: 'the row is missing' })
  return found
}

/** Names the first member in which a row is not what its facts make of it. */
function differs(row: Record<string, unknown>, { kind, id, version, state }: Replayed): string | undefined {
  if (Number(row['version']) !== version) return `version ${row['version']} instead of ${version}`
  if (row['state'] !== canonical(state)) return `state differs at ${place(parsed(String(row['state'])), state)}`
  for (const [name, value] of Object.entries(columnsOf(kind, state, id)))
    if (String(row[name] ?? '') !== String(value ?? '')) return `column ${name} is ${row[name]} instead of ${value}`
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text // not even JSON any more
  }
}

/** Where two values differ first: `scores.ab12….design`. */
function place(found: unknown, expected: unknown, path = ''): string {
  if (!found || !expected || typeof found !== 'object' || typeof expected !== 'object')
    return `${path || 'the whole'}: ${canonical(found)?.slice(0, 60)} instead of ${canonical(expected)?.slice(0, 60)}`
  const [a, b] = [found as Record<string, unknown>, expected as Record<string, unknown>]
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
    if (canonical(a[key] ?? null) !== canonical(b[key] ?? null))
      return place(a[key] ?? null, b[key] ?? null, path ? `${path}.${key}` : key)
  return path
}

async function compareBeats(
  database: Sequelize,
  commitments: { seq: number; commitment: string }[],
  key: Uint8Array,
): Promise<Difference[]> {
  const found: Difference[] = []
  const all = (await (beats(database) as ModelStatic<Model>).findAll({ order: [['beat', 'ASC']], raw: true })).map(
    beatRow,
  )
  for (const { beat, from_seq, to_seq, root, slots } of all) {
    if (from_seq === to_seq) continue // no facts: fillers only, checked with the log itself
    const inside = commitments
      .filter(({ seq }) => seq > from_seq && seq <= to_seq)
      .map(({ commitment }) => unhex(commitment))
    const expected = hex(beatRoot(beatLeaves(key, beat, inside, slots)))
    if (expected !== root) found.push({ what: 'beat', which: String(beat), detail: 'its facts do not give its root' })
  }
  return found
}
