import type { DepositForm, Standing } from '../../../server/deposits/deposit.ts'
import type { DepositPolicy } from '../../../server/law/regional.ts'
import { say } from '../app/words.ts'

type Words = { zh: string; en: string }

/** A bidder's own deposit as the platform answers it; amounts in fen. */
export interface MyDeposit {
  status: Standing
  form: DepositForm | null
  account: string | null
  accountName: string | null
  required: string
  yuan: string
  capitals: string
  forms: ('transfer' | 'guarantee' | 'insurance')[]
  until: number
  held: string
  missing: string
  /** what was paid above a deposit that was whole before, and may be asked back by itself */
  surplus: string
  payments: {
    amount: string
    counted: string
    paidAt: number
    outcome: string
    reason: Words
    /** when and why the bank took it back */
    reversed: { at: number; reason: Words } | null
    /** how far money has come that does not count and goes back at once */
    back: { sentAt: number | null; returnedAt: number | null } | null
  }[]
  guarantee: {
    kind: 'guarantee' | 'annual'
    amount: string
    validUntil: number
    revoked: { at: number; reason: string } | null
  } | null
  /** what a policy forgives, fen */
  forgiven: { policy: string; amount: string } | null
  policies: readonly DepositPolicy[]
  /** whether the law asks for the basic account, and whether it is named */
  basicAccount: { article: string; named: boolean } | null
  /** whether the law admits cash */
  cash: boolean
  /** the deadline first noticed, where it was postponed */
  postponedFrom: number | null
  /** the last day until which a guarantee must run, where the one given ends before */
  guaranteeShort: string | null
  refunds: {
    reason: string
    principal: string
    interest: string
    dueBy: number | null
    pendingYear: string | null
    article: string
    paidAt: number | null
    penalty: string
    sentAt: number | null
    /** why the bank gave it back */
    because: string | null
    /** the bank's key to which another account's number is closed; null where it named none */
    replyTo: string | null
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
    case 'waived':
      return ['done', say('已减免', 'waived')]
    case 'revoked':
      return ['bad', say('保函已撤销', 'guarantee revoked')]
    case 'reversed':
      return ['bad', say('已被银行冲正', 'taken back by the bank')]
    case 'late':
      return ['bad', say('逾期到账', 'came too late')]
    case 'payerMismatch':
      return ['bad', say('款项未计入', 'does not count')]
    case 'kept':
      return ['bad', say('不予退还', 'kept')]
    case 'releasing':
      return ['waits', say('退还中', 'going back')]
    case 'released':
      return ['done', say('已退还', 'given back')]
  }
}

/** By what a deposit is given, in words. */
export const formWord = (form: DepositForm): string =>
  ({
    transfer: say('转账', 'transfer'),
    guarantee: say('保函', 'guarantee'),
    annual: say('年度保证金', 'annual deposit'),
    waiver: say('减免', 'waiver'),
  })[form]

/** Why a deposit goes back, in words. */
export const releaseWord = (reason: string): string =>
  ({
    withdrawn: say('撤回投标文件', 'the bid was withdrawn'),
    declined: say('不接受延期', 'the postponement was declined'),
    lost: say('未中标', 'another won'),
    'won-and-signed': say('合同已签订', 'the contract was signed'),
    late: say('逾期到账', 'the money came too late'),
    failed: say('招标失败（流标）', 'the tender ended without a result'),
    terminated: say('招标终止', 'the tender was terminated'),
  })[reason] ?? reason

interface WayOut {
  tone: 'good' | 'bad' | 'sun' | ''
  word: string
  /** the platform's sentence about the last money that came */
  why: string
  /** what to do now; nothing where nothing is to be done */
  next: string
}

/** What a bidder does now about a deposit that does not secure its bid yet. */
function nextStep(mine: MyDeposit): string {
  if (mine.guaranteeShort)
    return say(
      `投标截止时间已延期，现有保函有效期不足，请提交有效期不早于 ${mine.guaranteeShort} 的新保函，或改用转账。`,
      `The deadline was postponed and the guarantee ends too early: give one valid until ${mine.guaranteeShort}, or transfer the money.`,
    )
  switch (mine.status) {
    case 'none':
      return mine.basicAccount
        ? say(
            '申报基本账户，取得收款子账号后转账；或提交保函。',
            'Name your basic account, get an account to pay to; or give a guarantee.',
          )
        : say('取得收款子账号后转账；或提交保函。', 'Get an account to pay to; or give a guarantee.')
    case 'open':
      return mine.account
        ? say(
            '按下方信息转账；到账后本页自动更新，无须刷新。',
            'Pay as below; this page changes by itself when the money comes.',
          )
        : say('申报基本账户后取得收款子账号。', 'Name your basic account to get an account to pay to.')
    case 'payerMismatch':
      return say(
        '从本单位账户重新足额转账；不计入的款项由交易中心原路退还，无须申请。',
        'Pay the whole amount again from your own account; what does not count goes back by itself.',
      )
    case 'reversed':
      return say('向开户银行查明冲正原因，在截止前重新转账。', 'Ask your bank why, and pay again before the deadline.')
    case 'revoked':
      return say('在截止前另行提交保函或转账。', 'Give another guarantee or pay before the deadline.')
    case 'late':
      return say('该款不能用于本标段，将原路退还，无须申请。', 'It cannot serve this tender and goes back by itself.')
    default:
      return ''
  }
}

/** Where a deposit stands, why, and the way on. */
export function wayOut(mine: MyDeposit): WayOut {
  const [tone, word] = depositWord(mine.status)
  const last = mine.payments.at(-1)
  const about = ['open', 'none', 'releasing', 'released', 'kept', 'waived', 'guaranteed'].includes(mine.status)
  const why =
    mine.status === 'revoked'
      ? (mine.guarantee?.revoked?.reason ?? '')
      : last && !about
        ? say((last.reversed?.reason ?? last.reason).zh, (last.reversed?.reason ?? last.reason).en)
        : ''
  const banner = mine.guaranteeShort || tone === 'bad' ? 'bad' : tone === 'done' ? 'good' : tone === 'live' ? 'sun' : ''
  return { tone: banner, word, why, next: nextStep(mine) }
}
