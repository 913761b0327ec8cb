import type { Sequelize } from 'sequelize'
import type { Listed } from '../../../templates/pages/notices.ts'
import { type Party, PLANNED } from './indexing.ts'
import { type Binds, leads, select } from './leads.ts'
import { type Way, waysOf } from './terms.ts'

/** What to look for. All conditions hold together. */
export interface Wanted {
  /** part of a name, in characters, pinyin or initials; the beginning of a code; an organisation that takes part */
  text?: string | undefined
  /** 统一社会信用代码 of an organisation that takes part */
  party?: string | undefined
  stage?: string | undefined
  region?: string | undefined
  track?: string | undefined
  kind?: string | undefined
  industry?: string | undefined
  /** Guangxi's number of an industry, and of a stage that was announced (001 plan … 006 result) */
  sector?: string | undefined
  announced?: string | undefined
  /** whether plans of coming tenders are left out */
  noPlans?: boolean | undefined
  /** published (or, where a stage is asked for, announced) from this moment on, before that one */
  from?: number | undefined
  before?: number | undefined
  /** fen */
  least?: bigint | undefined
  most?: bigint | undefined
}

/** A page of what was found, newest first, and the organisations whose names match. */
export interface Found {
  items: Listed[]
  more: boolean
  parties: Party[]
}

interface Hit {
  tender: string
  at: number
  listed: string
}

const FEW_PARTIES = 8

/** A place by as many digits as were given; the levels of administration have columns of their own. */
const placed = (region = ''): string => {
  const column = { 2: 'province', 4: 'city', 6: 'region' }[region.length]
  return column ? `t.${column} = :region` : 't.region >= :region AND t.region < :regionEnd'
}

/** @param when the column of time that is read newest first: a span of it bounds what is read */
function conditions(wanted: Wanted, when: string): { sql: string; binds: Binds } {
  const given: [sql: string, name: string, value: string | number | undefined][] = [
    ['t.stage = :stage', 'stage', wanted.stage],
    [placed(wanted.region), 'region', wanted.region],
    ['t.track = :track', 'track', wanted.track],
    ['t.kind = :kind', 'kind', wanted.kind],
    ['t.industry = :industry', 'industry', wanted.industry],
    ['t.sector = :sector', 'sector', wanted.sector],
    ['t.stage <> :planned', 'planned', wanted.noPlans ? PLANNED : undefined],
    [`${when} >= :from`, 'from', wanted.from],
    [`${when} < :before`, 'before', wanted.before],
    ['t.amount >= :least', 'least', wanted.least === undefined ? undefined : Number(wanted.least)],
    ['t.amount <= :most', 'most', wanted.most === undefined ? undefined : Number(wanted.most)],
  ]
  const held = given.filter(([, , value]) => value !== undefined)
  const binds = Object.fromEntries(held.map(([, name, value]) => [name, value])) as Binds
  if (wanted.region) binds['regionEnd'] = `${wanted.region}~`
  return { sql: held.map(([sql]) => ` AND ${sql}`).join(''), binds }
}

/** Organisations whose names match, the shortest names first. */
export async function findParties(db: Sequelize, text: string, limit = FEW_PARTIES): Promise<Party[]> {
  const found = new Map<string, Party>()
  const code = text.trim().toUpperCase()
  const named = 'SELECT DISTINCT p.party AS code, p.title AS name FROM'
  if (/^[0-9A-Z]{18}$/.test(code))
    for (const one of await select<Party>(db, `${named} search_parties p WHERE p.party = :code`, { code }))
      found.set(one.code, one)
  for (const way of waysOf(text)) {
    const { sql, binds } = await leads(db, 'search_party_terms', way)
    const matching = `${named} search_party_terms x CROSS JOIN search_parties p WHERE p.party = x.party AND ${sql} AND p.${way.column} LIKE :like`
    const like = { ...binds, like: `%${way.text}%` }
    for (const one of await select<Party>(db, `${matching} ORDER BY LENGTH(p.title), p.party LIMIT ${limit}`, like))
      found.set(one.code, one)
  }
  return [...found.values()].slice(0, limit)
}

/** One way to what is wanted: where it begins, and the alias of the table that is read newest first. */
interface Path {
  tables: string
  where: string
  newest: 'x' | 't' | 'a'
  binds: Binds
  /** what says the same of `t` alone, where walking all by date is as good */
  walked?: string
}

const WALK = 'search_tenders t'
const all: Path = { tables: WALK, where: '1 = 1', newest: 't', binds: {}, walked: '1 = 1' }
const byParty = (party: string): Path => ({
  tables: 'search_party_tenders x CROSS JOIN search_tenders t',
  where: 't.tender = x.tender AND x.party = :party',
  newest: 'x',
  binds: { party },
})

const ALSO = ' AND y.term = :second AND y.at = x.at AND y.tender = x.tender'

async function byName(db: Sequelize, way: Way): Promise<Path> {
  const { sql, binds, second, many } = await leads(db, 'search_terms', way)
  const walked = `t.${way.column} LIKE :like`
  const like = { like: `%${way.text}%` }
  const paired = way.terms.length > 0
  // the bound leads SQLite along the index of times: else it reads and sorts every row
  if (!paired && many) return { tables: WALK, where: `t.at > 0 AND ${walked}`, newest: 't', binds: like, walked }
  const also = second ? { join: ' CROSS JOIN search_terms y', sql: ALSO, binds: { second } } : { join: '', sql: '' }
  const name = way.terms[0] === way.text ? '' : ` AND ${walked}`
  return {
    tables: `search_terms x${also.join} CROSS JOIN search_tenders t`,
    where: `${sql}${also.sql} AND t.tender = x.tender${name}`,
    newest: paired ? 'x' : 't',
    binds: { ...binds, ...also.binds, ...like },
    ...(many ? { walked } : {}),
  }
}

const byCode = (column: 'code' | 'project', code: string): Path => ({
  tables: WALK,
  where: `t.${column} >= :code AND t.${column} < :codeEnd`,
  newest: 't',
  binds: { code, codeEnd: `${code}~` },
})

/** The same way among what a stage of Guangxi was announced of, by the time of that announcement. */
function announcedBy(path: Path, announced: string): Path {
  const binds = { ...path.binds, announced }
  const stage = 'a.tender = t.tender AND a.stage = :announced'
  const { tables, where } =
    path.walked === undefined
      ? { tables: `${path.tables} CROSS JOIN search_announced a`, where: path.where }
      : { tables: `search_announced a CROSS JOIN ${WALK}`, where: path.walked }
  return { tables, where: `${stage} AND ${where}`, newest: 'a', binds }
}

/** What a typed text means among all that is there, whatever else is asked for. */
export interface Meaning {
  parties: Party[]
  paths: Path[]
}

/** Organisations that a text matches, and every path that can lead to the tenders it means. */
export async function meaningOf(db: Sequelize, typed: string): Promise<Meaning> {
  const parties = await findParties(db, typed)
  const code = typed.trim().toUpperCase()
  const codes = /^[0-9A-Z-]{3,32}$/.test(code) ? [byCode('code', code), byCode('project', code)] : []
  const names = await Promise.all(waysOf(typed).map((way) => byName(db, way)))
  const few = parties.length < FEW_PARTIES ? parties : []
  return { parties, paths: [...codes, ...names, ...few.map((one) => byParty(one.code))] }
}

async function meant({ party, text }: Wanted, meaning: () => Promise<Meaning>): Promise<Meaning> {
  if (party) return { parties: [], paths: [byParty(party)] }
  return text?.trim() ? meaning() : { parties: [], paths: [all] }
}

/**
 * Finds published tenders, newest first. A text that matches few organisations finds their tenders too; one that
 * matches many only names the organisations.
 *
 * @param page from 1
 * @param meaning of the text, where it is known already
 */
export async function findTenders(
  db: Sequelize,
  wanted: Wanted,
  { page, size }: { page: number; size: number },
  meaning = () => meaningOf(db, wanted.text ?? ''),
): Promise<Found> {
  const { parties, paths } = await meant(wanted, meaning)
  const { announced } = wanted
  const needed = page * size + 1
  const hits = new Map<string, Hit>()
  for (const path of paths) {
    const { tables, where, newest, binds } = announced ? announcedBy(path, announced) : path
    const held = conditions(wanted, `${newest}.at`)
    const order = `ORDER BY ${newest}.at DESC, ${newest}.tender DESC LIMIT ${needed}`
    const sql = `SELECT t.tender, ${announced ? 'a' : 't'}.at AS at, t.listed FROM ${tables} WHERE ${where}${held.sql} ${order}`
    for (const hit of await select<Hit>(db, sql, { ...held.binds, ...binds })) hits.set(hit.tender, hit)
  }
  const sorted = [...hits.values()].sort((a, b) => Number(b.at) - Number(a.at) || (a.tender < b.tender ? 1 : -1))
  const items = sorted.slice((page - 1) * size, page * size).map(shownOf(announced))
  return { items, more: sorted.length > page * size, parties }
}

/** A hit as it is listed; where a stage was asked for, with the time at which it was announced. */
const shownOf =
  (announced: string | undefined) =>
  ({ listed, at }: Hit): Listed => ({
    ...(JSON.parse(listed) as Listed),
    ...(announced ? { announced: { stage: announced, at: Number(at) } } : {}),
  })

/** Tenders that open in a span of time, the earliest first. */
export async function openingsBetween(db: Sequelize, from: number, before: number, limit = 500): Promise<Listed[]> {
  const found = await select<Hit>(
    db,
    `SELECT t.listed FROM search_tenders t WHERE t.deadline >= :from AND t.deadline < :before ORDER BY t.deadline, t.tender LIMIT ${limit}`,
    { from, before },
  )
  return found.map((hit) => JSON.parse(hit.listed) as Listed)
}

/** The version of what is found: it changes with every row that changes. */
export async function searchVersion(db: Sequelize): Promise<string> {
  const [row] = await select<{ version: number }>(db, 'SELECT version FROM search_version WHERE id = 1', {})
  return String(row?.version ?? 0)
}
