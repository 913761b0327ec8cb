import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import type { Clock, Wire } from './platform.ts'

/** The machine's clock: the only one that production has. */
export const systemClock: Clock = { now: () => Date.now(), real: () => Date.now() }

const row = (db: Sequelize): ModelStatic<Model> =>
  (db.models['moved_clock'] as ModelStatic<Model> | undefined) ??
  db.define(
    'moved_clock',
    { id: { type: DataTypes.INTEGER, primaryKey: true }, ahead_by: DataTypes.BIGINT },
    { tableName: 'moved_clock', timestamps: false, freezeTableName: true },
  )

/**
 * A clock for the demo and for tests: real time plus what it was moved by. It stands in the database
 * and goes by the wire to every process. It never goes back.
 *
 * @param startAt where time begins on an empty database (ms), if not at real time
 */
export async function movableClock(
  database: Sequelize,
  wire: Wire,
  startAt?: number,
): Promise<Clock & { close(): void }> {
  let aheadBy: number | undefined
  const later = (by: number): void => {
    aheadBy = aheadBy === undefined ? by : Math.max(aheadBy, by)
  }
  const load = async (): Promise<void> => {
    const found = await row(database).findByPk(1, { raw: true })
    if (found) later(Number((found as unknown as { ahead_by: number }).ahead_by))
  }
  await load()
  if (aheadBy === undefined && startAt !== undefined) {
    later(startAt - Date.now())
    await row(database).upsert({ id: 1, ahead_by: aheadBy })
  }
  const unsubscribe = await wire.subscribe('clock', (message) => later(Number(message)))
  const timer = setInterval(() => void load().catch(() => undefined), 500)
  timer.unref()
  return {
    now: () => Date.now() + (aheadBy ?? 0),
    real: () => Date.now(),
    move: async (to) => {
      later(to - Date.now())
      await row(database).upsert({ id: 1, ahead_by: aheadBy })
      await wire.publish('clock', aheadBy)
    },
    close: () => {
      clearInterval(timer)
      unsubscribe()
    },
  }
}
