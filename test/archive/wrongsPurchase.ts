import { ReportDelivered, ResultFixed } from '../../server/award/acceptanceEvents.ts'
import { ChallengeWeighed, ResultAnnounced } from '../../server/award/announcementEvents.ts'
import { BondGiven } from '../../server/award/bondEvents.ts'
import { NoticesIssued, ObjectionAnswered } from '../../server/award/events.ts'
import { ContractPublished, ReportMade } from '../../server/award/letterEvents.ts'
import { ComplaintRuled } from '../../server/complaints/events.ts'
import { DepositRefunded } from '../../server/deposits/events.ts'
import { instantOf, lastMomentOf } from '../../server/law/periods.ts'
import { PlanPublished } from '../../server/projects/events.ts'
import { QualificationConcluded } from '../../server/qualification/events.ts'
import { DocumentObjected, DocumentObjectionAnswered } from '../../server/questions/events.ts'
import { SuspensionLifted, TenderAmended } from '../../server/tenders/sideEvents.ts'
import { declaring, reservedWrongs } from './consortiumWrongs.ts'
import { both, change, type Doctor, drop } from './doctors.ts'
import { at, best, HASH, second, signature, TENDER, tags } from './lawfulLog.ts'
import { noticedAs, purchased } from './lawfulPurchase.ts'
import { inOrder } from './lawfulWorks.ts'
import { chairWrong, representativeWrongs } from './representativeWrongs.ts'
import { redate } from './wrongsMore.ts'

const over = (day: string): number => lastMomentOf(day) + 1
const unsigned = { ...signature(), cms: '' }

/** The purchase's notice says something else, and is signed as it says. */
export const noticed =
  (what: Partial<typeof purchased>): Doctor =>
  (log) =>
    inOrder([
      ...noticedAs({ ...purchased, ...what }),
      ...log.filter(({ type }) => type !== 'tender.drafted' && type !== 'tender.published'),
    ])

/** An addendum of a moment. */
function amendedOn(when: string, what: Partial<Parameters<typeof TenderAmended>[0]>): Doctor {
  const moment = instantOf(when)
  const data = {
    ...{ tender: TENDER, version: 2, title: '更正', text: '评分调整', changes: {}, notice: HASH, affects: false },
    ...{ documents: [{ title: '采购文件', file: 'f', bytes: 1, sha256: HASH }], questions: [], objections: [] },
    ...{ at: moment, signature: signature(), ...what },
  }
  return (log) => inOrder([...log, at(moment, `tender/${TENDER}`, TenderAmended(data))])
}

/** The notice has a seat for a representative of the purchaser. */
export const withSeat = noticed({ panel: { ...purchased.panel, representatives: 1 } })

const skipping = (skipped: string[]): Doctor =>
  change(ResultFixed, () => ({
    ...{ winner: second, rank: 2 },
    skipped: skipped.map((tag) => ({ tag, rank: 1, reason: '放弃中标' })),
  }))
/** The second in rank is announced, told and contracted as the winner. */
const secondTold = change(ResultAnnounced, ({ winner }) => ({ winner: { ...winner, tag: second } }))

const upheld = change(DocumentObjectionAnswered, () => ({ outcome: 'upheld' as const }))
/** An addendum that follows a challenge, on the day after its answer. */
const following = (objection: string): Doctor => amendedOn('2026-03-28T10:00', { objections: [objection] })
/** The course in which the purchaser did what it had upheld. */
export const followed = both(upheld, following('d1'))

const heavy = purchased.criteria
const light: typeof heavy = {
  ...heavy,
  factors: [
    { id: 'all', zh: '技术方案', guidance: '逐项比较', full: 9000, step: 50, objective: false, volume: 'technical' },
  ],
  price: { formula: 'lowest-price', full: 1000 },
}
/** An addendum by which the bids of goods are scored otherwise. */
const lighter = amendedOn('2026-03-04T10:00', { changes: { criteria: light } })

/** Ways in which the course of a government purchase is broken. */
export const purchaseWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'notice.plan': [['the intention was public twenty-nine days before', redate(PlanPublished, '2026-02-01T00:00')]],
  'notice.documentsOffered': [
    ['five days that are not five working days', noticed({ documentsUntil: instantOf('2026-03-09T17:00') })],
  ],
  'criteria.priceWeight': [
    ['the notice gave the price of goods ten points', noticed({ criteria: light })],
    ['an addendum took the price of goods from its lawful weight to ten points', lighter],
  ],
  'notice.bidPreparation': [
    [
      'nineteen days',
      noticed({ documentsFrom: instantOf('2026-03-20T09:00'), documentsUntil: instantOf('2026-03-30') }),
    ],
  ],
  'documents.objectionInTime': [
    // fetched on 5 March, known on Monday 9 March with the notice's end: seven working days are over on 18 March
    ['a challenge of the eighth working day was treated as in time', redate(DocumentObjected, over('2026-03-18'))],
    ['one in time was treated as late', change(DocumentObjected, () => ({ late: true }))],
  ],
  'documents.corrected': [
    ['a challenge was upheld and the tender opened all the same', upheld],
    ['its addendum followed another challenge', both(upheld, following('d2'))],
  ],
  'documents.objectionAnswered': [
    ['the answer came on the eighth working day', redate(DocumentObjectionAnswered, over('2026-03-27'))],
  ],
  'qualification.done': [
    ['nobody judged who is qualified', drop(QualificationConcluded)],
    ['a candidate was found unqualified', change(QualificationConcluded, () => ({ qualified: tags.slice(1) }))],
  ],
  ...reservedWrongs,
  'panel.representatives': [...representativeWrongs, ['the representative is the chair', both(withSeat, chairWrong)]],
  'qualification.reserved': [
    ['the bidders of a kept package declared nothing', noticed({ reserved: { kind: 'whole', for: 'small' } })],
    [
      'a kept package gave a deduction',
      both(
        noticed({
          reserved: { kind: 'whole', for: 'small' },
          criteria: { ...purchased.criteria, policy: { small: 1000 } },
        }),
        declaring,
      ),
    ],
  ],
  'report.delivered': [['the report came on the third working day', redate(ReportDelivered, over('2026-04-14'))]],
  'result.decided': [
    ['the winner was fixed on the sixth working day', redate(ResultFixed, over('2026-04-21'))],
    ['it was fixed before the report was delivered', redate(ResultFixed, '2026-04-14T09:00')],
    ['it was taken as fixed while there was time', change(ResultFixed, () => ({ how: 'deemed' as const }))],
  ],
  'result.inOrder': [
    ['the second in rank won, and nobody said why', both(skipping([]), secondTold)],
    ['another was announced than was fixed', secondTold],
    ['one who is no candidate was fixed', change(ResultFixed, () => ({ winner: HASH }))],
  ],
  'announcement.starts': [
    ['the result was announced on the third working day', redate(ResultAnnounced, over('2026-04-20'), 'from')],
    ['it was never announced', drop(ResultAnnounced)],
  ],
  'announcement.lasts': [
    ['the notice ended a millisecond early', change(ResultAnnounced, ({ until }) => ({ until: until - 1 }))],
  ],
  'announcement.content': [
    [
      'one of the experts is not named',
      change(ResultAnnounced, ({ announcement: of }) => ({ announcement: { ...of, experts: of.experts.slice(1) } })),
    ],
    [
      'the tender documents are not with it',
      change(ResultAnnounced, ({ announcement: of }) => ({ announcement: { ...of, documents: [] } })),
    ],
  ],
  'result.signed': [
    ['the announcement is unsigned', change(ResultAnnounced, () => ({ signature: unsigned }))],
    ['the winner was fixed without a signature', change(ResultFixed, () => ({ signature: unsigned }))],
  ],
  'award.notices': [['one was not told', change(NoticesIssued, ({ results }) => ({ results: results.slice(1) }))]],
  'objection.answered': [
    ['a challenge was answered on the eighth working day', redate(ObjectionAnswered, over('2026-05-06'))],
  ],
  'challenge.holds': [
    [
      'the contract was signed while a challenge could move the result',
      change(ChallengeWeighed, () => ({ mayMove: true })),
    ],
    ['nobody had weighed the challenge', drop(ChallengeWeighed)],
  ],
  'bond.ceiling': [
    ['eleven percent were taken', change(BondGiven, () => ({ amount: '11' }))],
    ['more was asked for', noticed({ performanceBond: { share: 1001 } })],
  ],
  'bond.forms': [['it was taken in cash', change(BondGiven, () => ({ form: 'cash' as const }))]],
  'contract.published': [
    ['the contract was published on the third working day', redate(ContractPublished, over('2026-04-30'))],
    ['it was not published', drop(ContractPublished)],
  ],
  'report.within': [
    ['the copy came on the eighth working day', redate(ReportMade, over('2026-05-11'))],
    ['there is no copy', drop(ReportMade)],
  ],
  'refund.within': [
    [
      'a loser waited until the contract',
      change(DepositRefunded, ({ tag }) => (tag === best ? undefined : { paidAt: instantOf('2026-04-28T10:00') })),
    ],
  ],
  'complaint.ruled': [['it took thirty-one working days', redate(ComplaintRuled, over('2026-06-17'))]],
  'complaint.rest': [['the tender rested for a thirty-first day', redate(SuspensionLifted, '2026-06-09T00:00')]],
}

/** What else breaks with it by its nature. */
export const alsoInPurchase: Record<string, string[]> = {
  'qualification.done': [],
  'result.inOrder': ['award.notices', 'contract.asBid', 'refund.within', 'bond.ceiling'],
  'announcement.starts': [
    'announcement.lasts',
    'award.order',
    'award.notices',
    'refund.within',
    'result.inOrder',
    'bond.ceiling',
  ],
  'result.decided': ['result.inOrder', 'announcement.starts'],
  'objection.answered': ['complaint.objectionFirst'],
}
