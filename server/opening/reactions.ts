import { releaseDeposit } from '../deposits/commands.ts'
import { issuePaper } from '../documents/issue.ts'
import { type Context, on } from '../ledger/command.ts'
import { tenderById } from '../tenders/store.ts'
import { noteSheet } from './commands.ts'
import { OpeningFinished } from './events.ts'
import { compareBids } from './likenessCommands.ts'
import { signaturesPaper } from './paper.ts'
import { openingOf } from './store.ts'
import { validityPaperReactions } from './validityPaperCommands.ts'

/**
 * A bid that stayed shut by another's cause counts as withdrawn: its deposit goes back. One that its own bidder
 * kept shut counts as revoked: the tenderer may keep the deposit, and decides that by a deed of its own.
 */
async function giveBack(context: Context, tender: string, at: number): Promise<void> {
  const opening = await openingOf(context.platform, tender)
  for (const { tag, cause } of Object.values(opening?.bids ?? {}))
    if (cause && cause.cause !== 'bidder') await releaseDeposit(context, { tender, tag, reason: 'withdrawn', at })
}

/** Issues the sheet of who signed the record and who did not. */
async function issueSheet(context: Context, id: string): Promise<void> {
  const tender = await tenderById(context, id)
  const opening = await openingOf(context.platform, id)
  if (!tender || !opening?.record || opening.sheet) return
  const paper = signaturesPaper(tender, opening, context.platform)
  const at = opening.finishedAt ?? context.now
  const issued = await issuePaper(context.platform, `openings/${id.toLowerCase()}`, paper, at)
  await noteSheet.run(context, { tender: id, ...issued })
}

export const openingReactions = [
  ...validityPaperReactions,
  on(OpeningFinished, 'openingSignatures', (context, fact) => issueSheet(context, fact.data.tender)),
  on(OpeningFinished, 'depositsOfWithdrawn', (context, fact) => giveBack(context, fact.data.tender, fact.at)),
  on(OpeningFinished, 'likeness', (context, fact) => compareBids(context, fact.data.tender)),
]
