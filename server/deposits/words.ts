import { type Fen, formatYuan } from '../law/units.ts'

/** A sentence in both languages. */
export interface Words {
  zh: string
  en: string
}

const yuan = (amount: Fen): string => formatYuan(amount)

/** Why money that arrived does or does not secure the bid. Names nobody. */
export const reasons = {
  held: (required: Fen): Words => ({
    zh: `保证金${yuan(required)}元已足额到账`,
    en: `the deposit of ${yuan(required)} yuan has arrived in full`,
  }),
  short: (missing: Fen): Words => ({
    zh: `到账金额不足，还差${yuan(missing)}元，请在投标截止时间前补足至同一子账号`,
    en: `${yuan(missing)} yuan are missing: pay them to the same account before the deadline`,
  }),
  surplus: (surplus: Fen): Words => ({
    zh: `保证金已足额到账，多付的${yuan(surplus)}元将随保证金一并退还`,
    en: `the deposit has arrived in full; the ${yuan(surplus)} yuan above it go back together with it`,
  }),
  surplusAsked: (): Words => ({
    zh: '保证金已足额到账；该笔为重复缴纳，已按您的申请单独原路退回',
    en: 'the deposit has arrived in full; this was paid a second time and goes back by itself, as you asked',
  }),
  late: (): Words => ({
    zh: '款项在投标截止时间或之后到账，不计入保证金，将予退还',
    en: 'the money arrived at or after the deadline: it does not count and goes back',
  }),
  payerMismatch: (): Words => ({
    zh: '付款户名与投标人数字证书上的单位名称不一致，不计入保证金，将原路退还；请从本单位基本账户转出',
    en: "the payer's name is not the organisation of the bidder's certificate: the money does not count and goes back to where it came from; pay from the bidder's own basic account",
  }),
  cashRefused: (article: string): Words => ({
    zh: `依据${article}，本标段不接受现金形式的保证金，该款不计入，将原路退还；请改用转账、支票或保函`,
    en: `by ${article} this tender takes no cash: the money does not count and goes back; give a transfer, a cheque or a guarantee`,
  }),
  notBasicAccount: (article: string): Words => ({
    zh: `依据${article}，保证金应当从基本账户转出；该款不是从您申报的基本账户转出，不计入，将原路退还；请从基本账户重新转账，申报有误的先更正申报`,
    en: `by ${article} the money comes from the basic account: this did not come from the one you named, does not count and goes back; pay again from it, or first correct what you named`,
  }),
  reversed: (amount: Fen, missing: Fen, because: string): Words => ({
    zh: `银行已冲正${yuan(amount)}元（${because}）${missing > 0n ? `，还差${yuan(missing)}元，请在投标截止时间前补足至同一子账号` : '，其余到账仍足额'}`,
    en: `the bank has taken ${yuan(amount)} yuan back (${because})${missing > 0n ? `; ${yuan(missing)} yuan are missing: pay them to the same account before the deadline` : '; what else arrived is enough'}`,
  }),
  basicAccountUnnamed: (article: string): Words => ({
    zh: `依据${article}，保证金应当从基本账户转出；到账时您尚未申报基本账户，该款不计入，将原路退还；请先申报基本账户，再从该账户转账`,
    en: `by ${article} the money comes from the basic account: you had named none when this arrived, so it does not count and goes back; name the basic account, then pay from it`,
  }),
  suspense: (): Words => ({
    zh: '收款子账号不存在，款项已挂账，将原路退还',
    en: 'there is no such account: the money is held in suspense and goes back to where it came from',
  }),
} as const
