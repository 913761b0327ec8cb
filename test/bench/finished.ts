import { DatabaseSync } from '@photostructure/sqlite'

type Database = InstanceType<typeof DatabaseSync>
type Row = Record<string, string | number | null>

/** One project in so many carries its facts whole, the others their rows alone. */
const WHOLE_EVERY = 500
/** A state that is longer is left out of the copies: no deed on another project reads it. */
const LONG = 2000
/** So many owners and agents: nobody has all the projects. */
const OWNERS = 5000
const OWN = ['begun_by', 'owner', 'agent']
/** Tables that tell of no single project. */
const SHARED =
  /^(sqlite_|leases|migrations|ledger_head|cursors|tickets|moved_clock|beats|heads|log_|search_part(y_terms|ies)$|experts|regions|trust|organisations|accounts|refund_|guarantee_|holiday|clock_|search_version)/

const columnsOf = (db: Database, table: string): { name: string; pk: number }[] =>
  db.prepare(`PRAGMA table_info(${table})`).all() as { name: string; pk: number }[]

const tablesOf = (db: Database): string[] =>
  (db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => !SHARED.test(name))

/** Words by which a project's rows are known: its tender, its project, its code. */
function wordsOf(db: Database, tender: string): string[] {
  const [row] = db.prepare('SELECT state, code FROM tenders WHERE id = ?').all(tender) as {
    state: string
    code: string
  }[]
  if (!row) throw new Error(`${tender} was not played`)
  const { registered } = JSON.parse(row.state) as { registered: string }
  return [tender, registered, row.code.slice(0, 17)]
}

/** The nth copy of a text: an identifier stays as long as it was, with a number in its midst. */
const numbered = (text: string, n: number): string => {
  const number = `X${n.toString(36).toUpperCase().padStart(5, '0')}`
  return /^[0-9A-Za-z]{15,}$/.test(text) ? `${text.slice(0, 8)}${number}${text.slice(14)}` : `${text}~${number}`
}

/** Whether a column of a table holds a value once only. */
function uniqueIn(db: Database, table: string): Set<string> {
  const found = new Set(columnsOf(db, table).flatMap(({ name, pk }) => (pk ? [name] : [])))
  const indexes = db.prepare(`PRAGMA index_list(${table})`).all() as { name: string; unique: number }[]
  for (const index of indexes.filter(({ unique }) => unique))
    for (const { name } of db.prepare(`PRAGMA index_info(${index.name})`).all() as { name: string }[]) found.add(name)
  return found
}

/** Writes the rows of one table for the nth copy. */
function copier(db: Database, table: string, words: string[]): (n: number) => void {
  const names = columnsOf(db, table).map(({ name }) => name)
  const known = words.map(() => `instr(line, ?) > 0`).join(' OR ')
  const line = names.map((name) => `coalesce("${name}", '')`).join(` || ' ' || `)
  const rows = db
    .prepare(
      `SELECT ${names.map((name) => `"${name}"`).join(', ')} FROM (SELECT *, ${line} AS line FROM ${table}) WHERE ${known}`,
    )
    .all(...words) as Row[]
  const unique = uniqueIn(db, table)
  const marks = names.map(() => '?').join(', ')
  const insert = db.prepare(`INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${marks})`)
  const short = rows.map((row) =>
    table !== 'events' && String(row['state'] ?? '').length > LONG ? { ...row, state: '{}' } : row,
  )
  let seq = -1
  const copied = (row: Row, name: string, n: number): string | number | null => {
    const value = row[name] ?? null
    if (table === 'events' && name === 'seq') return seq-- - n * 1000
    if (table === 'projects' && OWN.includes(name)) return value && `9145010${String(n % OWNERS).padStart(11, '0')}`
    if (typeof value !== 'string') return value
    const renamed = words.reduce((text, word) => text.replaceAll(word, numbered(word, n)), value)
    return unique.has(name) && renamed === value ? numbered(value, n) : renamed
  }
  return (n) => {
    for (const row of short) insert.run(...names.map((name) => copied(row, name, n)))
  }
}

/**
 * Fills a platform's SQLite file with finished projects: copies of all rows of those that were played in it, in turn, under
 * ids and codes of their own.
 *
 * @param tenders the ids of those that were played
 */
export function fillFinished(file: string, tenders: string[], count: number): void {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA busy_timeout=10000; PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000')
  db.exec('BEGIN IMMEDIATE')
  const copies = tenders.map((tender) => {
    const words = wordsOf(db, tender)
    const all = tablesOf(db).map((table) => ({ table, copy: copier(db, table, words) }))
    return (n: number): void => {
      for (const { table, copy } of all) if (table !== 'events' || n % WHOLE_EVERY < tenders.length) copy(n)
    }
  })
  for (let n = 0; n < count; n++) copies[n % copies.length]?.(n)
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE')
  db.close()
}

/** What a platform's log writes while nobody does anything; leases are not copied: each process has its own. */
const BESIDE = ['beats', 'heads', 'log_hashes', 'ledger_head', 'cursors', 'moved_clock', 'clock_offsets']

/** A copy of a running platform's database, as it stands. */
export function copyOf(file: string, to: string): void {
  const db = new DatabaseSync(file)
  db.prepare('VACUUM INTO ?').run(to)
  db.close()
}

/** Brings a copy's log up to that of the platform that it was made of: what was done to the copy meanwhile is no outage. */
export function catchUp(copy: string, file: string): void {
  const db = new DatabaseSync(copy)
  db.prepare('ATTACH ? AS source').run(file)
  db.exec('BEGIN')
  for (const table of BESIDE)
    db.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM source.${table}`)
  db.exec('COMMIT')
  db.close()
}
