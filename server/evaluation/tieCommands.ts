import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { freezeDraw } from '../experts/draw.ts'
import type { DrawPurpose } from '../experts/drawEvents.ts'
import { DrawDrawn } from '../experts/drawEvents.ts'
import { drawnLot, type Lot, lotEntries, lotRules } from '../experts/lot.ts'
import { partiesOf } from '../experts/panelCommands.ts'
import { drawStream } from '../experts/store.ts'
import { transcriptOf } from '../experts/transcript.ts'
import { type Context, command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import { notSuspended } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import { hold, lawOf, stageOf } from './commands.ts'
import type { ChooseEqual, DrawTie } from './contract.ts'
import { askForLot, BRAND_LOT, chooseEqual, lotAsked, settleByLot } from './settling.ts'
import { evaluationStream } from './store.ts'

const both = async (e: Entry, input: { tender: string }) => {
  const tender = await e.hold(tenderStream(input.tender))
  return { tender, evaluation: await hold(e, input) }
}

/** Freezes a lot between equal bids: what is in it, the rules, the parties. Who they are shows in the list alone, not in the rules. */
export async function freezeLot(
  e: Entry,
  tender: Tender,
  of: { lot: Lot; purpose: DrawPurpose; number: number; minutes: number },
): Promise<{ draw: string; root: string; rules: string }> {
  const { lot, purpose, number, minutes } = of
  const [commitUntil, revealUntil] = [e.now + minutes * 60_000, e.now + 2 * minutes * 60_000]
  const rules = lotRules(lot, { tender: tender.id, purpose, equal: lot.among.length }, [...lot.among])
  const frozen = { id: lot.draw, purpose, of: tender.id, number, parties: partiesOf(tender) }
  const draw = await e.append(
    drawStream(lot.draw),
    freezeDraw({ ...frozen, entries: lotEntries(lot), rules, commitUntil, revealUntil }, e.now),
  )
  return { draw: lot.draw, root: draw.root, rules: draw.rulesHash }
}

/** What a lot drew, and what repeats it. */
export async function lotDrawn(e: Entry, id: string, of: Omit<Lot, 'draw' | 'among'>) {
  const draw = await e.read(drawStream(id))
  const { value, calls, opened } = drawnLot(draw, of)
  return { draw: id, chosen: value, transcript: canonical(transcriptOf(draw, calls, opened)) }
}

/** The host has a lot drawn between bids of one brand that are equal. */
export const drawTie = command(
  'evaluation.drawTie',
  both,
  async (e, { tender, evaluation }, { minutes, cms }: z.infer<typeof DrawTie>) => {
    inStage(tender, 'evaluating')
    notSuspended(tender)
    const last = evaluation.lots?.at(-1)
    const before = last && (await e.find(drawStream(last.draw)))
    const { lot, number } = askForLot(evaluation, before, lawOf(evaluation))
    const fields = { tender: tender.id, minutes }
    await checkStatement(e.platform, e.who, { what: 'evaluation.drawTie', fields, cms }, e.now)
    const frozen = await freezeLot(e, tender, { lot, purpose: 'brand', number, minutes })
    await e.append(evaluationStream(tender.id), lotAsked(evaluation, { lot, number }))
    return frozen
  },
)

/** The purchaser chooses among equal bids, where the document has it choose. */
export const chooseTied = command(
  'evaluation.chooseEqual',
  both,
  async (e, { tender, evaluation }, { chosen, reason, cms }: z.infer<typeof ChooseEqual>) => {
    inStage(tender, 'evaluating')
    notSuspended(tender)
    const fields = { tender: tender.id, chosen, reason }
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.chooseEqual', fields, cms }, e.now)
    const facts = chooseEqual(evaluation, { chosen, reason, signature }, lawOf(evaluation))
    return stageOf(await e.append(evaluationStream(tender.id), facts))
  },
)

/** Tells the panel what the lot drew. Run again, it tells nothing twice. */
const noteTie = command(
  'evaluation.noteTie',
  both,
  async (e, { evaluation: of }, input: { tender: string; draw: string }) => {
    const facts = settleByLot(of, await lotDrawn(e, input.draw, BRAND_LOT), lawOf(of))
    if (facts.length) await e.append(evaluationStream(of.tender), facts)
  },
)

export const tieReactions = [
  on(DrawDrawn, 'brand', async (context: Context, { data }) => {
    if (data.purpose === 'brand') await noteTie.run(context, { tender: data.of, draw: data.draw })
  }),
]
