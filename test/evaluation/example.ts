import type { Sheet, Vote } from '../../server/evaluation/contract.ts'
import { type Evaluation, evolve } from '../../server/evaluation/evaluation.ts'
import { type EvaluationFact, evaluationEvents } from '../../server/evaluation/events.ts'
import { beginEvaluation, clausesFor, reviewBid, voteForChair } from '../../server/evaluation/review.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Fact, Happening } from '../../server/ledger/event.ts'
import type { Eye } from '../../server/ledger/eye.ts'
import type { Criteria } from '../../server/tenders/contract.ts'

export const law = rulebook('T-2025')
export const T0 = Date.parse('2026-04-08T09:00:00+08:00')

/** A tag that is easy to read in a failure: the same character 64 times. */
export const tag = (character: string): string => character.repeat(64)
export const members = ['1', '2', '3', '4', '5'].map(tag)
export const bidders = ['a', 'b', 'c', 'd'].map(tag)
export const [m1, m2, m3, m4, m5] = members as [string, string, string, string, string]
export const [bidA, bidB, bidC, bidD] = bidders as [string, string, string, string]

/** Two clauses, a subjective and an objective factor, 60 points for the price. */
export const criteria: Criteria = {
  clauses: [
    { id: 'qualification', zh: '资质等级符合要求', ground: '不符合招标文件规定的资格条件' },
    { id: 'signature', zh: '投标函签字盖章', ground: '投标文件未经投标单位盖章和单位负责人签字' },
  ],
  factors: [
    {
      id: 'plan',
      zh: '施工组织设计',
      guidance: '横向比较',
      full: 3000,
      step: 50,
      objective: false,
      volume: 'technical',
    },
    { id: 'record', zh: '业绩', guidance: '每项2分', full: 1000, step: 200, objective: true, volume: 'business' },
  ],
  price: {
    formula: 'benchmark-average',
    full: 6000,
    k: 10_000,
    above: 100,
    below: 50,
    trimMoreThan: 3,
    roundDeviation: 2,
  },
  tie: 'lower-price',
}

const prices = ['950000', '980000', '1000000', '1010000']

/** An evaluation after these happenings, as the ledger would make it; remembers every fact. */
export class Panel {
  facts: EvaluationFact[] = []
  state: Evaluation

  constructor(other: Partial<Parameters<typeof beginEvaluation>[0]> = {}) {
    const bids = bidders.map((bidder, i) => ({ tag: bidder, price: prices[i] ?? '0' }))
    const of = { tender: 't1', rulebook: law.id, criteria, seated: true, members, bids, ...other }
    this.state = this.#take(undefined, beginEvaluation(of, undefined))
  }

  /** Writes down what a rule decided. */
  take(happenings: Happening[], at = T0): Evaluation {
    this.state = this.#take(this.state, happenings, at)
    return this.state
  }

  #take(before: Evaluation | undefined, happenings: Happening[], at = T0): Evaluation {
    let state = before
    for (const { type, v, data } of happenings) {
      const version = this.facts.length + 1
      const meta = { id: `f${version}`, stream: 'evaluation/t1', version, at, actor: { role: 'expert' }, via: 'test' }
      const fact = { type, v, data, ...meta } as EvaluationFact
      this.facts.push(fact)
      state = evolve(state, fact)
    }
    if (!state) throw new Error('nothing happened')
    return state
  }

  elect(chair = m1): this {
    for (const member of this.state.members) this.take(voteForChair(this.state, member, chair))
    return this
  }

  /** Every member passes everything but what `failing` says: bid → clause → how many members fail it. */
  review(failing: Record<string, Record<string, number>> = {}): this {
    for (const { tag: bid } of this.state.bids)
      this.state.members.forEach((member, i) => {
        const votes = clausesFor(this.state, bid).map(({ id }) => vote(id, i >= (failing[bid]?.[id] ?? 0)))
        this.take(reviewBid(this.state, { member, bid, votes }, rulebook(this.state.rulebook)))
      })
    return this
  }
}

export const vote = (clause: string, pass = true, more: Partial<Vote> = {}): Vote =>
  pass ? { clause, pass } : { clause, pass, page: 12, reason: '未见有效证明', ...more }

/** Marks for these bids: the subjective score, and the objective one. */
export const sheet = (bids: readonly string[], plan: number, record: number): Sheet =>
  Object.fromEntries(bids.map((bid) => [bid, { plan: { score: plan }, record: { score: record } }]))

export const expertEye = (seat: string): Eye => ({ role: 'expert', host: false, tag: seat })
export const bidderEye = (of: string): Eye => ({ role: 'bidder', host: false, tag: of })
export const supervisorEye: Eye = { role: 'supervisor', host: false, tag: '' }
export const hostEye: Eye = { role: 'tenderer', host: true, tag: '' }

/** Whether an eye may see the content of a fact. */
export const sees = (eye: Eye, fact: Fact): boolean =>
  evaluationEvents.find(({ type }) => type === fact.type)?.seenBy(eye, fact.data as never) ?? false
