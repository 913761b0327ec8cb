import type { z } from 'zod'
import { permit } from '../access/policy.ts'
import { checkStatement } from '../access/statement.ts'
import { depositOf } from '../deposits/store.ts'
import { issuePaper } from '../documents/issue.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import type { Command } from '../ledger/command.ts'
import { tenderById } from '../tenders/store.ts'
import { noteRecord } from './commands.ts'
import type { MakeRecord } from './contract.ts'
import { recordPaper } from './paper.ts'
import { reserveTold } from './reserve.ts'
import { readyForRecord } from './rules.ts'
import { openingOf, reserveOf } from './store.ts'

const refuse = refusals({
  OPENING_ABSENT: { status: 404, zh: '开标尚未开始', en: 'the opening has not begun' },
})

/** Makes the record of the opening: rendered and stamped first, then noted as a fact. */
export const makeRecord: Command<z.infer<typeof MakeRecord>, { record: unknown }> = {
  policy: 'opening.host',
  run: async (context, input) => {
    const tender = await tenderById(context, input.tender)
    const opening = tender && (await openingOf(context.platform, tender.id))
    if (!tender || !opening) throw refuse('OPENING_ABSENT')
    permit('opening.host', context.who, tender)
    if (opening.record) return { record: opening.record }
    const law = rulebook(tender.published?.rulebook ?? '')
    readyForRecord(opening, { tender, law }, context.now)
    reserveTold(opening, await reserveOf(context.platform, tender.id), law)
    const { cms, ...fields } = input
    const said = { what: 'opening.makeRecord', fields, cms }
    const signature = await checkStatement(context.platform, context.who, said, context.now)
    const tags = Object.keys(opening.bids)
    const forms = await Promise.all(tags.map(async (tag) => (await depositOf(context, tender.id, tag)).form))
    const deposits = new Map(tags.map((tag, i) => [tag, forms[i] ?? null]))
    const paper = recordPaper(tender, opening, deposits, context.platform)
    const issued = await issuePaper(context.platform, `openings/${tender.id.toLowerCase()}`, paper, context.now)
    return noteRecord.run(context, { tender: tender.id, ...issued, signature })
  },
}
