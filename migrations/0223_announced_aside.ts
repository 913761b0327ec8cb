import type { QueryInterface } from 'sequelize'

/**
 * What befell a tender is announced too: that it rests, fails or ends, a ruling, the contract. The facts are read once more
 * from the beginning, so that what happened before is announced; what stands there already stays as it is.
 */
export async function up(q: QueryInterface): Promise<void> {
  await q.bulkDelete('cursors', { subscriber: 'announcements' })
}
