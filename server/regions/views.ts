import { QueryTypes, type Sequelize } from 'sequelize'
import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { dayOf } from '../law/periods.ts'
import { leftOpen } from '../law/regional.ts'
import { query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { catalogue, levelOf } from './catalogue.ts'
import { confirmFields, knownRegion } from './commands.ts'
import type { RegionOnDay } from './contract.ts'
import { inForce, servedBy } from './inheritance.ts'
import { type Region, settingOn } from './region.ts'
import { regionStream } from './store.ts'
import { KEYS } from './values.ts'

const nothing = async (): Promise<undefined> => undefined

async function founded(database: Sequelize): Promise<Region[]> {
  const rows = await database.query<{ state: string }>('SELECT state FROM regions ORDER BY id', {
    type: QueryTypes.SELECT,
  })
  return rows.map(({ state }) => JSON.parse(state) as Region)
}

/** The network: every region with its level, its own centre, how many values it has set itself, and whether a change waits. */
export const list = query('region.read', nothing, async ({ platform, now }) => {
  const all = new Map((await founded(platform.database)).map((region) => [region.code, region]))
  const codes = [...new Set([...Object.keys(catalogue), ...all.keys()])].sort()
  const today = dayOf(now)
  return {
    regions: codes.map((code) => {
      const region = all.get(code)
      return {
        ...{ code, name: region?.name ?? catalogue[code] ?? code, level: levelOf(code) },
        centre: region?.centre ?? null,
        set: region ? KEYS.filter((key) => settingOn(region, key, today)?.value != null).length : 0,
        waiting: !!region?.proposal,
      }
    }),
  }
})

/** A region on a day: each value with who set it since when, or that nobody has; what comes; what waits; every change there was. */
export const read = query(
  'region.read',
  nothing,
  async ({ platform, now }, _none, input: z.infer<typeof RegionOnDay>) => {
    const chain = await knownRegion(platform, input.region)
    const [region, ...above] = chain
    const day = input.day ?? dayOf(now)
    const facts = await factsOf(platform.database, regionStream(region.code).name)
    return {
      ...{ code: region.code, name: region.name, level: levelOf(region.code), day, today: dayOf(now) },
      above: above.map(({ code, name }) => ({ code, name })),
      centre: servedBy(chain),
      values: KEYS.map((key) => ({
        ...{ key, ...leftOpen[key] },
        now: inForce(chain, key, day) ?? null,
        own: settingOn(region, key, day) ?? null,
        coming: (region.settings[key] ?? []).filter(({ from }) => from > day),
      })),
      proposal: region.proposal,
      waiting: region.proposal ? confirmFields(region, region.proposal.id) : null,
      changes: facts.map(({ fact }) => ({ type: fact.type, at: fact.at, data: fact.data })).reverse(),
    }
  },
)

/** What each region of a database has set, a line a value and day, tab-separated: who set it stands in the change's facts. */
export async function settingLines(database: Sequelize): Promise<string[]> {
  const lines: string[] = []
  for (const { code, name, settings } of await founded(database)) {
    const people = await whoChanged(database, code)
    for (const key of KEYS) {
      const all = settings[key] ?? []
      if (!all.length) lines.push([code, name, key, 'unset', leftOpen[key].article].join('\t'))
      for (const { value, from, instrument, change } of all)
        lines.push(
          [code, name, key, canonical(value), from, instrument, people.get(change ?? '') ?? 'example'].join('\t'),
        )
    }
  }
  return lines
}

/** The two people of each change of a region, by its id. */
async function whoChanged(database: Sequelize, code: string): Promise<Map<string, string>> {
  const people = new Map<string, string>()
  for (const { fact } of await factsOf(database, regionStream(code).name)) {
    const { id, by } = fact.data as { id?: string; by?: { name: string } }
    if (id && by) people.set(id, [people.get(id), by.name].filter(Boolean).join(' + '))
  }
  return people
}
