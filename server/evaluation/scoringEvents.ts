import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { Sheet, Tag } from './contract.ts'
import { author, room } from './eyes.ts'
import { Mismatch, Ranking, Result } from './result.ts'

const tender = z.string()
/** The members of the panel when it happened: they see it, other experts do not. */
const panel = z.array(Tag)
const member = Tag
const bid = Tag
const centipoints = z.number().int()

/** A member's sheet was saved. What is on it stays sealed until all have locked. */
export const SheetSaved = defineEvent('evaluation.sheetSaved', {
  v: 1,
  zh: '评分已自动保存',
  en: 'sheet saved',
  data: z.strictObject({ tender, member, version: z.number().int().positive(), sealed: z.string() }),
  seenBy: author,
})
/** A member locked its sheet and signed its hash; the signature names the member and stays sealed. */
export const SheetLocked = defineEvent('evaluation.sheetLocked', {
  v: 1,
  zh: '成员已锁定评分',
  en: 'sheet locked',
  data: z.strictObject({ tender, panel, member, sealedSignature: z.string() }),
  seenBy: room,
})
/** All have locked: now everybody in the room sees every sheet at once. */
export const ScoresRevealed = defineEvent('evaluation.scoresRevealed', {
  v: 1,
  zh: '全体成员评分已公开',
  en: 'scores revealed',
  data: z.strictObject({ tender, panel, sheets: z.record(Tag, Sheet) }),
  seenBy: room,
})
/** Objective items were marked differently: no totals until they agree. */
export const ObjectiveMismatch = defineEvent('evaluation.objectiveMismatch', {
  v: 1,
  zh: '客观分不一致',
  en: 'objective scores differ',
  data: z.strictObject({ tender, panel, items: z.array(Mismatch).min(1) }),
  seenBy: room,
})
/** A member corrected objective items; the old value stays beside the new one. */
export const ObjectiveCorrected = defineEvent('evaluation.objectiveCorrected', {
  v: 1,
  zh: '客观分已更正',
  en: 'objective scores corrected',
  data: z.strictObject({
    tender,
    panel,
    member,
    corrections: z.array(
      z.strictObject({ bid, factor: z.string(), from: centipoints, to: centipoints, reason: z.string() }),
    ),
    sealedSignature: z.string(),
  }),
  seenBy: room,
})
/** The totals, the ranking and the candidates by the published rules. */
export const BidsRanked = defineEvent('evaluation.ranked', {
  v: 1,
  zh: '评标汇总与排序',
  en: 'bids ranked',
  data: z.strictObject({ tender, panel, ranking: Ranking }),
  seenBy: room,
})
/** A member agrees with the conclusion or dissents with reasons. */
export const MemberOpined = defineEvent('evaluation.opined', {
  v: 1,
  zh: '成员对评标结论的意见',
  en: "a member's opinion on the conclusion",
  data: z.strictObject({ tender, panel, member, agree: z.boolean(), reason: z.string().nullable() }),
  seenBy: room,
})
/** Every member has said whether it agrees: the report can be drawn up. */
export const OpinionsGathered = defineEvent('evaluation.opinionsGathered', {
  v: 1,
  zh: '全体成员已发表意见',
  en: 'all opinions given',
  data: z.strictObject({ tender, panel }),
  seenBy: room,
})
/** The report is ready to be signed. */
export const ReportDrafted = defineEvent('evaluation.reportDrafted', {
  v: 1,
  zh: '评标报告已生成',
  en: 'report drawn up',
  data: z.strictObject({ tender, panel, file: z.string(), sha256: z.string() }),
  seenBy: room,
})
/** A member put its signature on the report, which is a new version of it. */
export const ReportSigned = defineEvent('evaluation.reportSigned', {
  v: 1,
  zh: '成员已签署评标报告',
  en: 'report signed by a member',
  data: z.strictObject({ tender, panel, member, base: z.string(), file: z.string(), sha256: z.string() }),
  seenBy: room,
})
/** A member does not sign: with written reasons that is dissent, without it counts as agreement. */
export const SignatureRefused = defineEvent('evaluation.signatureRefused', {
  v: 1,
  zh: '成员拒绝签署评标报告',
  en: 'a member does not sign the report',
  data: z.strictObject({
    tender,
    panel,
    member,
    notedBy: Tag,
    reason: z.string().nullable(),
    counted: z.enum(['agreed', 'dissent']),
  }),
  seenBy: room,
})
/** The evaluation is over and its result stands. */
export const EvaluationFinished = defineEvent('evaluation.finished', {
  v: 1,
  zh: '评标结束',
  en: 'evaluation finished',
  data: z.strictObject({ tender, panel, result: Result }),
  seenBy: (eye, data) => room(eye, data) || eye.host,
})
/** The evaluation is done again, on a ground that the law knows: what was concluded is void and stays on record. */
export const EvaluationReopened = defineEvent('evaluation.reopened', {
  v: 1,
  zh: '依法重新评审',
  en: 'evaluation reopened',
  data: z.strictObject({
    tender,
    panel,
    /** which evaluation this is */
    version: z.number().int().min(2),
    by: z.enum(['samePanel', 'newPanel']),
    from: z.enum(['review', 'scoring']),
    /** the objection or complaint it follows from */
    order: z.string(),
    ground: z.string(),
    reason: z.string(),
    article: z.string(),
    /** SHA-256 of the report that is void */
    previous: z.string().nullable(),
  }),
  seenBy: (eye, data) => room(eye, data) || eye.host,
})
/** A member left: its conclusions are void, and the new one starts from zero. */
export const MemberReplaced = defineEvent('evaluation.memberReplaced', {
  v: 1,
  zh: '评标委员会成员已更换',
  en: 'panel member replaced',
  data: z.strictObject({
    ...{ tender, panel, left: Tag, joined: Tag, reason: z.string() },
    /** the one who joined was named by the tenderer */
    representative: z.literal(true).optional(),
  }),
  seenBy: (eye, data) => room(eye, data) || eye.tag === data.left,
})
