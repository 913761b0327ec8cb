import type { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { openingOf } from '../opening/store.ts'
import { tenderById } from '../tenders/store.ts'
import type { OneReport } from './contract.ts'
import type { OwnRecord } from './events.ts'
import { countedOf, type Decision, isOpen, type OutageReport, watches } from './outage.ts'
import { type OutageReceipt, openReport, receiptOf, type SealedReport } from './receipt.ts'
import { ownRecord } from './record.ts'
import { reportById, reporterTag, reportsOf } from './store.ts'

const refuse = refusals({ OUTAGE_UNKNOWN: { status: 404, zh: '没有该故障报告', en: 'there is no such report' } })
const none = async (): Promise<undefined> => undefined

type Told = Pick<OutageReport, 'kind' | 'from' | 'to' | 'at' | 'decisions'> & { report: string }

const told = ({ id: report, kind, from, to, at, decisions }: OutageReport): Told => ({
  ...{ report, kind, from, to, at, decisions },
})

/** One's own report, with its receipt. */
export interface OwnReport extends Told {
  tender: { id: string; code: string; name: string } | null
  account: string
  receipt: OutageReceipt
}

async function own({ platform }: Context, report: OutageReport): Promise<OwnReport> {
  const { tender, account } = openReport(platform, report)
  return {
    ...told(report),
    account,
    tender: await shortOf(platform, tender),
    receipt: await receiptOf(platform, report),
  }
}

async function shortOf(platform: Context['platform'], id: string | null): Promise<OwnReport['tender']> {
  const tender = id === null ? undefined : await tenderById({ platform }, id)
  return tender ? { id: tender.id, code: tender.code, name: tender.name } : null
}

/** The reports of one's own organisation. */
export const mine = query('outage.report', none, async (context) => {
  const reporter = reporterTag(context.platform, context.who.organisation ?? '')
  const found = await reportsOf(context.platform, { reporter })
  return { items: await Promise.all(found.map((one) => own(context, one))) }
})

/** One report of one's own organisation. */
export const read = query('outage.report', none, async (context, _none, input: z.infer<typeof OneReport>) => {
  const found = await reportById(context.platform, input.report)
  if (found?.reporter !== reporterTag(context.platform, context.who.organisation ?? '')) throw refuse('OUTAGE_UNKNOWN')
  return own(context, found)
})

/** A report as those see it who decide: what it tells only once that says nothing of who bids. */
export interface WatchedReport extends Told {
  /** what the platform's own log says of that time: at the decision, or now */
  record: OwnRecord
  content: (Omit<SealedReport, 'signature' | 'tender'> & { tender: OwnReport['tender'] }) | null
  /** whether the one who asks may still decide */
  open: boolean
}

const mayDecide = (last: Decision | undefined, role: string): boolean =>
  !last || (!last.span && last.by.role === 'centre' && role === 'supervisor')

async function watched({ platform, who, now }: Context, report: OutageReport): Promise<WatchedReport> {
  const { signature: _signature, tender: id, ...content } = openReport(platform, report)
  const tender = id === null ? undefined : await tenderById({ platform }, id)
  const opened = isOpen(tender, !!tender && !!(await openingOf(platform, tender.id))?.named)
  const by = { role: who.role as 'centre' | 'supervisor', code: who.organisation ?? '' }
  const theirs = !tender || watches(by, tender)
  const last = countedOf(report, opened ? tender : undefined).at(-1)
  return {
    ...told(report),
    record: last?.record ?? (await ownRecord(platform, { from: report.from, to: report.to ?? now })),
    content: opened && theirs ? { ...content, tender: await shortOf(platform, id) } : null,
    open: mayDecide(last, who.role) && (theirs || !opened) && content.by.code !== who.organisation,
  }
}

/** The reports, those that wait first: for those who decide. */
export const list = query('outage.watch', none, async (context) => {
  const items = []
  for (const one of await reportsOf(context.platform, {})) items.push(await watched(context, one)) // one look at the log at a time
  return { items }
})
