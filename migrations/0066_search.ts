import { DataTypes, type QueryInterface } from 'sequelize'

const string = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false })
const key = (length: number) => ({ type: DataTypes.STRING(length), primaryKey: true })
const moment = { type: DataTypes.BIGINT, allowNull: false } // ms, UTC

/** What the public searches: made from facts, and made anew from them at any time. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('search_tenders', {
    tender: key(64),
    at: moment, // published
    stage: string(16),
    province: string(2), // of the place, GB/T 2260
    city: string(4),
    region: string(6),
    track: string(1),
    kind: string(16),
    industry: string(60),
    code: string(32),
    project: string(32),
    deadline: moment,
    amount: { type: DataTypes.BIGINT, allowNull: false }, // fen: price of the award, before that the ceiling
    name: string(250), // as it is compared: NFKC, lower case, letters and digits only
    initials: string(250),
    pinyin: { type: DataTypes.TEXT, allowNull: false },
    listed: { type: DataTypes.TEXT, allowNull: false }, // what a list shows, canonical JSON
  })
  for (const column of ['stage', 'kind', 'province', 'city', 'region', 'industry'])
    await q.addIndex('search_tenders', [column, 'at'])
  for (const column of ['at', 'code', 'project', 'deadline', 'amount']) await q.addIndex('search_tenders', [column])
  await q.createTable('search_version', { id: { type: DataTypes.INTEGER, primaryKey: true }, version: moment })
  await q.bulkInsert('search_version', [{ id: 1, version: 0 }]) // counts changes of the rows above and below
  await links(q)
}

/** What leads to them: pairs of letters, organisations. */
async function links(q: QueryInterface): Promise<void> {
  await q.createTable('search_terms', { term: key(8), at: { ...moment, primaryKey: true }, tender: key(64) })
  await q.addIndex('search_terms', ['tender'])
  await q.createTable('search_parties', {
    party: key(18), // 统一社会信用代码
    title: string(100),
    name: string(150),
    initials: string(150),
    pinyin: { type: DataTypes.TEXT, allowNull: false },
  })
  await q.createTable('search_party_terms', { term: key(8), party: key(18) })
  await q.createTable('search_party_tenders', {
    party: key(18),
    at: { ...moment, primaryKey: true },
    tender: key(64),
  })
  await q.addIndex('search_party_tenders', ['tender'])
}
