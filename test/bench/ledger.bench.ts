import { createPool } from 'mysql2/promise'
import { openDriver } from '../../server/platform/sqlite.driver.ts'
import { bareLedger, note } from '../world/bareLedger.ts'
import { freshDatabase, services } from '../world/servers.ts'
import { type Result, result } from './report.ts'

const SECONDS = 2
const WRITERS = [1, 32]
const TEXT = '阳光交易'
const unit = 'deeds/s'

/**
 * Deeds a second through the ledger, each with one fact and one new row, beside bare transactions of one row with as
 * many writers: durable ones on SQLite; the private MySQL of the tests does not wait for the disk, with or without us.
 */
export async function run(): Promise<Result[]> {
  const results: Result[] = []
  for (const kind of ['sqlite', 'mysql'] as const) {
    if (kind === 'mysql' && !(await services()).mysql) continue
    for (const writers of WRITERS) {
      const limit = kind === 'sqlite' ? await bareSqlite() : await bareMysql(writers)
      const value = await deeds(kind, writers)
      results.push(
        result({ name: `${kind === 'mysql' ? 'mysql, not durable' : kind}, ${writers} at once`, value, unit, limit }),
      )
    }
  }
  return results
}

async function deeds(kind: 'sqlite' | 'mysql', writers: number): Promise<number> {
  const { platform, close } = await bareLedger(kind)
  await note(platform, 'first')
  const rate = await perSecond(writers, (name) => note(platform, name))
  await close()
  return rate
}

/** SQLite writes one transaction after the other, however many ask. */
async function bareSqlite(): Promise<number> {
  const { url, drop } = await freshDatabase('sqlite')
  const driver = openDriver(url.slice('sqlite:'.length))
  driver.exec('CREATE TABLE notes (id VARCHAR(128) PRIMARY KEY, text VARCHAR(200) NOT NULL)')
  const rate = await perSecond(1, async (name) => {
    driver.run('INSERT INTO notes (id, text) VALUES (?, ?)', [name, TEXT])
  })
  driver.close()
  await drop()
  return rate
}

async function bareMysql(writers: number): Promise<number> {
  const { url, drop } = await freshDatabase('mysql')
  const pool = createPool({ uri: url, connectionLimit: 20 })
  await pool.query('CREATE TABLE notes (id VARCHAR(128) PRIMARY KEY, text VARCHAR(200) NOT NULL)')
  const rate = await perSecond(writers, (name) =>
    pool.execute('INSERT INTO notes (id, text) VALUES (?, ?)', [name, TEXT]),
  )
  await pool.end()
  await drop()
  return rate
}

async function perSecond(writers: number, write: (name: string) => Promise<unknown>): Promise<number> {
  const from = performance.now()
  const counts = await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      let n = 0
      for (; performance.now() < from + SECONDS * 1000; n++) await write(`${writer}-${n}`)
      return n
    }),
  )
  return counts.reduce((sum, n) => sum + n, 0) / ((performance.now() - from) / 1000)
}
