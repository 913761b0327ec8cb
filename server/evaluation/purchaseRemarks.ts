import { fen, formatYuan } from '../law/units.ts'
import type { Evaluation } from './evaluation.ts'
import type { Deduction, Suspicion } from './result.ts'

/** Who stands behind a tag, in the words of the report. */
export interface Named {
  member(tag: string): string
  bidder(tag: string): string
}

/** What a policy's deduction is called. */
export const DEDUCTIONS: Record<Deduction['policy'], { zh: string; en: string }> = {
  small: { zh: '小微企业价格扣除', en: 'small enterprise' },
  smallShare: { zh: '小微企业份额价格扣除', en: 'share of small enterprises' },
  domestic: { zh: '本国产品价格扣除', en: 'domestic product' },
}

/** Why a price is suspected to be too low. */
export const TRIGGERS: Record<Suspicion['triggers'][number], { zh: string; en: string }> = {
  average: { zh: '低于平均报价的规定比例', en: 'far below the mean' },
  second: { zh: '低于次低报价的规定比例', en: 'far below the second lowest' },
  ceiling: { zh: '低于最高限价的规定比例', en: 'far below the ceiling' },
  judgement: { zh: '评标委员会认为报价过低', en: 'too low, as the panel finds' },
}

const yuan = (amount: string): string => `${formatYuan(fen(amount))} 元`

/** What an evaluation of a purchase says besides its ranking: deductions, denied claims, low prices, brands, and why it is void. */
export const purchaseRemarks = (e: Evaluation, names: Named): string[] => [
  ...deductions(e, names),
  ...(e.denied ?? []).map(
    (one) => `价格扣除不予认可（${names.bidder(one.bid)}，${one.zh}）：${one.against}/${one.members} 票。`,
  ),
  ...lowPrices(e, names),
  ...(e.ranking?.outdone ?? []).map(
    ({ bid, by }) => `核心产品品牌相同：${names.bidder(bid)}${standsBy(e, by, names)}。`,
  ),
  ...settlements(e, names),
  ...(e.void ? [`对招标文件作实质响应的投标人不足三家，依照${e.void}予以废标。`] : []),
]

/** What becomes of a bid whose brand another stands for: where the price decides alone it is invalid, otherwise no candidate. */
function standsBy(e: Evaluation, by: string | null, names: Named): string {
  if (!by) return '与同品牌投标人相同，由采购人依法确定'
  return e.criteria.price.formula === 'price-alone'
    ? `不参加评标，由${names.bidder(by)}参加，其投标无效`
    : `由${names.bidder(by)}获得中标人推荐资格，其不作为中标候选人`
}

/** How one of several equal bids of a brand was chosen. */
const settlements = (e: Evaluation, names: Named): string[] =>
  (e.settled ?? []).map(({ among, chosen, how, draw, reason }) => {
    const way =
      how === 'lot'
        ? `招标文件未规定确定方式，随机抽取（抽取编号 ${draw}，可凭抽取记录重算）`
        : `按招标文件规定由采购人确定，理由：${reason}`
    return `同品牌投标并列（${among.map(names.bidder).join('、')}）：${way}，确定${names.bidder(chosen)}。`
  })

const deductions = (e: Evaluation, names: Named): string[] =>
  (e.ranking?.rows ?? []).flatMap(({ tag, evaluationPrice, deductions: of = [] }) => {
    if (!of.length || !evaluationPrice) return []
    const each = of.map(
      ({ policy, rate, base, amount }) => `${DEDUCTIONS[policy].zh} ${yuan(base)} × ${rate / 100}% = ${yuan(amount)}`,
    )
    return [`评标价（${names.bidder(tag)}）：${yuan(evaluationPrice)}，其中${each.join('；')}。合同价不变。`]
  })

const lowPrices = (e: Evaluation, names: Named): string[] =>
  (e.lowPrice?.found ?? []).flatMap(({ bid, triggers, reason }) => {
    const votes = Object.values(e.lowPrice?.votes[bid] ?? {})
    const why = triggers.map((one) => TRIGGERS[one].zh).join('、') + (reason ? `（${reason}）` : '')
    const said = votes.map((one) => {
      const searched = one.searches ? `；查询记录：${one.searches}` : ''
      return `${names.member(one.member)}：${one.proven ? '能够证明' : '不能证明'}，${one.reason}${searched}`
    })
    const outcome = e.valid?.includes(bid) ? '认定其报价合理' : '作为无效投标处理'
    return [`异常低价审查（${names.bidder(bid)}，${why}）：${outcome}。`, ...said]
  })
