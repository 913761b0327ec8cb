import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { type Eye, officers } from '../ledger/eye.ts'
import { FenText, InstantNumber, SignedDocument } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

const tender = z.string()

/** How a performance bond is given. */
export const BondForm = z.enum(['transfer', 'guarantee', 'insurance', 'cheque', 'cash'])
export type BondForm = z.infer<typeof BondForm>

const sides = (eye: Eye, data: { tag: string }): boolean =>
  officers(eye) || (eye.role === 'bidder' && eye.tag === data.tag)

/** The winner has given the performance bond that the tender document asks for. */
export const BondGiven = defineEvent('award.bondGiven', {
  v: 1,
  zh: '履约保证金已提交',
  en: 'performance bond given',
  data: z.strictObject({
    tender,
    tag: z.string(),
    form: BondForm,
    amount: FenText,
    /** number of the guarantee, or the bank's reference of the transfer */
    reference: z.string(),
    /** who guarantees; absent: the money itself */
    issuer: z.string().optional(),
    validUntil: InstantNumber.nullable(),
    files: z.array(SignedDocument).optional(),
    signature: Signature,
  }),
  seenBy: sides,
})

/** The bond goes back to the one who gave it, or ends. */
export const BondReturned = defineEvent('award.bondReturned', {
  v: 1,
  zh: '履约保证金已退还',
  en: 'performance bond returned',
  data: z.strictObject({ tender, tag: z.string(), reference: z.string(), reason: z.string(), signature: Signature }),
  seenBy: sides,
})

export const bondEvents = [BondGiven, BondReturned]
