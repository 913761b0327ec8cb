import { QueryTypes, type Sequelize } from 'sequelize'
import type { Way } from './terms.ts'

/** Values that stand for names in a statement. */
export type Binds = Record<string, string | number>

const FREQUENT = 2000

/** Rows of a statement. */
export const select = <T extends object>(db: Sequelize, sql: string, replacements: Binds): Promise<T[]> =>
  db.query<T>(sql, { type: QueryTypes.SELECT, replacements })

const capped = (table: string, condition: string): string =>
  `SELECT COUNT(*) AS count FROM (SELECT 1 AS one FROM ${table} x WHERE ${condition} LIMIT ${FREQUENT}) counted`

/** How many rows of a table of terms are met by a condition, counted up to `FREQUENT`. */
async function countOf(db: Sequelize, table: string, condition: string, binds: Binds): Promise<number> {
  const [row] = await select<{ count: number }>(db, capped(table, condition), binds)
  return Number(row?.count ?? 0)
}

/** The terms of a way with how many rows they lead to, those that lead to fewest first. */
async function rarestFirst(db: Sequelize, table: string, terms: string[]): Promise<{ term: string; many: boolean }[]> {
  const counts = terms.map((_, i) => `SELECT ${i} AS at, (${capped(table, `x.term = :term${i}`)}) AS count`)
  const binds = Object.fromEntries(terms.map((term, i) => [`term${i}`, term]))
  const found = await select<{ at: number; count: number }>(db, counts.join(' UNION ALL '), binds)
  const sorted = found.sort((a, b) => Number(a.count) - Number(b.count))
  return sorted.map(({ at, count }) => ({ term: terms[Number(at)] ?? '', many: Number(count) === FREQUENT }))
}

const BEGINS = 'x.term >= :term AND x.term < :end'

/** Which rows of a table of terms a way leads to. */
export interface Lead {
  /** what holds of `x`, a row of the table of terms */
  sql: string
  binds: Binds
  /** the next rarest term, where there is one: the same tender stands under it too */
  second?: string
  /** whether it leads to so many rows that walking all by date is as good */
  many: boolean
}

/** The rows of a way's rarest term, or, for one letter, of all that begin with it. */
export async function leads(db: Sequelize, table: string, way: Way): Promise<Lead> {
  if (!way.terms.length) {
    const binds = { term: way.text, end: `${way.text}\u{10ffff}` }
    return { sql: BEGINS, binds, many: (await countOf(db, table, BEGINS, binds)) === FREQUENT }
  }
  const [first, second] = await rarestFirst(db, table, way.terms)
  const { term = '', many = false } = first ?? {}
  return { sql: 'x.term = :term', binds: { term }, many, ...(second ? { second: second.term } : {}) }
}
