import { tenderDocument } from '../../../templates/tenderDocument.ts'
import { renderPaper } from '../../documents/render.ts'
import { money } from '../../documents/words.ts'
import { demoRegion, settled } from '../../law/regional.ts'
import type { Draft } from '../../tenders/contract.ts'

const points = (centipoints: number): string =>
  `${(centipoints / 100) | 0}.${String(centipoints % 100).padStart(2, '0')}`

/** The tender document as the agent's own program writes it, from the very data that the notice is published with. */
export async function documentOf(draft: Draft, at: number): Promise<Uint8Array> {
  const { price } = draft.criteria
  const paper = tenderDocument({
    code: draft.code,
    name: draft.name,
    tenderer: draft.tenderer.name,
    ...(draft.agent ? { agent: draft.agent.name } : {}),
    scope: draft.scope,
    qualifications: draft.qualification.split('\n'),
    consortium: draft.consortium,
    period: `${draft.durationDays} 日历天`,
    ceiling: money(draft.ceiling),
    deposit: money(draft.deposit),
    deadline: draft.deadline,
    validity: `自投标截止之日起 ${draft.validityDays} 日`,
    clauses: draft.criteria.clauses,
    factors: draft.criteria.factors.map((factor) => ({ ...factor, full: points(factor.full) })),
    formula: [
      `有效投标报价多于 ${price.trimMoreThan} 个时去掉一个最高价和一个最低价，取其余报价的算术平均值；否则取全部有效报价的算术平均值。评标基准价 = 平均值 × ${(price.k / 100) | 0}.${String(price.k % 100).padStart(2, '0')}%。`,
      `偏差率 = （投标报价 − 评标基准价）÷ 评标基准价 × 100%${price.roundDeviation === null ? '' : `，保留 ${price.roundDeviation} 位小数`}。`,
      `报价得分满分 ${points(price.full)} 分：每高于评标基准价 1% 扣 ${points(price.above)} 分，每低于 1% 扣 ${points(price.below)} 分，不足 1% 按比例计算，扣完为止。`,
    ],
    unsealing: `${settled(demoRegion, 'unsealingMinutes').value} 分钟`,
    officers: [draft.tenderer.name, '公共资源交易中心', draft.supervisor.name],
  })
  return renderPaper(paper, { at, issuer: draft.agent?.name ?? draft.tenderer.name })
}
