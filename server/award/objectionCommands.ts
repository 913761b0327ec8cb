import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import type { Bid } from '../bids/bid.ts'
import { bidOf } from '../bids/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { uploadedDocument } from '../tenders/commands.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import { suspensionsOf } from '../tenders/side.ts'
import { tenderStream } from '../tenders/store.ts'
import { liftSuspension, suspendTender } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import { takeUpload } from '../web/uploads.ts'
import type { AnswerObjection, Files, MakeObjection } from './contract.ts'
import { done, dutiesOf } from './duty.ts'
import { dutyTime, keepDuties } from './dutyCommands.ts'
import { evaluateAgain } from './remedyCommands.ts'
import { answer as answerRule, object as objectRule } from './rules.ts'
import { awardStream } from './store.ts'

const refuse = refusals({
  NO_BID: { status: 403, zh: '未参加本标段投标', en: 'this organisation has no bid in this tender' },
  REMEDY_WITHOUT_REASON: {
    status: 422,
    zh: '只有异议成立才能重新评审',
    en: 'an evaluation is done again only where the objection is right',
  },
})

type Attached = z.infer<typeof SignedDocument>[]
const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))
const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')

/** What came with a letter, hashed as it lies here; from now on it stands. */
export async function attached(e: Entry, tender: string, files: z.infer<typeof Files>): Promise<Attached> {
  const found = await Promise.all(
    (files ?? []).map((one) => uploadedDocument(e.platform, e.who.tagFor(tender), tender, one)),
  )
  for (const one of files ?? []) await takeUpload(e.platform, one.upload, e.tx)
  return found
}

/** What of a letter is signed besides its text: the hashes of what comes with it, if anything does. */
export const hashesOf = (files: Attached): { files?: string[] } =>
  files.length ? { files: files.map(({ sha256 }) => sha256) } : {}

const given = (files: Attached): { files?: Attached } => (files.length ? { files } : {})

/** Objects to the result. One in time suspends the tender where the law says so, until it is answered. */
export const object = command('award.object', held, async (e, tender, input: z.infer<typeof MakeObjection>) => {
  const tag = e.who.tagFor(tender.id)
  const bid: Bid | undefined = await e.find(bidOf(tender.id, tag))
  if (!bid || bid.stage === 'withdrawn') throw refuse('NO_BID')
  const law = lawOf(tender)
  const award = await e.hold(awardStream(tender.id))
  const files = await attached(e, tender.id, input.files)
  const fields = { tender: tender.id, text: input.text, ...hashesOf(files) }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.object', fields, cms: input.cms }, e.now)
  const id = e.platform.newId()
  const of = { objection: id, tag, text: input.text, signature, ...given(files) }
  const on = await dutyTime(e, tender)
  const after = await e.append(awardStream(tender.id), objectRule(award, of, law, e.now, on.table))
  const made = after.objections.at(-1)
  if (made && !made.late) await keepDuties(e, tender.id, () => dutiesOf.objected(tender.id, id, e.now, on))
  if (made && !made.late && law.resultObjectionSuspends.value && tender.stage === 'publicised') {
    const order = { id, kind: 'objection' as const, reason: '收到对评标结果的异议' }
    await e.append(tenderStream(tender.id), suspendTender(tender, order, law, e.now))
  }
  return made
})

/** Answers an objection: the suspension is over, and where the evaluation was wrong it is done again. */
export const answer = command('award.answer', held, async (e, tender, input: z.infer<typeof AnswerObjection>) => {
  const { objection, text, outcome, reEvaluate, cms } = input
  if (reEvaluate && outcome !== 'upheld') throw refuse('REMEDY_WITHOUT_REASON')
  const award = await e.hold(awardStream(tender.id))
  const files = await attached(e, tender.id, input.files)
  const said = { ...(outcome ? { outcome } : {}), ...(reEvaluate ? { reEvaluate } : {}) }
  const fields = { tender: tender.id, objection, text, ...said, ...hashesOf(files) }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.answer', fields, cms }, e.now)
  const of = { objection, text, signature, ...(outcome ? { outcome } : {}), ...given(files) }
  const after = await e.append(awardStream(tender.id), answerRule(award, of, e.now))
  if (suspensionsOf(tender).some(({ id }) => id === objection)) {
    const lifted = liftSuspension(tender, { id: objection, reason: '异议已答复' }, lawOf(tender), e.now)
    await e.append(tenderStream(tender.id), lifted)
  }
  await keepDuties(e, tender.id, (before) => done(before, `answer:${objection}`, e.now))
  if (reEvaluate) await evaluateAgain(e, tender.id, { ...reEvaluate, reason: text, order: objection }, false)
  return after.objections.find((one) => one.id === objection)
})
