import { fen, formatYuan } from '../law/units.ts'
import { addsWords } from '../tenders/formula.ts'
import type { Step } from './arithmetic.ts'
import type { Evaluation } from './evaluation.ts'
import type { Repricing } from './prices.ts'
import type { Named } from './purchaseRemarks.ts'

const yuan = (amount: string): string => `${formatYuan(fen(amount))} 元`

/** What each step of the law corrects. */
export const STEPS: Record<Step['step'], { zh: string; en: string }> = {
  schedule: { zh: '以开标一览表为准', en: 'the schedule of prices stands' },
  words: { zh: '以大写金额为准', en: 'words over figures' },
  decimal: { zh: '单价小数点明显错位，修改单价', en: 'a misplaced point: the unit price is changed' },
  sum: { zh: '以单价金额计算结果为准', en: 'unit prices over the total' },
}

/** What became of a corrected price. */
export const OUTCOMES: Record<NonNullable<Repricing['outcome']>, { zh: string; en: string }> = {
  confirmed: { zh: '投标人已确认', en: 'confirmed by the bidder' },
  refused: { zh: '投标人不确认，其投标无效', en: 'not confirmed: the bid is invalid' },
  expired: { zh: '投标人逾期未确认，其投标无效', en: 'not confirmed in time: the bid is invalid' },
}

/** What a report says of prices: how they were corrected, and what was counted of deviations (标价比较表). */
export const priceRemarks = (e: Evaluation, names: Pick<Named, 'bidder'>): string[] => [
  ...(e.repricings ?? []).map(({ bid, page, before, after, steps, article, outcome }) => {
    const each = steps.map(
      (one) => `${STEPS[one.step].zh}${one.line ? `（${one.line}）` : ''}：${yuan(one.before)} → ${yuan(one.after)}`,
    )
    const said = outcome ? OUTCOMES[outcome].zh : '待投标人确认'
    return `报价算术修正（${names.bidder(bid)}，第 ${page} 页，${article}）：${each.join('；')}。唱标价 ${yuan(before)}，修正后 ${yuan(after)}。${said}。`
  }),
  ...(e.ranking?.rows ?? []).flatMap(({ tag, price, evaluationPrice, adjustments = [] }) => {
    if (!e.criteria.deviations?.length || !evaluationPrice) return []
    const reasons = e.counted?.find(({ bid }) => bid === tag)?.counted ?? []
    const each = adjustments.map(({ deviation, quantity, amount }) => {
      const of = e.criteria.deviations?.find(({ id }) => id === deviation)
      const why = reasons.find((one) => one.deviation === deviation)
      return `${of?.zh ?? deviation}（${of ? addsWords(of) : ''}）× ${quantity} = ${yuan(amount)}${why ? `，第 ${why.page} 页，${why.reason}` : ''}`
    })
    const all = each.length ? each.join('；') : '无商务偏差调整'
    return [`标价比较（${names.bidder(tag)}）：投标报价 ${yuan(price)}；${all}；评标价 ${yuan(evaluationPrice)}。`]
  }),
]
