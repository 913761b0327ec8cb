import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type {
  AnswerSpot,
  ConfirmFigures,
  CorrectFigure,
  OpenQuestions,
  PauseHall,
  RaiseSpot,
  ResumeHall,
} from './contract.ts'
import { confirmFigures, correctFigure, openQuestions } from './figures.ts'
import type { PauseKind } from './hallEvents.ts'
import { answerSpot, raiseSpot } from './objecting.ts'
import type { Opening } from './opening.ts'
import { pauseHall, resumeHall } from './pausing.ts'
import { openingStream } from './store.ts'

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))
const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')

/** What was signed is what was sent, but for the signature. */
async function signed(e: Entry, what: string, { cms, ...fields }: { cms: string } & Record<string, unknown>) {
  return checkStatement(e.platform, e.who, { what, fields, cms }, e.now)
}

/** The hall of a tender that is being opened. */
async function hallOf(e: Entry, tender: Tender): Promise<Opening> {
  const opening = await e.hold(openingStream(tender.id))
  inStage(tender, 'opening')
  return opening
}

/** Whose pauses a role begins and ends. */
const kindOf = (e: Entry): PauseKind => (e.who.role === 'centre' ? 'incident' : 'host')

/** The host stops the hall, or adjourns it; the centre for an incident. All clocks stand. */
export const pause = command('opening.pause', held, async (e, tender, input: z.infer<typeof PauseHall>) => {
  const opening = await hallOf(e, tender)
  const signature = await signed(e, 'opening.pause', input)
  const { pause: id, reason, resumesAt } = input
  const facts = pauseHall(opening, { id, kind: kindOf(e), reason, resumesAt, signature }, e.now)
  return { pauses: (await e.append(openingStream(tender.id), facts)).pauses ?? [] }
})

/** Goes on; the clocks with what was left of them. */
export const resume = command('opening.pause', held, async (e, tender, input: z.infer<typeof ResumeHall>) => {
  const opening = await hallOf(e, tender)
  const signature = await signed(e, 'opening.resume', input)
  const { pause: id, reason } = input
  // the centre also ends what the platform began by itself
  const kinds: PauseKind[] = e.who.role === 'centre' ? ['incident', 'outage'] : ['host']
  const facts = resumeHall(opening, { id, reason, kinds, signature }, e.now)
  return { pauses: (await e.append(openingStream(tender.id), facts)).pauses ?? [] }
})

/** A bidder confirms what was read out of its bid. */
export const confirm = command('opening.speak', held, async (e, tender, input: z.infer<typeof ConfirmFigures>) => {
  const opening = await hallOf(e, tender)
  const signature = await signed(e, 'opening.confirm', input)
  const facts = confirmFigures(opening, { tag: e.who.tagFor(tender.id), figures: input.figures, signature })
  await e.append(openingStream(tender.id), facts)
  return { confirmed: input.figures }
})

/** The host notes a figure that was read out otherwise than it stands in the bid. */
export const correct = command('opening.host', held, async (e, tender, input: z.infer<typeof CorrectFigure>) => {
  const opening = await hallOf(e, tender)
  const signature = await signed(e, 'opening.correct', input)
  const { tag, field, corrected, reason } = input
  const after = await e.append(
    openingStream(tender.id),
    correctFigure(opening, { tag, field, corrected, reason, signature }),
  )
  return { corrections: after.corrections ?? [] }
})

/** The host begins the time to confirm and to object. */
export const questions = command('opening.host', held, async (e, tender, input: z.infer<typeof OpenQuestions>) => {
  const opening = await hallOf(e, tender)
  await signed(e, 'opening.questions', input)
  const after = await e.append(openingStream(tender.id), openQuestions(opening, input.minutes, e.now))
  return { questions: after.questions }
})

/** A bidder speaks up in the hall. */
export const object = command('opening.speak', held, async (e, tender, input: z.infer<typeof RaiseSpot>) => {
  const opening = await e.hold(openingStream(tender.id))
  if (opening.stage !== 'finished') inStage(tender, 'opening')
  const { objection: id, kind, text } = input
  const tag = e.who.tagFor(tender.id)
  const unsigned = { id, tag, kind, text, signature: { statement: '', cms: '', certificate: '' } }
  raiseSpot(opening, unsigned, lawOf(tender)) // declined before anything is asked of a certificate
  const signature = await signed(e, 'opening.object', input)
  await e.append(openingStream(tender.id), raiseSpot(opening, { ...unsigned, signature }, lawOf(tender)))
  return { objection: id }
})

/** The host answers, on the spot. */
export const answer = command('opening.host', held, async (e, tender, input: z.infer<typeof AnswerSpot>) => {
  const opening = await hallOf(e, tender)
  const signature = await signed(e, 'opening.answer', input)
  const { objection: id, outcome, text } = input
  const by = e.who.organisationName ?? ''
  await e.append(openingStream(tender.id), answerSpot(opening, { id, outcome, text, by, signature }, lawOf(tender)))
  return { objection: id, outcome }
})
