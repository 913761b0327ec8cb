import { Op } from 'sequelize'
import { z } from 'zod'
import { bidStream } from '../../bids/store.ts'
import { depositId, depositStream } from '../../deposits/store.ts'
import { accountOf } from '../../identity/accountCommands.ts'
import { certificatesOf } from '../../identity/accountViews.ts'
import type { Account } from '../../identity/keyring.ts'
import { accountStream, readState } from '../../identity/store.ts'
import { refusals } from '../../law/refusal.ts'
import { type Context, query } from '../../ledger/command.ts'
import type { AnyEventKind, Fact } from '../../ledger/event.ts'
import type { Eye } from '../../ledger/eye.ts'
import { type EventRow, events, rows, type Written, written } from '../../ledger/store.ts'
import { holderStream } from '../../questions/store.ts'
import { eyeOf, tenderStream } from '../../tenders/store.ts'
import type { Tender } from '../../tenders/tender.ts'
import { get, routes } from '../../web/route.ts'
import { searchTable } from '../search/tables.ts'
import { admittedIn, tellsItself } from './admission.ts'
import { type Audience, type Matter, type Place, tellings, typesFor } from './catalogue.ts'
import { isOfDeposit, lastFor } from './lastFacts.ts'
import { ofOutages } from './outages.ts'

const refuse = refusals({
  MESSAGE_UNKNOWN: { status: 404, zh: '没有这条消息', en: 'there is no such message' },
})

/** A message as its reader sees it. It is made when it is read: nothing at rest says who is told of what. */
export interface Message {
  /** of the fact that it tells, or of the certificate or the report that it is about */
  id: string
  at: number
  matter: Matter
  place: Place
  tender: { id: string; code: string; name: string } | null
  zh: string
  en: string
  /** words of somebody, as they were written */
  note: string | null
  /** last moment for what it asks */
  until: number | null
  asks: boolean
}

/** How far back one takes part in a tender that is over, ms. */
const LOOK_BACK = 200 * 86_400_000
const CHUNK = 2000
const MOST_TENDERS = 400
/** tenders whose state is read to find those of a centre or a supervisor */
const MOST_LOOKED_AT = 4000
const PAGE = 30
/** facts of a tender that are read at once */
const BATCH = 60

const audienceOf = ({ who }: Context): Audience =>
  who.role === 'bidder' || who.role === 'centre' || who.role === 'supervisor' ? who.role : 'host'

/** The tenders that are running, or ended not long ago, newest deadline first; what is only prequalified for has none yet. */
async function recent({ platform, now }: Context): Promise<string[]> {
  const since = now - LOOK_BACK
  const found = await searchTable(platform.database, 'search_tenders').findAll({
    attributes: ['tender'],
    where: { [Op.or]: [{ deadline: { [Op.gte]: since } }, { deadline: 0, at: { [Op.gte]: since } }] },
    order: [['deadline', 'DESC']],
    raw: true,
  })
  return (found as unknown as { tender: string }[]).map(({ tender }) => tender)
}

/** Tenders in which a bidder fetched the document, paid or bid: found by its tag in each, for no row has its name. */
async function takesPart(context: Context): Promise<string[]> {
  const { platform, who } = context
  const all = await recent(context)
  const mine = new Set<string>()
  for (let at = 0; at < all.length; at += CHUNK) {
    const byRow = new Map(all.slice(at, at + CHUNK).map((id) => [`${id}.${who.tagFor(id)}`, id]))
    for (const { kind } of [holderStream, depositStream, bidStream]) {
      const where = { id: [...byRow.keys()] }
      const found = await rows(platform.database, kind).findAll({ attributes: ['id'], where, raw: true })
      for (const { id } of found as unknown as { id: string }[]) mine.add(byRow.get(id) ?? '')
    }
    for (const id of await admittedIn(context, all.slice(at, at + CHUNK))) mine.add(id)
  }
  return all.filter((id) => mine.has(id))
}

/** Tenders that an organisation runs: by its code, which is public in them. */
async function runsThem({ platform, who }: Context): Promise<string[]> {
  const found = await searchTable(platform.database, 'search_party_tenders').findAll({
    attributes: ['tender'],
    where: { party: who.organisation ?? '' },
    order: [['at', 'DESC']],
    limit: MOST_TENDERS,
    raw: true,
  })
  return (found as unknown as { tender: string }[]).map(({ tender }) => tender)
}

/** The tenders of the one who asks, with how it looks at each. */
async function ownTenders(context: Context, audience: Audience): Promise<Map<string, { tender: Tender; eye: Eye }>> {
  const { platform, who } = context
  const ids = await (audience === 'bidder' ? takesPart : audience === 'host' ? runsThem : recent)(context)
  const own = ({ tender, eye }: { tender: Tender; eye: Eye }): boolean => {
    if (audience === 'bidder') return !eye.host
    if (audience === 'host') return eye.host
    return (audience === 'centre' ? tender.centre : tender.supervisor)?.code === who.organisation
  }
  const found = new Map<string, { tender: Tender; eye: Eye }>()
  const last = Math.min(ids.length, MOST_LOOKED_AT)
  for (let at = 0; at < last && found.size < MOST_TENDERS; at += MOST_TENDERS) {
    const where = { id: ids.slice(at, at + MOST_TENDERS) }
    const states = await rows(platform.database, tenderStream.kind).findAll({ where, raw: true })
    for (const { state } of states as unknown as { state: string }[]) {
      const tender = JSON.parse(state) as Tender
      const one = { tender, eye: eyeOf(context, tender) }
      if (own(one)) found.set(tender.id, one)
    }
  }
  return found
}

/** Whether somebody did it itself: what one did is no news. */
const own = ({ actor }: Fact, eye: Eye, organisation: string | undefined): boolean =>
  actor.tag ? actor.tag === eye.tag : !!organisation && actor.organisation === organisation

function messageOf(fact: Fact, kind: AnyEventKind, { id, code, name }: Tender): Message {
  const { matter, place, note, until, asks } = tellings[fact.type]!
  const data = fact.data as Record<string, unknown>
  const words = note ? data[note] : undefined
  const last = until ? data[until] : undefined
  return {
    ...{ id: fact.id, at: fact.at, matter, place, tender: { id, code, name }, zh: kind.zh, en: kind.en },
    note: typeof words === 'string' ? words : null,
    until: typeof last === 'number' ? last : null,
    asks: !!asks,
  }
}

/** Where a page begins: after a message that was shown. Its place in the ledger is told to nobody. */
async function placeOf({ platform }: Context, id: string | undefined): Promise<number | undefined> {
  if (id === undefined) return undefined
  const row = await events(platform.database).findOne({ attributes: ['seq'], where: { id }, raw: true })
  if (!row) throw refuse('MESSAGE_UNKNOWN')
  return Number((row as unknown as { seq: number }).seq)
}

type Tenders = ReadonlyMap<string, { tender: Tender; eye: Eye }>

/** What is asked for: whose, of what kinds, before which place in the ledger. */
interface Asked {
  tenders: Tenders
  audience: Audience
  kinds: ReadonlyMap<string, AnyEventKind>
  before: number | undefined
}

/**
 * Facts of one tender that may be messages, newest first: walked by the index of its facts. Of deposits only a bidder's
 * own are read, so that neither a page nor the time it takes hangs on how many others paid.
 */
async function factsFor(context: Context, id: string, eye: Eye, { audience, before }: Asked): Promise<Written[]> {
  const types = typesFor(audience)
  const read = async (where: object): Promise<Written[]> => {
    const found = await events(context.platform.database).findAll({
      where: { ...where, ...(before === undefined ? {} : { seq: { [Op.lt]: before } }) },
      order: [['seq', 'DESC']],
      limit: BATCH,
      raw: true,
    })
    return (found as unknown as EventRow[]).map(written)
  }
  const others = await read({ tender: id, type: types.filter((type) => !isOfDeposit(type)) })
  const ofDeposits = { type: types.filter(isOfDeposit) }
  const own = audience === 'bidder' ? { stream: depositStream(depositId(id, eye.tag)).name } : { tender: id }
  return newestFirst([...others, ...(await read({ ...own, ...ofDeposits }))]).slice(0, BATCH)
}

const newestFirst = <T extends { seq: number }>(all: T[]): T[] => all.sort((a, b) => b.seq - a.seq)

/** The newest messages of one tender, at most a page of them. */
async function messagesIn(context: Context, id: string, of: Asked): Promise<{ seq: number; message: Message }[]> {
  const { tender, eye } = of.tenders.get(id)!
  const found: { seq: number; message: Message }[] = []
  for (let { before } = of; ; ) {
    const facts = await factsFor(context, id, eye, { ...of, before })
    for (const { seq, fact } of facts) {
      const kind = of.kinds.get(fact.type)
      const shown = tellsItself(context, fact, id) ?? kind?.seenBy(eye, fact.data)
      if (!kind || !shown || own(fact, eye, context.who.organisation)) continue
      found.push({ seq, message: messageOf(fact, kind, tender) })
      if (found.length > PAGE) return found
    }
    if (facts.length < BATCH) return found
    before = facts.at(-1)?.seq
  }
}

/** A page of messages, and whether there are more: tender after tender, until those that are left are older than the page. */
async function newest(context: Context, of: Asked): Promise<{ items: Message[]; more: boolean }> {
  if (!of.tenders.size) return { items: [], more: false }
  const last = await lastFor(context.platform.database, of)
  let found: { seq: number; message: Message }[] = []
  for (const [id, seq] of [...last].sort(([, a], [, b]) => b - a)) {
    if (found.length > PAGE && (found[PAGE]?.seq ?? 0) > seq) break
    found = newestFirst([...found, ...(await messagesIn(context, id, of))]).slice(0, PAGE + 1)
  }
  return { items: found.slice(0, PAGE).map(({ message }) => message), more: found.length > PAGE }
}

/** What is said of the ends of one's certificates. */
async function ofCertificates({ platform, who }: Context): Promise<Message[]> {
  const account = await readState<Account>(platform, accountStream(accountOf(platform, who)))
  const named = new Map(certificatesOf(platform, account).map(({ bound, certificate }) => [bound.id, certificate]))
  return (account?.messages ?? []).map(({ certificate, days, at }) => ({
    ...{ id: `${certificate.slice(0, 20)}.${days}`, at, matter: 'certificate', place: 'account', tender: null },
    zh: `证书（尾号 ${named.get(certificate)?.serial.slice(-6) ?? ''}）${days} 日内到期`,
    en: `a certificate (…${named.get(certificate)?.serial.slice(-6) ?? ''}) ends within ${days} days`,
    ...{ note: null, until: named.get(certificate)?.notAfter ?? null, asks: true },
  }))
}

/** The messages of the one who asks, newest first, a page at a time. */
export async function inbox(context: Context, kinds: ReadonlyMap<string, AnyEventKind>, after?: string) {
  const audience = audienceOf(context)
  const before = await placeOf(context, after)
  const tenders = await ownTenders(context, audience)
  const { items, more } = await newest(context, { tenders, audience, kinds, before })
  const besides = after === undefined ? [...(await ofCertificates(context)), ...(await ofOutages(context))] : []
  return {
    items: [...items, ...besides].sort((a, b) => b.at - a.at),
    next: more ? (items.at(-1)?.id ?? null) : null,
  }
}

const Page = z.strictObject({ after: z.string().max(26).optional() })

/** The inbox over HTTP. */
export function messageRoutes(kinds: readonly AnyEventKind[]) {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))
  const read = query(
    'message.read',
    async () => undefined,
    (context, _none, { after }: z.infer<typeof Page>) => inbox(context, byType, after),
  )
  return routes(get('/messages', Page, read))
}
