import { ReportDelivered, ResultFixed } from '../../server/award/acceptanceEvents.ts'
import { ChallengeWeighed, ResultAnnounced } from '../../server/award/announcementEvents.ts'
import { NoticesIssued } from '../../server/award/events.ts'
import { ContractPublished, ReportMade } from '../../server/award/letterEvents.ts'
import { DepositRefunded } from '../../server/deposits/events.ts'
import { instantOf } from '../../server/law/periods.ts'
import { QualificationConcluded } from '../../server/qualification/events.ts'
import { both, change, type Doctor, drop, move } from './doctors.ts'
import { best, second, signature, third } from './lawfulLog.ts'

const day = (text: string): number => instantOf(text)
const unsigned = { ...signature(), cms: '' }

/** For each requirement that only a purchase has, and for those that count otherwise in one, the ways in which it is broken. */
export const purchaseWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'qualification.first': [
    ['nobody was found qualified before', drop(QualificationConcluded)],
    ['one was evaluated who was not qualified', change(QualificationConcluded, () => ({ qualified: [best, second] }))],
    ['too few were qualified', change(QualificationConcluded, () => ({ enough: false }))],
  ],
  'report.delivered': [
    ['the agent delivered the report on the third working day', move(ReportDelivered, '2026-04-15T00:00')],
  ],
  'award.fixed': [
    ['the winner was fixed on the sixth working day', move(ResultFixed, '2026-04-21T00:00')],
    ['the winner was fixed without the report', drop(ReportDelivered)],
  ],
  'award.inOrder': [
    [
      'the second in rank was fixed and announced',
      both(
        change(ResultFixed, () => ({ winner: second, rank: 2 })),
        change(ResultAnnounced, ({ winner }) => ({ winner: { ...winner, tag: second } })),
      ),
    ],
  ],
  'announcement.starts': [
    [
      'another was announced than was fixed',
      change(ResultAnnounced, ({ winner }) => ({ winner: { ...winner, tag: third } })),
    ],
    [
      'the result was announced on the third working day',
      change(ResultAnnounced, () => ({ from: day('2026-04-17'), until: day('2026-04-21') - 1 })),
    ],
  ],
  'announcement.lasts': [
    ['the announcement ended a millisecond early', change(ResultAnnounced, () => ({ until: day('2026-04-17') - 2 }))],
  ],
  'announcement.experts': [
    [
      'an expert is not named',
      change(ResultAnnounced, ({ announcement }) => ({
        announcement: { ...announcement, experts: announcement.experts.slice(1) },
      })),
    ],
  ],
  'award.signed': [
    ['the decision is not signed', change(ResultFixed, () => ({ signature: unsigned }))],
    ['the announcement is not signed', change(ResultAnnounced, () => ({ signature: unsigned }))],
  ],
  'award.notices': [['one was not told', change(NoticesIssued, ({ results }) => ({ results: results.slice(1) }))]],
  'challenge.holds': [
    [
      'a contract was signed while a challenge might move the result',
      both(
        change(ChallengeWeighed, () => ({ mayMove: true })),
        (log) => log.filter(({ type }) => type !== 'award.objectionAnswered'),
      ),
    ],
  ],
  'contract.published': [
    [
      'the contract was published on the third working day',
      change(ContractPublished, () => ({ at: day('2026-05-06') })),
    ],
  ],
  'award.reported': [['the copy of the contract came on the eighth working day', move(ReportMade, '2026-05-12T00:00')]],
  'refund.within': [
    [
      'a loser was paid on the sixth working day after the notices',
      change(DepositRefunded, ({ tag }) => (tag === second ? { paidAt: day('2026-04-23') } : undefined)),
    ],
    [
      'the winner was paid on the sixth working day after the contract',
      change(DepositRefunded, ({ tag }) => (tag === best ? { paidAt: day('2026-05-09') } : undefined)),
    ],
  ],
}
