import { DataTypes, type QueryInterface } from 'sequelize'

const string = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false })

/** What was announced, by stage, industry and centre: made from facts, and made anew from them at any time. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('announcements', {
    fact: { type: DataTypes.STRING(26), primaryKey: true },
    at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
    track: string(1),
    stage: string(3), // 001 plan … 006 result
    industry: string(3),
    centre: string(4),
    title: { type: DataTypes.STRING(250), allowNull: false },
    code: string(32),
    link: string(160),
  })
  for (const columns of [['at'], ['stage', 'at'], ['industry', 'at'], ['centre', 'at'], ['centre', 'stage', 'at']])
    await q.addIndex('announcements', columns)
}
