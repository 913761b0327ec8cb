import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { everybody, supervisors } from '../ledger/eye.ts'
import { Party } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { Conflict, Inspector, VERDICTS } from './contract.ts'

const check = z.string()
const hash = z.string().length(64)

/** A plan is frozen: the list of tenders, the roster of inspectors (sealed), how many are drawn. */
export const CheckOrdered = defineEvent('check.ordered', {
  v: 1,
  zh: '双随机抽查计划已冻结',
  en: 'the plan of a spot check is frozen',
  data: z.strictObject({
    check,
    number: z.number().int().positive(),
    draw: z.string(),
    title: z.string(),
    supervisor: Party,
    objects: z.array(z.strictObject({ tender: z.string(), name: z.string() })),
    /** hash of the list of tenders */
    list: hash,
    roster: z.string(),
    share: z.number().int(),
    wanted: z.strictObject({ objects: z.number().int(), inspectors: z.number().int() }),
    conflicts: z.array(Conflict),
  }),
  seenBy: supervisors,
})

/** The draw said which tenders are inspected and by whom; inspectors with a tie are passed over. */
export const CheckAssigned = defineEvent('check.assigned', {
  v: 1,
  zh: '抽查对象与检查人员已确定',
  en: 'objects and inspectors are drawn',
  data: z.strictObject({
    check,
    objects: z.array(z.strictObject({ tender: z.string(), pid: hash })),
    team: z.array(Inspector.extend({ pid: hash })),
    skips: z.array(z.strictObject({ pid: hash, inspector: z.string(), reason: z.literal('conflict') })),
    /** inspectors that are missing because the roster ran dry */
    missing: z.number().int(),
  }),
  seenBy: supervisors,
})

/** What the inspectors found at one tender. */
export const FindingMade = defineEvent('check.found', {
  v: 1,
  zh: '已登记检查结果',
  en: 'a finding is entered',
  data: z.strictObject({ check, tender: z.string(), verdict: z.enum(VERDICTS), text: z.string() }),
  seenBy: supervisors,
})

/** The result is public: what was inspected, by whom, what was found, and how it was drawn. */
export const CheckPublished = defineEvent('check.published', {
  v: 1,
  zh: '抽查结果已公开',
  en: 'the result of a spot check is public',
  data: z.strictObject({ check, findings: hash, signature: Signature }),
  seenBy: everybody,
})

/** The record as a PDF with the platform's stamp. */
export const CheckRecordIssued = defineEvent('check.recordIssued', {
  v: 1,
  zh: '抽查记录文件已生成',
  en: 'record of the spot check issued as PDF',
  data: z.strictObject({ check, file: z.string(), sha256: z.string() }),
  seenBy: everybody,
})

export const checkEvents = [CheckOrdered, CheckAssigned, FindingMade, CheckPublished, CheckRecordIssued]
export type CheckFact = FactOf<(typeof checkEvents)[number]>
export type CheckHappening = HappeningOf<(typeof checkEvents)[number]>
