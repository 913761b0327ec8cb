import { resolve } from 'node:path'
import { type Driver, openDriver, type Row } from './sqlite.driver.ts'
import { SqliteLog } from './sqlite.log.ts'

const longestWait = 30_000
const keptDrivers = 4

/**
 * What the connections of this process to one SQLite file share: the turn of the one writer, first come first served,
 * and a few open drivers, because Sequelize asks for a new connection with every transaction.
 */
export class SqliteFile {
  readonly tableInfo = new Map<string, Row[]>()
  readonly log: SqliteLog
  readonly #path: string
  readonly #idle: Driver[] = []
  #open = 0
  #last: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
    this.log = new SqliteLog(path, () => this.turn())
  }

  take(): Driver {
    const driver = this.#idle.pop() ?? openDriver(this.#path, 'leave')
    this.#open++
    return driver
  }

  giveBack(driver: Driver): void {
    this.#open--
    if (this.#open > 0 && this.#idle.length < keptDrivers) {
      this.#idle.push(driver)
      return
    }
    driver.close()
    if (this.#open > 0) return
    for (const kept of this.#idle.splice(0)) kept.close()
    void this.log.close()
  }

  /** Waits for the writer's turn; the function it answers gives the turn back. */
  async turn(): Promise<() => void> {
    const before = this.#last
    let free = () => {}
    const mine = new Promise<void>((done) => {
      free = done
    })
    this.#last = before.then(() => mine)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((done) => {
      timer = setTimeout(done, longestWait, 'late')
    })
    const won = await Promise.race([before, late])
    clearTimeout(timer)
    if (won !== 'late') return free
    free()
    // Most often a write without `transaction` inside a write transaction, waiting for itself: trying again is no use.
    const message = `a write waited ${longestWait} ms for another write of this process`
    throw Object.assign(new Error(message), { code: 'SQLITE_TURN_TIMEOUT' })
  }
}

const files = new Map<string, SqliteFile>()

/** The shared state of a SQLite file in this process. */
export function sqliteFile(path: string): SqliteFile {
  const key = resolve(path)
  const file = files.get(key) ?? new SqliteFile(key)
  files.set(key, file)
  return file
}
