import { DataTypes, QueryTypes, type Sequelize } from 'sequelize'
import { isUniqueViolation } from './database.ts'
import type { Platform } from './platform.ts'

/** Makes the table of leases if it is not there. Migrations themselves need one, so no migration makes it. */
export async function prepareLeases(database: Sequelize): Promise<void> {
  await database.getQueryInterface().createTable('leases', {
    name: { type: DataTypes.STRING(64), primaryKey: true },
    holder: { type: DataTypes.STRING(64), allowNull: false },
    expires_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC, real time
  })
}

/**
 * Takes or renews the lease of this name, so that one process of several does a work.
 *
 * @param holder who asks: one name a process
 * @param ttlMs how long the lease lasts if it is not renewed
 * @param now real time in ms; the clocks of the processes must agree to well under `ttlMs`
 * @returns whether the lease is the holder's until `now + ttlMs`
 */
export async function lease(
  database: Sequelize,
  name: string,
  holder: string,
  ttlMs: number,
  now: number,
): Promise<boolean> {
  const replacements = { name, holder, now, until: now + ttlMs }
  const taken = await database.query(
    'UPDATE leases SET holder = :holder, expires_at = :until WHERE name = :name AND (holder = :holder OR expires_at <= :now)',
    { replacements, type: QueryTypes.BULKUPDATE },
  )
  if (taken > 0) return true
  const [held] = await database.query('SELECT 1 FROM leases WHERE name = :name', {
    replacements,
    type: QueryTypes.SELECT,
  })
  if (held) return false
  try {
    await database.query('INSERT INTO leases (name, holder, expires_at) VALUES (:name, :holder, :until)', {
      replacements,
      type: QueryTypes.INSERT,
    })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** When each process of ours last took a lease (real time, ms): one that is still young is not written again. */
const taken = new WeakMap<Sequelize, Map<string, number>>()

function takenIn(database: Sequelize): Map<string, number> {
  const known = taken.get(database) ?? new Map<string, number>()
  taken.set(database, known)
  return known
}

/** Gives a lease back before its time; another's lease stays. */
export async function endLease(database: Sequelize, name: string, holder: string): Promise<void> {
  takenIn(database).delete(`${name} ${holder}`)
  await database.query('DELETE FROM leases WHERE name = :name AND holder = :holder', {
    replacements: { name, holder },
    type: QueryTypes.BULKDELETE,
  })
}

/**
 * Does a work that one process of several does: not at all while another holds its lease. However long the work takes,
 * its lease is renewed until it ends; a process that dies gives it up by dying.
 *
 * @returns whether the lease was ours
 */
export async function underLease(
  { database, holder, clock }: Pick<Platform, 'database' | 'holder' | 'clock'>,
  name: string,
  ttlMs: number,
  work: () => Promise<unknown>,
): Promise<boolean> {
  const [times, key] = [takenIn(database), `${name} ${holder}`]
  const take = async (): Promise<boolean> => {
    const now = clock.real()
    const ours = await lease(database, name, holder, ttlMs, now)
    if (ours) times.set(key, now)
    else times.delete(key)
    return ours
  }
  const age = clock.real() - (times.get(key) ?? Number.NEGATIVE_INFINITY)
  if (!(age >= 0 && age < ttlMs / 8) && !(await take())) return false
  let renewal: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    renewal = take().catch(() => false) // the next renewal or round will tell
  }, ttlMs / 4)
  try {
    await work()
  } finally {
    clearInterval(timer)
    await renewal
  }
  return true
}
