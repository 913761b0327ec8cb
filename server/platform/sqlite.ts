import { type Driver, type Params, type Row, Statement } from './sqlite.driver.ts'
import { type SqliteFile, sqliteFile } from './sqlite.queue.ts'

type Done = (this: Statement | undefined, error: Error | null, rows?: Row[]) => void

const reads = /^\s*(SELECT|PRAGMA|EXPLAIN|WITH\b(?![^;]*\b(INSERT|UPDATE|DELETE)\b))/i
const begins = /^\s*BEGIN\b/i
const commits = /^\s*(COMMIT|END)\b/i
const ends = /^\s*(COMMIT|END|ROLLBACK)\b(?!\s+TO)/i
const definesTables = /^\s*(CREATE|ALTER|DROP)\b/i

/**
 * A connection as Sequelize 6 expects it from the npm package sqlite3.
 *
 * Sequelize opens a connection for each transaction, without limit, and a synchronous driver that waits for
 * another connection's lock would stop the very loop that lock's COMMIT needs. So BEGIN, and every write
 * outside a transaction, first takes the writer's turn; COMMIT, ROLLBACK and close give it back.
 */
class Database {
  readonly filename: string
  uuid?: string
  readonly #file: SqliteFile
  readonly #driver: Driver
  #endTurn: (() => void) | undefined

  constructor(filename: string, _mode: number, done: (error: Error | null) => void) {
    this.filename = filename
    this.#file = sqliteFile(filename)
    this.#driver = this.#file.take()
    queueMicrotask(() => done(null))
  }

  serialize(work: () => void): void {
    work()
  }

  run(sql: string, params?: Params | Done, done?: Done): this {
    const { given, after } = split(params, done)
    this.#go(sql, () => this.#driver.run(sql, given)).then(
      (statement) => withoutStack(() => after?.call(statement, null)),
      (error) => after?.call(undefined, error),
    )
    return this
  }

  all(sql: string, params?: Params | Done, done?: Done): this {
    const { given, after } = split(params, done)
    this.#rows(sql, given).then(
      (rows) => withoutStack(() => after?.call(new Statement(0, 0), null, rows)),
      (error) => after?.call(undefined, error),
    )
    return this
  }

  exec(sql: string, done?: Done): this {
    this.#go(sql, () => this.#driver.exec(sql)).then(
      () => done?.call(undefined, null),
      (error) => done?.call(undefined, error),
    )
    return this
  }

  close(done?: (error: Error | null) => void): void {
    let failed: Error | null = null
    try {
      if (this.#driver.inTransaction()) this.#driver.exec('ROLLBACK')
      this.#file.giveBack(this.#driver)
    } catch (error) {
      failed = error as Error
    }
    this.#release()
    queueMicrotask(() => done?.(failed))
  }

  /** Sequelize asks for a table's columns before each SELECT: they are remembered until a table is redefined. */
  async #rows(sql: string, params: Params): Promise<Row[]> {
    const ofTable = sql.startsWith('PRAGMA table_info')
    const known = ofTable ? this.#file.tableInfo.get(sql) : undefined
    if (known) return known
    const rows = await this.#go(sql, () => this.#driver.all(sql, params))
    if (ofTable && rows.length > 0) this.#file.tableInfo.set(sql, rows)
    return rows
  }

  async #go<T>(sql: string, work: () => T): Promise<T> {
    const ending = ends.test(sql)
    if (this.#endTurn || ending || reads.test(sql)) {
      const result = work()
      if (definesTables.test(sql)) this.#file.tableInfo.clear()
      if (!ending) return result
      this.#release() // a COMMIT that fails keeps the turn until its ROLLBACK
      if (commits.test(sql)) await this.#file.log.onDisk()
      return result
    }
    const endTurn = await this.#file.turn()
    const result = this.#underTurn(sql, work, endTurn)
    if (!this.#endTurn) await this.#file.log.onDisk() // outside a transaction a write is a commit of its own
    return result
  }

  #underTurn<T>(sql: string, work: () => T, endTurn: () => void): T {
    try {
      const result = work()
      if (definesTables.test(sql)) this.#file.tableInfo.clear()
      if (begins.test(sql)) this.#endTurn = endTurn
      return result
    } finally {
      if (this.#endTurn !== endTurn) endTurn()
    }
  }

  #release(): void {
    this.#endTurn?.()
    this.#endTurn = undefined
  }
}

/** Sequelize reads a stack, mapped to its sources, for every query that did well; that costs more than the query. */
function withoutStack(work: () => void): void {
  const before = Error.prepareStackTrace
  Error.prepareStackTrace = () => ''
  try {
    work()
  } finally {
    Error.prepareStackTrace = before as typeof Error.prepareStackTrace
  }
}

function split(params: Params | Done | undefined, done: Done | undefined): { given: Params; after: Done | undefined } {
  return typeof params === 'function' ? { given: [], after: params } : { given: params ?? [], after: done }
}

/** The `dialectModule` that puts SQLite under Sequelize; open with `transactionType: IMMEDIATE`. */
export const sqliteModule: object = { Database, OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4 }
