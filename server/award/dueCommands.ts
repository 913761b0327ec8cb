import { platformItself } from '../access/who.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command } from '../ledger/command.ts'
import { tenderStream } from '../tenders/store.ts'
import { dateAnew } from './duty.ts'
import { dutyTime } from './dutyCommands.ts'
import { answersDueAnew as anewRule } from './rules.ts'
import { awardStream, dutyStream, withPendingAnswers, withPendingDuties } from './store.ts'

const tellDue = command(
  'award.answerDueAnew',
  async () => undefined,
  async (e, _none, { tender }: { tender: string }) => {
    const law = rulebook((await e.read(tenderStream(tender))).published?.rulebook ?? '')
    const facts = anewRule(await e.hold(awardStream(tender)), law, await e.platform.calendar())
    if (facts.length) await e.append(awardStream(tender), facts)
  },
)

const dateDuties = command(
  'duty.dateAnew',
  async () => undefined,
  async (e, _none, { tender }: { tender: string }) => {
    const on = await dutyTime(e, await e.read(tenderStream(tender)))
    const facts = dateAnew(await e.hold(dutyStream(tender)), on)
    if (facts.length) await e.append(dutyStream(tender), facts)
  },
)

/**
 * A year of the calendar is out: limits and answers whose last moment was pending are told theirs. A platform does this when a
 * year is published, and when it starts: a calendar may also come with a new edition. Run again, it tells nothing twice.
 */
export async function datedAnew(context: Context): Promise<void> {
  const asItself = { ...context, who: platformItself }
  for (const tender of await withPendingAnswers(context)) await tellDue.run(asItself, { tender })
  for (const tender of await withPendingDuties(context)) await dateDuties.run(asItself, { tender })
}
