import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { ceilingRange } from './ceiling.ts'
import type { Draft } from './contract.ts'
import { drawnInFormula } from './criteria.ts'
import { block, type Finding, warn } from './finding.ts'

const refuse = refusals({
  CEILING_MISSING: {
    status: 422,
    zh: '须载明大于零的最高投标限价，或者其计算方法',
    en: 'the document states a highest price above zero, or how it is computed',
  },
  CEILING_TWICE: {
    status: 422,
    zh: '最高投标限价的金额与计算方法只能载明一种',
    en: 'the document states the highest price or how it is computed, not both',
  },
  CEILING_METHOD_UNLAWFUL: {
    status: 422,
    zh: '最高限价应当载明金额，不得以计算方法代替',
    en: 'the highest price is an amount: no method takes its place',
  },
  CEILING_TWO_DRAWS: {
    status: 422,
    zh: '开标时只抽取一个系数：评标价格公式与最高投标限价不能同时留待抽取',
    en: 'one coefficient is drawn at the opening: of the price formula or of the highest price, not of both',
  },
  CEILING_BELOW_DEPOSIT: {
    status: 422,
    zh: '最高投标限价不高于投标保证金',
    en: 'the highest price does not exceed the deposit',
  },
  CEILING_ABOVE_ESTIMATE: { status: 422, zh: '最高投标限价高于估算价', en: 'the highest price is above the estimate' },
})

type Priced = Pick<Draft, 'ceiling' | 'ceilingMethod' | 'criteria' | 'deposit' | 'estimate'>

/** What is found of the highest price: an amount or a method, never both; a method is judged by every value that may be drawn. */
export function ceilingFindings(draft: Priced, law: Rulebook): Finding[] {
  const range = ceilingRange(draft)
  if (draft.ceilingMethod && draft.ceiling !== undefined)
    return [block('ceiling', refuse('CEILING_TWICE', { ceiling: draft.ceiling }, law.ceilingByMethod))]
  if (!range || range.least === 0n) return [block('ceiling', refuse('CEILING_MISSING', {}, law.ceilingByMethod))]
  return [...methodFindings(draft, law), ...amountFindings(range, draft, law)]
}

function methodFindings({ ceilingMethod, criteria }: Priced, law: Rulebook): Finding[] {
  if (!ceilingMethod) return []
  const unlawful = law.ceilingByMethod.value === 'none'
  return [
    ...(unlawful ? [block('ceiling', refuse('CEILING_METHOD_UNLAWFUL', {}, law.ceilingByMethod))] : []),
    ...(drawnInFormula(criteria) ? [block('ceiling', refuse('CEILING_TWO_DRAWS'))] : []),
  ]
}

function amountFindings({ least, most }: { least: bigint; most: bigint }, draft: Priced, law: Rulebook): Finding[] {
  const [deposit, estimate] = [BigInt(draft.deposit), BigInt(draft.estimate)]
  const below = least <= deposit
  const above = most > estimate && law.ceilingWithin.value === 'unbound'
  return [
    ...(below ? [block('ceiling', refuse('CEILING_BELOW_DEPOSIT', { ceiling: least, deposit }))] : []),
    ...(above ? [warn('ceiling', refuse('CEILING_ABOVE_ESTIMATE', { ceiling: most, estimate }))] : []),
  ]
}
