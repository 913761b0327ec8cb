import { z } from 'zod'
import { page as wholePage } from '../../../templates/pages/frame.ts'
import { noticesBody } from '../../../templates/pages/notices.ts'
import { openingsPage } from '../../../templates/pages/openings.ts'
import { dayOf } from '../../law/periods.ts'
import { type Context, query } from '../../ledger/command.ts'
import { INDUSTRIES } from '../../projects/catalogue.ts'
import { get, Reply, routes } from '../../web/route.ts'
import { STAGES } from '../announcements/announcing.ts'
import { type Body, furniture, web } from '../furniture.ts'
import { gathered, keptBy, perDatabase } from '../kept.ts'
import { type Conditions, Search, SearchForm, wantedOf } from './contract.ts'
import { calendarOf, feedOf } from './feeds.ts'
import { type Found, findTenders, type Meaning, meaningOf, openingsBetween, searchVersion } from './finding.ts'

const none = async (): Promise<undefined> => undefined
const PAGE = 20
const FEED = 50
const IN_CALENDAR = 200
const DAY = 86_400_000
const WEEK = 7 * DAY

const kept = keptBy<Found>(2000)
const keptMeanings = keptBy<Meaning>(2000)
const keptPages = keptBy<Body>(500)

const versions = perDatabase((database) => gathered(async () => new Map([['', await searchVersion(database)]])))
/** The version of what is found, read once for all who ask at the same moment. */
const versionOf = async ({ platform }: Context): Promise<string> => (await versions(platform.database)('')) ?? ''

/** A page of the search; the same search again is answered from memory until something public changes. */
async function found(
  { platform }: Context,
  { page, ...by }: Conditions & { page: number },
  version: string,
  { size = PAGE, noPlans = false } = {},
): Promise<Found> {
  const { database } = platform
  const text = by.text ?? ''
  const meaning = () => keptMeanings(database, text, version, () => meaningOf(database, text))
  const key = JSON.stringify([by, page, size, noPlans])
  return kept(database, key, version, () =>
    findTenders(database, { ...wantedOf(by), noPlans }, { page, size }, meaning),
  )
}

const list = query('tender.list', none, async (context, _n, input: z.infer<typeof Search>) => ({
  ...(await found(context, input, await versionOf(context), { noPlans: true })),
  page: input.page,
}))

/** The search over all published tenders, for programs and the client. */
export const searchRoutes = routes(get('/tenders', Search, list))

const asQuery = (by: Conditions): string => {
  const given = Object.entries(by).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

const notices = query('tender.list', none, async (context, _n, input: z.infer<typeof SearchForm>) => {
  const version = await versionOf(context)
  const key = JSON.stringify(input)
  const { title, body } = await keptPages(context.platform.database, key, version, async () =>
    noticesBody(input, await found(context, input, version), { stages: STAGES, industries: INDUSTRIES }),
  )
  return web(wholePage(title, furniture(context, `/notices${asQuery(input)}`), body))
})

const feed = (kind: 'rss' | 'atom') =>
  query('tender.list', none, async (context, _n, { page: _page, ...by }: z.infer<typeof SearchForm>) => {
    const { centre } = furniture(context, '')
    const of = {
      centre,
      publicUrl: context.platform.publicUrl,
      path: `/notices.${kind}`,
      query: asQuery(by),
      now: context.now,
      stages: STAGES,
    }
    const { items } = await found(context, { ...by, page: 1 }, await versionOf(context), { size: FEED })
    return new Reply(`application/${kind}+xml; charset=utf-8`, feedOf(kind, of, items))
  })

const midnight = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)
const Week = z.object({
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine((day) => !Number.isNaN(midnight(day)))
    .optional()
    .catch(undefined),
})

/** Monday of the week in which a day lies, in Beijing. */
const mondayOf = (at: number): number => {
  const start = midnight(dayOf(at))
  return start - ((new Date(start + 8 * 3_600_000).getUTCDay() + 6) % 7) * DAY
}

const openings = query('tender.list', none, async (context, _n, input: z.infer<typeof Week>) => {
  const monday = mondayOf(input.day ? midnight(input.day) : context.now)
  const items = await openingsBetween(context.platform.database, monday, monday + WEEK, 5000)
  const days = Array.from({ length: 7 }, (_, i) => {
    const at = monday + i * DAY
    return { day: dayOf(at), items: items.filter(({ deadline }) => deadline >= at && deadline < at + DAY) }
  })
  const around = { previous: dayOf(monday - WEEK), next: dayOf(monday + WEEK), today: dayOf(context.now) }
  return web(openingsPage(furniture(context, '/openings'), days, around))
})

const calendar = query('tender.list', none, async (context) => {
  const { database, publicUrl } = context.platform
  const items = await openingsBetween(database, context.now - 4 * WEEK, context.now + 26 * WEEK, 2000)
  return new Reply('text/calendar; charset=utf-8', calendarOf({ publicUrl }, items))
})

/** The openings of what a search finds. */
const calendarOfSearch = query('tender.list', none, async (context, _n, input: z.infer<typeof SearchForm>) => {
  const { page: _page, ...by } = input
  const { items } = await found(context, { ...by, page: 1 }, await versionOf(context), {
    size: IN_CALENDAR,
    noPlans: true,
  })
  const { publicUrl } = context.platform
  return new Reply(
    'text/calendar; charset=utf-8',
    calendarOf(
      { publicUrl },
      items.filter(({ deadline }) => deadline > 0),
    ),
  )
})

/** The public's pages of search and of openings, and the same as feeds and calendar. */
export const searchPages = routes(
  get('/notices', SearchForm, notices),
  get('/notices.rss', SearchForm, feed('rss')),
  get('/notices.atom', SearchForm, feed('atom')),
  get('/notices.ics', SearchForm, calendarOfSearch),
  get('/openings', Week, openings),
  get('/openings.ics', z.object({}), calendar),
)
