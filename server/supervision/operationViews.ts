import type { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { query } from '../ledger/command.ts'
import { ADDRESS, addresses, events } from '../ledger/store.ts'
import type { OneTender } from '../tenders/contract.ts'
import { tenderById } from '../tenders/store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

/** From which network address staff did each deed of a tender, by the fact that it wrote: for its supervisor alone. */
export const operations = query(
  'operation.read',
  async (context, input: z.infer<typeof OneTender>) => {
    const tender = await tenderById(context, input.tender)
    if (!tender) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async ({ platform }, { id }) => {
    const { database, vault } = platform
    const facts = await events(database).findAll({ where: { tender: id }, attributes: ['id'], raw: true })
    const of = (facts as unknown as { id: string }[]).map((fact) => fact.id)
    const kept = await addresses(database).findAll({ where: { event: of }, raw: true })
    const rows = kept as unknown as { event: string; address: string }[]
    return { addresses: Object.fromEntries(rows.map(({ event, address }) => [event, vault.open(ADDRESS, address)])) }
  },
)
