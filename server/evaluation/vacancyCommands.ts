import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { unfilled, vacateSeat } from '../experts/leaving.ts'
import { representativesOf } from '../experts/panel.ts'
import { dissolvePanel } from '../experts/rules.ts'
import { panelStream } from '../experts/store.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import { hold, lawOf, sealSignature, stageOf } from './commands.ts'
import type { Dismiss, GiveUp, Leave } from './contract.ts'
import type { Evaluation } from './evaluation.ts'
import { evaluationStream } from './store.ts'
import { fillVacancies, giveUpPanel, type Leaving, leaveSeat, vacanciesOf } from './vacancy.ts'

/** The tender before its evaluation, as every deed that holds both does. */
const both = async (e: Entry, input: { tender: string }) => {
  const tender = await e.hold(tenderStream(input.tender))
  return { tender, evaluation: await hold(e, input) }
}

/** Vacates a seat in the panel and in the evaluation at once. */
async function vacate(e: Entry, of: Evaluation, leaving: Leaving): Promise<Evaluation> {
  const facts = leaveSeat(of, leaving, lawOf(of))
  const panel = await e.hold(panelStream(of.tender))
  const { member: tag, ground: reason, sealed } = leaving
  const after = await e.append(evaluationStream(of.tender), facts)
  await e.append(panelStream(of.tender), vacateSeat(panel, { tag, reason, sealed }))
  return after
}

/** A member says that it cannot go on, signed; its words stay sealed. */
export const leave = command(
  'evaluation.leave',
  async (e, input: z.infer<typeof Leave>) => (await both(e, input)).evaluation,
  async (e, of, { ground, reason, cms }) => {
    const fields = { tender: of.tender, ground, reason }
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.leave', fields, cms }, e.now)
    const member = e.who.tagFor(of.tender)
    return stageOf(await vacate(e, of, { member, ground, sealed: sealSignature(e.platform, signature), order: null }))
  },
)

/** The supervisor orders that a member is replaced, on a ground of the law. */
export const dismiss = command(
  'evaluation.dismiss',
  both,
  async (e, { evaluation }, { member, ground, reason, cms }: z.infer<typeof Dismiss>) => {
    const fields = { tender: evaluation.tender, member, ground, reason }
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.dismiss', fields, cms }, e.now)
    return stageOf(await vacate(e, evaluation, { member, ground, sealed: null, order: { reason, signature } }))
  },
)

/** Seats those who came in the places of those who left; run again, it changes nothing. */
export const fill = command('evaluation.replaceMember', hold, async (e, of) => {
  const panel = await e.read(panelStream(of.tender))
  if (!panel.seated || !vacanciesOf(of).length) return
  const seated = panel.seats.filter(({ status }) => status === 'declared').map(({ tag }) => tag)
  const representatives = representativesOf(panel).map(({ tag }) => tag)
  await e.append(evaluationStream(of.tender), fillVacancies(of, seated, representatives))
})

/** The host stops an evaluation whose panel cannot be filled up; another is drawn, and nobody who was invited to this one. */
export const giveUp = command(
  'evaluation.giveUp',
  both,
  async (e, { evaluation: of }, { reason, cms }: z.infer<typeof GiveUp>) => {
    const law = lawOf(of)
    const fields = { tender: of.tender, reason }
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.giveUp', fields, cms }, e.now)
    const panel = await e.hold(panelStream(of.tender))
    unfilled(panel, law)
    const after = await e.append(evaluationStream(of.tender), giveUpPanel(of, { reason, signature }, law))
    const { article } = law.unfilledPanel
    await e.append(panelStream(of.tender), dissolvePanel(panel, { reason, article }))
    return stageOf(after)
  },
)
