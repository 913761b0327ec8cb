import { ContractMade, NoticesIssued } from '../../../award/events.ts'
import { BidWithdrawn } from '../../../bids/events.ts'
import { DepositRefunded, DepositReleaseOrdered, type ReleaseReason } from '../../../deposits/events.ts'
import { endOf } from '../../../law/periods.ts'
import type { DueAfter } from '../../../law/tenderingLaw.ts'
import type { Period } from '../../../law/units.ts'
import { all, broken, type Log, lastOf, type Requirement, within } from './log.ts'
import { winnerIn } from './result.ts'

interface Due {
  /** what the law counts from (ms) */
  from: number
  period: Period
}

/** What the law counts a refund from, by what the log itself shows and not by what the order says; undefined where it names no days. */
function dueOf(log: Log, tag: string, reason: ReleaseReason | 'kept'): Due | undefined {
  const { law } = log
  if (reason === 'withdrawn') {
    const withdrawn = all(log, BidWithdrawn).findLast(({ data }) => data.bidderTag === tag)
    return withdrawn && { from: withdrawn.data.withdrawnAt, period: law.refundWithdrawn.value }
  }
  if (reason === 'kept' || reason === 'failed' || reason === 'declined') return undefined
  const winner = winnerIn(log) === tag
  const due: DueAfter = (winner ? law.refundWinner : law.refundLosers).value
  const from = due.after === 'award' ? lastOf(log, NoticesIssued)?.at : lastOf(log, ContractMade)?.data.at
  return from === undefined ? undefined : { from, period: due.within }
}

const inTime: Requirement = {
  id: 'refund.within',
  zh: '投标保证金按期退还',
  en: 'deposits go back in time',
  rule: (law) => law.refundLosers,
  judge: (log) => {
    const paid = new Map(all(log, DepositRefunded).map(({ data }) => [`${data.tag}${data.order}`, data.paidAt]))
    return all(log, DepositReleaseOrdered).flatMap(({ data }) => {
      const due = dueOf(log, data.tag, data.reason)
      if (!due) return []
      const at = paid.get(`${data.tag}${data.order}`) ?? log.facts.at(-1)?.at ?? 0
      const end = endOf(due.from, due.period, log.calendar)
      return within(at, end, broken(at, '投标保证金逾期未退还', 'a deposit went back too late, or not at all'))
    })
  },
}

/** The money that goes back. */
export const refundRequirements: readonly Requirement[] = [inTime]
