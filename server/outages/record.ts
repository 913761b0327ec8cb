import { Op, type WhereOptions } from 'sequelize'
import { beats } from '../audit/store.ts'
import { isDark, outagesIn, type Struck } from '../opening/outage.ts'
import type { Platform } from '../platform/platform.ts'
import type { OwnRecord } from './events.ts'

/** So many beats of a span are looked at: seven hours at five seconds each. */
const MOST = 5000

/** What the platform's own log says of a span of its time: how often it beat, and where it stood still. */
export async function ownRecord(platform: Platform, of: { from: number; to: number }): Promise<OwnRecord> {
  const { clock, beat: every } = platform
  const ahead = clock.now() - clock.real()
  const [from, to] = [of.from - ahead, of.to - ahead]
  const [before] = await struck(platform, { at: { [Op.lte]: from } }, 'DESC', 1)
  const since = before ? { beat: { [Op.gt]: before.beat } } : {}
  const within = await struck(platform, { ...since, at: { [Op.lte]: to } }, 'ASC', MOST)
  const last = within.at(-1) ?? before
  const [after] = last ? await struck(platform, { beat: { [Op.gt]: last.beat } }, 'ASC', 1) : []
  const all = [before, ...within, after].filter((one) => one !== undefined)
  const outages = outagesIn(all, every).map((one) => ({ from: one.from + ahead, to: one.to + ahead }))
  return { beats: within.length, outages, dark: !after && isDark(last, clock.real(), every) }
}

async function struck(
  { database }: Platform,
  where: WhereOptions,
  order: 'ASC' | 'DESC',
  limit: number,
): Promise<Struck[]> {
  const attributes = ['beat', 'at']
  const found = await beats(database).findAll({ attributes, where, order: [['beat', order]], limit, raw: true })
  return (found as unknown as { beat: string | number; at: string | number }[]).map(({ beat, at }) => ({
    ...{ beat: Number(beat), at: Number(at) },
  }))
}
