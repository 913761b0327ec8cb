import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { command, on } from '../ledger/command.ts'
import { CoefficientAsked, CoefficientDrawn } from '../opening/hallEvents.ts'
import { openingStream } from '../opening/store.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import { askForCoefficient, coefficientRules, drawnValue, valuesAsEntries } from './coefficient.ts'
import type { DrawCoefficient } from './contract.ts'
import { freezeDraw } from './draw.ts'
import { DrawDrawn } from './drawEvents.ts'
import { partiesOf } from './panelCommands.ts'
import { drawStream } from './store.ts'
import { transcriptOf } from './transcript.ts'

/** The host has the coefficient drawn: values, rules and parties are frozen, and the parties commit. */
export const drawCoefficient = command(
  'draw.coefficient',
  (e, input: z.infer<typeof DrawCoefficient>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { minutes, cms }) => {
    const opening = await e.hold(openingStream(tender.id))
    inStage(tender, 'opening')
    const before = opening.coefficient && (await e.find(drawStream(opening.coefficient.draw)))
    const { draw: id, number, values } = askForCoefficient(tender, opening, before)
    await checkStatement(
      e.platform,
      e.who,
      { what: 'draw.coefficient', fields: { tender: tender.id, minutes }, cms },
      e.now,
    )
    const [commitUntil, revealUntil] = [e.now + minutes * 60_000, e.now + 2 * minutes * 60_000]
    const frozen = {
      ...{ id, purpose: 'coefficient' as const, of: tender.id, number, parties: partiesOf(tender) },
      ...{
        entries: valuesAsEntries(id, values),
        rules: coefficientRules(tender, id, values),
        commitUntil,
        revealUntil,
      },
    }
    const draw = await e.append(drawStream(id), freezeDraw(frozen, e.now))
    await e.append(openingStream(tender.id), [
      CoefficientAsked({ tender: tender.id, draw: id, number, parameter: 'k', values }),
    ])
    return { draw: id, root: draw.root, rules: draw.rulesHash }
  },
)

/** Tells the hall what was drawn, with the transcript. Run again, it tells nothing twice. */
export const noteCoefficient = command(
  'draw.noteCoefficient',
  (e, input: { tender: string; draw: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender, { draw: id }) => {
    const opening = await e.hold(openingStream(tender.id))
    const draw = await e.read(drawStream(id))
    if (opening.coefficient?.draw !== id || opening.coefficient.value) return
    const { value, calls, opened } = drawnValue(draw)
    const transcript = canonical(transcriptOf(draw, calls, opened))
    await e.append(openingStream(tender.id), [
      CoefficientDrawn({ tender: tender.id, draw: id, parameter: 'k', value, transcript }),
    ])
  },
)

export const coefficientReactions = [
  on(DrawDrawn, 'coefficient', async (context, { data }) => {
    if (data.purpose === 'coefficient') await noteCoefficient.run(context, { tender: data.of, draw: data.draw })
  }),
]
