import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { everybody, officers } from '../ledger/eye.ts'
import { Opinion } from './methodContract.ts'
import { Signature } from './signature.ts'

const tender = z.string()
const instant = z.number().int()

/** The purchaser asks the finance department for another way of buying; the experts' names are for those who run and watch the tender. */
export const MethodChangeAsked = defineEvent('tender.methodChangeAsked', {
  v: 1,
  zh: '已申请变更采购方式',
  en: 'another way of buying is applied for',
  data: z.strictObject({
    tender,
    /** the way that is wanted, by its code in the rulebook */
    method: z.string(),
    reason: z.string(),
    /** whether suppliers challenged document or procedure, and how that ended */
    challenges: z.string(),
    opinions: z.array(Opinion),
    /** where the purchase will go on */
    continues: z.string(),
    article: z.string(),
    at: instant,
    signature: Signature,
  }),
  seenBy: officers,
})

/** The finance department approved it: this tender is over for good, and the purchase goes on in another way. */
export const MethodChangeApproved = defineEvent('tender.methodChangeApproved', {
  v: 1,
  zh: '变更采购方式已获批准',
  en: 'another way of buying is approved',
  data: z.strictObject({
    ...{ tender, method: z.string(), continues: z.string() },
    /** number of the approval */
    number: z.string(),
    reason: z.string(),
    article: z.string(),
    at: instant,
    signature: Signature,
  }),
  seenBy: everybody,
})

/** It did not: the tender is called anew, or applied for again. */
export const MethodChangeDenied = defineEvent('tender.methodChangeDenied', {
  v: 1,
  zh: '变更采购方式未获批准',
  en: 'another way of buying is not approved',
  data: z.strictObject({ tender, reason: z.string(), at: instant, signature: Signature }),
  seenBy: officers,
})

export const methodEvents = [MethodChangeAsked, MethodChangeApproved, MethodChangeDenied]
