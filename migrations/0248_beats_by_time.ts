import type { QueryInterface } from 'sequelize'

/** Beats are looked up by their time where somebody reports that the platform stood still. */
export async function up(q: QueryInterface): Promise<void> {
  await q.addIndex('beats', ['at'])
}
