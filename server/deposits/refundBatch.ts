import { z } from 'zod'
import { Person, samePerson } from '../identity/person.ts'
import { refusals } from '../law/refusal.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { nobody } from '../ledger/eye.ts'
import { Hash, InstantNumber } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

const refuse = refusals({
  BATCH_CHANGED: { status: 409, zh: '批次内容与所签内容不一致', en: 'this is not the batch that was signed' },
  BATCH_CLOSED: { status: 409, zh: '该批次已审批完毕或已作废', en: 'this batch was approved or given up already' },
  ANOTHER_PERSON: {
    status: 403,
    zh: '退款须由两人分别审批，同一人不得审批两次，更换证书也不行',
    en: 'two different people approve: one person approves once, with whatever certificate',
  },
  PREPARER_APPROVES: {
    status: 403,
    zh: '编制批次的人不得审批该批次',
    en: 'whoever prepared a batch does not approve it',
  },
})

/** How many people approve a batch. */
export const APPROVALS = 2

/** Refunds were put together; two people decide whether they go to the bank. */
export const BatchPrepared = defineEvent('refundBatch.prepared', {
  v: 1,
  zh: '退款批次已编制',
  en: 'refund batch prepared',
  data: z.strictObject({
    batch: z.string(),
    /** SHA-256 of the canonical list of orders and amounts: what is signed */
    digest: Hash,
    count: z.number().int().positive(),
    /** the earliest last lawful day among them */
    dueBy: InstantNumber.nullable(),
    /** who put it together, by the certificate that signed for it */
    preparedBy: Person,
    /** the centre whose batch it is; absent in batches from before desks were told apart */
    centre: z.string().optional(),
    signature: Signature,
  }),
  seenBy: nobody,
})

/** Somebody of the centre signed for the batch. */
export const BatchApproved = defineEvent('refundBatch.approved', {
  v: 1,
  zh: '退款批次审批',
  en: 'refund batch approved',
  data: z.strictObject({
    batch: z.string(),
    person: Person,
    signature: Signature,
    /** the last approval that was needed */
    complete: z.boolean(),
  }),
  seenBy: nobody,
})

/** The batch was given up; its refunds wait for another. */
export const BatchRejected = defineEvent('refundBatch.rejected', {
  v: 1,
  zh: '退款批次作废',
  en: 'refund batch given up',
  data: z.strictObject({ batch: z.string(), reason: z.string() }),
  seenBy: nobody,
})

/** The bank has taken every order of the batch. */
export const BatchSent = defineEvent('refundBatch.sent', {
  v: 1,
  zh: '退款批次已送达银行',
  en: 'refund batch taken by the bank',
  data: z.strictObject({ batch: z.string() }),
  seenBy: nobody,
})

export const refundBatchEvents = [BatchPrepared, BatchApproved, BatchRejected, BatchSent]
export type RefundBatchFact = FactOf<(typeof refundBatchEvents)[number]>
type Happening = HappeningOf<(typeof refundBatchEvents)[number]>

/** A batch of refunds. Its orders are those deposits and suspended payments that name it. */
export interface RefundBatch {
  id: string
  digest: string
  count: number
  dueBy: number | null
  preparedBy: Person
  centre?: string | undefined
  preparedAt: number
  stage: 'prepared' | 'approved' | 'rejected' | 'sent'
  approvals: { person: Person; at: number }[]
  rejected: string | null
}

/** The only place where a batch changes. */
export function evolve(batch: RefundBatch | undefined, fact: RefundBatchFact): RefundBatch {
  if (fact.type === 'refundBatch.prepared') {
    const { batch: id, signature: _signature, ...of } = fact.data
    return { id, ...of, preparedAt: fact.at, stage: 'prepared', approvals: [], rejected: null }
  }
  if (!batch) throw new Error(`${fact.type} before the batch was prepared`)
  switch (fact.type) {
    case 'refundBatch.approved': {
      const { person, complete } = fact.data
      const approvals = [...batch.approvals, { person, at: fact.at }]
      return { ...batch, approvals, stage: complete ? 'approved' : 'prepared' }
    }
    case 'refundBatch.rejected':
      return { ...batch, stage: 'rejected', rejected: fact.data.reason }
    case 'refundBatch.sent':
      return { ...batch, stage: 'sent' }
  }
}

/** Signs for a batch: whoever prepared it or signed before does not, and everybody signs what the batch is. */
export function approveBatch(
  batch: RefundBatch,
  of: { digest: string; person: Person; signature: z.infer<typeof Signature> },
): Happening[] {
  const { digest, person, signature } = of
  if (batch.stage !== 'prepared') throw refuse('BATCH_CLOSED', { stage: batch.stage })
  if (digest !== batch.digest) throw refuse('BATCH_CHANGED', { digest: batch.digest })
  if (samePerson(batch.preparedBy, person)) throw refuse('PREPARER_APPROVES')
  if (batch.approvals.some((one) => samePerson(one.person, person))) throw refuse('ANOTHER_PERSON')
  const complete = batch.approvals.length + 1 >= APPROVALS
  return [BatchApproved({ batch: batch.id, person, signature, complete })]
}

/** Gives a batch up before it is approved. */
export function rejectBatch(batch: RefundBatch, reason: string): Happening[] {
  if (batch.stage !== 'prepared') throw refuse('BATCH_CLOSED', { stage: batch.stage })
  return [BatchRejected({ batch: batch.id, reason })]
}
