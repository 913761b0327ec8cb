import type { DeedName } from '../../server/access/policy.ts'
import { closeArchive } from '../../server/archive/dossier.ts'
import { giveWitness } from '../../server/archive/witness.ts'
import { announce } from '../../server/award/announcing.ts'
import { giveBond } from '../../server/award/bond.ts'
import { proposeContract } from '../../server/award/drawingUp.ts'
import { fixWinner } from '../../server/award/fixing.ts'
import { invalidateAward } from '../../server/award/invalidity.ts'
import { passOver } from '../../server/award/passing.ts'
import { publicise } from '../../server/award/publicity.ts'
import { deliver, recheck, review } from '../../server/award/receiving.ts'
import { publishContract } from '../../server/award/reporting.ts'
import { decide, signContract } from '../../server/award/rules.ts'
import { sealBid, withdrawBid } from '../../server/bids/bid.ts'
import { fileComplaint } from '../../server/complaints/rules.ts'
import { declineFacts } from '../../server/deposits/declining.ts'
import { takesDeposits } from '../../server/deposits/rules.ts'
import { shippedCalendar } from '../../server/law/periods.ts'
import { demoRegion } from '../../server/law/regional.ts'
import { type Rulebook, rulebook } from '../../server/law/rulebook.ts'
import type { Role } from '../../server/ledger/eye.ts'
import { reportChange } from '../../server/qualification/changes.ts'
import { judgeBid, outcome } from '../../server/qualification/qualification.ts'
import { issueAddendum } from '../../server/questions/addendum.ts'
import { objectToDocuments } from '../../server/questions/objection.ts'
import { answerQuestion, askQuestion } from '../../server/questions/question.ts'
import { publishControlPrice } from '../../server/tenders/controlPrice.ts'
import { postponeTender, repeatTender, terminateTender } from '../../server/tenders/endings.ts'
import { publishTender } from '../../server/tenders/rules.ts'
import type { Stage, Tender } from '../../server/tenders/tender.ts'
import { validityLines } from './matrixValidity.ts'

const G = rulebook('G-2017')
const C = shippedCalendar
/** Every stage that a tender can be in. */
export const STAGES: Stage[] = [
  ...([
    'draft',
    'prequalifying',
    'prequalified',
    'bidding',
    'opening',
    'evaluating',
    'publicised',
    'awarded',
    'contracted',
    'archived',
  ] as const),
  ...(['failed', 'terminated'] as const),
]

/** What is missing of a deed's subject is never reached where its stage is refused. */
type Bare = Record<string, unknown>
const of = (tender: Tender, more: Bare = {}) => ({ tender, ...more }) as never

/** A deed of a tender. */
export interface Line {
  deed: DeedName
  roles: Role[]
  /** in which stages of the tender it may be done */
  stages: Stage[]
  /** with what it is refused in any other */
  wrong: string
  /** with what it is refused at the deadline itself; absent: the deadline is nothing to it */
  late?: string
  /** the limit from which `late` counts; absent: the deadline of bids, while it takes them */
  due?: { stage: Stage; at: number }
  /** whether it is for those who hold a seat, whoever hosts */
  seat?: true
  /** whether it may be done while the tender rests */
  rests?: true
  run(tender: Tender, law: Rulebook, at: number): unknown
  law?: Rulebook
}

/** Those who run a tender. */
export const hosts: Role[] = ['tenderer', 'agent']

const staged = (deed: DeedName, roles: Role[], stages: Stage[], run: Line['run'], law?: Rulebook): Line => ({
  ...{ deed, roles, stages, wrong: 'STAGE_WRONG', run },
  ...(law ? { law } : {}),
})

/** The transitions and binding deeds of a tender: who, in which stages, with what refusal otherwise. */
export const lines: Line[] = [
  ...validityLines,
  {
    deed: 'tender.publish',
    roles: hosts,
    stages: ['draft', 'prequalified'],
    wrong: 'TENDER_NOT_DRAFT',
    run: (t, _l, at) => publishTender(t, of(t), [], at),
  },
  {
    deed: 'tender.publishControlPrice',
    roles: hosts,
    stages: ['bidding'],
    wrong: 'CONTROL_PRICE_STAGE',
    late: 'CONTROL_PRICE_STAGE',
    run: (t, l, at) => publishControlPrice(t, of(t, { price: t.ceiling }), l, at),
  },
  {
    deed: 'tender.postpone',
    roles: hosts,
    stages: ['bidding'],
    wrong: 'POSTPONEMENT_STAGE',
    late: 'POSTPONEMENT_STAGE',
    run: (t, _l, at) => postponeTender(t, of(t, { deadline: t.deadline + 1 }), at),
  },
  {
    deed: 'tender.terminate',
    roles: ['tenderer'],
    stages: ['prequalifying', 'prequalified', 'bidding', 'opening', 'evaluating', 'publicised'],
    wrong: 'TERMINATION_STAGE',
    rests: true,
    run: (t, l, at) => terminateTender(t, of(t, { ground: 'other', reason: '重大变故' }), l, at),
  },
  {
    deed: 'tender.repeat',
    roles: hosts,
    stages: ['failed', 'terminated'],
    wrong: 'REPEAT_STAGE',
    run: (t, _l, at) => repeatTender(t, 'next', false, at),
  },
  {
    deed: 'question.ask',
    roles: ['bidder'],
    stages: ['bidding'],
    wrong: 'QUESTIONS_OVER',
    late: 'QUESTIONS_OVER',
    rests: true,
    run: (t, _l, at) => askQuestion(t, of(t), at),
  },
  {
    deed: 'question.answer',
    roles: hosts,
    stages: ['bidding'],
    wrong: 'QUESTIONS_OVER',
    late: 'QUESTIONS_OVER',
    rests: true,
    run: (t, l, at) => answerQuestion(of(t), {} as never, l, at),
  },
  {
    deed: 'addendum.issue',
    roles: hosts,
    stages: ['bidding'],
    wrong: 'ADDENDUM_STAGE',
    late: 'ADDENDUM_STAGE',
    run: (t, l, at) => issueAddendum(t, { version: 2, objections: [] } as never, l, at, C),
  },
  {
    deed: 'objection.make',
    roles: ['bidder'],
    stages: ['bidding'],
    wrong: 'OBJECTION_STAGE',
    late: 'OBJECTION_STAGE',
    rests: true,
    run: (t, l, at) => objectToDocuments(of(t), { version: 1 } as never, l, at, C),
  },
  {
    deed: 'deposit.open',
    roles: ['bidder'],
    stages: ['bidding'],
    wrong: 'STAGE_WRONG',
    late: 'DEPOSIT_CLOSED',
    run: (t, _l, at) => takesDeposits(t, at),
  },
  staged('deposit.decline', ['bidder'], ['bidding'], (t, l, at) => declineFacts(of(t), l, demoRegion, at)),
  {
    deed: 'bid.seal',
    roles: ['bidder'],
    stages: ['bidding'],
    wrong: 'BID_NOT_OPEN',
    late: 'BID_LATE',
    run: (t, l, at) => sealBid(of(t, { held: 10n ** 12n, sealed: {} }), l, at),
  },
  {
    deed: 'bid.withdraw',
    roles: ['bidder'],
    stages: ['bidding'],
    wrong: 'BID_NOT_OPEN',
    late: 'BID_LATE',
    rests: true,
    run: (t, l, at) => withdrawBid(of(t, { bid: { stage: 'sealed', sequence: 1, tag: 'a' } }), l, at),
  },
  staged('qualification.judge', hosts, ['evaluating'], (t, l) => judgeBid(of(t), {} as never, l), G),
  staged('qualification.conclude', hosts, ['evaluating'], (t, l) => outcome(of(t, { asked: {} }), l), G),
  {
    deed: 'qualification.report',
    roles: ['bidder'],
    stages: ['evaluating', 'publicised'],
    wrong: 'CHANGE_STAGE',
    rests: true,
    run: (t, _l, at) => reportChange(of(t, { opened: true, kind: 'other', text: '变化' }), at),
  },
  staged('award.deliver', hosts, ['evaluating'], (t, l, at) => deliver(of(t), l, at, C)),
  staged('award.review', ['tenderer'], ['evaluating'], (t, l) => review(of(t), l)),
  staged('award.recheck', hosts, ['evaluating'], (t, l) => recheck(of(t), l)),
  staged('award.publicise', ['tenderer'], ['evaluating'], (t, l, at) => publicise(of(t), l, at, C)),
  staged('award.fix', ['tenderer'], ['evaluating'], (t, l, at) => fixWinner(of(t), l, at, C), G),
  staged('award.announce', hosts, ['evaluating'], (t, l, at) => announce(of(t), l, at, C), G),
  staged('award.decide', ['tenderer'], ['publicised'], (t, l, at) => decide(of(t), l, at)),
  staged('award.passOver', ['tenderer'], ['publicised', 'awarded'], (t, l, at) => passOver(of(t), l, at)),
  staged('award.giveBond', ['bidder'], ['awarded'], (t, l) => giveBond(of(t), l)),
  {
    deed: 'award.invalidate',
    roles: ['supervisor'],
    stages: ['awarded', 'contracted'],
    wrong: 'INVALID_STAGE',
    rests: true,
    run: (t, l, at) => invalidateAward(of(t), l, at),
  },
  staged('award.proposeContract', ['tenderer'], ['awarded'], (t, l) => proposeContract(of(t), l)),
  staged('award.contract', ['bidder', 'tenderer'], ['awarded'], (t, l, at) => signContract(of(t), l, at, C)),
  staged('award.publishContract', ['tenderer'], ['contracted', 'archived'], (t, l, at) =>
    publishContract(of(t), l, at),
  ),
  {
    deed: 'complaint.file',
    roles: ['bidder'],
    stages: STAGES.filter((stage) => stage !== 'draft' && stage !== 'archived'),
    wrong: 'COMPLAINT_STAGE',
    rests: true,
    run: (t, l, at) => fileComplaint(of(t, { files: [], knownAt: at, matter: 'other' }), l, at, C),
  },
  {
    deed: 'witness.give',
    roles: ['centre'],
    stages: ['publicised', 'awarded', 'contracted'],
    wrong: 'WITNESS_STAGE',
    rests: true,
    run: (t) => giveWitness(of(t), {} as never),
  },
  {
    deed: 'archive.close',
    roles: hosts,
    stages: ['contracted'],
    wrong: 'ARCHIVE_STAGE',
    rests: true,
    run: (t, l) =>
      closeArchive({ tender: t.id, stage: t.stage, facts: [], drawSigned: true, trust: { facts: 1, last: 'f' } }, l),
  },
]
