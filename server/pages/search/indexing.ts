import type { Sequelize, Transaction } from 'sequelize'
import { canonical } from '../../../crypto/canonical.ts'
import type { Listed } from '../../../templates/pages/notices.ts'
import { awardOf } from '../../award/store.ts'
import { unitsOf } from '../../bids/consortium.ts'
import type { Subscriber } from '../../ledger/relay.ts'
import { tenderOfStream } from '../../ledger/stream.ts'
import { openingOf } from '../../opening/store.ts'
import type { Platform } from '../../platform/platform.ts'
import { industryOf, trackOf } from '../../projects/catalogue.ts'
import type { Project } from '../../projects/project.ts'
import { projectById } from '../../projects/store.ts'
import { ceilingOf, ceilingRange } from '../../tenders/ceiling.ts'
import { lastOffer } from '../../tenders/offer.ts'
import { tenderById } from '../../tenders/store.ts'
import type { Tender } from '../../tenders/tender.ts'
import { ASIDE, industryNumber } from '../announcements/announcing.ts'
import { announced } from '../announcements/store.ts'
import { searchTable } from './tables.ts'
import { spellingOf } from './terms.ts'

/** An organisation that takes part in a tender, as published. */
export interface Party {
  code: string
  name: string
}

/** What the public may find of one tender: nothing that is not public already. */
export interface Entry {
  tender: Tender
  publishedAt: number
  /** Guangxi's number of the industry */
  sector: string
  /** fen: the price of the award, before that the highest price, or the most that it can come to while it is not computed */
  amount: bigint
  /** tenderer, agent, and from the opening on the bidders, with all members of a consortium */
  parties: Party[]
}

/** The stage of a row that is a plan of coming tenders, and no tender yet. */
export const PLANNED = 'planned'
/** What a plan is kept under: no tender's id has a stop. */
export const planKey = (project: string): string => `plan.${project}`

/** The rows that a tender or a plan is found by. */
interface Rows {
  row: Readonly<Record<string, string | number>> & { tender: string }
  terms: { term: string; at: number; tender: string }[]
  parties: { party: string; at: number; tender: string }[]
  named: Party[]
}

/** Reads what is public of a tender; undefined while nothing is. */
export async function entryOf(platform: Platform, id: string): Promise<Entry | undefined> {
  const tender = await tenderById({ platform }, id)
  const out = tender?.published ?? tender?.prequal
  if (!tender || !out) return undefined
  const [opening, award, project] = await Promise.all([
    openingOf(platform, id),
    awardOf({ platform }, id),
    tender.registered === undefined ? undefined : projectById({ platform }, tender.registered),
  ])
  // of a consortium every member, once its form was read out
  const bidders = Object.values(opening?.bids ?? {}).flatMap(unitsOf)
  const all = [tender.tenderer, ...(tender.agent ? [tender.agent] : []), ...bidders]
  return {
    tender,
    publishedAt: out.publishedAt,
    sector: industryNumber(project?.registered?.content.type) ?? industryOf(tender.industry),
    // the price of what is only prequalified for is not announced yet
    amount: tender.published
      ? BigInt(award?.winner?.terms.price ?? ceilingOf(tender, opening) ?? ceilingRange(tender)?.most ?? 0n)
      : 0n,
    parties: [...new Map(all.map(({ code, name }) => [code, { code, name }])).values()],
  }
}

/** A tender as a list shows it. */
export const listed = (tender: Tender): Listed => ({
  ...{ id: tender.id, code: tender.code, name: tender.name, stage: tender.stage, region: tender.region },
  ...{ project: tender.project, tenderer: tender.tenderer, deadline: lastOffer(tender)?.deadline ?? tender.deadline },
  publishedAt: (tender.published ?? tender.prequal)?.publishedAt ?? 0,
})

/** The rows that an entry is found by. */
export function rowsOf({ tender, publishedAt: at, sector, amount, parties }: Entry): Rows {
  const { terms, ...spelling } = spellingOf(tender.name)
  return {
    row: {
      ...{ tender: tender.id, at, stage: tender.stage, track: tender.track, kind: tender.kind },
      ...{ province: tender.region.slice(0, 2), city: tender.region.slice(0, 4), region: tender.region },
      // only bids are opened in public: the deadline of applications is no date of an opening
      ...{ industry: tender.industry, sector, deadline: tender.published ? tender.deadline : 0 },
      ...{ code: tender.code.toUpperCase(), project: tender.project.code.toUpperCase() },
      ...{ amount: String(amount), ...spelling, listed: canonical(listed(tender)) },
    },
    terms: terms.map((term) => ({ term, at, tender: tender.id })),
    parties: parties.map(({ code }) => ({ party: code, at, tender: tender.id })),
    named: parties,
  }
}

/** The rows that a plan of coming tenders is found by. */
export function rowsOfPlan({ id, plan, registered }: Project): Rows | undefined {
  if (!plan || !registered) return undefined
  const { content, code, sections } = registered
  const { name, owner, region, type } = content
  const { terms, ...spelling } = spellingOf(name)
  const of = planKey(id)
  const at = plan.publishedAt
  const planned = sections.filter((one) => plan.plan.sections.some((section) => section.code === one.code))
  const shown: Listed = {
    ...{ id: of, code, name, stage: PLANNED, region, project: { code, name }, tenderer: owner },
    ...{ publishedAt: at, deadline: 0, plan: id, ...(trackOf(type) === 'G' ? { intention: true as const } : {}) },
  }
  return {
    row: {
      ...{ tender: of, at, stage: PLANNED, track: trackOf(type), kind: planned[0]?.kind ?? 'works' },
      ...{ province: region.slice(0, 2), city: region.slice(0, 4), region },
      ...{ industry: '', sector: industryNumber(type) ?? industryOf(name), deadline: 0 },
      ...{ code: code.toUpperCase(), project: code.toUpperCase() },
      amount: String(planned.reduce((sum, one) => sum + BigInt(one.estimate), 0n)),
      ...{ ...spelling, listed: canonical(shown) },
    },
    terms: terms.map((term) => ({ term, at, tender: of })),
    parties: [{ party: owner.code, at, tender: of }],
    named: [owner],
  }
}

async function learnParty(db: Sequelize, { code, name: title }: Party, tx: Transaction): Promise<void> {
  const parties = searchTable(db, 'search_parties')
  const known = await parties.findByPk(code, { transaction: tx })
  if (known?.get('title') === title) return
  const { terms, ...spelling } = spellingOf(title)
  await parties.upsert({ party: code, title, ...spelling }, { transaction: tx })
  const found = searchTable(db, 'search_party_terms')
  await found.destroy({ where: { party: code }, transaction: tx })
  await found.bulkCreate(
    terms.map((term) => ({ term, party: code })),
    { transaction: tx },
  )
}

/** Replaces the rows of one tender or plan. */
export async function keepRows(db: Sequelize, { row, terms, parties, named }: Rows): Promise<void> {
  await db.transaction(async (tx) => {
    await searchTable(db, 'search_tenders').upsert({ ...row }, { transaction: tx })
    for (const party of named) await learnParty(db, party, tx)
    const replaced = [
      ['search_terms', terms],
      ['search_party_tenders', parties],
    ] as const
    await searchTable(db, 'search_version').increment('version', { where: { id: 1 }, transaction: tx })
    for (const [table, now] of replaced) {
      const model = searchTable(db, table)
      await model.destroy({ where: { tender: row.tender }, transaction: tx })
      await model.bulkCreate([...now], { transaction: tx })
    }
  })
}

/** Replaces the rows of one entry. */
export const keep = (db: Sequelize, entry: Entry): Promise<void> => keepRows(db, rowsOf(entry))

/** Makes a tender's rows anew from its present state. */
export async function indexTender(platform: Platform, id: string): Promise<void> {
  const entry = await entryOf(platform, id)
  if (entry) await keep(platform.database, entry)
}

/** Makes a plan's rows anew from its present version. */
async function indexPlan(platform: Platform, id: string): Promise<void> {
  const project = await projectById({ platform }, id)
  const rows = project && rowsOfPlan(project)
  if (rows) await keepRows(platform.database, rows)
}

/** Notes when a stage was announced of a tender or a plan; of two times the later one. */
export async function noteAnnounced(
  db: Sequelize,
  { tender, stage, at }: { tender: string; stage: string; at: number },
): Promise<void> {
  const table = searchTable(db, 'search_announced')
  const known = await table.findOne({ where: { tender, stage } })
  if (Number(known?.get('at') ?? 0) < at) await table.upsert({ tender, stage, at })
}

const READ = /^(tender|opening|award)\//
const PLAN = 'project.planPublished'

/** Reads the facts and keeps what the public searches in step with them. */
export const searchIndex = (platform: Platform): Subscriber => ({
  name: 'search',
  take: async (facts) => {
    const tenders = new Set<string>()
    const plans = new Set<string>()
    for (const { fact } of facts) {
      const id = tenderOfStream(fact.stream)
      const planned = fact.type === PLAN
      const found = await announced(platform, fact)
      // what befalls a tender is announced, but is no stage that it reached
      if (found && !ASIDE[fact.type])
        await noteAnnounced(platform.database, { tender: planned ? planKey(id) : id, stage: found.stage, at: fact.at })
      if (planned) plans.add(id)
      else if (found || READ.test(fact.stream)) tenders.add(id)
    }
    for (const id of tenders) await indexTender(platform, id)
    for (const id of plans) await indexPlan(platform, id)
  },
})
