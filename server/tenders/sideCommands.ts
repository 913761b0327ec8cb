import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { LiftSuspension, PostponeTender, RepeatTender, SuspendTender, TerminateTender } from './contract.ts'
import { noteUncorrected } from './correction.ts'
import { postponeTender, repeatTender, terminateTender } from './endings.ts'
import type { SuspensionKind } from './sideEvents.ts'
import { tenderStream } from './store.ts'
import { liftSuspension, suspendTender } from './suspension.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
  PAPER_UNKNOWN: { status: 404, zh: '没有找到该文件', en: 'there is no such paper' },
  TENDER_NOT_PUBLISHED: { status: 409, zh: '该标段尚未发布公告', en: 'the tender is not published yet' },
})

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** The rulebook that a tender was published under. */
export function lawOf(tender: Tender): Rulebook {
  const of = tender.published ?? tender.prequal
  if (!of) throw refuse('TENDER_NOT_PUBLISHED')
  return rulebook(of.rulebook)
}

/** Which suspension a role may order and lift. */
const kindOf = (e: Entry): SuspensionKind => (e.who.role === 'supervisor' ? 'supervision' : 'incident')

/** An order that the tender rests until it is lifted. */
export const suspend = command('tender.suspend', held, async (e, tender, input: z.infer<typeof SuspendTender>) => {
  const { suspension: id, reason, cms } = input
  const law = lawOf(tender)
  const fields = { tender: tender.id, suspension: id, reason }
  const signature = await checkStatement(e.platform, e.who, { what: 'tender.suspend', fields, cms }, e.now)
  const facts = suspendTender(tender, { id, kind: kindOf(e), reason, signature }, law, e.now)
  const after = await e.append(tenderStream(tender.id), facts)
  return { tender: tender.id, suspensions: after.suspensions ?? [] }
})

/** Lifts an order; with the last one the clocks go on. */
export const lift = command('tender.liftSuspension', held, async (e, tender, input: z.infer<typeof LiftSuspension>) => {
  const { suspension: id, reason, cms } = input
  const law = lawOf(tender)
  const fields = { tender: tender.id, suspension: id, reason }
  const signature = await checkStatement(e.platform, e.who, { what: 'tender.liftSuspension', fields, cms }, e.now)
  const facts = liftSuspension(tender, { id, reason, kinds: [kindOf(e)], signature }, law, e.now)
  const after = await e.append(tenderStream(tender.id), facts)
  return { tender: tender.id, suspensions: after.suspensions ?? [], deadline: after.deadline }
})

/** The time for correcting the document is over: supervision is told. */
export const correctionOverdue = command(
  'tender.correctionOverdue',
  held,
  async (e, tender, _of: { tender: string }) => {
    const facts = noteUncorrected(tender, e.now)
    if (facts.length) await e.append(tenderStream(tender.id), facts)
  },
)

/** Moves the deadline to a later one. */
export const postpone = command('tender.postpone', held, async (e, tender, input: z.infer<typeof PostponeTender>) => {
  const { cms, ...given } = input
  const { tender: _id, ...to } = given
  const signature = await checkStatement(e.platform, e.who, { what: 'tender.postpone', fields: given, cms }, e.now)
  const after = await e.append(tenderStream(tender.id), postponeTender(tender, { ...to, signature }, e.now))
  return { tender: tender.id, deadline: after.deadline, documentsUntil: after.documentsUntil }
})

/** Ends the tender before its award. */
export const terminate = command(
  'tender.terminate',
  held,
  async (e, tender, input: z.infer<typeof TerminateTender>) => {
    const { ground, defect, reason, cms } = input
    const law = lawOf(tender)
    const fields = { tender: tender.id, ground, reason, ...(defect ? { defect } : {}) }
    const signature = await checkStatement(e.platform, e.who, { what: 'tender.terminate', fields, cms }, e.now)
    const facts = terminateTender(tender, { ground, defect, reason, signature }, law, e.now)
    const after = await e.append(tenderStream(tender.id), facts)
    return { tender: tender.id, stage: after.stage }
  },
)

/** Opens the next round of a tender that ended without a result. */
export const repeat = command('tender.repeat', held, async (e, tender, input: z.infer<typeof RepeatTender>) => {
  const next = tenderStream(input.next)
  const taken = (await e.holdIfAny(next)) !== undefined
  const { old, fresh } = repeatTender(tender, input.next, taken, e.now)
  await e.append(tenderStream(tender.id), old)
  const after = await e.append(next, fresh)
  return { tender: after.id, round: after.round }
})
