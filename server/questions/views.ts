import type { z } from 'zod'
import type { Who } from '../access/who.ts'
import { type Calendar, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, type Query, query } from '../ledger/command.ts'
import * as deeds from '../tenders/commands.ts'
import type { OneDocument } from '../tenders/contract.ts'
import { lastOffer } from '../tenders/offer.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { letterTag, revealed } from './anonymous.ts'
import { fetchDocument } from './commands.ts'
import type { OfTender } from './contract.ts'
import { editionsOf } from './editions.ts'
import { type Objection, objectionRule, objectionUntil } from './objection.ts'
import { MOST_QUESTIONS, type Question, replyBy } from './question.ts'
import { findHolder, holdersOf, objectionsOf, overdueObjections, questionsOf, tenderFacts } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  HOLDERS_SECRET: {
    status: 403,
    zh: '开标前，获取招标文件者的名称、数量对任何人保密',
    en: 'until the bids are read out nobody learns who or how many fetched the document',
  },
})

type One = z.infer<typeof OfTender>

const published = async (context: Context, input: One): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** A tender of which some document is or was on offer: the tender document or that of its prequalification. */
const offered = async (context: Context, input: One): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender || !lastOffer(tender)) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Stages in which the bids have been read out, and names are no secret any more. */
const readOut = ({ stage }: Tender): boolean =>
  ['evaluating', 'publicised', 'awarded', 'contracted', 'archived'].includes(stage)

const runs = ({ role }: Who): boolean => ['tenderer', 'agent', 'centre', 'supervisor'].includes(role)

/** Whether somebody wrote a letter itself. */
const wrote = ({ platform, who }: Context, one: { id: string; tag: string }): boolean =>
  who.role === 'bidder' && one.tag === letterTag(platform.vault, one.id, who.organisation ?? '')

/** Whether somebody may read an objection: who runs or watches the tender, and who made it. */
export const mayReadObjection = (context: Context, objection: { id: string; tag: string }): boolean =>
  runs(context.who) || wrote(context, objection)

/** A tender document, for anybody. A bidder that is signed in is told of every addendum from then on. */
export const document: Query<z.infer<typeof OneDocument>, unknown> = {
  policy: 'tender.read',
  run: async (context, input) => {
    const found = await deeds.document.run(context, input)
    const { who } = context
    const tender = who.role === 'bidder' ? await tenderById(context, input.tender) : undefined
    const own = [tender?.tenderer.code, tender?.agent?.code].includes(who.organisation)
    if (tender && !own) await fetchDocument.run(context, { tender: tender.id })
    return found
  },
}

/** Every version of the document, for everybody. */
export const versions = query('tender.read', published, async (context, tender) => {
  const [facts, { told }] = await Promise.all([tenderFacts(context, tender.id), questionsOf(context, tender.id)])
  const toldAt = new Map(told.map(({ version, at }) => [version, at]))
  return { versions: editionsOf(facts).map((one) => ({ ...one, toldAt: toldAt.get(one.version) ?? null })) }
})

/** A question as somebody may see it: when it came, only those who must answer it and the asker learn. */
const shown = (
  of: { context: Context; tender: Tender; table: Calendar },
  { tag: _tag, ...one }: Question,
  mine: boolean,
) => {
  const { askedAt, ...rest } = one
  const open = runs(of.context.who) || mine
  return { ...rest, mine, ...(open ? { askedAt, replyBy: replyBy(askedAt, lawOf(of.tender), of.table) } : {}) }
}

/** The questions of a tender: answered ones for everybody; others for those who answer and for their asker. */
export const questions = query('question.read', offered, async (context, tender) => {
  const { questions: all } = await questionsOf(context, tender.id)
  const host = runs(context.who)
  const table = await context.platform.calendar()
  const items = all.flatMap((one) => {
    const mine = wrote(context, one)
    return host || mine || one.answer ? [shown({ context, tender, table }, one, mine)] : []
  })
  const left = MOST_QUESTIONS - items.filter(({ mine }) => mine).length
  return {
    items,
    until: lastOffer(tender)?.deadline ?? tender.deadline,
    left: context.who.role === 'bidder' ? left : null,
  }
})

/** What a bidder holds: since when, and which versions it has confirmed. */
export const mine = query('documents.mine', published, async (context, tender) => {
  const holder = await findHolder(context, tender.id, context.who.tagFor(tender.id))
  const read = holder?.read ?? []
  const latest = tender.published?.version ?? 1
  return { fetchedAt: holder?.fetchedAt ?? null, read, latest, confirmed: read.some((one) => one.version === latest) }
})

/** Who fetched the document and what they confirmed: a secret until the bids are read out. */
export const holders = query('documents.holders', published, async (context, tender) => {
  if (!readOut(tender)) throw refuse('HOLDERS_SECRET', {}, lawOf(tender).downloadSecrecy)
  const all = await holdersOf(context, tender.id)
  return {
    items: all.map(({ name, fetchedAt, read }) => ({
      ...revealed<{ code: string; name: string }>(context.platform.vault, `holder/${tender.id}`, name),
      ...{ fetchedAt, read },
    })),
  }
})

const objectorOf = ({ platform }: Context, { id, objector }: Objection) => {
  const { code, name } = revealed<{ code: string; name: string }>(platform.vault, `objection/${id}`, objector)
  return { code, name }
}

/** Objections to the document: a bidder sees its own; who objected the supervisor sees, the others after the reading out. */
export const objections = query('objection.read', offered, async (context, tender) => {
  const all = await objectionsOf(context, tender.id)
  const host = runs(context.who)
  const named = context.who.role === 'supervisor' || (host && readOut(tender))
  const items = all
    .filter((one) => host || wrote(context, one))
    .map((one) => {
      const { tag: _tag, objector: _objector, ...rest } = one
      return { ...rest, objector: named ? objectorOf(context, one) : null }
    })
  const law = lawOf(tender)
  const holder = host ? undefined : await findHolder(context, tender.id, context.who.tagFor(tender.id))
  const version = lastOffer(tender)?.version ?? 1
  const until = objectionUntil(tender, { version, holder }, law, await context.platform.calendar())
  return {
    items,
    /** last moment for an objection to the version in force; null while the calendar is not out */
    until: isPending(until) ? null : until,
    article: objectionRule(lastOffer(tender), law).article,
    reply: law.documentObjectionReply,
    suspends: law.documentObjectionSuspends.value,
  }
})

/** Objections that were not answered in time, of the tenders that this supervisor watches. */
export const overdueList = query(
  'objection.overdueList',
  async () => undefined,
  async (context) => {
    const all = await overdueObjections(context)
    const found = await Promise.all(all.map(async (one) => ({ one, tender: await tenderById(context, one.tender) })))
    return {
      items: found
        .filter(({ tender }) => tender?.supervisor.code === context.who.organisation)
        .map(({ one: { id, at, answerBy, text }, tender }) => ({
          ...{ id, at, answerBy, text },
          ...{ tender: tender?.id, code: tender?.code, name: tender?.name, tenderer: tender?.tenderer.name },
        })),
    }
  },
)
