import { canonical } from '../../crypto/canonical.ts'
import type { Signature } from '../access/statement.ts'
import type { GivenUp } from '../identity/givingUp.ts'
import { type Person, samePerson } from '../identity/person.ts'
import { refusals } from '../law/refusal.ts'
import type { Day } from '../law/units.ts'
import { catalogue } from './catalogue.ts'
import {
  type Centre,
  ChangeConfirmed,
  ChangeProposed,
  ChangeRejected,
  type Difference,
  type RegionFact,
  RegionFounded,
  type RegionHappening,
} from './events.ts'
import { KEYS, type Key, type Values, type Wanted } from './values.ts'

const refuse = refusals({
  CHANGE_EMPTY: { status: 409, zh: '与该日已有的设定相同，无需变更', en: 'the region says that already on that day' },
  CHANGE_OPEN: {
    status: 409,
    zh: '已有一项变更等待另一人确认，请先确认或退回',
    en: 'another change waits for its second person: confirm or reject it first',
  },
  CHANGE_ABSENT: { status: 404, zh: '没有等待确认的该项变更', en: 'no such change waits to be confirmed' },
  CHANGE_SAME_PERSON: {
    status: 403,
    zh: '须由另一人以另一证书确认',
    en: 'another person confirms, with another certificate',
  },
  CHANGE_FIRST_DAY: {
    status: 422,
    zh: '施行首日须晚于今日：已发布的标段不受影响，当日发布的不得前后不一',
    en: 'the first day in force lies after today, so that a day knows one setting only',
  },
})

/** One value of a region from a day on; null where it was taken back and the region above decides. */
export interface Setting {
  from: Day
  value: unknown
  /** the text that sets it; empty for an example */
  instrument: string
  /** the change that set it; null for an example */
  change: string | null
}

/** A change that waits for its second person. */
export interface Proposal {
  id: string
  from: Day
  instrument: string
  wanted: Wanted
  difference: Difference[]
  proposedAt: number
  by: Person
}

/** A region of the network: whom it is served by, what it has set since when, and the one change that waits. */
export interface Region {
  code: string
  name: string
  centre: Centre | null
  settings: Partial<Record<Key, Setting[]>>
  proposal: Proposal | null
}

/** A region that has set nothing, by its code. */
export const unsetRegion = (code: string): Region => ({
  code,
  name: catalogue[code] ?? code,
  centre: null,
  settings: {},
  proposal: null,
})

/** What the region itself says on a day; undefined if nothing. */
export const settingOn = (region: Region, key: Key, day: Day): Setting | undefined =>
  region.settings[key]?.findLast(({ from }) => from <= day)

const shown = (value: unknown): string | null => (value === undefined || value === null ? null : canonical(value))

/** What a change would alter on its first day: what both people sign. */
export const differenceOf = (region: Region, { from, wanted }: Pick<Proposal, 'from' | 'wanted'>): Difference[] =>
  KEYS.filter((key) => key in wanted)
    .map((key) => ({ key, before: shown(settingOn(region, key, from)?.value), after: shown(wanted[key]) }))
    .filter(({ before, after }) => before !== after)

/** Founds a region, or gives it another centre; the same again changes nothing. */
export function foundRegion(
  before: Region | undefined,
  of: { code: string; name: string; centre: Centre | null; examples: Values },
): RegionHappening[] {
  const same = before && before.name === of.name && canonical(before.centre) === canonical(of.centre)
  return same ? [] : [RegionFounded({ region: of.code, name: of.name, centre: of.centre, examples: of.examples })]
}

/** What a change says before anybody has signed it. */
export type Change = Pick<Proposal, 'from' | 'instrument' | 'wanted'>

/** Refuses a change whose first day has come, or that changes nothing; answers its difference. */
export function checkChange(region: Region, change: Change, today: Day): Difference[] {
  if (change.from <= today) throw refuse('CHANGE_FIRST_DAY', { from: change.from, today })
  const difference = differenceOf(region, change)
  if (!difference.length) throw refuse('CHANGE_EMPTY')
  return difference
}

/** What both people sign: the region, the first day, the text that sets it, and the difference. */
export const changeFields = (region: Region, change: Change, difference: Difference[]) => ({
  region: region.code,
  from: change.from,
  instrument: change.instrument,
  difference,
})

/** One person proposes a change. */
export function proposeChange(
  region: Region,
  of: Change & { id: string; by: Person; signature: Signature },
  on: { now: number; today: Day },
): RegionHappening[] {
  if (region.proposal) throw refuse('CHANGE_OPEN', { proposal: region.proposal.id })
  const difference = checkChange(region, of, on.today)
  return [ChangeProposed({ region: region.code, ...of, difference, proposedAt: on.now })]
}

/** The change that waits, by its id. */
export function waiting(region: Region, id: string): Proposal {
  if (region.proposal?.id !== id) throw refuse('CHANGE_ABSENT', { proposal: id })
  return region.proposal
}

/** Another person, with another certificate, confirms it before its first day. */
export function confirmChange(
  region: Region,
  of: { id: string; by: Person; signature: Signature },
  on: { now: number; today: Day },
): RegionHappening[] {
  const proposal = waiting(region, of.id)
  if (samePerson(proposal.by, of.by)) throw refuse('CHANGE_SAME_PERSON')
  if (proposal.from <= on.today) throw refuse('CHANGE_FIRST_DAY', { from: proposal.from, today: on.today })
  return [ChangeConfirmed({ region: region.code, ...of, confirmedAt: on.now })]
}

/** Either person, or anybody else of the centre, gives the change up. */
export function rejectChange(region: Region, of: GivenUp): RegionHappening[] {
  waiting(region, of.id)
  return [ChangeRejected({ region: region.code, ...of })]
}

/** The only place where a region changes. */
export function evolve(before: Region | undefined, fact: RegionFact): Region {
  const region = before ?? unsetRegion(fact.data.region)
  switch (fact.type) {
    case 'region.founded': {
      const { name, centre, examples } = fact.data
      const settings = KEYS.filter((key) => key in examples).map((key) => [key, [exampleOf(examples[key])]])
      return { ...region, name, centre, settings: { ...Object.fromEntries(settings), ...region.settings } }
    }
    case 'region.changeProposed': {
      const { id, from, instrument, wanted, difference, proposedAt, by } = fact.data
      return { ...region, proposal: { id, from, instrument, wanted, difference, proposedAt, by } }
    }
    case 'region.changeRejected':
      return { ...region, proposal: null }
    case 'region.changeConfirmed':
      return changed(region)
  }
}

const exampleOf = (value: unknown): Setting => ({ from: '0000-01-01', value, instrument: '', change: null })

function changed(region: Region): Region {
  const { proposal } = region
  if (!proposal) return region
  const settings = { ...region.settings }
  for (const { key } of proposal.difference as { key: Key }[]) {
    const { from, instrument, id } = proposal
    const setting: Setting = { from, value: proposal.wanted[key] ?? null, instrument, change: id }
    const others = (settings[key] ?? []).filter((one) => one.from !== from)
    settings[key] = [...others, setting].sort((a, b) => (a.from < b.from ? -1 : 1))
  }
  return { ...region, settings, proposal: null }
}
