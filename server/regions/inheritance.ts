import { type Regional, type RegionalValues, regional } from '../law/regional.ts'
import type { Day } from '../law/units.ts'
import type { Centre } from './events.ts'
import { type Region, type Setting, settingOn } from './region.ts'
import { type FrozenRegion, KEYS, type Key, type Values } from './values.ts'

/** A value in force and the region that set it. */
export interface InForce extends Setting {
  by: string
}

/**
 * The value in force on a day: the nearest region that has set it decides.
 *
 * @param chain a region and those above it, the nearest first
 */
export function inForce(chain: readonly Region[], key: Key, day: Day): InForce | undefined {
  for (const region of chain) {
    const found = settingOn(region, key, day)
    if (found && found.value !== null) return { ...found, by: region.code }
  }
  return undefined
}

/** The centre that serves a region: its own, or the nearest above it; null while the network has named none. */
export const servedBy = (chain: readonly Region[]): Centre | null =>
  chain.find(({ centre }) => centre !== null)?.centre ?? null

/** All values in force on a day, as a tender keeps them. What nobody has set is not among them. */
export function valuesOn(chain: readonly Region[], day: Day): FrozenRegion {
  const found = KEYS.flatMap((key) => {
    const value = inForce(chain, key, day)
    return value ? [{ key, ...value }] : []
  })
  return {
    code: chain[0]?.code ?? '',
    name: chain[0]?.name ?? '',
    day,
    example: found.some(({ change }) => change === null),
    values: Object.fromEntries(found.map(({ key, value }) => [key, value])) as Values,
    setBy: Object.fromEntries(found.map(({ key, by }) => [key, by])),
  }
}

/** The same as rules, each with the article that leaves it open; what was not set is unset. */
export const regionalOf = ({ name, values, example }: FrozenRegion): Regional =>
  regional(name, values as Partial<RegionalValues>, example)
