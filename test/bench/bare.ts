import { openDriver } from '../../server/platform/sqlite.driver.ts'
import { freshDatabase } from '../world/servers.ts'

const SECONDS = 2

/** Bare durable transactions of one row a second on SQLite: what this machine can do at best. */
export async function bareSqlite(): Promise<number> {
  const { url, drop } = await freshDatabase('sqlite')
  const driver = openDriver(url.slice('sqlite:'.length))
  driver.exec('CREATE TABLE notes (id VARCHAR(128) PRIMARY KEY, text VARCHAR(200) NOT NULL)')
  const from = performance.now()
  let n = 0
  for (; performance.now() < from + SECONDS * 1000; n++)
    driver.run('INSERT INTO notes (id, text) VALUES (?, ?)', [String(n), '阳光交易'])
  const rate = n / ((performance.now() - from) / 1000)
  driver.close()
  await drop()
  return rate
}
