import { DatabaseSync } from '@photostructure/sqlite'
import { canonical } from '../../crypto/canonical.ts'
import { type Entry, type Party, rowsOf } from '../../server/pages/search/indexing.ts'
import { spellingOf } from '../../server/pages/search/terms.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { REGIONS } from '../../templates/pages/words.ts'

/** Finished projects of the region in 2019 and 2020. */
export const PROJECTS = 100_231
/** So many of them carry the whole record of the played tender, fact by fact; the others the rows alone. */
export const WHOLE = 200

const BEFORE = -1_000_000_000
const PLACES = ['城区', '新区', '高新区', '经开区', '东部', '西江', '滨江', '老城', '临港', '工业园']
const THINGS = [
  '道路',
  '排水管网',
  '中学',
  '医院',
  '公园',
  '水库除险加固',
  '桥梁',
  '老旧小区',
  '污水处理厂',
  '文化馆',
  '体育馆',
  '农田',
]
const WORKS = ['改造工程', '新建工程', '维修工程', '设计', '监理', '施工', '设备采购', '勘察', '绿化提升', '信息化服务']
const FIRMS = ['路桥', '水利', '市政', '建筑', '园林', '机电', '勘测', '规划', '环保', '交通']
const KINDS = ['works', 'goods', 'services', 'designBuild', 'design'] as const
const COMPANIES = 8000

/** The same numbers in every run (an LCG). */
const numbers = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const cities = REGIONS.filter(([code]) => code.length === 4)

function companies(next: (below: number) => number): Party[] {
  return Array.from({ length: COMPANIES }, (_, i) => {
    const [, city = ''] = cities[next(cities.length)] ?? []
    const field = FIRMS[next(FIRMS.length)]
    return {
      code: `91450100MA${String(i).padStart(7, '0')}X`.slice(0, 18),
      name: `${city.replace('市', '')}${spoken(i)}${field}工程有限公司`,
    }
  })
}

const SYLLABLES = [...'恒盛达华远宏泰中信诚安和瑞丰兴隆明德']
const spoken = (i: number): string =>
  [i % 18, Math.floor(i / 18) % 18, Math.floor(i / 324) % 18].map((at) => SYLLABLES[at]).join('')

function project(model: Tender, i: number, next: (below: number) => number, firms: Party[]): Entry {
  const [region = '45', city = ''] = cities[next(cities.length)] ?? []
  const [place, thing, work] = [PLACES, THINGS, WORKS].map((list) => list[next(list.length)])
  const publishedAt = Date.parse('2019-01-02T09:00:00+08:00') + i * 630_000
  const code = `E${region.padEnd(6, '0')}${String(i).padStart(13, '0')}`
  const tenderer = firms[next(500)] as Party
  const tender: Tender = {
    ...model,
    ...{
      id: `P${String(i).padStart(8, '0')}`,
      name: `${city}${place}${thing}${work}（${i % 90}标段）`,
      stage: 'archived',
    },
    ...{ region: `${region}02`, track: i % 4 === 0 ? 'G' : 'T', kind: KINDS[next(KINDS.length)] ?? 'works', tenderer },
    ...{ code: `${code}001`, project: { code, name: `${city}${place}${thing}${work}` } },
    deadline: publishedAt + 22 * 86_400_000,
    published: model.published && { ...model.published, publishedAt },
  }
  const bidders = Array.from({ length: 3 + next(5) }, () => firms[next(firms.length)] as Party)
  const parties = [...new Map([tenderer, ...bidders].map((one) => [one.code, one])).values()]
  const sector = String(1 + next(5)).padStart(3, '0')
  return { tender, publishedAt, sector, amount: BigInt(1_000_000 + next(900_000)) * 10_000n, parties }
}

const inserted = (db: Database, table: string, row: Record<string, unknown>, verb = 'INSERT') => {
  const names = Object.keys(row)
  const sql = `${verb} INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  const statement = db.prepare(sql)
  return (values: Record<string, unknown>): void => {
    statement.run(...(names.map((name) => values[name]) as (string | number | null)[]))
  }
}

type Database = InstanceType<typeof DatabaseSync>
interface Row {
  [column: string]: unknown
}

/** The rows of the played tender in the tables of its record, to be written anew under other ids. */
function recordOf(db: Database, id: string): (other: string) => void {
  const rows = (table: string, where: string): Row[] =>
    db.prepare(`SELECT * FROM ${table} WHERE ${where}`).all() as Row[]
  const facts = rows('events', `tender = '${id}'`)
  const states = ['openings', 'awards'].flatMap((table) =>
    rows(table, `id = '${id}'`).map((row) => ({ table, row, insert: inserted(db, table, row) })),
  )
  const event = inserted(db, 'events', facts[0] ?? {})
  let seq = BEFORE
  return (other) => {
    const renamed = (row: Row): Row =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '').replaceAll(id, other)]))
    for (const fact of facts) {
      seq++
      event({ ...renamed(fact), seq, id: `B${String(seq - BEFORE).padStart(25, '0')}` })
    }
    for (const { row, insert } of states) insert({ ...row, ...renamed(row) })
  }
}

const DAY = 86_400_000
/** When each stage of Guangxi was announced of a finished project: most have every one. */
const announcedOf = ({ tender, publishedAt }: Entry): { tender: string; stage: string; at: number }[] =>
  [0, 6, 3, 25, 29].map((days, i) => ({ tender: tender.id, stage: `00${i + 2}`, at: publishedAt + days * DAY }))

/**
 * Fills a platform's SQLite file in which one tender was played with the finished projects of a region.
 *
 * @param id the played tender
 */
export function fillRegion(file: string, id: string): { entries: Entry[]; firms: Party[] } {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN')
  const [played] = db.prepare(`SELECT * FROM tenders WHERE id = '${id}'`).all() as Row[]
  if (!played) throw new Error('the tender was not played')
  const next = numbers(2020)
  const firms = companies(next)
  const model = JSON.parse(String(played['state'])) as Tender
  const tenders = inserted(db, 'tenders', played)
  const again = recordOf(db, id)
  const party = inserted(db, 'search_parties', { party: '', title: '', name: '', initials: '', pinyin: '' })
  const partyTerm = inserted(db, 'search_party_terms', { term: '', party: '' })
  for (const { code, name: title } of firms) {
    const { terms, ...spelling } = spellingOf(title)
    party({ party: code, title, ...spelling })
    for (const term of terms) partyTerm({ term, party: code })
  }
  const row = inserted(db, 'search_tenders', rowsOf(project(model, 0, numbers(1), firms)).row)
  const term = inserted(db, 'search_terms', { term: '', at: 0, tender: '' })
  const partyTender = inserted(db, 'search_party_tenders', { party: '', at: 0, tender: '' })
  const stage = inserted(db, 'search_announced', { tender: '', stage: '', at: 0 })
  const entries: Entry[] = []
  for (let i = 0; i < PROJECTS; i++) {
    const entry = project(model, i, next, firms)
    const { tender } = entry
    const columns = { stage: tender.stage, code: tender.code, title: tender.name, region: tender.region }
    const dates = { published_at: entry.publishedAt, deadline: tender.deadline }
    tenders({ ...played, id: tender.id, state: canonical(tender), ...columns, ...dates })
    if (i % Math.floor(PROJECTS / WHOLE) === 0) again(tender.id)
    const found = rowsOf(entry)
    row(found.row)
    for (const one of found.terms) term(one)
    for (const one of found.parties) partyTender(one)
    for (const one of announcedOf(entry)) stage(one)
    entries.push(entry)
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE')
  db.close()
  return { entries, firms }
}
