import { Op } from 'sequelize'
import { seated } from '../../access/parties.ts'
import { bidStream } from '../../bids/store.ts'
import { depositStream } from '../../deposits/store.ts'
import { panelsOf } from '../../experts/store.ts'
import type { Context } from '../../ledger/command.ts'
import type { Eye, Role } from '../../ledger/eye.ts'
import { rows } from '../../ledger/store.ts'
import { holderStream } from '../../questions/store.ts'
import { eyeOf, tenderStream } from '../../tenders/store.ts'
import type { Tender } from '../../tenders/tender.ts'
import { searchTable } from '../search/tables.ts'
import { admittedIn } from './admission.ts'
import type { Audience } from './catalogue.ts'

/** How far back one takes part in a tender that is over, ms. */
const LOOK_BACK = 200 * 86_400_000
const CHUNK = 2000
const MOST_TENDERS = 400
/** tenders whose state is read to find those of a centre or a supervisor */
const MOST_LOOKED_AT = 4000

const AUDIENCES: Partial<Record<Role, Audience>> = {
  ...{ bidder: 'bidder', centre: 'centre', supervisor: 'supervisor', expert: 'expert' },
  ...{ notary: 'notary', bank: 'bank' },
}
/** As what somebody is told; those who have no other part run tenders. */
export const audienceOf = ({ who }: Context): Audience => AUDIENCES[who.role] ?? 'host'

/** The tenders that are running, or ended not long ago, newest deadline first; what is only prequalified for has none yet. */
async function recent({ platform, now }: Context): Promise<string[]> {
  const since = now - LOOK_BACK
  const found = await searchTable(platform.database, 'search_tenders').findAll({
    attributes: ['tender'],
    where: { [Op.or]: [{ deadline: { [Op.gte]: since } }, { deadline: 0, at: { [Op.gte]: since } }] },
    order: [['deadline', 'DESC']],
    raw: true,
  })
  return (found as unknown as { tender: string }[]).map(({ tender }) => tender)
}

/** Tenders in whose opening an organisation was named: as a bidder, or as a member of a consortium, which bids under its leader's tag. */
async function namedIn({ platform, who }: Context): Promise<string[]> {
  const where = { party: who.organisation ?? '' }
  const found = await searchTable(platform.database, 'search_party_tenders').findAll({ where, raw: true })
  return (found as unknown as { tender: string }[]).map(({ tender }) => tender)
}

/** Tenders in which a bidder fetched the document, paid or bid: found by its tag in each, for no row has its name before the opening. */
async function takesPart(context: Context): Promise<string[]> {
  const { platform, who } = context
  const all = await recent(context)
  const mine = new Set<string>(await namedIn(context))
  for (let at = 0; at < all.length; at += CHUNK) {
    const byRow = new Map(all.slice(at, at + CHUNK).map((id) => [`${id}.${who.tagFor(id)}`, id]))
    for (const { kind } of [holderStream, depositStream, bidStream]) {
      const where = { id: [...byRow.keys()] }
      const found = await rows(platform.database, kind).findAll({ attributes: ['id'], where, raw: true })
      for (const { id } of found as unknown as { id: string }[]) mine.add(byRow.get(id) ?? '')
    }
    for (const id of await admittedIn(context, all.slice(at, at + CHUNK))) mine.add(id)
  }
  return all.filter((id) => mine.has(id))
}

/** Tenders that an organisation runs: by its code, which is public in them. */
async function runsThem({ platform, who }: Context): Promise<string[]> {
  const found = await searchTable(platform.database, 'search_party_tenders').findAll({
    attributes: ['tender'],
    where: { party: who.organisation ?? '' },
    order: [['at', 'DESC']],
    limit: MOST_TENDERS,
    raw: true,
  })
  return (found as unknown as { tender: string }[]).map(({ tender }) => tender)
}

/** Panels on which somebody sits or sat. */
const sitsIn = async (context: Context): Promise<string[]> => (await panelsOf(context)).map(({ tender }) => tender)

/** A bank is told of orders, of no tender. */
const none = async (): Promise<string[]> => []

const idsFor = {
  ...{ bidder: takesPart, host: runsThem, centre: recent, supervisor: recent, expert: sitsIn },
  ...{ notary: recent, bank: none },
}

/** The tenders of the one who asks, with how it looks at each. */
export async function ownTenders(
  context: Context,
  audience: Audience,
  /** tenders on whose committee one sits */
  committees: readonly string[] = [],
): Promise<Map<string, { tender: Tender; eye: Eye }>> {
  const { platform, who } = context
  const ids = [...new Set([...(await idsFor[audience](context)), ...committees])]
  const own = ({ tender, eye }: { tender: Tender; eye: Eye }): boolean => {
    if (audience === 'expert') return true
    if (audience === 'notary') return seated(who, tender)
    if (audience === 'bidder') return !eye.host
    if (audience === 'host') return eye.host
    return (audience === 'centre' ? tender.centre : tender.supervisor)?.code === who.organisation
  }
  const found = new Map<string, { tender: Tender; eye: Eye }>()
  const last = Math.min(ids.length, MOST_LOOKED_AT)
  for (let at = 0; at < last && found.size < MOST_TENDERS; at += MOST_TENDERS) {
    const where = { id: ids.slice(at, at + MOST_TENDERS) }
    const states = await rows(platform.database, tenderStream.kind).findAll({ where, raw: true })
    for (const { state } of states as unknown as { state: string }[]) {
      const tender = JSON.parse(state) as Tender
      const one = { tender, eye: eyeOf(context, tender) }
      if (own(one)) found.set(tender.id, one)
    }
  }
  return found
}
