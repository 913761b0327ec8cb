import type { QueryInterface } from 'sequelize'

/** Facts of a tender by their kind: what somebody may see is found without touching what it may not. */
export async function up(q: QueryInterface): Promise<void> {
  await q.addIndex('events', ['tender', 'type', 'seq'], { name: 'events_by_kind' })
}
