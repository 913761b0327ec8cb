import { Op, type WhereOptions } from 'sequelize'
import { beats } from '../audit/store.ts'
import { gapsBetween } from '../opening/gapViews.ts'
import { isDark, type Struck } from '../opening/outage.ts'
import type { Platform } from '../platform/platform.ts'
import type { OwnRecord } from './events.ts'
import { failingIn } from './failing.ts'
import { hoursBetween } from './failingCommands.ts'

/** What the platform's own log says of a span of its time: how often it beat, and where it stood still. */
export async function ownRecord(platform: Platform, of: { from: number; to: number }): Promise<OwnRecord> {
  const { clock, beat: every, database } = platform
  const ahead = clock.now() - clock.real()
  const [from, to] = [of.from - ahead, of.to - ahead]
  const count = await beats(database).count({ where: { at: { [Op.gt]: from, [Op.lte]: to } } })
  const last = await lastStruck(platform, { at: { [Op.lte]: to } })
  const after = last && (await lastStruck(platform, { beat: { [Op.gt]: last.beat } }))
  const gaps = await gapsBetween(platform, from, to)
  const outages = gaps.map((one) => ({ from: one.from + ahead, to: one.to + ahead }))
  const failing = failingIn(await hoursBetween(platform, of.from, of.to), of)
  return { beats: count, outages, dark: !after && isDark(last, clock.real(), every), failing }
}

async function lastStruck({ database }: Platform, where: WhereOptions): Promise<Struck | undefined> {
  const attributes = ['beat', 'at']
  const found = await beats(database).findOne({ attributes, where, order: [['beat', 'DESC']], raw: true })
  const row = found as unknown as { beat: string | number; at: string | number } | null
  return row ? { beat: Number(row.beat), at: Number(row.at) } : undefined
}
