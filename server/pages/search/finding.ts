import { QueryTypes, type Sequelize } from 'sequelize'
import type { Listed } from '../../../templates/pages/notices.ts'
import type { Party } from './indexing.ts'
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
  /** published from this moment on, before that one */
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

type Binds = Record<string, string | number>
interface Hit {
  tender: string
  at: number
  listed: string
}

const FEW_PARTIES = 8
const FREQUENT = 2000
const select = <T extends object>(db: Sequelize, sql: string, replacements: Binds): Promise<T[]> =>
  db.query<T>(sql, { type: QueryTypes.SELECT, replacements })

/** A place by as many digits as were given; the levels of administration have columns of their own. */
const placed = (region = ''): string => {
  const column = { 2: 'province', 4: 'city', 6: 'region' }[region.length]
  return column ? `t.${column} = :region` : 't.region >= :region AND t.region < :regionEnd'
}

function conditions(wanted: Wanted): { sql: string; binds: Binds } {
  const given: [sql: string, name: string, value: string | number | undefined][] = [
    ['t.stage = :stage', 'stage', wanted.stage],
    [placed(wanted.region), 'region', wanted.region],
    ['t.track = :track', 'track', wanted.track],
    ['t.kind = :kind', 'kind', wanted.kind],
    ['t.industry = :industry', 'industry', wanted.industry],
    ['t.at >= :from', 'from', wanted.from],
    ['t.at < :before', 'before', wanted.before],
    ['t.amount >= :least', 'least', wanted.least === undefined ? undefined : Number(wanted.least)],
    ['t.amount <= :most', 'most', wanted.most === undefined ? undefined : Number(wanted.most)],
  ]
  const held = given.filter(([, , value]) => value !== undefined)
  const binds = Object.fromEntries(held.map(([, name, value]) => [name, value])) as Binds
  if (wanted.region) binds['regionEnd'] = `${wanted.region}~`
  return { sql: held.map(([sql]) => ` AND ${sql}`).join(''), binds }
}

const capped = (table: string, condition: string): string =>
  `SELECT COUNT(*) AS count FROM (SELECT 1 AS one FROM ${table} x WHERE ${condition} LIMIT ${FREQUENT}) counted`

/** How many rows of a table of terms are met by a condition, counted up to `FREQUENT`. */
async function countOf(db: Sequelize, table: string, condition: string, binds: Binds): Promise<number> {
  const [row] = await select<{ count: number }>(db, capped(table, condition), binds)
  return Number(row?.count ?? 0)
}

/** The terms of a way, those that lead to fewest first. */
async function rarestFirst(db: Sequelize, table: string, terms: string[]): Promise<string[]> {
  const counts = terms.map((_, i) => `SELECT ${i} AS at, (${capped(table, `x.term = :term${i}`)}) AS count`)
  const binds = Object.fromEntries(terms.map((term, i) => [`term${i}`, term]))
  const found = await select<{ at: number; count: number }>(db, counts.join(' UNION ALL '), binds)
  return found.sort((a, b) => Number(a.count) - Number(b.count)).map(({ at }) => terms[Number(at)] ?? '')
}

const BEGINS = 'x.term >= :term AND x.term < :end'

/** Which rows of a table of terms a way leads to. */
interface Lead {
  /** what holds of `x`, a row of the table of terms */
  sql: string
  binds: Binds
  /** the next rarest term, where there is one: the same tender stands under it too */
  second?: string
}

/** The rows of a way's rarest term, or, for one letter, of all that begin with it. */
async function leads(db: Sequelize, table: string, way: Way): Promise<Lead> {
  if (!way.terms.length) return { sql: BEGINS, binds: { term: way.text, end: `${way.text}\u{10ffff}` } }
  if (way.terms.length === 1) return { sql: 'x.term = :term', binds: { term: way.terms[0] ?? '' } }
  const [term = '', second = ''] = await rarestFirst(db, table, way.terms)
  return { sql: 'x.term = :term', binds: { term }, second }
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
  from: string
  newest: 'x' | 't'
  binds: Binds
}

const all: Path = { from: 'FROM search_tenders t WHERE 1 = 1', newest: 't', binds: {} }
const byParty = (party: string): Path => ({
  from: 'FROM search_party_tenders x CROSS JOIN search_tenders t WHERE t.tender = x.tender AND x.party = :party',
  newest: 'x',
  binds: { party },
})

const ALSO = ' AND y.term = :second AND y.at = x.at AND y.tender = x.tender'

async function byName(db: Sequelize, way: Way): Promise<Path> {
  const { sql, binds, second } = await leads(db, 'search_terms', way)
  const contains = { sql: `t.${way.column} LIKE :like`, binds: { like: `%${way.text}%` } }
  const common = !way.terms.length && (await countOf(db, 'search_terms', sql, binds)) === FREQUENT
  if (common) return { from: `FROM search_tenders t WHERE ${contains.sql}`, newest: 't', binds: contains.binds }
  const also = second ? { join: ' CROSS JOIN search_terms y', sql: ALSO, binds: { second } } : { join: '', sql: '' }
  const name = way.terms[0] === way.text ? '' : ` AND ${contains.sql}`
  return {
    from: `FROM search_terms x${also.join} CROSS JOIN search_tenders t WHERE ${sql}${also.sql} AND t.tender = x.tender${name}`,
    newest: way.terms.length ? 'x' : 't',
    binds: { ...binds, ...also.binds, ...contains.binds },
  }
}

const byCode = (column: 'code' | 'project', code: string): Path => ({
  from: `FROM search_tenders t WHERE t.${column} >= :code AND t.${column} < :codeEnd`,
  newest: 't',
  binds: { code, codeEnd: `${code}~` },
})

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
  const held = conditions(wanted)
  const needed = page * size + 1
  const hits = new Map<string, Hit>()
  for (const { from, newest, binds } of paths) {
    const order = `ORDER BY ${newest}.at DESC, ${newest}.tender DESC LIMIT ${needed}`
    const sql = `SELECT t.tender, t.at, t.listed ${from}${held.sql} ${order}`
    for (const hit of await select<Hit>(db, sql, { ...held.binds, ...binds })) hits.set(hit.tender, hit)
  }
  const sorted = [...hits.values()].sort((a, b) => Number(b.at) - Number(a.at) || (a.tender < b.tender ? 1 : -1))
  const items = sorted.slice((page - 1) * size, page * size).map((hit) => JSON.parse(hit.listed) as Listed)
  return { items, more: sorted.length > page * size, parties }
}

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
