import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { command, on } from '../ledger/command.ts'
import { stopClocks } from '../opening/outageCommands.ts'
import { goingOn, openingOf } from '../opening/store.ts'
import { restAfterOutage } from '../tenders/sideCommands.ts'
import { takingBids, tenderById } from '../tenders/store.ts'
import type { DecideOutage } from './contract.ts'
import { OutageDecided } from './events.ts'
import { countedOf, decideOutage, isOpen, watches } from './outage.ts'
import { openReport } from './receipt.ts'
import { ownRecord } from './record.ts'
import { outageStream } from './store.ts'

/** The centre or supervision decides whether a report tells of an outage. */
export const decide = command(
  'outage.decide',
  (e, input: z.infer<typeof DecideOutage>) => e.hold(outageStream(input.report)),
  async (e, report, { cms, ...fields }) => {
    const { role, organisation: code = '', organisationName: name = '' } = e.who
    const by = { role: role as 'centre' | 'supervisor', code, name }
    const content = openReport(e.platform, report)
    const tender = content.tender === null ? undefined : await tenderById(e, content.tender)
    const named = !!tender && !!(await openingOf(e.platform, tender.id))?.named
    const opened = isOpen(tender, named) ? tender : undefined
    const other = !!opened && !watches(by, opened)
    const before = countedOf(report, opened)
    const record = await ownRecord(e.platform, { from: report.from, to: report.to ?? e.now })
    const signature = await checkStatement(e.platform, e.who, { what: 'outage.decide', fields, cms }, e.now)
    const span = fields.outage ? { from: fields.from, to: fields.to } : null
    const decision = { span, reason: fields.reason, by, record, signature, reportedBy: content.by.code, other, before }
    const after = await e.append(outageStream(report.id), decideOutage(report, decision, e.now))
    return { report: report.id, decisions: after.decisions }
  },
)

/** What was decided to be an outage shortly before a deadline stops the tenders whose deadline it was, of those who decided it. */
export const stopsTenders = on(OutageDecided, 'stopTenders', async (context, { data }) => {
  const { span, by, report, reason } = data
  if (!span) return
  for (const tender of await takingBids(context.platform)) {
    if (!watches(by, tender)) continue
    const said = `${by.name}认定平台中断：${reason}`
    await restAfterOutage.run(context, { tender: tender.id, id: report, reason: said, ...span })
  }
})

/** What was decided to be an outage stops the clocks of the halls that were going on, of those who decided it. */
export const stopsHalls = on(OutageDecided, 'stopHalls', async (context, { data }) => {
  const { span, by, report, reason } = data
  if (!span) return
  for (const { tender: id } of await goingOn(context.platform)) {
    const tender = await tenderById(context, id)
    if (!tender || !watches(by, tender)) continue
    const said = `${by.name}认定平台中断：${reason}`
    await stopClocks.run(context, { tender: id, id: report, reason: said, ...span })
  }
})
