import { Witnessed } from '../../server/archive/witnessEvents.ts'
import { BondGiven } from '../../server/award/bondEvents.ts'
import { ContractSigned, NoticesIssued } from '../../server/award/events.ts'
import { ReportMade } from '../../server/award/letterEvents.ts'
import { BidUnsealed } from '../../server/bids/events.ts'
import {
  ComplaintClockResumed,
  ComplaintDecided,
  ComplaintFiled,
  ComplaintRuled,
} from '../../server/complaints/events.ts'
import { EvaluationBegun } from '../../server/evaluation/reviewEvents.ts'
import { MemberLeft } from '../../server/evaluation/vacancyEvents.ts'
import { dayAfter, dayOf, instantOf, lastMomentOf } from '../../server/law/periods.ts'
import type { AnyEventKind, Fact } from '../../server/ledger/event.ts'
import { BidsRead, OpeningRecorded } from '../../server/opening/events.ts'
import { PlanPublished } from '../../server/projects/events.ts'
import { DocumentObjected, DocumentObjectionAnswered } from '../../server/questions/events.ts'
import { BiddingClosed, TenderPublished } from '../../server/tenders/events.ts'
import { ControlPricePublished, SuspensionLifted, TenderSuspended } from '../../server/tenders/sideEvents.ts'
import { add, both, change, type Doctor, drop } from './doctors.ts'
import { members, signature, TENDER } from './lawfulLog.ts'
import { inOrder } from './lawfulWorks.ts'
import { officersWrongs } from './officersWrongs.ts'

/** Facts of a kind happened at another moment, and stand where that puts them; also those words of theirs that say when. */
export const redate =
  (kind: AnyEventKind, to: string | number, ...fields: string[]): Doctor =>
  (log) => {
    const when = typeof to === 'number' ? to : instantOf(to)
    const said = Object.fromEntries(fields.map((field) => [field, when]))
    return inOrder(
      log.map(
        (fact): Fact =>
          fact.type === kind.type ? { ...fact, at: when, data: { ...(fact.data as object), ...said } } : fact,
      ),
    )
  }

/** The centre certified these venues of the evaluation. */
export const venues = (...named: { kind: 'main' | 'sub'; name: string; witness: string }[]): Doctor =>
  add(
    'after',
    ContractSigned,
    instantOf('2026-04-29T09:00'),
    Witnessed({ tender: TENDER, opinion: '未见干预', recordings: [], venues: named, facts: 1, signature: signature() }),
    `witness/${TENDER}`,
  )
export const main = { kind: 'main', name: '昆明评标区', witness: '段晓梅' } as const
export const sub = (name: string, witness: string) => ({ kind: 'sub', name, witness }) as const

/** The region wants so many days between plan and notice; an example binds nobody. */
export const planDays = (days: number, example = false): Doctor =>
  change(TenderPublished, () => ({
    regional: { code: '530111', name: '官渡区', day: '2026-03-02', example, values: { planDays: days }, setBy: {} },
  }))
const late = both(planDays(30), redate(PlanPublished, '2026-02-01T00:00'))
const ofAnother = { sections: [{ code: 'E0000000000000000000001', month: '2026-03' }], remark: '' }

/** The moment after the last one of a day. */
const over = (day: string): number => lastMomentOf(day) + 1

/** A member left at a moment. */
export const left = (member: string, when: number): Doctor =>
  add(
    'after',
    EvaluationBegun,
    when,
    MemberLeft({
      tender: TENDER,
      panel: members,
      left: member,
      ground: 'health',
      article: '',
      sealed: '',
      order: null,
    }),
    `evaluation/${TENDER}`,
  )

/** Ways in which the course of a tender of works is broken, of what stands beside its main line. */
export const worksWrongs: Record<string, [title: string, doctor: Doctor][]> = {
  'documents.objectionInTime': [
    ['an objection in time was treated as late', change(DocumentObjected, () => ({ late: true }))],
    [
      'one of the last day but ten was treated as in time a millisecond too late',
      both(
        drop(TenderSuspended),
        drop(SuspensionLifted),
        redate(DocumentObjected, over(dayAfter(dayOf(instantOf('2026-04-07')), -10))),
        redate(DocumentObjectionAnswered, '2026-03-29T10:00'),
      ),
    ],
  ],
  'documents.objectionAnswered': [
    ['the answer came a millisecond after the third day', redate(DocumentObjectionAnswered, over('2026-03-09'))],
    ['nobody answered', drop(DocumentObjectionAnswered)],
  ],
  'documents.objectionSuspends': [
    ['the tender did not rest', both(drop(TenderSuspended), drop(SuspensionLifted))],
    [
      'it went on before the answer',
      (log) =>
        log
          .map((one) => (one.type === SuspensionLifted.type ? { ...one, at: instantOf('2026-03-06T09:00') } : one))
          .toSorted((a, b) => a.at - b.at),
    ],
    [
      'bidding closed before the answer',
      add(
        'after',
        DocumentObjected,
        instantOf('2026-03-05T11:00'),
        BiddingClosed({ tender: TENDER, deadline: instantOf('2026-04-08T09:00') }),
      ),
    ],
  ],
  'panel.venues': [
    ['the certificate names no main venue', venues(sub('大理评标区', '杨丽华'), sub('曲靖评标区', '陈志远'))],
    ['it names a main venue alone', venues(main)],
    ['one was a witness at two venues', venues(main, sub('大理评标区', '段晓梅'))],
  ],
  'notice.plan': [
    ['the plan came with the notice', redate(PlanPublished, '2026-03-02T09:00')],
    ['it came on the thirtieth day before, where the region wants thirty whole ones', late],
    ['the region wants a plan and there is none', both(planDays(30), drop(PlanPublished))],
    [
      'the plan named another tender',
      both(
        planDays(30),
        change(PlanPublished, () => ({ plan: ofAnother })),
      ),
    ],
    ['the plan is unsigned', change(PlanPublished, ({ signature }) => ({ signature: { ...signature, cms: '' } }))],
  ],
  'notice.controlPrice': [
    ['another price was publicised', change(ControlPricePublished, () => ({ price: '1' }))],
    ['it came after the deadline', redate(ControlPricePublished, '2026-04-08T09:00')],
    ['it is unsigned', change(ControlPricePublished, ({ signature }) => ({ signature: { ...signature, cms: '' } }))],
  ],
  ...officersWrongs,
  'opening.order': [
    ['prices were shown before a bid was opened', redate(BidUnsealed, '2026-04-08T09:51')],
    ['the record was made before', redate(OpeningRecorded, '2026-04-08T09:49')],
    ['they were shown at once', redate(BidsRead, '2026-04-08T09:05')],
  ],
  'panel.leaving': [['a member signed after it had left', left(members[0] ?? '', instantOf('2026-04-10T15:00'))]],
  'award.order': [['notices went out before there was a winner', redate(NoticesIssued, '2026-04-20T09:59')]],
  'bond.ceiling': [
    ['eleven percent were taken', change(BondGiven, () => ({ amount: '11' }))],
    ['the contract came without the bond that was asked for', drop(BondGiven)],
    ['the bond came after the contract', redate(BondGiven, '2026-04-28T10:01')],
  ],
  'report.within': [
    ['the report came on the sixteenth day', redate(ReportMade, over('2026-05-06'))],
    ['nobody reported', both(drop(ReportMade), redate(ComplaintRuled, '2026-05-07T09:00'))],
  ],
  'complaint.objectionFirst': [
    ['no objection came before', change(ComplaintFiled, () => ({ objection: null }))],
    ['it is about something else than the objection', change(ComplaintFiled, () => ({ matter: 'opening' as const }))],
  ],
  'complaint.inTime': [
    ['one in time was told it is late', change(ComplaintFiled, () => ({ late: true }))],
    ['a late one was taken up', change(ComplaintFiled, () => ({ knownAt: instantOf('2026-04-01'), late: true }))],
  ],
  'complaint.accepted': [
    [
      'it took more than three working days',
      both(redate(ComplaintDecided, over('2026-04-22')), drop(ComplaintClockResumed)),
    ],
  ],
  'complaint.ruled': [['it took thirty-one working days', redate(ComplaintRuled, over('2026-06-05'))]],
}

/** What else breaks with it by its nature. */
export const alsoInWorks: Record<string, string[]> = {
  'documents.objectionInTime': ['documents.objectionSuspends', 'opening.time', 'bids.late'],
  'documents.objectionAnswered': ['documents.objectionSuspends'],
  'documents.objectionSuspends': ['opening.time', 'bids.late'],
  'award.order': ['award.notices'],
}
