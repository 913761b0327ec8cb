import { readFileSync } from 'node:fs'
import { Op } from 'sequelize'
import { z } from 'zod'
import { checkPage, checksPage } from '../../templates/pages/checks.ts'
import { type Furniture, markFile, missingPage } from '../../templates/pages/frame.ts'
import { noticePage } from '../../templates/pages/notice.ts'
import { homePage, type Listed, noticesPage } from '../../templates/pages/notices.ts'
import { projectPage } from '../../templates/pages/project.ts'
import { attestation } from '../documents/words.ts'
import { domains } from '../domains.ts'
import { dayOf } from '../law/periods.ts'
import { formatDecimal } from '../law/units.ts'
import { type Context, query } from '../ledger/command.ts'
import type { AnyEventKind } from '../ledger/event.ts'
import { rows } from '../ledger/store.ts'
import type { Check } from '../supervision/check.ts'
import { checkById, checksOf } from '../supervision/store.ts'
import { searchTenders, tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { get, Id, Reply, type Route, routes } from '../web/route.ts'
import { noticeView } from './notice.ts'
import { projectView } from './project.ts'

/** An empty field of a form is no filter. */
const filter = (shape: z.ZodType<string>) =>
  z.preprocess((text) => (text === '' ? undefined : text), shape.optional()).catch(undefined)
const none = async (): Promise<undefined> => undefined
const Anything = z.object({})
const Filters = z.object({
  text: filter(z.string().max(100)),
  stage: filter(z.string().max(20)),
  region: filter(z.string().regex(/^\d{2,6}$/)),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})
const OneTender = z.object({ tender: Id })
const OneCheck = z.object({ check: Id })

const stylesheet = readFileSync(new URL('../../templates/pages/public.css', import.meta.url), 'utf8')
const web = (page: string): Reply =>
  new Reply('text/html; charset=utf-8', page, { headers: { 'Cache-Control': 'no-cache' } })
const lasting = { headers: { 'Cache-Control': 'public, max-age=3600' } }

const furniture = ({ platform, now }: Context, path: string): Furniture => ({
  centre: attestation(platform, '').centre,
  now,
  address: `${platform.publicUrl}${path}`,
})

const listed = (tender: Tender): Listed => ({
  ...{ id: tender.id, code: tender.code, name: tender.name, stage: tender.stage, region: tender.region },
  tenderer: tender.tenderer.name,
  publishedAt: tender.published?.publishedAt ?? 0,
  deadline: tender.deadline,
})

/** Published tenders whose bids are opened on the day of `now` in Shanghai, the earliest first. */
async function openingsOfDay({ platform, now }: Context): Promise<Tender[]> {
  const midnight = Date.parse(`${dayOf(now)}T00:00:00+08:00`)
  const found = await rows(platform.database, tenderStream.kind).findAll({
    where: { published_at: { [Op.ne]: null }, deadline: { [Op.gte]: midnight, [Op.lt]: midnight + 86_400_000 } },
    order: [['deadline', 'ASC']],
    limit: 100,
    raw: true,
  })
  return (found as unknown as { state: string }[]).map((row) => JSON.parse(row.state) as Tender)
}

const HOW_MANY_NEW = 10

const home = query('tender.list', none, async (context) => {
  const [today, { items }] = await Promise.all([openingsOfDay(context), searchTenders(context, { page: 1 })])
  return web(homePage(furniture(context, '/'), today.map(listed), items.slice(0, HOW_MANY_NEW).map(listed)))
})

const notices = query(
  'tender.list',
  async (_context, input: z.infer<typeof Filters>) => input,
  async (context, input) => {
    const { items, more } = await searchTenders(context, input)
    return web(noticesPage(furniture(context, '/notices'), input, { items: items.map(listed), more }))
  },
)

/** What stands at an address that leads to nothing: a page with status 404, for people. */
const nothingAt = (context: Context, path: string): Reply =>
  new Reply('text/html; charset=utf-8', missingPage(furniture(context, path)), { status: 404 })

const publishedTender = async (context: Context, id: string): Promise<Tender | undefined> => {
  const tender = await tenderById(context, id)
  return tender?.published ? tender : undefined
}

const notice = query('tender.list', none, async (context, _subject, input: z.infer<typeof OneTender>) => {
  const path = `/notices/${input.tender}`
  const tender = await publishedTender(context, input.tender)
  const view = tender && (await noticeView(context, tender))
  return view ? web(noticePage(furniture(context, path), view)) : nothingAt(context, path)
})

const checkRow = ({ id, title, supervisor, publishedAt, drawn }: Check) => ({
  ...{ id, title, supervisor: supervisor.name, publishedAt: publishedAt ?? 0, drawn: drawn.length },
})

const checks = query('check.list', none, async (context) =>
  web(checksPage(furniture(context, '/checks'), (await checksOf(context, true)).map(checkRow))),
)

const check = query('check.list', none, async (context, _subject, input: z.infer<typeof OneCheck>) => {
  const path = `/checks/${input.check}`
  const found = await checkById(context, input.check)
  if (found?.stage !== 'published') return nothingAt(context, path)
  const drawn = new Set(found.drawn.map(({ tender }) => tender))
  const nameOf = (id: string): string => found.objects.find((one) => one.tender === id)?.name ?? id
  const view = {
    ...checkRow(found),
    share: `${formatDecimal(BigInt(found.share), 2)}%，应抽 ${found.wanted.objects} 个标段、${found.wanted.inspectors} 名检查人员`,
    objects: found.objects.map(({ tender, name }) => ({ id: tender, name, drawn: drawn.has(tender) })),
    ...{ team: found.team, skips: found.skips.length, list: found.list, record: found.record?.sha256 ?? null },
    findings: found.findings.map(({ tender, verdict, text }) => ({ name: nameOf(tender), verdict, text })),
  }
  return web(checkPage(furniture(context, path), view))
})

const style = query('tender.list', none, async () => new Reply('text/css; charset=utf-8', stylesheet, lasting))
const mark = query('tender.list', none, async () => new Reply('image/svg+xml', markFile, lasting))

/**
 * The public pages: HTML made here, without a script.
 *
 * @param kinds every kind of fact, for the names of facts and who may see them
 */
export function pagesOf(kinds: AnyEventKind[]): Route[] {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))
  const project = query('tender.list', none, async (context, _subject, input: z.infer<typeof OneTender>) => {
    const path = `/projects/${input.tender}`
    const tender = await publishedTender(context, input.tender)
    if (!tender) return nothingAt(context, path)
    return web(projectPage(furniture(context, path), await projectView(context, tender, byType)))
  })
  return routes(
    get('/', Anything, home),
    get('/public.css', Anything, style),
    get('/mark.svg', Anything, mark),
    get('/notices', Filters, notices),
    get('/notices/:tender', OneTender, notice),
    get('/projects/:tender', OneTender, project),
    get('/checks', Anything, checks),
    get('/checks/:check', OneCheck, check),
  )
}

/** The public pages over all domains. */
export const pages: Route[] = pagesOf(domains.flatMap(({ events }) => events))
