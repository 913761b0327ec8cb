import type { z } from 'zod'
import { seatOf } from '../access/parties.ts'
import { checkStatement } from '../access/statement.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { inStage } from '../tenders/rules.ts'
import { seatsOf } from '../tenders/seats.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { atRest } from './conductCommands.ts'
import type { RemedyDecide, RemedyRelease } from './contract.ts'
import { decisionFields, releaseFields } from './letters.ts'
import { askOfficers, decideRemedy, releaseByRemedy } from './remedyRules.ts'
import { openingStream } from './store.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))
const onOf = (tender: Tender) => ({ tender, law: rulebook(tender.published?.rulebook ?? '') })

/**
 * A bidder whose key does not open hands in its remedy code, closed to the opening's key, and consents with its
 * signature: any certificate of the organisation serves, so one that was issued anew as well.
 */
export const remedyRelease = command(
  'opening.remedy',
  held,
  async (e, tender, input: z.infer<typeof RemedyRelease>) => {
    const opening = await e.hold(openingStream(tender.id))
    inStage(tender, 'opening')
    const fields = releaseFields({ ...input, spki: opening.spki ?? '' }, 'bidder')
    const signature = await checkStatement(e.platform, e.who, { what: 'opening.remedy', fields, cms: input.cms }, e.now)
    const { epoch, letter } = input
    const of = { tag: e.who.tagFor(tender.id), epoch, letter, signature }
    await e.append(openingStream(tender.id), releaseByRemedy(opening, of, onOf(tender), e.now))
    return { epoch }
  },
)

/** The opener found the code to be the committed one: every officer of the ceremony decides now. */
export const askForRemedy = command(
  'opening.conduct',
  (e, input: { tender: string; tag: string; epoch: number }) => held(e, input),
  async (e, tender, { tag, epoch }) => {
    const opening = await e.hold(openingStream(tender.id))
    if (!atRest(tender, opening))
      await e.append(openingStream(tender.id), askOfficers(opening, tag, epoch, seatsOf(tender)))
  },
)

/** An officer agrees to the remedy of a bid and releases its share for it, closed to the opening's key, or refuses; signed. */
export const decide = command('opening.release', held, async (e, tender, input: z.infer<typeof RemedyDecide>) => {
  const opening = await e.hold(openingStream(tender.id))
  inStage(tender, 'opening')
  const role = seatOf(e.who, tender) ?? ''
  const { tag, epoch, consent, decision, cms } = input
  const said = decision.agreed ? { letter: decision.letter } : { reason: decision.reason }
  const fields = decisionFields({ tender: tender.id, epoch, spki: opening.spki ?? '', tag, consent, ...said }, role)
  const signature = await checkStatement(e.platform, e.who, { what: 'opening.remedyDecision', fields, cms }, e.now)
  const of = { tag, role, epoch, consent, signature, ...said }
  await e.append(openingStream(tender.id), decideRemedy(opening, of, onOf(tender), e.now))
  return { tag, agreed: decision.agreed }
})
