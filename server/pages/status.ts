import { z } from 'zod'
import { page } from '../../templates/pages/frame.ts'
import { helpBody } from '../../templates/pages/help.ts'
import { type StatusView, statusBody } from '../../templates/pages/status.ts'
import { beats, lastBeat } from '../audit/store.ts'
import { dayAfter, dayOf, instantOf } from '../law/periods.ts'
import { type Context, query } from '../ledger/command.ts'
import { gapsBetween } from '../opening/gapViews.ts'
import { isDark, outageAfter } from '../opening/outage.ts'
import { get, routes } from '../web/route.ts'
import { furniture, web } from './furniture.ts'
import { keptBy } from './kept.ts'

const DAYS = 7
const MINUTE = 60_000
const none = async (): Promise<undefined> => undefined

type Gap = StatusView['days'][number]['gaps'][number]
const kept = keptBy<Gap[]>(10 * DAYS)

/** Where the log stood still on a day, in the platform's time; a day that is over is looked at once. */
async function gapsOf({ platform, now }: Context, day: string, ahead: number): Promise<Gap[]> {
  const [from, end] = [instantOf(day), instantOf(dayAfter(day, 1))]
  const version = end > now ? String(Math.floor(now / MINUTE)) : 'over'
  return kept(platform.database, `${day} ${ahead}`, version, async () => {
    const found = await gapsBetween(platform, from - ahead, Math.min(end, now) - ahead)
    return found.map((one) => ({ from: one.from + ahead, to: one.to + ahead }))
  })
}

async function firstBeatAt({ platform }: Context): Promise<number | undefined> {
  const found = await beats(platform.database).findOne({ attributes: ['at'], order: [['beat', 'ASC']], raw: true })
  return found ? Number((found as unknown as { at: string | number }).at) : undefined
}

/**
 * How the platform runs, by its public log alone: whether it beats, and where it stood still. Which requests failed is told
 * to those who decide on outages and not here: that somebody tried to submit is nobody's business.
 */
async function statusView(context: Context): Promise<StatusView> {
  const { clock, database, beat: every } = context.platform
  const ahead = clock.now() - clock.real() // a movable clock runs ahead of the one that strikes
  const [last, first] = [await lastBeat(database), await firstBeatAt(context)]
  const today = dayOf(context.now)
  const days = Array.from({ length: DAYS }, (_, i) => dayAfter(today, -i))
  const begun = first === undefined ? undefined : dayOf(first + ahead)
  return {
    now: context.now,
    every,
    least: outageAfter(every),
    last: last ? { beat: last.beat, at: last.at + ahead } : null,
    dark: isDark(last, clock.real(), every),
    days: await Promise.all(
      days.map(async (day) => ({
        day,
        begun: begun !== undefined && day >= begun,
        gaps: begun !== undefined && day >= begun ? await gapsOf(context, day, ahead) : [],
      })),
    ),
  }
}

const status = query('log.read', none, async (context) =>
  web(page('运行状况', furniture(context, '/status'), statusBody(await statusView(context)))),
)

const help = query('tender.list', none, async (context) => web(page('帮助', furniture(context, '/help'), helpBody)))

/** The pages about the platform itself: how it runs, and how it is used. */
export const statusPages = routes(get('/status', z.object({}), status), get('/help', z.object({}), help))
