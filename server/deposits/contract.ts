import { z } from 'zod'
import { SUITES } from '../../crypto/suite.ts'
import { Base64, Cms, CreditCode, FenText, Hash, InstantNumber, Party } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'
import { KeepGround, RefusedBecause } from './refundEvents.ts'

/** The number that a bank gives a message of its own. */
export const MessageId = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)
const Name = z.string().min(1).max(100)
const AccountNumber = z.string().regex(/^\d{8,32}$/)

export const OfTender = z.strictObject({ tender: Id })
/** The basic account (基本账户) that the money will come from, where the law asks for it. */
export const OpenDeposit = z.strictObject({ tender: Id, basicAccount: AccountNumber.optional() })

/** What the bank signs when money has arrived: statement `bank.pay` over everything but the signature. */
export const Pay = z.strictObject({
  message: MessageId,
  account: AccountNumber,
  amount: FenText.refine((amount) => amount !== '0'),
  payerName: Name,
  payerAccount: AccountNumber,
  paidAt: InstantNumber,
  reference: z.string().max(200),
  /** how the payer gave the money to its bank; a transfer if not said */
  means: z.enum(['transfer', 'cheque', 'cash']).optional(),
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
  /** public key of the bank (SPKI, base64): to it the bidder closes the number of another account */
  replyTo: Base64(1000).optional(),
  cms: Cms,
})
export type Refuse = z.infer<typeof Refuse>

/** What the bank signs when it takes an arrival back (冲正): statement `bank.reverse`. */
export const Reverse = z.strictObject({
  message: MessageId,
  /** the number of the arrival, and the account it came on */
  of: MessageId,
  account: AccountNumber,
  because: z.string().min(2).max(200),
  reversedAt: InstantNumber,
  cms: Cms,
})
export type Reverse = z.infer<typeof Reverse>

/** What the bank signs of its main account: statement `bank.balance`, everything booked until `at`. */
export const Balance = z.strictObject({ message: MessageId, at: InstantNumber, balance: FenText, cms: Cms })
export type Balance = z.infer<typeof Balance>

/** A statement file of the bank, as it is. */
export const PreviewStatement = z.strictObject({ text: z.string().min(1).max(900_000) })
/** Statement `bank.statement` over the SHA-256 of the file's UTF-8 text. */
export const ImportStatement = z.strictObject({ text: z.string().min(1).max(900_000), cms: Cms })

/** Puts at most so many refunds, the most urgent first, into a batch: statement `refund.prepare` over that number. */
export const PrepareBatch = z.strictObject({ most: z.number().int().min(1).max(500), cms: Cms })
export const OneBatch = z.strictObject({ batch: Id })
/** Statement `refund.approve` over batch and digest. */
export const ApproveBatch = z.strictObject({ batch: Id, digest: Hash, cms: Cms })
export const RejectBatch = z.strictObject({ batch: Id, reason: z.string().min(1).max(500) })
export const RetryRefund = z.strictObject({ order: Id })
/** Bytes that the bank alone opens: what crypto/letter.ts makes. */
const BankLetter = z.strictObject({ suite: z.enum(SUITES).optional(), key: Base64(2000), body: Base64(4000) })
/** Statement `deposit.payee`: the bidder's other account, closed to the key that the bank named when it refused. */
export const NamePayee = z.strictObject({ tender: Id, payee: BankLetter, cms: Cms })
/** Statement `deposit.decline` over tender and the deadline now in force: the bidder does not go along with it. */
export const DeclinePostponement = z.strictObject({ tender: Id, cms: Cms })
/** Statement `deposit.forgive`: takes a policy of the region. */
export const Forgive = z.strictObject({
  tender: Id,
  policy: z.string().max(32),
  /** SHA-256 of what shows that it applies */
  evidence: Hash,
  cms: Cms,
})
/** What the issuer signs when it takes its guarantee back: statement `guarantee.revoke`. */
export const RevokeGuarantee = z.strictObject({
  message: MessageId,
  number: z.string().min(1).max(64),
  reason: z.string().min(2).max(500),
  revokedAt: InstantNumber,
  cms: Cms,
})
export type RevokeGuarantee = z.infer<typeof RevokeGuarantee>
/** Statement `deposit.keep` over everything but the signature. */
export const KeepDeposit = z.strictObject({
  tender: Id,
  tag: Hash,
  ground: KeepGround,
  decision: z.string().min(10).max(2000),
  /** SHA-256 of the evidence's file */
  evidence: Hash,
  /** where the bank pays what is kept: an account of the tenderer, or the treasury's */
  account: AccountNumber,
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

/** A deposit given for the whole year as the bank that keeps it signs it: statement `annual.issue`. */
export const Annual = z.strictObject({
  number: z.string().min(1).max(64),
  issuer: Name,
  applicant: CreditCode,
  amount: FenText,
  validFrom: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  /** last day, counted */
  validUntil: z.string().regex(/^\d{4}-\d\d-\d\d$/),
})
export const GiveAnnual = z.strictObject({ tender: Id, annual: Annual, cms: Cms })

export const GiveGuarantee = z.strictObject({ tender: Id, guarantee: Guarantee, cms: Cms })
