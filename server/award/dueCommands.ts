import { rulebook } from '../law/rulebook.ts'
import { type Context, command } from '../ledger/command.ts'
import { tenderStream } from '../tenders/store.ts'
import { answersDueAnew as anewRule } from './rules.ts'
import { awardStream, withPendingAnswers } from './store.ts'

const tellDue = command(
  'award.answerDueAnew',
  async () => undefined,
  async (e, _none, { tender }: { tender: string }) => {
    const law = rulebook((await e.read(tenderStream(tender))).published?.rulebook ?? '')
    const facts = anewRule(await e.hold(awardStream(tender)), law, await e.platform.calendar())
    if (facts.length) await e.append(awardStream(tender), facts)
  },
)

/** A year of the calendar is out: answers whose last moment was pending are told theirs. */
export async function answersDueAnew(context: Context): Promise<void> {
  for (const tender of await withPendingAnswers(context)) await tellDue.run(context, { tender })
}
