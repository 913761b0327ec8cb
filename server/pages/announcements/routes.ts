import { Feed } from 'feed'
import { z } from 'zod'
import { announcementsBody, planBody } from '../../../templates/pages/announcements.ts'
import { missingPage, page as wholePage } from '../../../templates/pages/frame.ts'
import { planTitle } from '../../../templates/pages/notices.ts'
import { money } from '../../documents/words.ts'
import { type Context, query } from '../../ledger/command.ts'
import { INDUSTRIES, trackOf, tradeType } from '../../projects/catalogue.ts'
import { projectById } from '../../projects/store.ts'
import { get, Id, Reply, routes } from '../../web/route.ts'
import { furniture, web } from '../furniture.ts'
import { isAside, partsOf, STAGES } from './announcing.ts'
import { type Asked, announcements } from './store.ts'

const none = async (): Promise<undefined> => undefined
const PAGE = 30
const FEED = 50

const chosen = (words: Readonly<Record<string, string>>) =>
  z
    .string()
    .refine((one) => one in words)
    .optional()
    .catch(undefined)

/** What a person's form asks; what is senseless is no condition. `category` is Guangxi's number, whole or begun. */
const Form = z.object({
  category: z.string().max(12).optional().catch(undefined),
  stage: chosen(STAGES),
  industry: chosen(INDUSTRIES),
  centre: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(500).catch(1),
})

function askedOf({ category, stage, industry, centre }: z.infer<typeof Form>): Asked {
  const parts = category === undefined ? undefined : partsOf(category)
  const works = parts ? { track: 'T', ...parts } : {}
  return { ...works, ...(stage ? { stage } : {}), ...(industry ? { industry } : {}), ...(centre ? { centre } : {}) }
}

const addressOf = ({ page: _p, ...input }: z.infer<typeof Form>): string => {
  const given = Object.entries(input).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

const list = query('tender.list', none, async (context, _n, input: z.infer<typeof Form>) => {
  const asked = askedOf(input)
  const { items, more } = await announcements(context.platform.database, asked, { page: input.page, size: PAGE })
  const of = { asked, items, more, page: input.page, stages: STAGES, industries: INDUSTRIES, query: addressOf(input) }
  return web(wholePage('信息公开', furniture(context, `/announcements${of.query}`), announcementsBody(of)))
})

const feed = query('tender.list', none, async (context, _n, input: z.infer<typeof Form>) => {
  const { publicUrl, database } = context.platform
  const { items } = await announcements(database, askedOf(input), { page: 1, size: FEED })
  const address = `${publicUrl}/announcements${addressOf(input)}`
  const { centre } = furniture(context, '')
  const made = new Feed({
    ...{ title: '阳光交易 · 信息公开', id: address, link: address, language: 'zh-CN', copyright: centre },
    updated: new Date(items[0]?.at ?? context.now),
  })
  for (const one of items) {
    const link = `${publicUrl}${one.link}`
    const title = isAside(one) ? one.title : `${STAGES[one.stage]}：${one.title}`
    made.addItem({ title, id: `${link}#${one.fact}`, link, description: one.code, date: new Date(one.at) })
  }
  return new Reply('application/rss+xml; charset=utf-8', made.rss2())
})

const OnePlan = z.object({ project: Id })

const plan = query('tender.list', none, async (context: Context, _n, input: z.infer<typeof OnePlan>) => {
  const path = `/plans/${input.project}`
  const project = await projectById(context, input.project)
  const of = project?.registered
  if (!project?.plan || !of)
    return new Reply('text/html; charset=utf-8', missingPage(furniture(context, path)), { status: 404 })
  const months = new Map(project.plan.plan.sections.map(({ code, month }) => [code, month]))
  const track = trackOf(of.content.type)
  const view = {
    ...{ id: project.id, track },
    ...{ name: of.content.name, code: of.code, owner: of.content.owner.name, version: project.plan.version },
    ...{
      type: tradeType(of.content.type)?.zh ?? '',
      remark: project.plan.plan.remark,
      publishedAt: project.plan.publishedAt,
    },
    sections: of.sections.flatMap(({ code, name, content, estimate }) => {
      const month = months.get(code)
      return month ? [{ name, content, estimate: money(estimate).figures, month }] : []
    }),
  }
  const title = planTitle(track === 'G' ? { intention: true } : {})
  return web(wholePage(`${title} ${view.name}`, furniture(context, path), planBody(view)))
})

/** The public pages of what is announced: six stages, five industries, each centre. */
export const announcementPages = routes(
  get('/announcements', Form, list),
  get('/announcements.rss', Form, feed),
  get('/plans/:project', OnePlan, plan),
)
