import { expect } from 'chai'
import { may } from '../../server/access/policy.ts'
import type { Who } from '../../server/access/who.ts'
import { Refusal } from '../../server/law/refusal.ts'
import { ROLES, type Role } from '../../server/ledger/eye.ts'
import { answerSeat, arriveAt, HALL_STAGES, hallSteps, SEAT_LIMIT, SEAT_STATUSES, seatSteps } from './halls.ts'
import {
  COMPLAINT_STAGES,
  complaintSteps,
  EVALUATION_STAGES,
  evaluationAt,
  giveUp,
  panelSteps,
  type Step,
  vacantAt,
} from './rooms.ts'

/** What a deed is refused with; `done` where it is not, `beyond` where it got past its stage to what these examples leave out. */
function codeOf(deed: () => unknown): string {
  try {
    deed()
    return 'done'
  } catch (problem) {
    return problem instanceof Refusal ? problem.code : 'beyond'
  }
}
const who = (role: Role): Who => ({
  ...{ role, tagFor: () => 'tag' },
  entrance: role === 'supervisor' ? 'supervision' : role === 'clock' || role === 'platform' ? 'inside' : 'trading',
})

const inRoom = <S extends string>(steps: readonly Step<S>[], all: readonly S[]): void => {
  for (const { deed, roles, stages, wrong, run } of steps)
    it(`${deed}: by ${roles.join(' or ')} at ${stages.join(', ')}, elsewhere ${wrong}`, () => {
      for (const role of ROLES) expect(may(deed, who(role)), role).to.equal(roles.includes(role))
      for (const stage of all) {
        const code = codeOf(() => run(stage))
        if (stages.includes(stage)) expect(code, stage).to.not.equal(wrong)
        else expect(code, stage).to.equal(wrong)
      }
    })
}

describe('Every deed of the evaluation room, in every stage, by every role', () => {
  inRoom(panelSteps, EVALUATION_STAGES)

  it('waits for the vacant seat to be filled, but for leaving, time and what the tenderer answers', () => {
    for (const { deed, stages, vacant, on } of panelSteps)
      for (const stage of stages) {
        const code = codeOf(() => on(vacantAt(stage)))
        if (vacant) expect(code, `${deed} ${stage}`).to.not.equal('SEAT_VACANT')
        else expect(code, `${deed} ${stage}`).to.equal('SEAT_VACANT')
      }
  })

  it('a panel is given up only while a seat is vacant', () => {
    for (const stage of EVALUATION_STAGES)
      expect(codeOf(() => giveUp(evaluationAt(stage)))).to.equal('EVALUATION_STAGE')
    expect(codeOf(() => giveUp(vacantAt('scoring')))).to.equal('done')
  })
})

describe('Every deed about a complaint, in every stage, by every role', () => inRoom(complaintSteps, COMPLAINT_STAGES))

describe('Every deed of the hall, in every stage of the opening, by every role', () => inRoom(hallSteps, HALL_STAGES))

describe('The steps of a member of a prequalification’s committee', () => {
  inRoom(seatSteps, SEAT_STATUSES)

  it('one who answers, or comes, at the end of its time or later is too late; a millisecond, a second, a day before is in time', () => {
    for (const step of [answerSeat, arriveAt]) {
      for (const early of [1, 1000, 86_400_000])
        expect(
          codeOf(() => step(SEAT_LIMIT - early)),
          `${early}`,
        ).to.equal('done')
      for (const after of [0, 1000, 86_400_000])
        expect(
          codeOf(() => step(SEAT_LIMIT + after)),
          `${after}`,
        ).to.equal('MEMBER_LATE')
    }
  })
})
