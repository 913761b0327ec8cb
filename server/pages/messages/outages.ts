import type { Context } from '../../ledger/command.ts'
import type { OutageReport } from '../../outages/outage.ts'
import { reporterTag, reportsOf } from '../../outages/store.ts'
import type { Message } from './inbox.ts'

const about = { matter: 'outage', place: 'outages', tender: null } as const

/** What is said of reports of an outage: to their reporter what was decided, to those who decide that they wait. */
export async function ofOutages({ platform, who }: Context): Promise<Message[]> {
  const own = await reportsOf(platform, { reporter: reporterTag(platform, who.organisation ?? '') })
  const decides = who.role === 'centre' || who.role === 'supervisor'
  const waiting = decides ? await reportsOf(platform, { waits: 1 }) : []
  const others = waiting.filter(({ id }) => !own.some((mine) => mine.id === id))
  return [...own.flatMap(decided), ...others.map(waits)]
}

function decided({ id, decisions }: OutageReport): Message[] {
  const last = decisions.at(-1)
  if (!last) return []
  const outage = last.span !== null
  return [
    {
      ...{ id: id.slice(-26), at: last.at, ...about, until: null, asks: false, done: false, note: last.reason },
      zh: outage
        ? `您报告的平台故障已由${last.by.name}认定为平台中断`
        : `您报告的故障未被${last.by.name}认定为平台中断`,
      en: `${last.by.name} decided that the failure you reported ${outage ? 'was' : 'was not'} an outage of the platform`,
    },
  ]
}

const waits = ({ id, at }: OutageReport): Message => ({
  ...{ id: id.slice(-26), at, ...about, until: null, asks: true, done: false, note: null },
  zh: '有平台故障报告待认定',
  en: 'a report of a failure of the platform waits for a decision',
})
