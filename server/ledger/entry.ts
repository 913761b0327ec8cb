import { Transaction } from 'sequelize'
import { factCommitment } from '../../crypto/beat.ts'
import { hex, random } from '../../crypto/bytes.ts'
import { canonical } from '../../crypto/canonical.ts'
import type { Who } from '../access/who.ts'
import { refusals } from '../law/refusal.ts'
import { isRetryable, isUniqueViolation } from '../platform/database.ts'
import type { Platform } from '../platform/platform.ts'
import type { Actor, Fact, Happening } from './event.ts'
import { ADDRESS, addresses, dues, events, head, rowAt, rows, type Written } from './store.ts'
import { type AnyStreamKind, type StreamRef, tenderOfStream } from './stream.ts'

const refuse = refusals({
  NOT_FOUND: { status: 404, zh: '没有找到该对象', en: 'there is no such thing' },
  BUSY: { status: 409, zh: '同时有其他操作正在进行，请重试', en: 'another deed is under way; try again' },
})

/** What a deed may use: who asks, when it reached us, and the ledger. */
export interface Entry {
  readonly platform: Platform
  readonly who: Who
  /** When the deed reached the platform: a queue must not cost anybody the deadline. */
  readonly now: number
  readonly via: string
  readonly tx: Transaction
  /** The state as it is; NOT_FOUND if there is none. */
  read<S>(stream: StreamRef<S>): Promise<S>
  /** The same, locked until the deed is done: for what the decision depends on. */
  hold<S>(stream: StreamRef<S>): Promise<S>
  find<S>(stream: StreamRef<S>): Promise<S | undefined>
  /** As `find`, locked. */
  holdIfAny<S>(stream: StreamRef<S>): Promise<S | undefined>
  /** Adds facts to a stream and answers its new state. */
  append<S>(stream: StreamRef<S>, facts: Happening[]): Promise<S>
}

/** One write of the ledger: what was appended, in order. */
export interface Outcome<R> {
  result: R
  written: Written[]
}

interface Context {
  platform: Platform
  who: Who
  now: number
  via: string
  address?: string
}

interface Open {
  ref: StreamRef<unknown>
  before: number
  version: number
  state: unknown
}

class LostRace extends Error {}

const MOST_TRIES = 8

/** Runs a deed in one transaction; retried when another deed was faster. Facts and rows are written together or not at all. */
export async function entry<R>(context: Context, deed: (e: Entry) => Promise<R>): Promise<Outcome<R>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await context.platform.database.transaction((tx) => once(context, tx, deed))
    } catch (problem) {
      const again = problem instanceof LostRace || isRetryable(problem) || isUniqueViolation(problem)
      if (!again) throw problem
      if (attempt === MOST_TRIES)
        throw isUniqueViolation(problem) || problem instanceof LostRace ? refuse('BUSY') : problem
      await new Promise((done) => setTimeout(done, 5 * 2 ** attempt + (random(1)[0] ?? 0))) // spread, or all come back at once
    }
  }
}

/** Reads a stream's row once a transaction; a row that is locked only later must still be the one that was read. */
const loader =
  (context: Context, tx: Transaction, open: Map<string, Open>) =>
  async <S>(ref: StreamRef<S>, lock: boolean): Promise<Open> => {
    const there = open.get(ref.name)
    if (there && !lock) return there
    const found = await rowAt(context.platform.database, ref.kind as AnyStreamKind, ref.id, { tx, lock })
    const version = Number(found?.version ?? 0)
    if (there) {
      if (there.before !== version) throw new LostRace()
      return there
    }
    const fresh: Open = { ref, before: version, version, state: found ? JSON.parse(found.state) : undefined }
    open.set(ref.name, fresh)
    return fresh
  }

async function once<R>(context: Context, tx: Transaction, deed: (e: Entry) => Promise<R>): Promise<Outcome<R>> {
  const open = new Map<string, Open>()
  const pending: { ref: StreamRef<unknown>; fact: Fact }[] = []

  const load = loader(context, tx, open)
  const given = async <S>(ref: StreamRef<S>, lock: boolean): Promise<S> => {
    const { state } = await load(ref, lock)
    if (state === undefined) throw refuse('NOT_FOUND', { kind: ref.kind.name })
    return state as S
  }

  const e: Entry = {
    ...context,
    tx,
    read: (ref) => given(ref, false),
    hold: (ref) => given(ref, true),
    find: async (ref) => (await load(ref, false)).state as never,
    holdIfAny: async (ref) => (await load(ref, true)).state as never,
    append: async (ref, facts) => {
      const stream = await load(ref, false)
      for (const happening of facts) {
        const fact = factOf(context, ref, ++stream.version, happening)
        pending.push({ ref, fact })
        stream.state = JSON.parse(canonical(ref.kind.evolve(stream.state as never, fact)))
      }
      return stream.state as never
    },
  }
  const result = await deed(e)
  const written = await flush(context.platform, tx, pending, [...open.values()])
  await keepAddress(context, tx, written)
  return { result, written }
}

function factOf(context: Context, ref: StreamRef<unknown>, version: number, happening: Happening): Fact {
  return {
    v: happening.v,
    id: context.platform.newId(),
    stream: ref.name,
    version,
    type: happening.type,
    at: context.now,
    actor: actorOf(context.who, tenderOfStream(ref.name)),
    via: context.via,
    data: JSON.parse(canonical(happening.data)),
  }
}

/** A bidder or an expert stands in the ledger as a tag that only the platform can make again. */
function actorOf(who: Who, tender: string): Actor {
  if (who.role === 'bidder' || who.role === 'expert') return { role: who.role, tag: who.tagFor(tender) }
  if (!who.person) return { role: who.role }
  return {
    role: who.role,
    person: who.person,
    ...(who.organisation ? { organisation: who.organisation } : {}),
    ...(who.certificate ? { certificate: who.certificate } : {}),
  }
}

/**
 * Keeps from where staff did a deed, sealed, in the same transaction. A bidder's and an expert's address is kept nowhere:
 * beside a tag it would tell who bids, or who sits.
 */
async function keepAddress({ platform, who, address }: Context, tx: Transaction, written: Written[]): Promise<void> {
  if (address === undefined || !STAFF.has(who.role) || !written.length) return
  const kept = written.map(({ fact: { id } }) => ({ event: id, address: platform.vault.seal(ADDRESS, address) }))
  await addresses(platform.database).bulkCreate(kept, { transaction: tx })
}

/** Who works on a tender and does not take part in it. */
const STAFF: ReadonlySet<string> = new Set(['tenderer', 'agent', 'centre', 'supervisor', 'bank', 'notary'])

async function flush(
  platform: Platform,
  tx: Transaction,
  pending: { fact: Fact }[],
  touched: Open[],
): Promise<Written[]> {
  if (!pending.length) return []
  const db = platform.database
  for (const stream of touched) if (stream.version > stream.before) await save(platform, tx, stream)
  const counter = await head(db).findByPk(1, { transaction: tx, lock: Transaction.LOCK.UPDATE })
  if (!counter) throw new Error('the ledger has no head')
  const first = Number(counter.get('seq')) + 1
  const written = pending.map(({ fact }, i): Written => {
    const salt = random(32)
    return { seq: first + i, fact, salt: hex(salt), commitment: hex(factCommitment(salt, fact)) }
  })
  await events(db).bulkCreate(written.map(rowOf), { transaction: tx })
  await head(db).update({ seq: first + written.length - 1 }, { where: { id: 1 }, transaction: tx })
  return written
}

const rowOf = ({ seq, fact, salt, commitment }: Written): Record<string, unknown> => ({
  ...fact,
  tender: tenderOfStream(fact.stream),
  seq,
  actor: canonical(fact.actor),
  data: canonical(fact.data),
  salt,
  commitment,
})

/** Writes a stream's row, and what falls due for it. */
async function save(platform: Platform, tx: Transaction, { ref, before, version, state }: Open): Promise<void> {
  const db = platform.database
  const table = rows(db, ref.kind as AnyStreamKind)
  const values = { version, state: canonical(state), ...columnsOf(ref.kind as AnyStreamKind, state, ref.id) }
  if (before === 0) await table.create({ id: ref.id, ...values }, { transaction: tx })
  else {
    const [changed] = await table.update(values, { where: { id: ref.id, version: before }, transaction: tx })
    if (changed !== 1) throw new LostRace()
  }
  if (!ref.kind.timetable) return
  const falls = ref.kind.timetable(state, ref.id)
  await dues(db).destroy({ where: { stream: ref.name }, transaction: tx })
  if (falls.length) {
    const unique = new Map(falls.map((due) => [due.deed, due]))
    await dues(db).bulkCreate(
      [...unique.values()].map((due) => ({ ...due, stream: ref.name })),
      { transaction: tx },
    )
  }
}

/** The columns that follow from a state. */
export const columnsOf = (kind: AnyStreamKind, state: unknown, id: string): Record<string, string | number | null> =>
  Object.fromEntries(Object.entries(kind.columns).map(([name, column]) => [name, column.of(state, id)]))
