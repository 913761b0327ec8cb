import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import { checkStatement, type Signature } from '../access/statement.ts'
import { attached, hashesOf } from '../award/objectionCommands.ts'
import { evaluateAgain } from '../award/remedyCommands.ts'
import { refusals } from '../law/refusal.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { reviewAgain } from '../prequalification/reopenCommands.ts'
import { holdForCorrection } from '../tenders/correction.ts'
import { failTender } from '../tenders/rules.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderStream } from '../tenders/store.ts'
import { liftSuspension, suspendTender } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Complaint } from './complaint.ts'
import type {
  DecideComplaint,
  FileComplaint,
  LiftRest,
  OneComplaint,
  OrderRest,
  ResumeClock,
  RuleOn,
  StateCase,
  StopClock,
  WithdrawComplaint,
} from './contract.ts'
import { ownObjections } from './earlierViews.ts'
import type { ComplaintHappening } from './events.ts'
import * as rules from './rules.ts'
import { complaintOf } from './store.ts'

const refuse = refusals({
  COMPLAINT_UNKNOWN: { status: 404, zh: '没有该投诉', en: 'there is no such complaint' },
})

/** What a deed is judged by: the tender's law, the moment, and the calendar as it is known now. */
const judgedBy = async (e: Entry, tender: Tender) => [lawOf(tender), e.now, await e.platform.calendar()] as const

/** A complaint with its tender; the tender is held first, as every deed that holds both does. */
export interface Case {
  tender: Tender
  complaint: Complaint
}

const both = async (e: Entry, input: { tender: string; complaint: string }): Promise<Case> => {
  const tender = await e.hold(tenderStream(input.tender))
  const complaint = await e.holdIfAny(complaintOf(input.tender, input.complaint))
  if (!complaint) throw refuse('COMPLAINT_UNKNOWN')
  return { tender, complaint }
}

const signed = (e: Entry, what: string, fields: Record<string, unknown>, cms: string): Promise<Signature> =>
  checkStatement(e.platform, e.who, { what: `complaint.${what}`, fields, cms }, e.now)

/** Seals what would name a complainant. */
const sealed = (e: Entry, content: Record<string, unknown>): string =>
  e.platform.vault.seal('complaint', canonical(content))

/** What a complaint shows of itself after a deed. */
const shown = ({ id, tender, stage, late, until, acceptBy, ruleBy, rest }: Complaint) => ({
  ...{ complaint: id, tender, stage, late, until, acceptBy, ruleBy },
  rests: rest !== null,
})

/** Complains to the supervisor. */
export const file = command(
  'complaint.file',
  (e, input: z.infer<typeof FileComplaint>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const { matter, knownAt, letter, objection: named, cms } = input
    const id = e.platform.newId()
    const tag = e.who.tagFor(tender.id)
    const files = await attached(e, tender.id, input.files)
    const objection = (await ownObjections(e, tender.id)).find(({ id: one }) => one === named)
    const about = { tender: tender.id, matter, knownAt, letter, ...(named ? { objection: named } : {}) }
    const signature = await signed(e, 'file', { ...about, ...hashesOf(files) }, cms)
    const author = { code: e.who.organisation ?? '', name: e.who.organisationName ?? '' }
    const of = { tender, id, tag, matter, objection, named: named !== undefined, knownAt, files }
    const facts = rules.fileComplaint(
      { ...of, sealed: sealed(e, { author, letter, signature }) },
      ...(await judgedBy(e, tender)),
    )
    return shown(await e.append(complaintOf(tender.id, id), facts))
  },
)

const append = async (e: Entry, { tender, complaint }: Case, facts: ComplaintHappening[]) =>
  shown(await e.append(complaintOf(tender.id, complaint.id), facts))

/** Takes a complaint up, or does not. */
export const decide = command('complaint.decide', both, async (e, of, input: z.infer<typeof DecideComplaint>) => {
  const { cms, ...fields } = input
  const { accepted, reason } = fields
  const signature = await signed(e, 'decide', fields, cms)
  return append(
    e,
    of,
    rules.decideComplaint(of.complaint, { accepted, reason, signature }, ...(await judgedBy(e, of.tender))),
  )
})

/** Stops the time for the ruling while something is inspected. */
export const stop = command('complaint.clock', both, async (e, of, input: z.infer<typeof StopClock>) => {
  const { cms, ...fields } = input
  const signature = await signed(e, 'stop', fields, cms)
  return append(e, of, rules.stopClock(of.complaint, { reason: fields.reason, signature }, e.now))
})

/** Lets the time for the ruling go on. */
export const resume = command('complaint.clock', both, async (e, of, input: z.infer<typeof ResumeClock>) => {
  const { cms, ...fields } = input
  const signature = await signed(e, 'resume', fields, cms)
  return append(e, of, rules.resumeClock(of.complaint, signature, ...(await judgedBy(e, of.tender))))
})

/** The other side states its case. */
export const state = command('complaint.state', both, async (e, of, input: z.infer<typeof StateCase>) => {
  const { cms, ...fields } = input
  const signature = await signed(e, 'state', fields, cms)
  return append(e, of, rules.stateCase(of.complaint, { text: fields.text, signature }))
})

/** Orders that the tender rests. */
export const rest = command('complaint.rest', both, async (e, of, input: z.infer<typeof OrderRest>) => {
  const { cms, ...fields } = input
  const { tender, complaint } = of
  const law = lawOf(tender)
  const signature = await signed(e, 'rest', fields, cms)
  const id = `${complaint.id}-rest-${e.platform.newId().slice(-6)}`
  const facts = rules.orderRest(complaint, id, law, e.now)
  const { article } = law.complaintSuspension
  const order = { id, kind: 'complaint' as const, reason: fields.reason, article, signature }
  await e.append(tenderStream(tender.id), suspendTender(tender, order, law, e.now))
  return append(e, of, facts)
})

/** Ends the rest of the tender within a deed, if it still stands. */
async function endRest(e: Entry, { tender, complaint }: Case, reason: string, signature?: Signature): Promise<void> {
  const id = complaint.rest?.suspension ?? ''
  if (!suspensionsOf(tender).some((one) => one.id === id)) return
  const order = { id, reason, kinds: ['complaint' as const], ...(signature ? { signature } : {}) }
  await e.append(tenderStream(tender.id), liftSuspension(tender, order, lawOf(tender), e.now))
}

/** Lifts the rest by order. */
export const lift = command('complaint.rest', both, async (e, of, input: z.infer<typeof LiftRest>) => {
  const { cms, ...fields } = input
  const signature = await signed(e, 'lift', fields, cms)
  const facts = rules.liftRest(of.complaint, 'order')
  await endRest(e, of, fields.reason, signature)
  return append(e, of, facts)
})

/** Lifts the rest when its longest time is over. */
export const restEnds = command('complaint.restEnds', both, async (e, of, _input: z.infer<typeof OneComplaint>) => {
  const { complaint } = of
  if (!complaint.rest?.until || e.now <= complaint.rest.until) return shown(complaint)
  await endRest(e, of, '法律规定的最长暂停期限届满')
  return append(e, of, rules.liftRest(complaint, 'longest'))
})

/** What ends with the complaint: the rest of its tender. */
const ended = (complaint: Complaint) => (complaint.rest ? rules.liftRest(complaint, 'ended') : [])

/** The complainant takes its complaint back. */
export const withdraw = command('complaint.withdraw', both, async (e, of, input: z.infer<typeof WithdrawComplaint>) => {
  const { cms, ...fields } = input
  const signature = await signed(e, 'withdraw', fields, cms)
  const facts = rules.withdrawComplaint(of.complaint, sealed(e, { reason: fields.reason, signature }))
  await endRest(e, of, '投诉人撤回投诉')
  return append(e, of, [...facts, ...ended(of.complaint)])
})

/** What a ruling orders to be corrected holds the tender until its document is. */
async function correctFirst(e: Entry, { tender: { id }, complaint }: Case): Promise<void> {
  const tender = await e.hold(tenderStream(id))
  const of = { cause: complaint.id, reason: '投诉成立，责令改正，招标文件改正前暂停' }
  const facts = holdForCorrection(tender, of, ...(await judgedBy(e, tender)))
  if (facts.length) await e.append(tenderStream(id), facts)
}

/** Rules on a complaint; what the ruling orders happens with it. */
export const rule = command('complaint.rule', both, async (e, of, input: z.infer<typeof RuleOn>) => {
  const { cms, ...fields } = input
  const { outcome, text, remedy, reEvaluate } = fields
  const { tender, complaint } = of
  const law = lawOf(tender)
  const signature = await signed(e, 'rule', fields, cms)
  const ruling = { outcome, text, remedy, ground: reEvaluate?.ground ?? null, signature }
  const facts = rules.ruleOn({ complaint, tender, ruling }, ...(await judgedBy(e, tender)))
  await endRest(e, of, '投诉已作出处理决定')
  if (remedy === 'correct') await correctFirst(e, of)
  if (remedy === 'reEvaluate' && reEvaluate)
    await evaluateAgain(e, tender.id, { ...reEvaluate, reason: text, order: complaint.id }, true)
  if (remedy === 'reReview')
    await reviewAgain(e, tender.id, { order: complaint.id, reason: text, rule: law.complaintRuling })
  if (remedy === 'retender') {
    const now = await e.hold(tenderStream(tender.id))
    await e.append(tenderStream(tender.id), failTender(now, `投诉成立，责令重新招标：${text}`, law.complaintRuling))
  }
  return append(e, of, [...facts, ...ended(complaint)])
})
