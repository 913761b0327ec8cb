import { copyFileSync } from 'node:fs'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { systemClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { freshDatabase } from './servers.ts'

type Kind = 'sqlite' | 'mysql'

const templates = new Map<Kind, Promise<string>>()

/** The URL of a database that was migrated once for this process, and is only copied since. */
function template(kind: Kind): Promise<string> {
  const known = templates.get(kind) ?? make(kind)
  templates.set(kind, known)
  return known
}

async function make(kind: Kind): Promise<string> {
  const { url, drop } = await freshDatabase(kind)
  if (kind === 'sqlite') process.once('exit', () => void drop())
  const database = await openDatabase(url)
  await migrate(database, systemClock, 'template')
  if (kind === 'sqlite') await database.query('PRAGMA wal_checkpoint(TRUNCATE)') // into the file that is copied
  await database.close()
  return url
}

const fileOf = (url: string): string => url.slice('sqlite:'.length)

/** Puts an empty database, as all migrations leave it, into a file that is not there yet. */
export const migratedFile = async (file: string): Promise<void> => copyFileSync(fileOf(await template('sqlite')), file)

/** As `freshDatabase`, with all migrations done. */
export async function migratedDatabase(kind: Kind): ReturnType<typeof freshDatabase> {
  const fresh = await freshDatabase(kind)
  if (kind === 'sqlite') await migratedFile(fileOf(fresh.url))
  else await copyMysql(await template(kind), fresh.url)
  return fresh
}

async function copyMysql(from: string, to: string): Promise<void> {
  const [source, target] = [from, to].map((url) => new URL(url).pathname.slice(1))
  const connection = await createConnection({ uri: to, multipleStatements: true })
  const [tables] = await connection.query<RowDataPacket[]>(`SHOW TABLES FROM ${source}`)
  const copies = tables.flatMap(Object.values).map((table) => {
    const [there, here] = [`${source}.\`${table}\``, `${target}.\`${table}\``]
    return `CREATE TABLE ${here} LIKE ${there}; INSERT INTO ${here} SELECT * FROM ${there}`
  })
  await connection.query(copies.join(';'))
  await connection.end()
}
