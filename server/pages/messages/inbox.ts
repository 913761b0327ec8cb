import { Op } from 'sequelize'
import { z } from 'zod'
import { depositId, depositStream } from '../../deposits/store.ts'
import { accountOf } from '../../identity/accountCommands.ts'
import { certificatesOf } from '../../identity/accountViews.ts'
import type { Account } from '../../identity/keyring.ts'
import { accountStream, readState } from '../../identity/store.ts'
import { refusals } from '../../law/refusal.ts'
import { type Context, query } from '../../ledger/command.ts'
import type { AnyEventKind, Fact } from '../../ledger/event.ts'
import type { Eye } from '../../ledger/eye.ts'
import { type EventRow, events, type Written, written } from '../../ledger/store.ts'
import type { Prequalification } from '../../prequalification/prequalification.ts'
import type { Tender } from '../../tenders/tender.ts'
import { get, routes } from '../../web/route.ts'
import { tellsItself } from './admission.ts'
import { ofOrders } from './bank.ts'
import { type Audience, type Matter, type Place, tellings, toItsMaker, typesFor } from './catalogue.ts'
import { doneAmong, isOwn } from './done.ts'
import { isOfDeposit, lastFor } from './lastFacts.ts'
import { ofOutages } from './outages.ts'
import { audienceOf, ownTenders } from './ownTenders.ts'
import { committeesOf, tellsSeated } from './seats.ts'
import { tellsSigner } from './signatures.ts'

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
  /** whether it says that something is to be done, and whether that was done */
  asks: boolean
  done: boolean
}

const PAGE = 30
/** facts of a tender that are read at once */
const BATCH = 60

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
    done: false,
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
  committees: ReadonlyMap<string, Prequalification>
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
  const told: Told[] = []
  for (let { before } = of; ; ) {
    const facts = await factsFor(context, id, eye, { ...of, before })
    told.push(...facts.flatMap((one) => tellingOf(context, one, { ...of, tender, eye })))
    if (told.length > PAGE || facts.length < BATCH) break
    before = facts.at(-1)?.seq
  }
  const page = told.slice(0, PAGE + 1)
  const asking = page.filter(({ message }) => message.asks).map(({ written: one }) => one)
  const done = await doneAmong(context, { id, eye }, asking)
  return page.map(({ written: { seq }, message }) => ({ seq, message: { ...message, done: done.has(message.id) } }))
}

interface Told {
  written: Written
  message: Message
}

/** A fact as a message, where it is one to who asks. What one did oneself is no news, unless it is still to be signed. */
function tellingOf(context: Context, one: Written, of: Asked & { tender: Tender; eye: Eye }): Told[] {
  const { tender, eye, audience, kinds, committees } = of
  const { fact } = one
  const kind = kinds.get(fact.type)
  const place = tellsItself(context, fact, tender.id) ?? tellsSigner(context, fact, tender)
  const told = place ?? tellsSeated(context, fact, { audience, tender, committee: committees.get(tender.id) })
  const mine = isOwn(fact, eye, context.who.organisation) && !toItsMaker.includes(fact.type)
  if (!kind || mine || !(told ?? kind.seenBy(eye, fact.data))) return []
  const message = messageOf(fact, kind, tender)
  // a committee signs where it reviews
  const there = committees.has(tender.id) && message.place === 'signings' ? ('review' as const) : message.place
  return [{ written: one, message: { ...message, place: there } }]
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
  if (!who.organisation) return []
  const account = await readState<Account>(platform, accountStream(accountOf(platform, who)))
  const named = new Map(certificatesOf(platform, account).map(({ bound, certificate }) => [bound.id, certificate]))
  return (account?.messages ?? []).map(({ certificate, days, at }) => ({
    ...{ id: `${certificate.slice(0, 20)}.${days}`, at, matter: 'certificate', place: 'account', tender: null },
    zh: `证书（尾号 ${named.get(certificate)?.serial.slice(-6) ?? ''}）${days} 日内到期`,
    en: `a certificate (…${named.get(certificate)?.serial.slice(-6) ?? ''}) ends within ${days} days`,
    ...{ note: null, until: named.get(certificate)?.notAfter ?? null },
    ...{ asks: true, done: !stillAsked(account, { certificate, days }) },
  }))
}

/** Whether a certificate's end is still to be seen to: it is in use, and no nearer announcement came. */
function stillAsked(
  account: Account | undefined,
  { certificate, days }: { certificate: string; days: number },
): boolean {
  const one = account?.certificates.find(({ id }) => id === certificate)
  return !!one && !one.replacedBy && !one.ended && (one.warned ?? days) >= days
}

/** The messages of the one who asks, newest first, a page at a time. */
export async function inbox(context: Context, kinds: ReadonlyMap<string, AnyEventKind>, after?: string) {
  const audience = audienceOf(context)
  const before = await placeOf(context, after)
  const committees = await committeesOf(context)
  const tenders = await ownTenders(context, audience, [...committees.keys()])
  const { items, more } = await newest(context, { tenders, audience, committees, kinds, before })
  const besides = after === undefined ? await besideTenders(context) : []
  return {
    items: [...items, ...besides].sort((a, b) => b.at - a.at),
    next: more ? (items.at(-1)?.id ?? null) : null,
  }
}

/** What one is told that is about no tender. */
const besideTenders = async (context: Context): Promise<Message[]> => [
  ...(await ofCertificates(context)),
  ...(await ofOutages(context)),
  ...(await ofOrders(context)),
]

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
