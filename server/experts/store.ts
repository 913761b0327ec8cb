import { DataTypes, Op, type Sequelize } from 'sequelize'
import { unbase64 } from '../../crypto/bytes.ts'
import { parseCertificate } from '../../crypto/certificate.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { rowAt, rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Draw, evolveDraw } from './draw.ts'
import type { DrawFact } from './drawEvents.ts'
import { type Expert, evolveExpert } from './expert.ts'
import type { ExpertFact } from './expertEvents.ts'
import { evolvePanel, live, nextLapse, type Panel, type Seat } from './panel.ts'
import type { PanelFact } from './panelEvents.ts'

/** The stream of one expert of the pool, by the tag of its certificate. */
export const expertStream = defineStream<Expert, ExpertFact>({
  name: 'expert',
  table: 'experts',
  evolve: evolveExpert,
  columns: {
    region: { type: DataTypes.STRING(40), of: (expert) => expert.region },
    standing: { type: DataTypes.STRING(16), of: (expert) => expert.standing },
  },
})

/** The stream of one numbered draw: `draw/<tender or check>.<number>`. */
export const drawStream = defineStream<Draw, DrawFact>({
  name: 'draw',
  table: 'draws',
  evolve: evolveDraw,
  columns: { stage: { type: DataTypes.STRING(16), of: (draw) => draw.stage } },
  timetable: (draw) => {
    if (draw.stage === 'committing') return [{ at: draw.commitUntil, deed: 'draw.lapse' }]
    return draw.stage === 'revealing' ? [{ at: draw.openUntil, deed: 'draw.lapse' }] : []
  },
})

/** The stream of one tender's panel. */
export const panelStream = defineStream<Panel, PanelFact>({
  name: 'panel',
  table: 'panels',
  evolve: evolvePanel,
  columns: { meeting_at: { type: DataTypes.BIGINT, of: (panel) => panel.meeting.at } },
  timetable: (panel) => {
    const at = nextLapse(panel)
    return at === undefined ? [] : [{ at, deed: 'panel.lapse' }]
  },
})

/** The row of an expert in the pool: a tag that only the platform's key makes from a certificate. */
export const expertTag = (platform: Pick<Platform, 'vault'>, fingerprint: string): string =>
  platform.vault.tag('expert', fingerprint)

/** Tags under which an employer is recognised: by code, and by name where the code is not known. */
export const employerTags = (
  platform: Pick<Platform, 'vault'>,
  employer: { code?: string | undefined; name: string } | null | undefined,
): string[] => {
  if (!employer) return []
  const name = platform.vault.tag('employer', 'name', employer.name.replace(/\s/g, ''))
  return employer.code ? [platform.vault.tag('employer', 'code', employer.code), name] : [name]
}

type Reader = Pick<Context, 'platform'> & Partial<Pick<Entry, 'tx'>>

/** Every expert who may be drawn at all, in the order of their tags (which says nothing). */
export async function activeExperts({ platform, tx }: Reader): Promise<Expert[]> {
  const found = await rows(platform.database, expertStream.kind).findAll({
    where: { standing: 'active' },
    order: [['id', 'ASC']],
    raw: true,
    ...(tx ? { transaction: tx } : {}),
  })
  return states<Expert>(found)
}

const MONTH = 30 * 86_400_000

/** Whose seats a panel has, as they were at a version of its row. */
interface Seated {
  version: number
  tags: ReadonlySet<string>
}

/** The seats of recent panels, read once a version: an expert looks among all of them. */
const seated = new WeakMap<Sequelize, Map<string, Seated>>()

/** The panels to which somebody is or was invited, of those whose meeting is to come or was in the last 30 days. */
export async function panelsOf({ platform, now, who }: Pick<Context, 'platform' | 'now' | 'who'>): Promise<Panel[]> {
  const table = rows(platform.database, panelStream.kind)
  const where = { meeting_at: { [Op.gt]: now - MONTH } }
  const found = (await table.findAll({ attributes: ['id', 'version'], where, raw: true })) as unknown as {
    id: string
    version: number
  }[]
  const before = seated.get(platform.database)
  const stale = found.filter(({ id, version }) => before?.get(id)?.version !== version).map(({ id }) => id)
  const read = stale.length ? await table.findAll({ where: { id: stale }, raw: true }) : []
  const fresh = new Map(
    (read as unknown as { id: string; version: number; state: string }[]).map(({ id, version, state }) => {
      const { seats } = JSON.parse(state) as Panel
      return [id, { version, tags: new Set(seats.map(({ tag }) => tag)) }]
    }),
  )
  const known = new Map(found.flatMap(({ id }) => entryOf(id, fresh.get(id) ?? before?.get(id))))
  seated.set(platform.database, known)
  const mine = found.filter(({ id }) => known.get(id)?.tags.has(who.tagFor(id))).map(({ id }) => id)
  return mine.length ? states<Panel>(await table.findAll({ where: { id: mine }, raw: true })) : []
}

const entryOf = (id: string, of: Seated | undefined): [string, Seated][] => (of ? [[id, of]] : [])

/** A draw by its id, outside a deed. */
export async function drawById({ platform }: Reader, id: string): Promise<Draw | undefined> {
  const row = await rowAt(platform.database, drawStream.kind, id)
  return row ? states<Draw>([row])[0] : undefined
}

/** A panel by its tender, outside a deed. */
export async function panelByTender({ platform }: Reader, tender: string): Promise<Panel | undefined> {
  const row = await rowAt(platform.database, panelStream.kind, tender)
  return row ? states<Panel>([row])[0] : undefined
}

const states = <S>(found: unknown[]): S[] => (found as { state: string }[]).map((row) => JSON.parse(row.state) as S)

/** Who sits on a panel: tags, never names. */
export interface PanelMembers {
  seated: boolean
  members: { tag: string; stratum: string; status: Seat['status'] }[]
}

/** The panel as the evaluation needs it; nobody is a member of a panel that was never drawn. */
export async function panelOf(
  context: Pick<Context, 'platform'>,
  tender: string | Pick<Tender, 'id'>,
): Promise<PanelMembers> {
  const panel = await panelByTender(context, typeof tender === 'string' ? tender : tender.id)
  if (!panel) return { seated: false, members: [] }
  return { seated: panel.seated, members: live(panel).map(({ tag, stratum, status }) => ({ tag, stratum, status })) }
}

/** What is sealed at a seat. */
export interface SeatIdentity {
  /** the expert's row in the pool */
  expert: string
  name: string
  fingerprint: string
  employer: string
}

/** Who holds a seat. Only for the member itself and the papers that its members sign, and for all after the result. */
export function memberIdentity(platform: Pick<Platform, 'vault'>, panel: Panel, tag: string): SeatIdentity | undefined {
  const seat = panel.seats.find((one) => one.tag === tag)
  return seat && (JSON.parse(platform.vault.open('seat', seat.sealed)) as SeatIdentity)
}

/** The name of a member; the same care as `memberIdentity`. */
export const memberName = (platform: Pick<Platform, 'vault'>, panel: Panel, tag: string): string =>
  memberIdentity(platform, panel, tag)?.name ?? ''

/** Reads a certificate as the centre sends it. */
export const certificateOf = (base64: string) => parseCertificate(unbase64(base64))
