import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { DataTypes, type QueryInterface, QueryTypes, type Sequelize } from 'sequelize'
import { endLease, lease, prepareLeases } from './leases.ts'
import type { Clock } from './platform.ts'

/** What a file of `migrations/` exports. */
export interface Migration {
  up(q: QueryInterface): Promise<void>
}

const ourMigrations = fileURLToPath(new URL('../../migrations/', import.meta.url))
const leaseMs = 60_000

/**
 * Runs the migrations that have not been run, in order, each once, forwards only.
 *
 * Processes that start together wait for the one that migrates.
 *
 * @param holder one name a process, for the lease
 * @param folder where the files `NNNN_name.ts` are
 * @returns the names of those that were run
 */
export async function migrate(
  database: Sequelize,
  clock: Pick<Clock, 'real'>,
  holder: string,
  folder: string = ourMigrations,
): Promise<string[]> {
  const names = await migrationsIn(folder)
  await prepareLeases(database)
  const q = database.getQueryInterface()
  await q.createTable('migrations', { name: { type: DataTypes.STRING(128), primaryKey: true } })
  const renew = () => lease(database, 'migrate', holder, leaseMs, clock.real())
  while (!(await renew())) await sleep(200)
  try {
    const rows = await database.query<{ name: string }>('SELECT name FROM migrations', { type: QueryTypes.SELECT })
    const done = new Set(rows.map((row) => row.name))
    const due = names.filter((name) => !done.has(withoutEnding(name)))
    for (const name of due) {
      if (!(await renew())) throw new Error(`another process took over the migrations before ${name}`)
      const migration = (await import(pathToFileURL(join(folder, name)).href)) as Migration
      await migration.up(q)
      await q.bulkInsert('migrations', [{ name: withoutEnding(name) }])
    }
    return due.map(withoutEnding)
  } finally {
    await endLease(database, 'migrate', holder)
  }
}

const withoutEnding = (name: string) => name.replace(/\.[jt]s$/, '')

async function migrationsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.[jt]s$/.test(name)).sort()
  names.forEach((name, i) => {
    if (names[i - 1]?.slice(0, 4) === name.slice(0, 4)) throw new Error(`two migrations have the number of ${name}`)
  })
  return names
}
