import { platformItself } from '../access/who.ts'
import type { Calendar } from '../law/periods.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command } from '../ledger/command.ts'
import { tenderStream } from '../tenders/store.ts'
import { regionalOf } from '../tenders/tender.ts'
import { dueFacts, overdueFacts } from './dues.ts'
import { depositId, depositStream, depositsWhere } from './store.ts'

/** Notes that a refund's last day has passed. */
export const noteOverdue = command(
  'refund.due',
  (e, input: { id: string }) => e.hold(depositStream(input.id)),
  async (e, deposit, { id }) => {
    await e.append(depositStream(id), overdueFacts(deposit, e.now))
  },
)

const nameDue = command(
  'refund.nameDues',
  async () => undefined,
  async (e, _none, { tender, tag, table }: { tender: string; tag: string; table: Calendar }) => {
    const stream = depositStream(depositId(tender, tag))
    const of = await e.read(tenderStream(tender))
    const law = rulebook(of.published?.rulebook ?? '')
    await e.append(stream, dueFacts(await e.hold(stream), law, regionalOf(of, e.platform.regional), table))
  },
)

/**
 * Names the last day of every refund that waited for a calendar which is out now. A platform does this when a year is
 * published, and when it starts: a calendar may also come with a new edition of the law's numbers. Run again, it names nothing twice.
 */
export async function nameDues(context: Context, given?: Calendar): Promise<void> {
  const table = given ?? (await context.platform.calendar())
  for (const { tender, tag } of await depositsWhere(context, { refund_waiting: 1, refund_due: null }))
    await nameDue.run({ ...context, who: platformItself }, { tender, tag, table })
}
