import {
  CandidatesPublicised,
  ContractMade,
  ContractSigned,
  NoticesIssued,
  ObjectionAnswered,
  WinnerFixed,
} from '../../server/award/events.ts'
import { AwardSetAside } from '../../server/award/remedyEvents.ts'
import { BidSealed, BidWithdrawn } from '../../server/bids/events.ts'
import { DepositRefunded } from '../../server/deposits/events.ts'
import { EvaluationFinished, ReportSigned } from '../../server/evaluation/scoringEvents.ts'
import { PanelInvited, PanelSeated } from '../../server/experts/panelEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import type { Fact } from '../../server/ledger/event.ts'
import { BidsRead, OpeningRecorded, OpeningStarted } from '../../server/opening/events.ts'
import { TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { TenderPostponed } from '../../server/tenders/sideEvents.ts'
import { noticeHash } from '../../server/tenders/tender.ts'
import { admissionWrongs } from './admissionWrongs.ts'
import { consortiumWrongs } from './consortiumWrongs.ts'
import { add, both, change, type Doctor, drop, move } from './doctors.ts'
import { best, deadline, draft, HASH, members, placed, second, signature, tags, third } from './lawfulLog.ts'

/** The notice says something else, and is signed as it says. */
const noticed = (what: Partial<typeof draft>): Doctor => {
  const other = { ...draft, ...what }
  const notice = noticeHash(other)
  return both(
    change(TenderDrafted, () => ({ draft: other })),
    change(TenderPublished, () => ({ notice, signature: signature(notice, HASH) })),
  )
}

/** An addendum at a moment. */
export const amended = (when: string, affects: boolean): Doctor => {
  const happening = { type: 'tender.amended', v: 1, data: { tender: 'tender-1', affects } }
  // before domains know such a fact the tender's own state passes it by
  return add('before', BidSealed, instantOf(when), happening, 'addendum/tender-1')
}
const postponed = (before: number, to: number, when: string): Doctor =>
  add(
    'before',
    BidSealed,
    instantOf(when),
    TenderPostponed({
      ...{ tender: 'tender-1', before, deadline: to, documentsUntil: draft.documentsUntil, reason: '补遗' },
      ...{ at: instantOf(when), signature: signature() },
    }),
  )

const day = (text: string): number => instantOf(text)
const oneBid = tags
  .slice(0, 2)
  .map((tag) => ({ tag, sequence: 1, header: '', ciphertext: '', receivedAt: deadline - 1 }))

/** For each requirement the ways in which a lawful course is broken: each breaks that one and no other. */
export const wrongs: Record<string, [title: string, doctor: Doctor][]> = {
  ...admissionWrongs,
  ...consortiumWrongs,
  'notice.documentsOffered': [
    ['documents were on offer a day too short', noticed({ documentsUntil: day('2026-03-08T17:00') })],
    ['documents were on offer before the notice', noticed({ documentsFrom: day('2026-03-02T08:59') })],
    ['documents were on offer past the deadline', noticed({ documentsUntil: deadline + 1 })],
  ],
  'notice.bidPreparation': [
    [
      'nineteen days to prepare bids',
      noticed({ documentsFrom: day('2026-03-20T09:00'), documentsUntil: day('2026-03-30') }),
    ],
  ],
  'notice.rulebook': [['a rulebook of another day', change(TenderPublished, () => ({ rulebook: 'T-2025-voluntary' }))]],
  'notice.depositCeiling': [['a fen above two percent', noticed({ deposit: '16000001' })]],
  'notice.depositForms': [['money only', noticed({ depositForms: ['transfer'] })]],
  'notice.signed': [
    ['no signature', change(TenderPublished, ({ signature: of }) => ({ signature: { ...of, cms: '' } }))],
    ['another notice was signed', change(TenderPublished, () => ({ signature: signature(HASH) }))],
    ['another draft was published', change(TenderDrafted, () => ({ draft: { ...draft, industry: '另一行业' } }))],
  ],
  'notice.postponement': [
    ['the deadline was announced later after it had come', postponed(deadline, deadline, '2026-03-20T10:00')],
  ],
  'addendum.postpones': [
    ['an addendum fourteen days before the deadline', amended('2026-03-25T00:00', true)],
    ['an addendum a millisecond after the last day', amended('2026-03-25T00:00:00.001', true)],
  ],
  'bids.late': [
    ['a bid at the very deadline', change(BidSealed, (_bid, i) => (i === 0 ? { receivedAt: deadline } : undefined))],
  ],
  'bids.withdrawn': [
    [
      'a bid withdrawn at the very deadline',
      both(
        add(
          'before',
          BidSealed,
          deadline,
          BidWithdrawn({ tender: 'tender-1', bidderTag: best, sequence: 1, box: '', withdrawnAt: deadline }),
          'bid/x',
        ),
      ),
    ],
  ],
  'bids.opened': [
    [
      'a fourth bid that was left out',
      (log) => {
        const one = log.find(({ type }) => type === BidSealed.type) as Fact
        const other = { ...one, data: { ...(one.data as object), bidderTag: HASH } }
        return log.flatMap((fact) => (fact === one ? [fact, other] : [fact]))
      },
    ],
  ],
  'opening.time': [
    [
      'the opening began a millisecond early',
      (log) => log.map((one) => (one.type === OpeningStarted.type ? { ...one, at: deadline - 1 } : one)),
    ],
    ['the opening began an hour late', move(OpeningStarted, '2026-04-08T10:00')],
  ],
  'opening.fewest': [
    [
      'two bids were opened',
      both(
        change(OpeningStarted, () => ({ bids: oneBid })),
        drop(BidSealed, ({ data }) => (data as { bidderTag: string }).bidderTag === third),
      ),
    ],
  ],
  'opening.readOut': [['a bid was not read out', change(BidsRead, ({ read }) => ({ read: read.slice(1) }))]],
  'opening.cause': [
    [
      'nobody looked for the cause of a failure',
      change(BidsRead, ({ read }) => ({
        read: read.slice(1),
        unopened: [{ tag: best, bidder: { code: '', name: '' } }],
      })),
    ],
  ],
  'opening.record': [['there is no record', drop(OpeningRecorded)]],
  'panel.experts': [
    [
      'three of five were drawn',
      drop(PanelInvited, ({ data }) => members.slice(3).includes((data as { tag: string }).tag)),
    ],
  ],
  'panel.seatedFirst': [['nobody was seated', drop(PanelSeated)]],
  'panel.reportSigned': [
    ['a member did not sign', drop(ReportSigned, ({ data }) => (data as { member: string }).member === members[0])],
  ],
  'publicity.starts': [
    [
      'the publicity began a day late',
      change(CandidatesPublicised, () => ({ from: day('2026-04-14'), until: day('2026-04-18') - 1 })),
    ],
  ],
  'publicity.lasts': [
    ['the publicity ended a millisecond early', change(CandidatesPublicised, () => ({ until: day('2026-04-17') - 2 }))],
  ],
  'publicity.candidates': [
    [
      'other candidates than the panel’s',
      change(EvaluationFinished, ({ result }) => ({ result: { ...result, candidates: [best] } })),
    ],
  ],
  'objection.answered': [['the answer came a day late', move(ObjectionAnswered, '2026-04-21T00:00')]],
  'award.notices': [['one was not told', change(NoticesIssued, ({ results }) => ({ results: results.slice(1) }))]],
  'award.firstRank': [
    [
      'the second in rank won',
      both(
        change(WinnerFixed, () => ({ winner: placed(second, 2) })),
        change(NoticesIssued, () => ({ results: [best, third].map((tag) => ({ tag, file: 'f', sha256: HASH })) })),
      ),
    ],
  ],
  'award.signed': [
    ['the award is not signed', change(WinnerFixed, () => ({ signature: { ...signature(), cms: '' } }))],
  ],
  'award.void': [
    [
      'the publicity was void when the winner was fixed',
      add(
        'before',
        WinnerFixed,
        day('2026-04-19'),
        AwardSetAside({
          ...{
            tender: 'tender-1',
            cause: 'reEvaluation',
            publicity: true,
            ground: '',
            reason: '',
            article: '',
            order: '',
          },
        }),
        'award/tender-1',
      ),
    ],
  ],
  'contract.within': [
    ['the contract was made on the thirty-first day', change(ContractMade, () => ({ at: day('2026-05-21') }))],
  ],
  'contract.asBid': [
    ['the price is another', change(ContractMade, ({ terms }) => ({ terms: { ...terms, price: '101' } }))],
  ],
  'contract.signed': [
    ['one side did not sign', drop(ContractSigned, ({ data }) => (data as { side: string }).side === 'winner')],
  ],
  'refund.within': [
    ['a refund came a day late', change(DepositRefunded, (_one, i) => (i ? {} : { paidAt: day('2026-05-07') }))],
  ],
}
