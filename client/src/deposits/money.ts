import { say } from '../app/words.ts'

/** A refund as the platform shows it to those who work here; before the opening only that it is there. Amounts in fen. */
export interface RefundRow {
  order: string
  sealed: boolean
  kind: 'deposit' | 'suspense'
  state: 'ordered' | 'batched' | 'sent' | 'refused' | 'paid'
  dueBy: number | null
  pendingYear: string | null
  overdue: boolean
  because: string | null
  tender: { id: string; code: string; name: string } | null
  bidder: string | null
  principal: string | null
  interest: string | null
  penalty: string | null
  article: string | null
}

/** A batch of refunds. */
export interface Batch {
  id: string
  digest: string
  count: number
  dueBy: number | null
  preparedAt: number
  stage: 'prepared' | 'approved' | 'rejected' | 'sent'
  /** SHA-256 of each signer's certificate */
  approvals: { person: string; certificate: string; at: number }[]
  needed: number
  preparedBy: string
}

/** The money desk. */
export interface Desk {
  ordered: RefundRow[]
  refused: RefundRow[]
  batches: Batch[]
}

/** Whether bank and ledger agree, and the sections whose bids are open. */
export interface Reconciliation {
  compared: { at: number; difference: string; agrees: boolean }[]
  zero: boolean
  sections: {
    id: string
    code: string
    name: string
    bidders: number
    bank: string
    held: string
    payable: string
    kept: string
    /** above what is asked, late, or from another payer */
    uncounted: string
    /** interest and what lateness costs, not in the account */
    charges: string
  }[]
}

/** Where a refund stands, in words. */
export const stateWord = (state: RefundRow['state']): string =>
  ({
    ordered: say('待编批', 'waits for a batch'),
    batched: say('已编批', 'in a batch'),
    sent: say('银行办理中', 'at the bank'),
    refused: say('银行退回', 'refused by the bank'),
    paid: say('已退还', 'paid back'),
  })[state]

/** Where a batch stands, in words. */
export const batchWord = (stage: Batch['stage']): string =>
  ({
    prepared: say('待审批', 'waits for approval'),
    approved: say('发送中', 'on its way'),
    rejected: say('已作废', 'given up'),
    sent: say('已送达银行', 'taken by the bank'),
  })[stage]

/** Why a refund has no last day yet, in words. */
export const pendingWord = (year: string): string =>
  say(
    `待定：${year} 年放假安排尚未公布，公布后自动确定`,
    `open: the calendar of ${year} is not out; named as soon as it is`,
  )
