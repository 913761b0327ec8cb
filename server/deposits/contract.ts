import { z } from 'zod'
import { Cms, CreditCode, FenText, InstantNumber, Party } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** The number that a bank gives a message of its own. */
export const MessageId = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)
const Name = z.string().min(1).max(100)
const AccountNumber = z.string().regex(/^\d{8,32}$/)

export const OfTender = z.strictObject({ tender: Id })

/** What the bank signs when money has arrived: statement `bank.pay` over everything but the signature. */
export const Pay = z.strictObject({
  message: MessageId,
  account: AccountNumber,
  amount: FenText.refine((amount) => amount !== '0'),
  payerName: Name,
  payerAccount: AccountNumber,
  paidAt: InstantNumber,
  reference: z.string().max(200),
  cms: Cms,
})
export type Pay = z.infer<typeof Pay>

/** What the bank signs when it has paid back: statement `bank.confirm`. */
export const Confirm = z.strictObject({ message: MessageId, order: Id, paidAt: InstantNumber, cms: Cms })
export type Confirm = z.infer<typeof Confirm>

/** A guarantee as its issuer signs it: statement `guarantee.issue` over these fields. */
export const Guarantee = z.strictObject({
  number: z.string().min(1).max(64),
  issuer: Name,
  beneficiary: Party,
  applicant: CreditCode,
  /** the tender's code, not the platform's id */
  tender: z.string().max(40),
  amount: FenText,
  /** last day, counted */
  validUntil: z.string().regex(/^\d{4}-\d\d-\d\d$/),
})
export type Guarantee = z.infer<typeof Guarantee>

export const GiveGuarantee = z.strictObject({ tender: Id, guarantee: Guarantee, cms: Cms })
