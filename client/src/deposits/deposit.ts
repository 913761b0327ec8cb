import type { Standing } from '../../../server/deposits/deposit.ts'
import { say } from '../app/words.ts'

type Words = { zh: string; en: string }

/** A bidder's own deposit as the platform answers it; amounts in fen. */
export interface MyDeposit {
  status: Standing
  form: 'transfer' | 'guarantee' | null
  account: string | null
  accountName: string | null
  required: string
  yuan: string
  capitals: string
  forms: ('transfer' | 'guarantee' | 'insurance')[]
  until: number
  held: string
  missing: string
  payments: { amount: string; counted: string; paidAt: number; outcome: string; reason: Words }[]
  guarantee: { amount: string; validUntil: number } | null
  refunds: {
    reason: string
    principal: string
    interest: string
    dueBy: number | null
    article: string
    paidAt: number | null
    penalty: string
    sentAt: number | null
    /** why the bank gave it back */
    because: string | null
  }[]
  freed: string | null
  kept: { ground: string; article: string; decision: string } | null
}

type Tone = 'done' | 'todo' | 'bad' | 'waits' | 'live'

/** Why the bank gave a refund back, in words. */
export const becauseWord = (because: string): string =>
  ({
    accountClosed: say('收款账户已销户', 'the account was closed'),
    accountUnknown: say('收款账户不存在', 'there is no such account'),
    nameMismatch: say('收款户名不符', 'the name is not the account’s'),
    accountFrozen: say('收款账户被冻结', 'the account is frozen'),
  })[because] ?? say('银行退回', 'given back by the bank')

/** A deposit's state in a word, with its tone. */
export function depositWord(status: Standing | undefined): readonly [Tone, string] {
  switch (status) {
    case undefined:
    case 'none':
      return ['todo', say('未开始', 'not started')]
    case 'open':
      return ['live', say('待到账', 'waiting for the money')]
    case 'short':
      return ['bad', say('金额不足', 'too little')]
    case 'held':
      return ['done', say('已到账', 'arrived')]
    case 'guaranteed':
      return ['done', say('保函已收', 'guaranteed')]
    case 'late':
      return ['bad', say('逾期到账', 'came too late')]
    case 'payerMismatch':
      return ['bad', say('付款户名不符', 'payer does not match')]
    case 'kept':
      return ['bad', say('不予退还', 'kept')]
    case 'releasing':
      return ['waits', say('退还中', 'going back')]
    case 'released':
      return ['done', say('已退还', 'given back')]
  }
}
