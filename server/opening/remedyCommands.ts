import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { RemedyRelease } from './contract.ts'
import { releaseFields } from './letters.ts'
import { releaseByRemedy } from './rules.ts'
import { openingStream } from './store.ts'

/**
 * A bidder whose key does not open hands in its remedy code, closed to the opening's key, and consents with its
 * signature: any certificate of the organisation serves, so one that was issued anew as well.
 */
export const remedyRelease = command(
  'opening.remedy',
  (e, input: z.infer<typeof RemedyRelease>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const opening = await e.hold(openingStream(tender.id))
    inStage(tender, 'opening')
    const fields = releaseFields({ ...input, spki: opening.spki ?? '' }, 'bidder')
    const signature = await checkStatement(e.platform, e.who, { what: 'opening.remedy', fields, cms: input.cms }, e.now)
    const { epoch, letter } = input
    const of = { tag: e.who.tagFor(tender.id), epoch, letter, signature }
    const law = rulebook(tender.published?.rulebook ?? '')
    await e.append(openingStream(tender.id), releaseByRemedy(opening, of, { tender, law }, e.now))
    return { epoch }
  },
)
