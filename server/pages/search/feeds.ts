import { Feed } from 'feed'
import { createEvents, type EventAttributes } from 'ics'
import { addressOf, type Listed, planTitle } from '../../../templates/pages/notices.ts'
import { placeName, STAGES } from '../../../templates/pages/words.ts'

/** What a feed tells of itself: its own address, and that of the page with the same search. */
export interface FeedOf {
  centre: string
  publicUrl: string
  path: string
  query: string
  now: number
  /** the words of Guangxi's stages */
  stages: Readonly<Record<string, string>>
}

const lineOf = (one: Listed): string => [one.code, one.tenderer.name, placeName(one.region), kindOf(one)].join(' · ')

/** What an entry is: a plan, or where its tender stands. */
const kindOf = (one: Listed): string => (one.plan ? planTitle(one) : (STAGES[one.stage]?.zh ?? one.stage))

/** An entry's id: the address of what it is, and where a stage was asked for, that stage and its time. */
const idOf = (link: string, { announced }: Listed): string =>
  announced ? `${link}#${announced.stage}-${announced.at}` : link

/** A search as RSS 2.0 or Atom 1.0; an entry's id is the address of its notice and never changes. */
export function feedOf(kind: 'rss' | 'atom', of: FeedOf, items: readonly Listed[]): string {
  const page = `${of.publicUrl}/notices${of.query}`
  const feed = new Feed({
    title: '阳光交易 · 交易信息',
    description: '公共资源交易公告，按发布时间由新到旧',
    id: page,
    link: page,
    language: 'zh-CN',
    copyright: of.centre,
    updated: new Date(items[0]?.announced?.at ?? items[0]?.publishedAt ?? of.now),
    feedLinks: { [kind]: `${of.publicUrl}${of.path}${of.query}` },
    author: { name: of.centre },
  })
  for (const one of items) {
    const link = `${of.publicUrl}${addressOf(one)}`
    const date = new Date(one.announced?.at ?? one.publishedAt)
    const title = one.announced ? `${of.stages[one.announced.stage]}：${one.name}` : one.name
    feed.addItem({ title, id: idOf(link, one), link, description: lineOf(one), date, published: date })
  }
  return kind === 'rss' ? feed.rss2() : feed.atom1()
}

/** Openings as a calendar (RFC 5545): one event a tender, with an alarm a day and an hour before. */
export function calendarOf(of: Pick<FeedOf, 'publicUrl'>, items: readonly Listed[]): string {
  const host = new URL(of.publicUrl).hostname
  const events = items.map(
    (one): EventAttributes => ({
      uid: `${one.id.toLowerCase()}.opening@${host}`,
      start: one.deadline,
      startInputType: 'utc',
      startOutputType: 'utc',
      duration: { hours: 1 },
      title: `开标：${one.name}`,
      description: `${lineOf(one)}\n投标截止时间即开标时间\n${of.publicUrl}/notices/${one.id}`,
      status: 'CONFIRMED',
      alarms: [
        { action: 'display', description: '距投标截止一天', trigger: { days: 1, before: true } },
        { action: 'display', description: '距投标截止一小时', trigger: { hours: 1, before: true } },
      ],
    }),
  )
  const { error, value } = createEvents(events, { productId: 'yangguang', calName: '阳光交易 · 开标日程' })
  if (error || value == null) throw error ?? new Error('the calendar could not be written')
  return value
}
