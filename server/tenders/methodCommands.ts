import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { factsOf } from '../ledger/store.ts'
import { askMethodChange, decideMethodChange } from './methodChange.ts'
import type { AskMethodChange, DecideMethodChange } from './methodContract.ts'
import { MethodChangeAsked } from './methodEvents.ts'
import { lawOf } from './sideCommands.ts'
import { tenderById, tenderStream } from './store.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** Applies for another way of buying after too few bidders. */
export const askMethod = command(
  'tender.askMethodChange',
  held,
  async (e, tender, input: z.infer<typeof AskMethodChange>) => {
    const { cms, ...fields } = input
    const { tender: _id, ...asked } = fields
    const signature = await checkStatement(e.platform, e.who, { what: 'tender.askMethodChange', fields, cms }, e.now)
    const facts = askMethodChange(tender, { ...asked, signature }, lawOf(tender), e.now)
    const after = await e.append(tenderStream(tender.id), facts)
    return { tender: tender.id, methodChange: after.methodChange }
  },
)

/** Decides on it, for the finance department. */
export const decideMethod = command(
  'tender.decideMethodChange',
  held,
  async (e, tender, input: z.infer<typeof DecideMethodChange>) => {
    const { cms, ...fields } = input
    const what = 'tender.decideMethodChange'
    const signature = await checkStatement(e.platform, e.who, { what, fields, cms }, e.now)
    const facts = decideMethodChange(tender, { ...fields, signature }, lawOf(tender), e.now)
    const after = await e.append(tenderStream(tender.id), facts)
    return { tender: tender.id, methodChange: after.methodChange ?? null }
  },
)

/** The applications for another way of buying, with the experts' opinions, for those who run and watch the tender. */
export const methodAsked = query(
  'tender.readMethodChange',
  async (context, input: { tender: string }) => {
    const tender = await tenderById(context, input.tender)
    if (!tender) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async ({ platform }, tender) => {
    const written = await factsOf(platform.database, tenderStream(tender.id).name, 0)
    return {
      applications: written.flatMap(({ fact: { type, data } }) =>
        type === MethodChangeAsked.type ? [MethodChangeAsked.schema.parse(data)] : [],
      ),
    }
  },
)
