import { expect } from 'chai'
import { type DeedName, may, policy } from '../../server/access/policy.ts'
import type { Who } from '../../server/access/who.ts'
import { closeArchive } from '../../server/archive/dossier.ts'
import { giveWitness } from '../../server/archive/witness.ts'
import { announce } from '../../server/award/announcing.ts'
import { giveBond } from '../../server/award/bond.ts'
import { fixWinner } from '../../server/award/fixing.ts'
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
import { Refusal } from '../../server/law/refusal.ts'
import { demoRegion } from '../../server/law/regional.ts'
import { type Rulebook, rulebook } from '../../server/law/rulebook.ts'
import { ROLES, type Role } from '../../server/ledger/eye.ts'
import { judgeBid } from '../../server/qualification/qualification.ts'
import { issueAddendum } from '../../server/questions/addendum.ts'
import { objectToDocuments } from '../../server/questions/objection.ts'
import { answerQuestion, askQuestion } from '../../server/questions/question.ts'
import { publishControlPrice } from '../../server/tenders/controlPrice.ts'
import { postponeTender, repeatTender, terminateTender } from '../../server/tenders/endings.ts'
import { publishTender } from '../../server/tenders/rules.ts'
import { suspendTender } from '../../server/tenders/suspension.ts'
import type { Stage, Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, now } from '../tenders/world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const C = shippedCalendar
const STAGES: Stage[] = [
  ...(['draft', 'bidding', 'opening', 'evaluating', 'publicised', 'awarded', 'contracted', 'archived'] as const),
  ...(['failed', 'terminated'] as const),
]

/** What is missing of a deed's subject is never reached where its stage is refused. */
type Bare = Record<string, unknown>
const of = (tender: Tender, more: Bare = {}) => ({ tender, ...more }) as never

interface Line {
  deed: DeedName
  roles: Role[]
  /** in which stages of the tender it may be done */
  stages: Stage[]
  /** with what it is refused in any other */
  wrong: string
  /** with what it is refused at the deadline itself; absent: the deadline is nothing to it */
  late?: string
  /** whether it may be done while the tender rests */
  rests?: true
  run(tender: Tender, law: Rulebook, at: number): unknown
  law?: Rulebook
}

const hosts: Role[] = ['tenderer', 'agent']

/** The transitions and binding deeds of a tender: who, in which stages, with what refusal otherwise. */
const lines: Line[] = [
  {
    deed: 'tender.publish',
    roles: hosts,
    stages: ['draft'],
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
    stages: ['bidding', 'opening', 'evaluating', 'publicised'],
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
    run: (t, l, at) => issueAddendum(t, { version: 2 } as never, l, at, C),
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
  {
    deed: 'deposit.decline',
    roles: ['bidder'],
    stages: ['bidding'],
    wrong: 'STAGE_WRONG',
    run: (t, l, at) => declineFacts(of(t), l, demoRegion, at),
  },
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
  {
    deed: 'qualification.judge',
    roles: hosts,
    stages: ['evaluating'],
    wrong: 'STAGE_WRONG',
    law: G,
    run: (t, l, at) => judgeBid(of(t), {} as never, l, at as never),
  },
  {
    deed: 'award.deliver',
    roles: hosts,
    stages: ['evaluating'],
    wrong: 'STAGE_WRONG',
    run: (t, l, at) => deliver(of(t), l, at, C),
  },
  {
    deed: 'award.review',
    roles: ['tenderer'],
    stages: ['evaluating'],
    wrong: 'STAGE_WRONG',
    run: (t, l) => review(of(t), l),
  },
  {
    deed: 'award.recheck',
    roles: hosts,
    stages: ['evaluating'],
    wrong: 'STAGE_WRONG',
    run: (t, l) => recheck(of(t), l),
  },
  {
    deed: 'award.publicise',
    roles: ['tenderer'],
    stages: ['evaluating'],
    wrong: 'STAGE_WRONG',
    run: (t, l, at) => publicise(of(t), l, at, C),
  },
  {
    deed: 'award.fix',
    roles: ['tenderer'],
    stages: ['evaluating'],
    wrong: 'STAGE_WRONG',
    law: G,
    run: (t, l, at) => fixWinner(of(t), l, at, C),
  },
  {
    deed: 'award.announce',
    roles: hosts,
    stages: ['evaluating'],
    wrong: 'STAGE_WRONG',
    law: G,
    run: (t, l, at) => announce(of(t), l, at, C),
  },
  {
    deed: 'award.decide',
    roles: ['tenderer'],
    stages: ['publicised'],
    wrong: 'STAGE_WRONG',
    run: (t, l, at) => decide(of(t), l, at),
  },
  {
    deed: 'award.passOver',
    roles: ['tenderer'],
    stages: ['publicised', 'awarded'],
    wrong: 'STAGE_WRONG',
    run: (t, l) => passOver(of(t), l),
  },
  {
    deed: 'award.giveBond',
    roles: ['bidder'],
    stages: ['awarded'],
    wrong: 'STAGE_WRONG',
    run: (t, l) => giveBond(of(t), l),
  },
  {
    deed: 'award.contract',
    roles: ['bidder', 'tenderer'],
    stages: ['awarded'],
    wrong: 'STAGE_WRONG',
    run: (t, l, at) => signContract(of(t), l, at, C),
  },
  {
    deed: 'award.publishContract',
    roles: ['tenderer'],
    stages: ['contracted', 'archived'],
    wrong: 'STAGE_WRONG',
    run: (t, l, at) => publishContract(of(t), l, at),
  },
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
    run: (t, l) => closeArchive({ tender: t.id, stage: t.stage, facts: [] }, l),
  },
]

/** What a deed is refused with, `done` where it is not, `beyond` where it got past its stage to what these examples leave out. */
function codeOf(deed: () => unknown): string {
  try {
    deed()
    return 'done'
  } catch (problem) {
    return problem instanceof Refusal ? problem.code : 'beyond'
  }
}

const suspended = (tender: Tender): Tender =>
  becomes(tender, suspendTender(tender, { id: 's', kind: 'supervision', reason: '检查' }, T, now))
const who = (role: Role, organisation?: string): Who => ({
  role,
  entrance: role === 'supervisor' ? 'supervision' : role === 'clock' || role === 'platform' ? 'inside' : 'trading',
  tagFor: () => 'tag',
  ...(organisation ? { organisation } : {}),
})

describe('Every binding deed of a tender, in every stage, by every role', () => {
  for (const { deed, roles, stages, wrong, late, rests, run, law = T } of lines) {
    describe(deed, () => {
      it(`is refused with ${wrong} in every stage but ${stages.join(', ')}`, () => {
        for (const stage of STAGES) {
          const code = codeOf(() => run(aTender({ stage }), law, now))
          if (stages.includes(stage)) expect(code, stage).to.not.equal(wrong)
          else expect(code, stage).to.equal(wrong)
        }
      })

      it('is for its roles alone, and of tenderers and agents for those of this tender', () => {
        for (const role of ROLES) expect(may(deed, who(role)), role).to.equal(roles.includes(role))
        if (!policy[deed].roles.some((role: Role) => hosts.includes(role))) return
        const tender = aTender({ agent: { code: 'AGENT', name: '代理' } })
        for (const role of hosts.filter((one) => roles.includes(one))) {
          const own = role === 'tenderer' ? tender.tenderer.code : 'AGENT'
          expect(may(deed, who(role, own), tender), role).to.equal(true)
          expect(may(deed, who(role, 'STRANGER'), tender), `another ${role}`).to.equal(false)
        }
      })

      if (late)
        it(`is done a millisecond before the deadline, and refused with ${late} at it`, () => {
          const tender = aTender()
          expect(codeOf(() => run(tender, law, tender.deadline - 1))).to.not.equal(late)
          expect(codeOf(() => run(tender, law, tender.deadline))).to.equal(late)
        })

      const live = stages.filter((stage) =>
        ['bidding', 'opening', 'evaluating', 'publicised', 'awarded'].includes(stage),
      )
      if (live.length)
        it(`${rests ? 'may be done' : 'waits'} while the tender rests`, () => {
          for (const stage of live) {
            const code = codeOf(() => run(suspended(aTender({ stage })), law, now))
            if (rests) expect(code, stage).to.not.equal('TENDER_SUSPENDED')
            else expect(code, stage).to.equal('TENDER_SUSPENDED')
          }
        })
    })
  }
})
