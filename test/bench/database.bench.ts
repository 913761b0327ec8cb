import { QueryTypes, type Sequelize } from 'sequelize'
import { openDatabase } from '../../server/platform/database.ts'
import { openDriver } from '../../server/platform/sqlite.driver.ts'
import { freshDatabase, services } from '../world/servers.ts'
import { type Result, result } from './report.ts'

const seconds = 2
const table = 'CREATE TABLE notes (id VARCHAR(26) PRIMARY KEY, text VARCHAR(200) NOT NULL)'
const insert = "INSERT INTO notes (id, text) VALUES (?, '阳光交易')"

/**
 * Commits a second through the platform's database: on SQLite durable ones, beside those of the bare driver;
 * on the private MySQL of the tests, which does not wait for the disk.
 */
export async function run(): Promise<Result[]> {
  const limit = await bareCommits()
  const results = [result({ name: 'bare SQLite, one writer', value: limit, unit: 'commits/s' })]
  for (const kind of ['sqlite', 'mysql'] as const) {
    if (kind === 'mysql' && !(await services()).mysql) continue
    for (const writers of [1, 32]) {
      const value = await commits(kind, writers)
      const name = `${kind === 'mysql' ? 'mysql, not durable' : kind}, ${writers} writer${writers > 1 ? 's' : ''}`
      results.push(result({ name, value, unit: 'commits/s', ...(kind === 'sqlite' ? { limit } : {}) }))
    }
  }
  return results
}

async function bareCommits(): Promise<number> {
  const { url, drop } = await freshDatabase('sqlite')
  const driver = openDriver(url.slice('sqlite:'.length))
  driver.exec(table)
  const end = performance.now() + seconds * 1000
  let n = 0
  while (performance.now() < end) driver.run(insert, [String(n++)])
  driver.close()
  await drop()
  return n / seconds
}

async function commits(kind: 'sqlite' | 'mysql', writers: number): Promise<number> {
  const { url, drop } = await freshDatabase(kind)
  const database = await openDatabase(url)
  await database.query(table)
  const end = performance.now() + seconds * 1000
  const counts = await Promise.all(Array.from({ length: writers }, (_, i) => write(database, `${i}`, end)))
  await database.close()
  await drop()
  return counts.reduce((sum, n) => sum + n, 0) / seconds
}

async function write(database: Sequelize, writer: string, end: number): Promise<number> {
  let n = 0
  for (; performance.now() < end; n++) {
    await database.transaction((transaction) =>
      database.query(insert, { replacements: [`${writer}-${n}`], type: QueryTypes.INSERT, transaction }),
    )
  }
  return n
}
