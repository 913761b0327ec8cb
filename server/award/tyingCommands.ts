import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { freezeLot, lotDrawn } from '../evaluation/tieCommands.ts'
import { DrawDrawn } from '../experts/drawEvents.ts'
import { drawStream } from '../experts/store.ts'
import { command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { receiving } from './acceptanceCommands.ts'
import { lawOf, orderOf } from './dutyCommands.ts'
import { tiedNow } from './fixing.ts'
import type { DrawWinner } from './furtherContract.ts'
import { acceptanceStream, awardStream } from './store.ts'
import { askForWinnerLot, WINNER_LOT, winnerLotAsked, winnerLotDrawn } from './tying.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** The purchaser has a lot drawn between candidates who tie, where the document says nothing else. */
export const drawTie = command('award.drawTie', held, async (e, tender, input: z.infer<typeof DrawWinner>) => {
  const { minutes, skipped, cms } = input
  const of = await receiving(e, tender)
  const law = lawOf(tender)
  const fields = { tender: tender.id, minutes, skipped }
  await checkStatement(e.platform, e.who, { what: 'award.drawTie', fields, cms }, e.now)
  const [order, award] = [await orderOf(e, tender.id), await e.find(awardStream(tender.id))]
  const best = tiedNow({ ...of, order, award }, skipped, law)
  const last = of.acceptance.lots?.at(-1)
  const before = last && (await e.find(drawStream(last.draw)))
  const asked = askForWinnerLot({ tender, acceptance: of.acceptance }, best, before, law)
  const frozen = await freezeLot(e, tender, { ...asked, purpose: 'winner', minutes })
  await e.append(acceptanceStream(tender.id), winnerLotAsked(tender.id, asked))
  return frozen
})

/** Notes what the lot drew. Run again, it notes nothing twice. */
const noteLot = command('award.noteLot', held, async (e, tender, { draw }: { tender: string; draw: string }) => {
  const acceptance = await e.hold(acceptanceStream(tender.id))
  const facts = winnerLotDrawn(acceptance, await lotDrawn(e, draw, WINNER_LOT), lawOf(tender))
  if (facts.length) await e.append(acceptanceStream(tender.id), facts)
})

export const tyingReactions = [
  on(DrawDrawn, 'winner', async (context, { data }) => {
    if (data.purpose === 'winner') await noteLot.run(context, { tender: data.of, draw: data.draw })
  }),
]
