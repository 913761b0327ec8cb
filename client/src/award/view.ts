import type { Fixed, Recheck } from '../../../server/award/acceptance.ts'
import type { Duty } from '../../../server/award/duty.ts'
import type { ReportCheck } from '../../../server/award/reportChecks.ts'
import type { PassedOver } from '../../../server/award/setAside.ts'
import type { Broken } from '../../../server/award/tying.ts'
import type { BidForm } from '../../../server/bids/contract.ts'
import type { ReEvaluationGround } from '../../../server/law/tenderingRemedies.ts'
import { say } from '../app/words.ts'

/** Somebody who may win, as the hosts see it. */
export interface Candidate {
  tag: string
  rank: number
  name: string
  terms: BidForm | null
  /** centipoints; null where nothing is scored */
  total: number | null
  /** fen; null where it is compared by its price */
  evaluationPrice: string | null
}

/** How candidates who tie are told apart. */
export type Tie = Broken & {
  among: string[]
  /** who of them may be the winner */
  left: string[]
  lot: { draw: string; chosen: string | null } | null
}

/** What there is to do with the panel's report. */
export interface Received {
  ready: true
  via: 'publicity' | 'announcement'
  report: { sha256: string; finishedAt: number }
  byHand: boolean
  receivedAt: number | null
  deliverUntil: number | null
  fixUntil: number | null
  publiciseUntil: number | null
  announceUntil: number | null
  checks: ReportCheck[]
  checksHash: string
  attention: string[]
  grounds: ReEvaluationGround[]
  items: { id: string; zh: string }[]
  bids: { tag: string; name: string }[]
  delivered: { at: number; inTime: boolean } | null
  reviewed: { note: string; at: number } | null
  rechecks: Recheck[]
  candidates: Candidate[]
  fixed: Fixed | null
  /** absent: nobody ties for the first place */
  tie?: Tie
  passed: PassedOver[]
  articles: Record<'deliver' | 'recheck' | 'fix' | 'order' | 'tie' | 'publicise' | 'content', string> & {
    told: string | null
    silent: string | null
  }
}
export type Acceptance = Received | { ready: false; rechecks: Recheck[] }

const NAMES: Record<string, readonly [zh: string, en: string]> = {
  deliver: ['代理机构送达评标报告', 'the agent delivers the report'],
  fix: ['采购人确定中标人', 'the purchaser fixes the winner'],
  publicise: ['开始公示中标候选人', 'the publicity begins'],
  announce: ['公告中标结果并发出通知书', 'the result is announced'],
  contract: ['订立书面合同', 'the contract is made'],
  publishContract: ['公告合同', 'the contract is published'],
  report: ['向行政监督部门书面报告（备案）', 'the supervisor has its report'],
}

/** What a limit is for, in words. */
export function dutyName({ duty }: Pick<Duty, 'duty'>): string {
  const [zh, en] = NAMES[duty] ?? ['答复异议（质疑）', 'an objection is answered']
  return say(zh, en)
}
