import { platformItself } from '../access/who.ts'
import { type Context, command, query } from '../ledger/command.ts'
import { rowAt } from '../ledger/store.ts'
import { type Alarms, endFacts, noticeFacts, raiseFacts } from './alarm.ts'
import { ALARMS, alarmStream, depositById } from './store.ts'

const nothing = async (): Promise<undefined> => undefined

const raise = command('alarm.raise', nothing, async (e, _none, { order, dueBy }: { order: string; dueBy: number }) => {
  const stream = alarmStream(ALARMS)
  await e.append(stream, raiseFacts(await e.holdIfAny(stream), order, dueBy))
})

/** Tells the supervisor of a refund that is overdue, unless it was paid meanwhile. Run again, it tells nothing twice. */
export async function raiseAlarm(context: Context, deposit: string, order: string): Promise<void> {
  const release = (await depositById(context, deposit))?.releases.find((one) => one.order === order)
  if (!release || release.paidAt !== null || release.dueBy === null) return
  await raise.run({ ...context, who: platformItself }, { order, dueBy: release.dueBy })
}

const end = command('alarm.raise', nothing, async (e, _none, { order }: { order: string }) => {
  const stream = alarmStream(ALARMS)
  await e.append(stream, endFacts(await e.holdIfAny(stream), order))
})

/** Ends the alarm of a refund that was paid. */
export const endAlarm = (context: Context, order: string): Promise<void> =>
  end.run({ ...context, who: platformItself }, { order })

/** The supervisor says that it has noticed. */
export const notice = command('alarm.notice', nothing, async (e) => {
  const stream = alarmStream(ALARMS)
  const { organisationName: organisation = '', person = '' } = e.who
  return e.append(stream, noticeFacts(await e.holdIfAny(stream), { organisation, person }))
})

/** The alarms that are not over. */
export const alarms = query('alarm.read', nothing, async (context): Promise<Alarms> => {
  const row = await rowAt(context.platform.database, alarmStream.kind, ALARMS)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Alarms) : { open: [] }
})
