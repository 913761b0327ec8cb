import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import type { Fact } from '../../ledger/event.ts'
import type { Subscriber } from '../../ledger/relay.ts'
import { tenderOfStream } from '../../ledger/stream.ts'
import type { Platform } from '../../platform/platform.ts'
import { projectById } from '../../projects/store.ts'
import { tenderById } from '../../tenders/store.ts'
import { type Announcement, isAnnounced, ofPlan, ofTender } from './announcing.ts'

const columns = {
  fact: { type: DataTypes.STRING(26), primaryKey: true },
  at: DataTypes.BIGINT,
  track: DataTypes.STRING(1),
  stage: DataTypes.STRING(3),
  industry: DataTypes.STRING(3),
  centre: DataTypes.STRING(4),
  title: DataTypes.STRING(250),
  code: DataTypes.STRING(32),
  link: DataTypes.STRING(160),
}

const table = (db: Sequelize): ModelStatic<Model> =>
  db.isDefined('announcements')
    ? db.model('announcements')
    : db.define('announcements', columns, { tableName: 'announcements', timestamps: false, freezeTableName: true })

/** What a fact announces; nothing if it announces nothing. */
export async function announced(platform: Platform, fact: Fact): Promise<Announcement | undefined> {
  if (!isAnnounced(fact.type)) return undefined
  if (fact.type === 'project.planPublished') return ofPlan(fact as Parameters<typeof ofPlan>[0])
  const tender = await tenderById({ platform }, tenderOfStream(fact.stream))
  const project = tender?.registered === undefined ? undefined : await projectById({ platform }, tender.registered)
  return tender && ofTender(fact, tender, project)
}

/** Reads the facts and files what is announced; a second time changes nothing. */
export const announcer = (platform: Platform): Subscriber => ({
  name: 'announcements',
  take: async (facts) => {
    for (const { fact } of facts) {
      const found = await announced(platform, fact)
      if (found) await table(platform.database).upsert({ ...found })
    }
  },
})

/** What to look for; what is left out is no condition. */
export interface Asked {
  track?: string | undefined
  stage?: string | undefined
  industry?: string | undefined
  centre?: string | undefined
}

/** Announcements, newest first. */
export async function announcements(
  db: Sequelize,
  asked: Asked,
  { page, size }: { page: number; size: number },
): Promise<{ items: Announcement[]; more: boolean }> {
  const where = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  const found = await table(db).findAll({
    where,
    order: [
      ['at', 'DESC'],
      ['fact', 'DESC'],
    ],
    limit: size + 1,
    offset: (page - 1) * size,
    raw: true,
  })
  const items = (found as unknown as Announcement[]).map((one) => ({ ...one, at: Number(one.at) }))
  return { items: items.slice(0, size), more: items.length > size }
}
