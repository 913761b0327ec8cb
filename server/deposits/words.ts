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
  late: (): Words => ({
    zh: '款项在投标截止时间或之后到账，不计入保证金，将予退还',
    en: 'the money arrived at or after the deadline: it does not count and goes back',
  }),
  payerMismatch: (): Words => ({
    zh: '付款户名与投标人数字证书上的单位名称不一致，不计入保证金，将原路退还；请从本单位基本账户转出',
    en: "the payer's name is not the organisation of the bidder's certificate: the money does not count and goes back to where it came from; pay from the bidder's own basic account",
  }),
  suspense: (): Words => ({
    zh: '收款子账号不存在，款项已挂账，将原路退还',
    en: 'there is no such account: the money is held in suspense and goes back to where it came from',
  }),
} as const
