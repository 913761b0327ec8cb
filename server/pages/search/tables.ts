import { DataTypes, type Model, type ModelAttributes, type ModelStatic, type Sequelize } from 'sequelize'

/** A table of the search. */
export type SearchTable =
  | 'search_tenders'
  | 'search_version'
  | 'search_terms'
  | 'search_parties'
  | 'search_party_terms'
  | 'search_party_tenders'
  | 'search_announced'

const key = (type: ReturnType<typeof DataTypes.STRING> | typeof DataTypes.BIGINT) => ({ type, primaryKey: true })
const columns: Record<SearchTable, ModelAttributes> = {
  search_tenders: {
    tender: key(DataTypes.STRING(64)),
    at: DataTypes.BIGINT,
    stage: DataTypes.STRING(16),
    province: DataTypes.STRING(2),
    city: DataTypes.STRING(4),
    region: DataTypes.STRING(6),
    track: DataTypes.STRING(1),
    kind: DataTypes.STRING(16),
    industry: DataTypes.STRING(60),
    sector: DataTypes.STRING(3),
    code: DataTypes.STRING(32),
    project: DataTypes.STRING(32),
    deadline: DataTypes.BIGINT,
    amount: DataTypes.BIGINT,
    name: DataTypes.STRING(250),
    initials: DataTypes.STRING(250),
    pinyin: DataTypes.TEXT,
    listed: DataTypes.TEXT,
  },
  search_version: { id: { type: DataTypes.INTEGER, primaryKey: true }, version: DataTypes.BIGINT },
  search_terms: { term: key(DataTypes.STRING(8)), at: key(DataTypes.BIGINT), tender: key(DataTypes.STRING(64)) },
  search_parties: {
    party: key(DataTypes.STRING(18)),
    title: DataTypes.STRING(100),
    name: DataTypes.STRING(150),
    initials: DataTypes.STRING(150),
    pinyin: DataTypes.TEXT,
  },
  search_party_terms: { term: key(DataTypes.STRING(8)), party: key(DataTypes.STRING(18)) },
  search_announced: { tender: key(DataTypes.STRING(64)), stage: key(DataTypes.STRING(3)), at: DataTypes.BIGINT },
  search_party_tenders: {
    party: key(DataTypes.STRING(18)),
    at: key(DataTypes.BIGINT),
    tender: key(DataTypes.STRING(64)),
  },
}

/** The model of a table of the search, defined once a database. */
export const searchTable = (db: Sequelize, table: SearchTable): ModelStatic<Model> =>
  db.isDefined(table)
    ? db.model(table)
    : db.define(table, columns[table], { tableName: table, timestamps: false, freezeTableName: true })
