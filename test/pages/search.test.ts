import { expect } from 'chai'
import type { Sequelize } from 'sequelize'
import { park } from '../../server/cli/demo/tender.ts'
import { STAGES } from '../../server/pages/announcements/announcing.ts'
import { Search, SearchForm, wantedOf } from '../../server/pages/search/contract.ts'
import { calendarOf, feedOf } from '../../server/pages/search/feeds.ts'
import { findTenders, openingsBetween, type Wanted } from '../../server/pages/search/finding.ts'
import {
  type Entry,
  keep,
  keepRows,
  listed,
  noteAnnounced,
  PLANNED,
  rowsOf,
} from '../../server/pages/search/indexing.ts'
import { searchTable } from '../../server/pages/search/tables.ts'
import { spellingOf, waysOf } from '../../server/pages/search/terms.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { migratedDatabase } from '../world/migrated.ts'
import { services } from '../world/servers.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const company = (n: number, name: string) => ({ code: `91450100MA5K${String(n).padStart(6, '0')}`, name })
const road = company(1, '广西路桥工程集团有限公司')
const school = company(2, '南宁市第三中学')

function entry(
  id: string,
  name: string,
  of: Partial<Entry['tender']> & { day: string; won?: string; bidders?: Entry['parties']; sector?: string },
): Entry {
  const { day, won, bidders = [], sector = '001', ...draft } = of
  const publishedAt = at(`${day}T09:00:00`)
  const published = { version: 1, rulebook: 'T-2025', notice: '', ceremony: '', documents: [], publishedAt }
  const tender = { ...park, ...draft, id, name, stage: draft.stage ?? 'bidding', published } as Entry['tender']
  return {
    tender,
    publishedAt,
    sector,
    amount: BigInt(won ?? tender.ceiling ?? 0),
    parties: [tender.tenderer, ...bidders],
  }
}

const entries = [
  entry('A', '南宁市良庆区排水管网改造工程', {
    ...{ day: '2026-03-02', region: '450108', code: 'E4501000001000001001', ceiling: '1234567890', kind: 'works' },
  }),
  entry('B', '南宁市良庆区道路绿化工程（G72辅道）', {
    ...{
      day: '2026-03-03',
      region: '450108',
      code: 'E4501000001000002001',
      ceiling: '500000000',
      bidders: [road],
      sector: '002',
    },
  }),
  entry('C', '柳州市柳江区教学设备采购', {
    ...{ day: '2026-03-04', region: '450206', track: 'G', kind: 'goods', stage: 'archived', won: '100000000' },
    ...{ tenderer: school, code: 'E4502000001000003001', ceiling: '200000000' },
  }),
]

/** The control price of A came last, though its notice came first. */
const announced = [
  { tender: 'A', stage: '002', at: at('2026-03-02T09:00:00') },
  { tender: 'B', stage: '002', at: at('2026-03-03T09:00:00') },
  { tender: 'C', stage: '002', at: at('2026-03-04T09:00:00') },
  { tender: 'B', stage: '004', at: at('2026-03-05T09:00:00') },
  { tender: 'A', stage: '004', at: at('2026-03-06T09:00:00') },
]

describe('what the public searches by', () => {
  it('spells a name by its pairs, its initials and its sounds', () => {
    const { initials, pinyin, terms } = spellingOf('南宁市 G72 路')
    expect([initials, pinyin]).to.deep.equal(['nnsg72l', 'nanningshig72lu'])
    expect(terms).to.include.members(['南宁', '宁市', '市g', 'inns', 'pnann', 'pning'])
  })

  it('reads letters as a name, as initials and as pinyin, and signs as nothing', () => {
    expect(waysOf('nnsl').map(({ column }) => column)).to.deep.equal(['name', 'initials', 'pinyin'])
    expect(waysOf('南宁').map(({ column }) => column)).to.deep.equal(['name'])
    expect(waysOf('%_-')).to.deep.equal([])
  })

  it('takes amounts in ten thousands to the fen, and days in Beijing with their last moment', () => {
    const wanted = wantedOf({ least: '12.345678', most: '5', from: '2026-03-02', to: '2026-03-03' })
    expect([wanted.least, wanted.most]).to.deep.equal([12345678n, 5000000n])
    expect(wantedOf({ industry: '002' })).to.include({ sector: '002' })
    expect(wantedOf({ industry: '房屋建筑' })).to.include({ industry: '房屋建筑' })
    expect([wanted.from, wanted.before]).to.deep.equal([at('2026-03-02T00:00:00'), at('2026-03-04T00:00:00')])
  })

  it('refuses a senseless condition of a program, and overlooks it in a form', () => {
    for (const bad of [{ from: '2026-02-31x' }, { least: '-1' }, { region: 'x' }, { page: '0' }, { surplus: '1' }])
      expect(Search.safeParse(bad).success, JSON.stringify(bad)).to.equal(false)
    expect(SearchForm.parse({ from: '2026-13-01', least: 'x', page: '-3' })).to.include({ page: 1, from: undefined })
  })
})

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`the public search on ${kind}`, () => {
    let db: Sequelize
    let drop: () => Promise<void>
    before(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      const fresh = await migratedDatabase(kind)
      drop = fresh.drop
      db = await openDatabase(fresh.url)
      for (const one of entries) await keep(db, one)
      for (const one of announced) await noteAnnounced(db, one)
    })
    after(async () => {
      await db?.close()
      await drop?.()
    })
    const ids = async (wanted: Wanted, page = 1, size = 20) =>
      (await findTenders(db, wanted, { page, size })).items.map(({ id }) => id).join('')

    it('finds by a part of the name, newest first, and by one character', async () => {
      expect(await ids({ text: '良庆区' })).to.equal('BA')
      expect(await ids({ text: '排水管网' })).to.equal('A')
      expect(await ids({ text: '绿' })).to.equal('B')
      expect(await ids({ text: '良庆教学' })).to.equal('')
    })
    it('finds by initials, by pinyin and by letters within a name, whatever their case', async () => {
      expect(await ids({ text: 'nnslqq' })).to.equal('BA')
      expect(await ids({ text: 'Liujiang' })).to.equal('C')
      expect(await ids({ text: 'g72' })).to.equal('B')
    })
    it('finds by the beginning of a code', async () => {
      expect(await ids({ text: 'e4501000001000002' })).to.equal('B')
    })
    it('finds by an organisation that takes part: its name, its pinyin, its credit code', async () => {
      for (const text of ['路桥工程', 'gxlq', road.code]) {
        const { items, parties } = await findTenders(db, { text }, { page: 1, size: 20 })
        expect(parties, text).to.deep.equal([road])
        expect(items.map(({ id }) => id)).to.deep.equal(['B'])
      }
      expect(await ids({ party: school.code })).to.equal('C')
    })
    it('holds all conditions together: region, stage, track, kind, days and amounts with their bounds', async () => {
      expect(await ids({ region: '4501' })).to.equal('BA')
      expect(await ids({ stage: 'archived', track: 'G', kind: 'goods' })).to.equal('C')
      expect(await ids({ text: '良庆', most: 500000000n })).to.equal('B')
      expect(await ids({ least: 100000000n, most: 100000000n })).to.equal('C')
      expect(await ids({ from: at('2026-03-03T09:00:00'), before: at('2026-03-04T09:00:00') })).to.equal('B')
    })
    it('finds what a stage was announced of, by the time of that announcement, and holds it with the other conditions', async () => {
      expect(await ids({ announced: '004' })).to.equal('AB')
      expect(await ids({ announced: '002' })).to.equal('CBA')
      expect(await ids({ announced: '004', text: '良庆区' })).to.equal('AB')
      expect(await ids({ announced: '004', text: 'nnslqqpsgw' })).to.equal('A')
      expect(await ids({ announced: '004', text: '绿' })).to.equal('B')
      expect(await ids({ announced: '004', party: school.code })).to.equal('')
      expect(await ids({ announced: '004', from: at('2026-03-06T09:00:00') })).to.equal('A')
      expect(await ids({ announced: '004', before: at('2026-03-06T09:00:00') })).to.equal('B')
      expect([await ids({ announced: '004' }, 1, 1), await ids({ announced: '004' }, 2, 1)]).to.deep.equal(['A', 'B'])
    })
    it('knows of a stage that is announced again the later time, whatever comes first', async () => {
      await noteAnnounced(db, { tender: 'B', stage: '004', at: at('2026-03-01T09:00:00') })
      expect(await ids({ announced: '004' })).to.equal('AB')
    })
    it('finds by the number of an industry', async () => {
      expect(await ids({ sector: '002' })).to.equal('B')
      expect(await ids({ sector: '001', announced: '004' })).to.equal('A')
    })
    it('leaves plans out where tenders are asked for', async () => {
      const rows = { ...rowsOf(entries[0] as Entry), terms: [], parties: [] }
      await keepRows(db, { ...rows, row: { ...rows.row, tender: 'plan.X', stage: PLANNED, at: 1 } })
      expect([await ids({}), await ids({ noPlans: true })]).to.deep.equal(['CBAA', 'CBA'])
      await searchTable(db, 'search_tenders').destroy({ where: { tender: 'plan.X' } })
    })
    it('gives pages without overlap and says whether there is more', async () => {
      expect([await ids({}, 1, 2), await ids({}, 2, 2)]).to.deep.equal(['CB', 'A'])
      expect((await findTenders(db, {}, { page: 1, size: 2 })).more).to.equal(true)
      expect((await findTenders(db, {}, { page: 2, size: 2 })).more).to.equal(false)
    })
    it('takes every sign of a pattern or of SQL for text', async () => {
      for (const text of ["'; DROP TABLE search_tenders; --", '%%', '__', '\\', ':like', '?'])
        expect(await ids({ text })).to.equal('')
    })
    it('replaces what it knew when a tender moves on', async () => {
      const moved = { ...entries[1], tender: { ...entries[1]?.tender, stage: 'failed' } } as Entry
      await keep(db, moved)
      await keep(db, moved)
      expect(await ids({ text: '良庆区', stage: 'failed' })).to.equal('B')
      expect(await ids({ text: '良庆区' })).to.equal('BA')
    })
    it('lists the openings of a span, its first moment included and its last not', async () => {
      const deadline = park.deadline
      expect((await openingsBetween(db, deadline, deadline + 1)).length).to.equal(3)
      expect(await openingsBetween(db, deadline - 1, deadline)).to.deep.equal([])
    })
  })

describe('feeds and calendar', () => {
  const of = {
    centre: '交易中心',
    publicUrl: 'https://example.test',
    path: '/notices.atom',
    query: '?text=%E5%8D%97%E5%AE%81',
    now: 0,
    stages: STAGES,
  }
  const items = entries.map(({ tender }) => listed(tender))

  it('name each notice by its lasting address, with the search in the address of the feed', () => {
    for (const kind of ['rss', 'atom'] as const) {
      const text = feedOf(kind, of, items)
      expect(text).to.include('https://example.test/notices/A').and.include('道路绿化工程')
      expect(text).to.include('text=%E5%8D%97%E5%AE%81')
    }
  })
  it('give an opening the same name and its moment in UTC', () => {
    const text = calendarOf(of, items).replace(/\r\n[ \t]/g, '')
    expect(text).to.include('UID:a.opening@example.test').and.include('DTSTART:20260408T010000Z')
    expect(text.match(/BEGIN:VEVENT/g)).to.have.length(3)
    expect(text).to.include('TRIGGER:-P1D').and.include('TRIGGER:-PT1H')
  })
})
