import { createEvents, type EventAttributes } from 'ics'
import type { z } from 'zod'
import { isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import { query } from '../ledger/command.ts'
import type { OneTender } from '../tenders/contract.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderById } from '../tenders/store.ts'
import { versionsOf } from '../tenders/versions.ts'
import { Reply } from '../web/route.ts'
import { objectionUntil } from './objection.ts'

const refuse = refusals({ TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' } })

/** The dates of a tender for a calendar (RFC 5545): documents, objections, deadline; each is told again when it moved. */
export const dates = query(
  'tender.read',
  async (context, input: z.infer<typeof OneTender>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.published) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async ({ platform }, tender) => {
    const host = new URL(platform.publicUrl).hostname
    const version = tender.published?.version ?? 1
    const stands = tender.published ? (versionsOf(tender.published).at(-1)?.at ?? 0) : 0
    const until = objectionUntil(tender, { version, holder: undefined }, lawOf(tender), await platform.calendar())
    const moments: [string, string, number][] = [
      ['documents', '招标文件获取截止', tender.documentsUntil],
      ...(isPending(until)
        ? []
        : ([['objections', '对招标文件提出异议（质疑）截止', until]] as [string, string, number][])),
      ['deadline', '投标截止暨开标', tender.deadline],
    ]
    const events = moments.map(
      ([what, title, start]): EventAttributes => ({
        uid: `${tender.id.toLowerCase()}.${what}@${host}`,
        start,
        ...{ timestamp: stands }, // of the version in force: the same dates are the same file (the library's types forget it)
        startInputType: 'utc',
        startOutputType: 'utc',
        duration: { minutes: 0 },
        title: `${title}：${tender.name}`,
        description: `${tender.code}\n${platform.publicUrl}/notices/${tender.id}`,
        alarms: [{ action: 'display', description: title, trigger: { days: 1, before: true } }],
      }),
    )
    const { error, value } = createEvents(events, { productId: 'yangguang', calName: tender.name })
    if (error || value == null) throw error ?? new Error('the calendar could not be written')
    return new Reply('text/calendar; charset=utf-8', value, { name: `${tender.code}.ics` })
  },
)
