import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { checkPage, checksPage } from '../../templates/pages/checks.ts'
import { markFile, missingPage, page } from '../../templates/pages/frame.ts'
import { homePage } from '../../templates/pages/home.ts'
import { noticeBody } from '../../templates/pages/notice.ts'
import { prequalificationBody } from '../../templates/pages/prequalification.ts'
import { projectBody } from '../../templates/pages/project.ts'
import { domains } from '../domains.ts'
import { dayOf } from '../law/periods.ts'
import { formatDecimal } from '../law/units.ts'
import { type Context, query } from '../ledger/command.ts'
import type { AnyEventKind } from '../ledger/event.ts'
import { lastOfTenders, rows } from '../ledger/store.ts'
import type { Check } from '../supervision/check.ts'
import { checkById, checksOf } from '../supervision/store.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { get, Id, Reply, type Route, routes } from '../web/route.ts'
import { STAGES as ANNOUNCED } from './announcements/announcing.ts'
import { announcementPages } from './announcements/routes.ts'
import { type Body, furniture, web } from './furniture.ts'
import { gathered, keptBy, perDatabase } from './kept.ts'
import { noticeView, prequalificationView } from './notice.ts'
import { projectView, publicTypes } from './project.ts'
import { proofPages } from './proofs.ts'
import { findTenders, openingsBetween } from './search/finding.ts'
import { searchPages } from './search/routes.ts'
import { statusPages } from './status.ts'
import { Between, versionsPage } from './versions.ts'

const none = async (): Promise<undefined> => undefined
const Anything = z.object({})
const OneTender = z.object({ tender: Id })
const OneCheck = z.object({ check: Id })

const stylesheet = readFileSync(new URL('../../templates/pages/public.css', import.meta.url), 'utf8')
const lasting = { headers: { 'Cache-Control': 'public, max-age=3600' } }

const HOW_MANY_NEW = 10

const home = query('tender.list', none, async (context) => {
  const { database } = context.platform
  const midnight = Date.parse(`${dayOf(context.now)}T00:00:00+08:00`)
  const [today, { items }] = await Promise.all([
    openingsBetween(database, midnight, midnight + 86_400_000),
    findTenders(database, {}, { page: 1, size: HOW_MANY_NEW }),
  ])
  const { entrances } = context.platform
  return web(homePage(furniture(context, '/'), today, items, { stages: ANNOUNCED, entrances }))
})

/** What stands at an address that leads to nothing: a page with status 404, for people. */
const nothingAt = (context: Context, path: string): Reply =>
  new Reply('text/html; charset=utf-8', missingPage(furniture(context, path)), { status: 404 })

const publishedTender = async (context: Context, id: string): Promise<Tender | undefined> => {
  const tender = await tenderById(context, id)
  return tender?.published || tender?.prequal ? tender : undefined
}

const keptNotices = keptBy<Body | undefined>(1000)
const keptProjects = keptBy<Body | undefined>(1000)
const MINUTE = 60_000

const openTypes = publicTypes(domains.flatMap(({ events }) => events))
const lasts = perDatabase((database) => gathered((ids: string[]) => lastOfTenders(database, ids, openTypes)))
/** The number of a tender's last fact that the public may see, read together for all who ask at the same moment. */
const lastOf = async ({ platform }: Context, id: string): Promise<number> => (await lasts(platform.database)(id)) ?? 0

const versionsIn = perDatabase((database) =>
  gathered(async (ids: string[]) => {
    const of = { attributes: ['id', 'version'], where: { id: ids }, raw: true }
    const found = (await rows(database, tenderStream.kind).findAll(of)) as unknown as { id: string; version: number }[]
    return new Map(found.map(({ id, version }) => [id, version]))
  }),
)
/** How many facts a tender's own stream has. What bidders do stands in theirs. */
const versionOf = async ({ platform }: Context, id: string): Promise<number> =>
  (await versionsIn(platform.database)(id)) ?? 0

/** The page of a body, or of nothing. */
const pageOf = (context: Context, path: string, found: Body | undefined): Reply =>
  found ? web(page(found.title, furniture(context, path), found.body)) : nothingAt(context, path)

/** Made anew when the tender has a new fact; until then from memory. */
const notice = query('tender.list', none, async (context, _subject, { tender: id }: z.infer<typeof OneTender>) => {
  const version = String(await versionOf(context, id))
  const found = await keptNotices(context.platform.database, id, version, async () => {
    const tender = await publishedTender(context, id)
    const view = tender && (await noticeView(context, tender))
    if (view) return { title: view.name, body: noticeBody(view) }
    const before = tender && prequalificationView(tender)
    return before && { title: before.name, body: prequalificationBody(before) }
  })
  return pageOf(context, `/notices/${id}`, found)
})

const keptVersions = keptBy<Body | undefined>(1000)

/** Versions, comparison and answers: made anew when the tender has a new fact. */
const versions = query('tender.list', none, async (context, _subject, input: z.infer<typeof Between>) => {
  const { tender: id, from = '', to = '' } = input
  const found = await keptVersions(
    context.platform.database,
    `${id} ${from} ${to}`,
    String(await lastOf(context, id)),
    async () => {
      const tender = await publishedTender(context, id)
      return tender?.published ? versionsPage(context, tender, input) : undefined
    },
  )
  return pageOf(context, `/notices/${id}/versions`, found)
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
  // what follows from the time alone is at most a minute old
  const project = query('tender.list', none, async (context, _subject, { tender: id }: z.infer<typeof OneTender>) => {
    const version = `${await lastOf(context, id)} ${Math.floor(context.now / MINUTE)}`
    const found = await keptProjects(context.platform.database, id, version, async () => {
      const tender = await publishedTender(context, id)
      const view = tender && (await projectView(context, tender, byType))
      return view && { title: view.name, body: projectBody(view) }
    })
    return pageOf(context, `/projects/${id}`, found)
  })
  return routes(
    get('/', Anything, home),
    get('/public.css', Anything, style),
    get('/mark.svg', Anything, mark),
    ...searchPages,
    ...announcementPages,
    ...statusPages,
    get('/notices/:tender', OneTender, notice),
    get('/notices/:tender/versions', Between, versions),
    get('/projects/:tender', OneTender, project),
    ...proofPages(byType, publishedTender, pageOf),
    get('/checks', Anything, checks),
    get('/checks/:check', OneCheck, check),
  )
}

/** The public pages over all domains. */
export const pages: Route[] = pagesOf(domains.flatMap(({ events }) => events))
