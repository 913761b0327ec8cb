import { ContractProposed } from '../../server/award/contractEvents.ts'
import type { ContractText } from '../../server/award/contractText.ts'
import { NoticesIssued, WinnerFixed } from '../../server/award/events.ts'
import { AbilityReviewOrdered, AwardInvalidated, AwardSetAside } from '../../server/award/remedyEvents.ts'
import { BidSealed } from '../../server/bids/events.ts'
import { EvaluationFinished, EvaluationReopened } from '../../server/evaluation/scoringEvents.ts'
import { TimeAsked, TimeSet } from '../../server/evaluation/timeEvents.ts'
import { instantOf } from '../../server/law/periods.ts'
import { TenderAmended } from '../../server/tenders/sideEvents.ts'
import { add, both, change, type Doctor } from './doctors.ts'
import { at, best, HASH, members, placed, signature } from './lawfulLog.ts'

/** An addendum that declares itself harmless, with other terms. */
const changed = (when: string, changes: Parameters<typeof TenderAmended>[0]['changes']): Doctor =>
  add(
    'before',
    BidSealed,
    instantOf(when),
    TenderAmended({
      ...{ tender: 'tender-1', version: 2, title: '修改', text: '修改', changes, notice: HASH, affects: false },
      ...{ documents: [{ title: '招标文件', file: 'f', bytes: 1, sha256: HASH }], questions: [], objections: [] },
      ...{ at: instantOf(when), signature: signature() },
    }),
  )

/** The tenderer wrote the contract otherwise. */
const writing = (what: Partial<ContractText>): Doctor =>
  change(ContractProposed, ({ text }) => ({ text: { ...text, ...what } }))

const evaluation = 'evaluation/tender-1'
const evaluated = instantOf('2026-04-08T10:00')
const sitting = { tender: 'tender-1', panel: members }
/** The tenderer gives the panel its time. */
const timed = (until: number, before: number | null): Doctor => {
  const said = { ...sitting, until, reason: '按规模确定', asked: false, before, signature: signature() }
  return add('before', EvaluationFinished, evaluated, TimeSet(said), evaluation)
}
/** A member finds it too short. */
const asked = (member: string): Doctor => {
  const said = { ...sitting, member, reason: '文件多', sealed: '' }
  return add('before', EvaluationFinished, evaluated, TimeAsked(said), evaluation)
}
/** So many of five members find the time too short. */
export const short = (n: number): Doctor =>
  both(timed(instantOf('2026-04-08T20:00'), null), ...members.slice(0, n).map(asked))

/** The award is found invalid, and set aside. */
const invalid = (what: Partial<Parameters<typeof AwardInvalidated>[0]>, role = 'supervisor'): Doctor => {
  const said = { ground: 'collusion', reason: '串通投标', article: '' }
  const found = AwardInvalidated({
    ...{ tender: 'tender-1', tag: best, rank: 1, ...said, deposit: 'returned', follows: 'nextCandidate' },
    ...{ contract: null, signature: signature(), ...what },
  })
  const aside = { tender: 'tender-1', cause: 'invalid' as const, publicity: false, ...said, order: best }
  const when = instantOf('2026-05-20T10:00')
  return (log) => [
    ...log,
    { ...at(when, 'award/tender-1', found), actor: { role } },
    at(when, 'award/tender-1', AwardSetAside(aside)),
  ]
}
/** After that somebody is awarded. */
const again =
  (tag: string): Doctor =>
  (log) => [
    ...invalid({})(log),
    at(
      '2026-05-21T10:00',
      'award/tender-1',
      WinnerFixed({ tender: 'tender-1', winner: placed(tag, 2), signature: signature() }),
    ),
  ]

/** The award is found invalid, and nobody is awarded yet. */
export const invalidated = invalid({})

/** The tenderer has a candidate looked at again before anybody is awarded, by the panel that is given. */
const lookedAt = (by: 'samePanel' | 'newPanel', when: 'before' | 'after' = 'before'): Doctor => {
  const at = instantOf(when === 'before' ? '2026-04-20T09:00' : '2026-04-20T10:02')
  const kind = when === 'before' ? WinnerFixed : NoticesIssued
  const order = {
    tender: 'tender-1',
    candidate: best,
    reason: '停业整顿',
    article: '',
    order: 'o1',
    signature: signature(),
  }
  const reopened = EvaluationReopened({
    ...{ tender: 'tender-1', panel: [], version: 2, by, from: 'review', order: 'o1' },
    ...{ ground: 'candidateChanged', reason: '', article: '', previous: null },
  })
  const facts = [
    add(when, kind, at, AbilityReviewOrdered(order), 'award/tender-1'),
    add(when, kind, at + 1, reopened, 'evaluation/tender-1'),
  ]
  return both(...(when === 'before' ? facts : facts.reverse()))
}

/** What a tenderer may do against the law between its addenda and the contract. */
export const tendererWrongs: Record<string, [string, Doctor][]> = {
  'addendum.postpones': [
    [
      'a late addendum says that it affects nothing, and shortens the time',
      changed('2026-04-01T10:00', { durationDays: 300 }),
    ],
  ],
  'addendum.deposit': [
    ['a later version asks for a fen above two percent', changed('2026-03-10T10:00', { deposit: '16000001' })],
  ],
  'evaluation.moreTime': [
    ['two of five find the time too short, and the panel ends', short(2)],
    ['all of them do', short(5)],
  ],
  'evaluation.onlyLonger': [
    ['the time is made shorter', timed(instantOf('2026-04-08T20:00'), instantOf('2026-04-09T20:00'))],
  ],
  'award.invalidGround': [
    ['somebody else than the supervisor finds an award invalid', invalid({}, 'tenderer')],
    ['for a ground that no law knows', invalid({ ground: 'dislike' })],
  ],
  'award.ability': [
    ['another panel looked at a candidate again', lookedAt('newPanel')],
    ['a candidate was looked at again after the award notice', lookedAt('samePanel', 'after')],
  ],
  'award.afterInvalid': [['the same bidder is awarded again', again(best)]],
  'contract.mainTerms': [
    ['the contract was written for another price', writing({ price: '101' })],
    ['the contract was written for another time', writing({ durationDays: 301 })],
  ],
  'contract.fixedTexts': [['payment is another than the document says', writing({ payment: '竣工后支付' })]],
}
