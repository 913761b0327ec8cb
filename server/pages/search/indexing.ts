import type { Sequelize, Transaction } from 'sequelize'
import { canonical } from '../../../crypto/canonical.ts'
import type { Listed } from '../../../templates/pages/notices.ts'
import { awardOf } from '../../award/store.ts'
import type { Subscriber } from '../../ledger/relay.ts'
import { tenderOfStream } from '../../ledger/stream.ts'
import { openingOf } from '../../opening/store.ts'
import type { Platform } from '../../platform/platform.ts'
import { lastOffer } from '../../tenders/offer.ts'
import { tenderById } from '../../tenders/store.ts'
import type { Tender } from '../../tenders/tender.ts'
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
  /** fen: the price of the award, before that the ceiling */
  amount: bigint
  /** tenderer, agent, and from the opening on the bidders */
  parties: Party[]
}

/** Reads what is public of a tender; undefined while nothing is. */
export async function entryOf(platform: Platform, id: string): Promise<Entry | undefined> {
  const tender = await tenderById({ platform }, id)
  const out = tender?.published ?? tender?.prequal
  if (!tender || !out) return undefined
  const [opening, award] = await Promise.all([openingOf(platform, id), awardOf({ platform }, id)])
  const bidders = Object.values(opening?.bids ?? {}).flatMap(({ bidder }) => (bidder ? [bidder] : []))
  const all = [tender.tenderer, ...(tender.agent ? [tender.agent] : []), ...bidders]
  return {
    tender,
    publishedAt: out.publishedAt,
    // the price of what is only prequalified for is not announced yet
    amount: tender.published ? BigInt(award?.winner?.terms.price ?? tender.ceiling) : 0n,
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
export function rowsOf({ tender, publishedAt: at, amount, parties }: Entry) {
  const { terms, ...spelling } = spellingOf(tender.name)
  return {
    row: {
      ...{ tender: tender.id, at, stage: tender.stage, track: tender.track, kind: tender.kind },
      ...{ province: tender.region.slice(0, 2), city: tender.region.slice(0, 4), region: tender.region },
      // only bids are opened in public: the deadline of applications is no date of an opening
      ...{ industry: tender.industry, deadline: tender.published ? tender.deadline : 0 },
      ...{ code: tender.code.toUpperCase(), project: tender.project.code.toUpperCase() },
      ...{ amount: String(amount), ...spelling, listed: canonical(listed(tender)) },
    },
    terms: terms.map((term) => ({ term, at, tender: tender.id })),
    parties: parties.map(({ code }) => ({ party: code, at, tender: tender.id })),
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

/** Replaces the rows of one entry. */
export async function keep(db: Sequelize, entry: Entry): Promise<void> {
  const { row, terms, parties } = rowsOf(entry)
  await db.transaction(async (tx) => {
    await searchTable(db, 'search_tenders').upsert(row, { transaction: tx })
    for (const party of entry.parties) await learnParty(db, party, tx)
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

/** Makes a tender's rows anew from its present state. */
export async function indexTender(platform: Platform, id: string): Promise<void> {
  const entry = await entryOf(platform, id)
  if (entry) await keep(platform.database, entry)
}

const READ = /^(tender|opening|award)\//

/** Reads the facts and keeps what the public searches in step with them. */
export const searchIndex = (platform: Platform): Subscriber => ({
  name: 'search',
  take: async (facts) => {
    const streams = facts.map(({ fact }) => fact.stream).filter((stream) => READ.test(stream))
    for (const id of new Set(streams.map(tenderOfStream))) await indexTender(platform, id)
  },
})
