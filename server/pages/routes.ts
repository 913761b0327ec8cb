import { readFileSync } from 'node:fs'
import { Op } from 'sequelize'
import { z } from 'zod'
import { checkPage, checksPage } from '../../templates/pages/checks.ts'
import { type Furniture, markFile } from '../../templates/pages/frame.ts'
import { noticePage } from '../../templates/pages/notice.ts'
import { homePage, type Listed, noticesPage } from '../../templates/pages/notices.ts'
import { projectPage } from '../../templates/pages/project.ts'
import { attestation } from '../documents/words.ts'
import { domains } from '../domains.ts'
import { dayOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
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

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  CHECK_UNKNOWN: { status: 404, zh: '没有找到该次抽查', en: 'there is no such spot check' },
})

/** An empty field of a form is no filter. */
const filter = (shape: z.ZodType<string>) =>
  z.preprocess((text) => (text === '' ? undefined : text), shape.optional()).catch(undefined)
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

const home = query(
  'tender.list',
  async () => undefined,
  async (context) => {
    const [today, { items }] = await Promise.all([openingsOfDay(context), searchTenders(context, { page: 1 })])
    return web(homePage(furniture(context, '/'), today.map(listed), items.slice(0, HOW_MANY_NEW).map(listed)))
  },
)

const notices = query(
  'tender.list',
  async (_context, input: z.infer<typeof Filters>) => input,
  async (context, input) => {
    const { items, more } = await searchTenders(context, input)
    return web(noticesPage(furniture(context, '/notices'), input, { items: items.map(listed), more }))
  },
)

const publishedTender = async (context: Context, input: z.infer<typeof OneTender>): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

const notice = query('tender.read', publishedTender, async (context, tender) => {
  const view = await noticeView(context, tender)
  if (!view) throw refuse('TENDER_UNKNOWN')
  return web(noticePage(furniture(context, `/notices/${tender.id}`), view))
})

const checkRow = ({ id, title, supervisor, publishedAt, drawn }: Check) => ({
  ...{ id, title, supervisor: supervisor.name, publishedAt: publishedAt ?? 0, drawn: drawn.length },
})

const checks = query(
  'check.list',
  async () => undefined,
  async (context) => web(checksPage(furniture(context, '/checks'), (await checksOf(context, true)).map(checkRow))),
)

const publishedCheck = async (context: Context, input: z.infer<typeof OneCheck>): Promise<Check> => {
  const check = await checkById(context, input.check)
  if (check?.stage !== 'published') throw refuse('CHECK_UNKNOWN')
  return check
}

const check = query('check.read', publishedCheck, async (context, found) => {
  const drawn = new Set(found.drawn.map(({ tender }) => tender))
  const nameOf = (id: string): string => found.objects.find((one) => one.tender === id)?.name ?? id
  const view = {
    ...checkRow(found),
    share: `${formatDecimal(BigInt(found.share), 2)}%，应抽 ${found.wanted.objects} 个标段、${found.wanted.inspectors} 名检查人员`,
    objects: found.objects.map(({ tender, name }) => ({ id: tender, name, drawn: drawn.has(tender) })),
    ...{ team: found.team, skips: found.skips.length, list: found.list, record: found.record?.sha256 ?? null },
    findings: found.findings.map(({ tender, verdict, text }) => ({ name: nameOf(tender), verdict, text })),
  }
  return web(checkPage(furniture(context, `/checks/${found.id}`), view))
})

const style = query(
  'tender.list',
  async () => undefined,
  async () => new Reply('text/css; charset=utf-8', stylesheet, lasting),
)
const mark = query(
  'tender.list',
  async () => undefined,
  async () => new Reply('image/svg+xml', markFile, lasting),
)

/**
 * The public pages: HTML made here, without a script.
 *
 * @param kinds every kind of fact, for the names of facts and who may see them
 */
export function pagesOf(kinds: AnyEventKind[]): Route[] {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))
  const project = query('tender.read', publishedTender, async (context, tender) => {
    const view = await projectView(context, tender, byType)
    return web(projectPage(furniture(context, `/projects/${tender.id}`), view))
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
