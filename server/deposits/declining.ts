import type { Calendar } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Regional } from '../law/regional.ts'
import { inStage } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import type { RefundLaw } from './clocks.ts'
import type { Deposit } from './deposit.ts'
import type { DepositHappening } from './events.ts'
import { DepositDeclined } from './refundEvents.ts'
import { releaseFacts } from './refunds.ts'

const refuse = refusals({
  NOT_POSTPONED: {
    status: 409,
    zh: '投标截止时间没有延期，无须另行声明',
    en: 'the deadline was not postponed: there is nothing to decline',
  },
  DECLINE_LATE: {
    status: 409,
    zh: '投标截止时间已过，不能再声明不接受延期',
    en: 'the deadline has passed: it cannot be declined any more',
  },
  BID_STANDS: {
    status: 409,
    zh: '已递交的投标文件仍有效，请先撤回投标文件，保证金随撤回自动退还',
    en: 'your bid stands: withdraw it, and the deposit goes back with it',
  },
  NOTHING_TO_RETURN: { status: 409, zh: '没有可退还的保证金', en: 'there is nothing to give back' },
})

/** Whether the deadline of the notice is not the one that the notice was published with. */
export const postponed = ({ noticed, deadline }: Pick<Tender, 'noticed' | 'deadline'>): boolean =>
  noticed !== undefined && deadline > noticed.deadline

/**
 * Gives a bidder its deposit back that does not stay bound after a postponement, by the day the track's law names. A bid
 * that stands is withdrawn first.
 *
 * @param of.sealed whether a bid of this bidder stands
 * @param now when it said so
 */
export function declineFacts(
  of: {
    tender: Tender
    deposit: Deposit | undefined
    sealed: boolean
    order: string
    evidence: string
    /** the published calendar, by which the last day is counted */
    table: Calendar
  },
  law: RefundLaw,
  region: Regional,
  now: number,
): DepositHappening[] {
  const { tender, deposit, sealed, order, evidence } = of
  inStage(tender, 'bidding')
  if (!postponed(tender)) throw refuse('NOT_POSTPONED')
  if (now >= tender.deadline) throw refuse('DECLINE_LATE', { deadline: tender.deadline })
  if (sealed) throw refuse('BID_STANDS')
  const cause = { reason: 'declined' as const, at: now, order, table: of.table }
  const back = deposit ? releaseFacts(deposit, cause, law, region, now) : []
  if (!deposit || !back.length) throw refuse('NOTHING_TO_RETURN')
  const { tag } = deposit
  return [DepositDeclined({ tender: tender.id, tag, deadline: tender.deadline, at: now, evidence }), ...back]
}
