import { z } from 'zod'
import type { Steward } from '../access/parties.ts'
import { givenUpByPerson, signedByPerson } from '../identity/personCommands.ts'
import { dayOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { demoRegion, type RegionalValues } from '../law/regional.ts'
import { isRule } from '../law/rule.ts'
import type { Day } from '../law/units.ts'
import { command, query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { commonRegion, isKnown } from './catalogue.ts'
import {
  type AskChange,
  type ConfirmChange,
  FoundingRegion,
  type ProposeChange,
  type RejectChange,
} from './contract.ts'
import type { Centre } from './events.ts'
import { regionalOf, servedBy, valuesOn } from './inheritance.ts'
import {
  changeFields,
  checkChange,
  confirmChange,
  foundRegion,
  proposeChange,
  type Region,
  rejectChange,
  unsetRegion,
  waiting,
} from './region.ts'
import { chainAt, regionStream } from './store.ts'
import { type FrozenRegion, KEYS, type Values } from './values.ts'

const refuse = refusals({
  REGION_UNKNOWN: {
    status: 422,
    zh: '行政区划代码不在交易网络目录内',
    en: 'the network has no region of this code',
  },
})

/** The values that show the platform, as a region keeps examples. */
const examples = (): Values =>
  Object.fromEntries(
    KEYS.flatMap((key) => (isRule(demoRegion[key]) ? [[key, demoRegion[key].value]] : [])),
  ) as Partial<RegionalValues> as Values

/** Founds the regions of the founding file, in one deed; what is as it was stays. */
export const foundRegions = command(
  'region.found',
  async () => undefined,
  async (e, _none, list: FoundingRegion[]) => {
    for (const { code, name, centre, examples: given } of list) {
      const before = await e.holdIfAny(regionStream(code))
      const facts = foundRegion(before, { code, name, centre, examples: given === 'demo' ? examples() : given })
      if (facts.length) await e.append(regionStream(code), facts)
    }
  },
)

/** The regions of the founding file. Production begins with what two people set, not with examples. */
export function foundingRegions(listed: unknown, production: boolean): FoundingRegion[] {
  const list = z.array(FoundingRegion).parse(listed ?? [])
  const shown = production ? list.filter(({ examples: given }) => given === 'demo' || Object.keys(given).length) : []
  if (shown.length)
    throw new Error(`examples of regional values are not for production: ${shown.map(({ code }) => code)}`)
  return list
}

/** A region of the network with those above it; refuses a code that the network does not know. */
export async function knownRegion(platform: Platform, code: string): Promise<[Region, ...Region[]]> {
  const { chain, known } = await chainAt(platform, code)
  if (!isKnown(code, known)) throw refuse('REGION_UNKNOWN', { code })
  return chain
}

/** The centre that serves a region; null while the network has named none. */
export const centreOf = async (platform: Platform, code: string): Promise<Centre | null> =>
  servedBy(await knownRegion(platform, code))

/** The values in force in a region on a day, for a tender to keep; undefined where no region above has been founded. */
export async function frozenOn(platform: Platform, code: string, day: Day): Promise<FrozenRegion | undefined> {
  const { chain, known } = await chainAt(platform, code)
  return known.length ? valuesOn(chain, day) : undefined
}

/** The values in force today for something that touches several regions: those of the region that holds them all. */
export async function regionalToday(platform: Platform, codes: readonly string[], now: number) {
  const over = commonRegion(codes)
  const found = over === undefined ? undefined : await frozenOn(platform, over, dayOf(now))
  return found ? regionalOf(found) : platform.regional
}

/** Who serves the region that a deed is about. */
const steward = async (platform: Platform, region: string): Promise<Steward> => ({
  centre: (await centreOf(platform, region))?.code ?? null,
})

type Of = z.infer<typeof ProposeChange>

/** What a change would alter, and what the person who proposes it signs. */
export const difference = query(
  'region.propose',
  ({ platform }, { region }: z.infer<typeof AskChange>) => steward(platform, region),
  async ({ platform, now }, _steward, { region: code, change }) => {
    const [region] = await knownRegion(platform, code)
    return { fields: changeFields(region, change, checkChange(region, change, dayOf(now))) }
  },
)

/** Proposes a change of what a region has set. */
export const propose = command(
  'region.propose',
  (e, { region }: Of) => steward(e.platform, region),
  async (e, _steward, { region: code, change, cms }) => {
    const region = (await e.holdIfAny(regionStream(code))) ?? unsetRegion(code)
    const today = dayOf(e.now)
    const fields = changeFields(region, change, checkChange(region, change, today))
    const { person: by, signature } = await signedByPerson(e, 'region.propose', fields, cms)
    const id = e.platform.newId()
    const facts = proposeChange(region, { ...change, id, by, signature }, { now: e.now, today })
    await e.append(regionStream(code), facts)
    return { proposal: id }
  },
)

/** Confirms the change that waits, as the second person. */
export const confirm = command(
  'region.confirm',
  (e, { region }: z.infer<typeof ConfirmChange>) => steward(e.platform, region),
  async (e, _steward, { region: code, proposal: id, cms }) => {
    const region = (await e.holdIfAny(regionStream(code))) ?? unsetRegion(code)
    const fields = confirmFields(region, id)
    const { person: by, signature } = await signedByPerson(e, 'region.confirm', fields, cms)
    const facts = confirmChange(region, { id, by, signature }, { now: e.now, today: dayOf(e.now) })
    await e.append(regionStream(code), facts)
    return { region: code, from: fields.from }
  },
)

/** What the second person signs: the same, and which proposal it is. */
export const confirmFields = (region: Region, id: string) => {
  const proposal = waiting(region, id)
  return { ...changeFields(region, proposal, proposal.difference), proposal: id }
}

/** Gives the change that waits up, by a signature over the change and the reason. */
export const reject = command(
  'region.reject',
  (e, { region }: z.infer<typeof RejectChange>) => steward(e.platform, region),
  async (e, _steward, { region: code, ...of }) => {
    const region = (await e.holdIfAny(regionStream(code))) ?? unsetRegion(code)
    const given = await givenUpByPerson(e, 'region.reject', confirmFields(region, of.proposal), of)
    await e.append(regionStream(code), rejectChange(region, given))
  },
)
