import { expect } from 'chai'
import { may, policy } from '../../server/access/policy.ts'
import type { Who } from '../../server/access/who.ts'
import { Refusal } from '../../server/law/refusal.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { ROLES, type Role } from '../../server/ledger/eye.ts'
import { suspendTender } from '../../server/tenders/suspension.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, now } from '../tenders/world.ts'
import { lines as bidding, hosts, STAGES } from './matrix.ts'
import { admissionLines } from './matrixAdmission.ts'
import { earlyLines } from './matrixEarly.ts'

const lines = [...bidding, ...earlyLines, ...admissionLines]

const T = rulebook('T-2025')

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
  for (const { deed, roles, stages, wrong, late, due, rests, seat, run, law = T } of lines) {
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
        if (seat || !policy[deed].roles.some((role: Role) => hosts.includes(role))) return
        const tender = aTender({ agent: { code: 'AGENT', name: '代理' } })
        for (const role of hosts.filter((one) => roles.includes(one))) {
          const own = role === 'tenderer' ? tender.tenderer.code : 'AGENT'
          expect(may(deed, who(role, own), tender), role).to.equal(true)
          expect(may(deed, who(role, 'STRANGER'), tender), `another ${role}`).to.equal(false)
        }
      })

      if (late)
        it(`is done a millisecond, a second and a day before its limit, and refused with ${late} at it and from then on`, () => {
          const tender = aTender(due ? { stage: due.stage } : {})
          const limit = due?.at ?? tender.deadline
          for (const early of [1, 1000, 86_400_000])
            expect(
              codeOf(() => run(tender, law, limit - early)),
              `${early} ms before`,
            ).to.not.equal(late)
          for (const after of [0, 1000, 86_400_000])
            expect(
              codeOf(() => run(tender, law, limit + after)),
              `${after} ms after`,
            ).to.equal(late)
        })

      const live = stages.filter((stage) =>
        ['prequalifying', 'bidding', 'opening', 'evaluating', 'publicised', 'awarded'].includes(stage),
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
