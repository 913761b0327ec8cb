import type { BidItem } from '../bids/contract.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Criteria } from '../tenders/criteria.ts'
import type { Contradiction, Step } from './arithmetic.ts'
import type { BidAdjustments } from './deviations.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationFact } from './events.ts'
import type { ClauseFinding } from './result.ts'

/** A price that was corrected, and what its bidder said. */
export interface Repricing {
  id: string
  bid: string
  page: number
  found: Contradiction
  before: string
  after: string
  steps: Step[]
  article: string
  askedAt: number
  until: number
  outcome: 'confirmed' | 'refused' | 'expired' | null
  settledAt: number | null
}

/** What an evaluation knows of prices besides those that were read out. */
export interface Priced {
  /** corrections of prices, oldest first; absent: none */
  repricings?: Repricing[]
  /** deviations that the panel counted; absent: none */
  counted?: BidAdjustments[]
}

/** Every correction, oldest first. */
export const repricingsOf = ({ repricings = [] }: Priced): Repricing[] => repricings

/** Corrections that wait for their bidders. */
export const openRepricings = (e: Priced): Repricing[] => repricingsOf(e).filter(({ outcome }) => outcome === null)

/** What a bid is paid by: the corrected price, once its bidder has confirmed it. */
export const boundPrice = (e: Priced, bid: { tag: string; price: string }): string =>
  repricingsOf(e).find((one) => one.bid === bid.tag && one.outcome === 'confirmed')?.after ?? bid.price

/** An item at the unit price to which the panel moved the point of the very one that stands there. */
export function correctedItem(item: BidItem, steps: readonly Step[]): BidItem {
  const found = steps.find(
    ({ step, line, before }) => step === 'decimal' && line === item.name && before === item.unitPrice,
  )
  return found ? { ...item, unitPrice: found.after } : item
}

/** What a bid offers, item by item, each at the unit price that stands: the corrected one, once its bidder has confirmed it. */
export function boundItems(e: Priced, tag: string, items: readonly BidItem[]): BidItem[] {
  const steps = repricingsOf(e)
    .filter(({ bid, outcome }) => bid === tag && outcome === 'confirmed')
    .flatMap(({ steps: of }) => of)
  return items.map((item) => correctedItem(item, steps))
}

/** Bids that their price makes invalid: the correction was not confirmed, or what was confirmed is above the highest price. */
export function invalidByPrice(e: Evaluation, law: Pick<Rulebook, 'arithmetic' | 'rejectionGrounds'>): ClauseFinding[] {
  const all = { against: e.members.length, members: e.members.length, findings: [] }
  const above = (price: string) => e.ceiling !== undefined && BigInt(price) > BigInt(e.ceiling)
  return repricingsOf(e).flatMap(({ bid, outcome, after }): ClauseFinding[] => {
    if (outcome === 'refused' || outcome === 'expired') {
      const how = outcome === 'refused' ? '不确认' : '未在规定时间内确认'
      const ground = `投标人${how}修正后的报价，其投标无效（${law.arithmetic.article}）`
      return [{ bid, clause: 'arithmetic', zh: '报价算术修正', ground, ...all }]
    }
    if (outcome !== 'confirmed' || !above(after)) return []
    const ground = `修正后的报价超过最高限价（${law.rejectionGrounds.article}）`
    return [{ bid, clause: 'ceiling', zh: '修正后的报价不超过最高限价', ground, ...all }]
  })
}

/** Whether the panel has deviations to count before anything is compared. */
export const countsDeviations = ({ criteria }: { criteria: Pick<Criteria, 'deviations'> }): boolean =>
  !!criteria.deviations?.length

/** What facts about prices change. */
export function repriced(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.priceCorrected': {
      const { repricing: id, tender: _tender, panel: _panel, ...rest } = fact.data
      const one: Repricing = { id, ...rest, askedAt: fact.at, outcome: null, settledAt: null }
      return { ...e, repricings: [...repricingsOf(e), one] }
    }
    case 'evaluation.correctionDropped':
      return { ...e, repricings: repricingsOf(e).filter(({ id }) => id !== fact.data.repricing) }
    case 'evaluation.correctionAnswered':
      return settled(e, fact.data.repricing, fact.data.confirmed ? 'confirmed' : 'refused', fact.at)
    case 'evaluation.correctionExpired':
      return settled(e, fact.data.repricing, 'expired', fact.at)
    case 'evaluation.deviationsCounted':
      return { ...e, counted: fact.data.bids }
  }
  return undefined
}

const settled = (e: Evaluation, id: string, outcome: Repricing['outcome'], at: number): Evaluation => ({
  ...e,
  repricings: repricingsOf(e).map((one) => (one.id === id ? { ...one, outcome, settledAt: at } : one)),
})
