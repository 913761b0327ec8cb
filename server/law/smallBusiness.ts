import { rule } from './rule.ts'

/** Whoever buys does not insist on cash, and takes a guarantee of a financial institution from a small business. */
export const depositForms = rule<'notOnlyCash'>('notOnlyCash', '《保障中小企业款项支付条例》第十三条')
