import type { z } from 'zod'
import type { Steward } from '../access/parties.ts'
import { givenUpByPerson, signedByPerson } from '../identity/personCommands.ts'
import { readState } from '../identity/store.ts'
import { dayOf } from '../law/periods.ts'
import { command, query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import {
  checkTable,
  confirmTable,
  type HolidayCalendar,
  noticesOf,
  noYears,
  proposeTable,
  rejectTable,
  tableFields,
  waitingTable,
} from './calendar.ts'
import { networkRegion } from './catalogue.ts'
import { centreOf } from './commands.ts'
import type { AskTable, ConfirmTable, ProposeTable, RejectTable } from './contract.ts'
import { calendarStream } from './store.ts'

const CALENDAR = calendarStream('national')
const nothing = async (): Promise<undefined> => undefined

/** The calendar is the whole network's: the centre of its region keeps it. */
const keeper = async ({ platform }: { platform: Platform }): Promise<Steward> => ({
  centre: (await centreOf(platform, networkRegion))?.code ?? null,
})

const held = async (e: { holdIfAny(ref: typeof CALENDAR): Promise<HolidayCalendar | undefined> }) =>
  (await e.holdIfAny(CALENDAR)) ?? noYears

/** What a year's table would alter, and what the person who proposes it signs. */
export const differenceOfTable = query(
  'calendar.propose',
  keeper,
  async ({ platform, now }, _keeper, of: z.infer<typeof AskTable>) => {
    const calendar = (await readState<HolidayCalendar>(platform, CALENDAR)) ?? noYears
    return { fields: tableFields(of, checkTable(calendar, of, dayOf(now))) }
  },
)

/** Proposes a year's table. */
export const propose = command(
  'calendar.propose',
  (e, _input: z.infer<typeof ProposeTable>) => keeper(e),
  async (e, _keeper, { year, table, cms }) => {
    const calendar = await held(e)
    const today = dayOf(e.now)
    const fields = tableFields({ year, table }, checkTable(calendar, { year, table }, today))
    const { person: by, signature } = await signedByPerson(e, 'calendar.propose', fields, cms)
    const id = e.platform.newId()
    await e.append(CALENDAR, proposeTable(calendar, { id, year, table, by, signature }, { now: e.now, today }))
    return { proposal: id }
  },
)

const confirmFields = (calendar: HolidayCalendar, id: string) => {
  const proposal = waitingTable(calendar, id)
  return { ...tableFields(proposal, proposal.difference), proposal: id }
}

/** Confirms the table that waits, as the second person: it is published, and what was pending is computed anew. */
export const confirm = command(
  'calendar.confirm',
  (e, _input: z.infer<typeof ConfirmTable>) => keeper(e),
  async (e, _keeper, { proposal: id, cms }) => {
    const calendar = await held(e)
    const fields = confirmFields(calendar, id)
    const { person: by, signature } = await signedByPerson(e, 'calendar.confirm', fields, cms)
    await e.append(CALENDAR, confirmTable(calendar, { id, by, signature }, { now: e.now, today: dayOf(e.now) }))
    return { year: fields.year }
  },
)

/** Gives the table that waits up, by a signature over the table and the reason. */
export const reject = command(
  'calendar.reject',
  (e, _input: z.infer<typeof RejectTable>) => keeper(e),
  async (e, _keeper, of) => {
    const calendar = await held(e)
    const given = await givenUpByPerson(e, 'calendar.reject', confirmFields(calendar, of.proposal), of)
    await e.append(CALENDAR, rejectTable(calendar, given))
  },
)

/** The calendar, what waits, and every change there was: for everybody. */
export const read = query('calendar.read', nothing, async ({ platform }) => {
  const calendar = (await readState<HolidayCalendar>(platform, CALENDAR)) ?? noYears
  const facts = await factsOf(platform.database, CALENDAR.name)
  return {
    years: Object.entries(noticesOf(calendar)).map(([year, table]) => ({
      ...{ year, ...table },
      /** whether two people published it here, or it came with the platform */
      published: year in calendar.years,
    })),
    keeper: (await keeper({ platform })).centre,
    proposal: calendar.proposal,
    waiting: calendar.proposal ? confirmFields(calendar, calendar.proposal.id) : null,
    changes: facts.map(({ fact }) => ({ type: fact.type, at: fact.at, data: fact.data })).reverse(),
  }
})

/** The years that two people published on this platform, beside those that come with it. */
export const publishedYears = async (platform: Platform): Promise<HolidayCalendar['years']> =>
  (await readState<HolidayCalendar>(platform, CALENDAR))?.years ?? {}
