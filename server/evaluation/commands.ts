import type { z } from 'zod'
import { checkStatement, hashOf } from '../access/statement.ts'
import { samePayers } from '../deposits/signals.ts'
import { depositsWhere } from '../deposits/store.ts'
import { REPRESENTATIVE } from '../experts/panel.ts'
import { panelOf } from '../experts/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { likenessOf, openingStream } from '../opening/store.ts'
import type { Platform } from '../platform/platform.ts'
import { ceilingOf } from '../tenders/ceiling.ts'
import { withDrawn } from '../tenders/criteria.ts'
import { inStage } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import { notSuspended } from '../tenders/suspension.ts'
import { lapsedBids } from '../tenders/validity.ts'
import { answerClarification, askBidder, expireQuestions, openTo } from './clarification.ts'
import { draftReport as draftReportRule, opine as opineRule } from './conclusion.ts'
import type {
  Answer,
  Argue,
  Ask,
  Correct,
  ElectChair,
  LockSheet,
  OneEvaluation,
  Opine,
  Review,
  SaveSheet,
  Sheet,
} from './contract.ts'
import type { Evaluation } from './evaluation.ts'
import { bidsToEvaluate } from './offeredCommands.ts'
import { argueCompetition, beginEvaluation, closing, reviewBid, voteForChair } from './review.ts'
import { correctObjective, lockable, lockSheet, saveSheet as saveSheetRule } from './scoring.ts'
import type { Signs } from './signClauses.ts'
import { evaluationStream } from './store.ts'
import { lapse } from './times.ts'

const refuse = refusals({
  PANEL_NOT_SEATED: { status: 409, zh: '评标委员会成员尚未全部签到', en: 'the panel is not seated yet' },
  LIKENESS_AWAITED: {
    status: 409,
    zh: '投标文件雷同与关联关系检查尚未完成，请稍候',
    en: 'the bids are still being compared: wait a moment',
    retryAfter: 1,
  },
  FORBIDDEN: { status: 403, zh: '当前身份无权进行此操作', en: 'this role may not do that' },
})

/** The evaluation, held for a deed. */
export const hold = (e: Entry, input: { tender: string }): Promise<Evaluation> => e.hold(evaluationStream(input.tender))
/** The evaluation, held for what the panel does: refused while the tender rests. What answers, leaves or falls due goes on. */
export const holdGoing = async (e: Entry, input: { tender: string }): Promise<Evaluation> => {
  const tender = await e.holdIfAny(tenderStream(input.tender))
  if (tender) notSuspended(tender)
  return hold(e, input)
}
/** The law that an evaluation is judged by. */
export const lawOf = (of: Evaluation): Rulebook => rulebook(of.rulebook)
const meIn = (e: Entry, of: Evaluation): string => e.who.tagFor(of.tender)
/** What a deed answers: the stage it led to. */
export const stageOf = ({ tender, stage }: Evaluation) => ({ tender, stage })

/** Encrypts a sheet so that neither the database nor the ledger shows it. */
export const sealSheet = (platform: Platform, text: string): string => platform.vault.seal('sheet', text)
/** Reads a sealed sheet. */
export const openSheet = (platform: Platform, sealed: string): Sheet =>
  JSON.parse(platform.vault.open('sheet', sealed)) as Sheet
/** Encrypts a signature: its certificate names the member. */
export const sealSignature = (platform: Platform, signature: object): string =>
  platform.vault.seal('signature', JSON.stringify(signature))

/** Begins the evaluation of the qualified bids by the seated panel; a second time changes nothing. */
export const begin = command(
  'evaluation.begin',
  (e, input: z.infer<typeof OneEvaluation>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const before = await e.holdIfAny(evaluationStream(input.tender))
    if (before && !before.awaitsPanel) return stageOf(before)
    inStage(tender, 'evaluating')
    const panel = await panelOf(e, tender.id)
    if (!panel?.seated) throw refuse('PANEL_NOT_SEATED')
    const seats = panel.members.filter(({ status }) => status !== 'out')
    const members = seats.map(({ tag }) => tag)
    const representatives = seats.filter(({ stratum }) => stratum === REPRESENTATIVE).map(({ tag }) => tag)
    if (e.who.role === 'expert' && !members.includes(e.who.tagFor(tender.id))) throw refuse('FORBIDDEN')
    const opening = await e.find(openingStream(tender.id))
    const signs = await signsOf(e, tender.id)
    const bids = await bidsToEvaluate(e, tender, signs)
    if (opening?.stage === 'finished' && bids.length && !signs) throw refuse('LIKENESS_AWAITED')
    const criteria = withDrawn(tender.criteria, opening?.coefficient?.value)
    const of = { tender: tender.id, rulebook: tender.published?.rulebook ?? '', criteria, bids }
    const ceiling = ceilingOf(tender, opening)
    const most = ceiling === undefined ? {} : { ceiling }
    const facts = beginEvaluation(
      { ...of, ...most, seated: panel.seated, members, representatives },
      before?.awaitsPanel ? undefined : before,
    )
    const begun = await e.append(evaluationStream(tender.id), facts)
    const lapsed = lapse(begun, lapsedBids(tender, e.now), lawOf(begun))
    return stageOf(await e.append(evaluationStream(tender.id), lapsed))
  },
)

/** What was noticed about the bids; undefined until they have been compared. */
async function signsOf(e: Entry, tender: string): Promise<Signs | undefined> {
  const report = await likenessOf(e.platform, tender)
  return report && { findings: report.findings, samePayer: samePayers(await depositsWhere(e, { tender })) }
}

/** Casts a vote for the chair. */
export const electChair = command(
  'evaluation.electChair',
  holdGoing,
  async (e, of, input: z.infer<typeof ElectChair>) =>
    stageOf(await e.append(evaluationStream(of.tender), voteForChair(of, meIn(e, of), input.for, lawOf(of)))),
)

/** Records one's votes on one bid, clause by clause. */
export const review = command('evaluation.review', holdGoing, async (e, of, { bid, votes }: z.infer<typeof Review>) =>
  stageOf(await e.append(evaluationStream(of.tender), reviewBid(of, { member: meIn(e, of), bid, votes }, lawOf(of)))),
)

/** The chair records whether fewer than three valid bids still compete. */
export const argue = command(
  'evaluation.argue',
  holdGoing,
  async (e, of, { enough, argument }: z.infer<typeof Argue>) =>
    stageOf(
      await e.append(evaluationStream(of.tender), argueCompetition(of, meIn(e, of), { enough, argument }, lawOf(of))),
    ),
)

/** The chair asks one bidder. */
export const ask = command('evaluation.ask', holdGoing, async (e, of, input: z.infer<typeof Ask>) => {
  const { bid, question, minutes } = input
  const id = e.platform.newId()
  const asked = askBidder(of, { member: meIn(e, of), id, bid, question, minutes }, lawOf(of), e.now)
  await e.append(evaluationStream(of.tender), asked)
  return { clarification: id, until: e.now + minutes * 60_000 }
})

/** A bidder's signed answer to its question. */
export const answer = command('evaluation.answer', hold, async (e, of, input: z.infer<typeof Answer>) => {
  const bid = meIn(e, of)
  openTo(of, { id: input.clarification, bid }, lawOf(of), e.now)
  const fields = { tender: of.tender, clarification: input.clarification, answer: input.answer }
  const signature = await checkStatement(
    e.platform,
    e.who,
    { what: 'evaluation.answer', fields, cms: input.cms },
    e.now,
  )
  const answered = { id: input.clarification, bid, answer: input.answer, signature }
  await e.append(evaluationStream(of.tender), answerClarification(of, answered, lawOf(of), e.now))
  return { clarification: input.clarification, answeredAt: e.now }
})

/** Ends the time of questions and corrected prices that nobody answered. */
export const expire = command('evaluation.expire', hold, async (e, of) => {
  const after = await e.append(evaluationStream(of.tender), expireQuestions(of, e.now))
  if (after.stage !== 'review') return stageOf(after)
  return stageOf(await e.append(evaluationStream(of.tender), closing(after, lawOf(of))))
})

/** Saves one's own sheet. */
export const saveSheet = command(
  'evaluation.saveSheet',
  holdGoing,
  async (e, of, { version, sheet }: z.infer<typeof SaveSheet>) => {
    const member = meIn(e, of)
    const seal = (text: string) => sealSheet(e.platform, text)
    const after = await e.append(
      evaluationStream(of.tender),
      saveSheetRule(of, { member, version, sheet, seal }, lawOf(of)),
    )
    return { version: after.sheets[member]?.version, savedAt: e.now, hash: hashOf(sheet) }
  },
)

/** Locks one's own sheet with a signature over its hash. The last lock reveals all. */
export const lock = command(
  'evaluation.lock',
  holdGoing,
  async (e, of, { version, cms }: z.infer<typeof LockSheet>) => {
    const member = meIn(e, of)
    const open = (sealed: string) => openSheet(e.platform, sealed)
    const own = of.sheets[member]
    const sheet = own ? open(own.sealed) : {}
    lockable(of, { member, version, sheet })
    const fields = { tender: of.tender, sheet: hashOf(sheet) }
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.lock', fields, cms }, e.now)
    const sealedSignature = sealSignature(e.platform, signature)
    const facts = lockSheet(of, { member, version, sealedSignature, open }, lawOf(of))
    return stageOf(await e.append(evaluationStream(of.tender), facts))
  },
)

/** Corrects objective items that differ, signed. */
export const correct = command(
  'evaluation.correct',
  holdGoing,
  async (e, of, { corrections, cms }: z.infer<typeof Correct>) => {
    const fields = { tender: of.tender, corrections }
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.correct', fields, cms }, e.now)
    const sealedSignature = sealSignature(e.platform, signature)
    const facts = correctObjective(of, { member: meIn(e, of), corrections, sealedSignature }, lawOf(of))
    return stageOf(await e.append(evaluationStream(of.tender), facts))
  },
)

/** Agrees with the conclusion, or dissents with reasons. */
export const opine = command('evaluation.opine', holdGoing, async (e, of, { agree, reason }: z.infer<typeof Opine>) =>
  stageOf(
    await e.append(evaluationStream(of.tender), opineRule(of, { member: meIn(e, of), agree, reason: reason ?? null })),
  ),
)

/** Files the report that the platform drew up. */
export const draftReport = command(
  'evaluation.draftReport',
  hold,
  async (e, of, { file, sha256 }: { tender: string; file: string; sha256: string }) =>
    stageOf(await e.append(evaluationStream(of.tender), draftReportRule(of, { file, sha256 }))),
)
