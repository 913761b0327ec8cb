import { z } from 'zod'
import { Cms, CreditCode, FenText, Hash, InstantNumber, Party } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'
import { KeepGround, RefusedBecause } from './refundEvents.ts'

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

/** What the bank signs when it could not pay back: statement `bank.refuse`. */
export const Refuse = z.strictObject({
  message: MessageId,
  order: Id,
  because: RefusedBecause,
  refusedAt: InstantNumber,
  cms: Cms,
})
export type Refuse = z.infer<typeof Refuse>

/** What the bank signs of its main account: statement `bank.balance`, everything booked until `at`. */
export const Balance = z.strictObject({ message: MessageId, at: InstantNumber, balance: FenText, cms: Cms })
export type Balance = z.infer<typeof Balance>

/** A statement file of the bank, as it is. */
export const PreviewStatement = z.strictObject({ text: z.string().min(1).max(900_000) })
/** Statement `bank.statement` over the SHA-256 of the file's UTF-8 text. */
export const ImportStatement = z.strictObject({ text: z.string().min(1).max(900_000), cms: Cms })

/** Puts at most so many refunds, the most urgent first, into a batch. */
export const PrepareBatch = z.strictObject({ most: z.number().int().min(1).max(500).optional() })
export const OneBatch = z.strictObject({ batch: Id })
/** Statement `refund.approve` over batch and digest. */
export const ApproveBatch = z.strictObject({ batch: Id, digest: Hash, cms: Cms })
export const RejectBatch = z.strictObject({ batch: Id, reason: z.string().min(1).max(500) })
export const RetryRefund = z.strictObject({ order: Id })
/** Statement `deposit.payee`: the bidder's other account for a refund that the bank refused. */
export const NamePayee = z.strictObject({ tender: Id, account: AccountNumber, cms: Cms })
/** Statement `deposit.keep` over everything but the signature. */
export const KeepDeposit = z.strictObject({
  tender: Id,
  tag: Hash,
  ground: KeepGround,
  decision: z.string().min(10).max(2000),
  /** SHA-256 of the evidence's file */
  evidence: Hash,
  cms: Cms,
})

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
