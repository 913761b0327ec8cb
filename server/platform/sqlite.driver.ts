import { DatabaseSync } from '@photostructure/sqlite'

export type Row = Record<string, unknown>
export type Params = unknown[] | Record<string, unknown>

/** What a write did. Sequelize reads these two names, and asks for a class of this name. */
export class Statement {
  readonly lastID: number
  readonly changes: number
  constructor(lastID: number, changes: number) {
    this.lastID = lastID
    this.changes = changes
  }
}

/** One open connection to a SQLite file. Every call blocks the process until SQLite is done. */
export interface Driver {
  all(sql: string, params: Params): Row[]
  run(sql: string, params: Params): Statement
  exec(sql: string): void
  inTransaction(): boolean
  close(): void
}

type Prepared = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>

const pragmas = [
  'PRAGMA busy_timeout=5000', // another process may be writing: the command line, a backup
  'PRAGMA journal_mode=WAL',
  'PRAGMA foreign_keys=ON',
  'PRAGMA cache_size=-65536', // KiB: the search walks wide tables
]
const waiting = 'PRAGMA synchronous=FULL'
/** The log is written and neither waited for nor copied: its owner does both; see SqliteLog. */
const leaving = ['PRAGMA synchronous=NORMAL', 'PRAGMA wal_autocheckpoint=0', 'PRAGMA journal_size_limit=1048576']

const keptStatements = 200
const longestKept = 4000

/**
 * Opens a SQLite file (WAL, foreign keys enforced).
 *
 * @param commits `wait` for the disk (synchronous FULL), or `leave` that to a SqliteLog
 */
export function openDriver(file: string, commits: 'wait' | 'leave' = 'wait'): Driver {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true })
  const kept = new Map<string, Prepared>()
  const prepare = (sql: string) => {
    const statement = kept.get(sql) ?? db.prepare(sql)
    if (sql.length > longestKept) return statement
    kept.delete(sql)
    kept.set(sql, statement) // the one that was not asked for longest goes first: Sequelize writes values into its text
    const [oldest] = kept.keys()
    if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest)
    return statement
  }
  db.exec([...pragmas, ...(commits === 'wait' ? [waiting] : leaving)].join(';'))
  return {
    all: (sql, params) =>
      named(() =>
        prepare(sql)
          .all(...values(params))
          .map(withBuffers),
      ),
    run: (sql, params) =>
      named(() => {
        const done = prepare(sql).run(...values(params))
        return new Statement(Number(done.lastInsertRowid), Number(done.changes))
      }),
    exec: (sql) => named(() => db.exec(sql)),
    inTransaction: () => db.isTransaction,
    close: () => {
      kept.clear()
      db.close()
    },
  }
}

const value = (v: unknown) => (typeof v === 'boolean' ? Number(v) : v === undefined ? null : v)

const values = (params: Params): unknown[] =>
  Array.isArray(params)
    ? params.map(value)
    : [Object.fromEntries(Object.entries(params).map(([name, v]) => [name, value(v)]))]

function withBuffers(row: Row): Row {
  for (const name in row) {
    const v = row[name]
    if (v instanceof Uint8Array && !Buffer.isBuffer(v)) row[name] = Buffer.from(v.buffer, v.byteOffset, v.byteLength)
  }
  return row
}

/** Gives SQLite's errors the code and the message that Sequelize looks for. */
function named<T>(work: () => T): T {
  try {
    return work()
  } catch (e) {
    const error = e as Error & { errcode?: number; sqliteCode?: number; code?: string }
    const primary = (error.errcode ?? error.sqliteCode ?? 0) & 0xff
    if (primary === 19) error.code = 'SQLITE_CONSTRAINT'
    if (primary === 5) error.code = 'SQLITE_BUSY'
    if (error.code?.startsWith('SQLITE_')) error.message = `${error.code}: ${error.message}`
    throw error
  }
}
