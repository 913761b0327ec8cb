import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { repeatTender, TERMINABLE, terminateTender } from '../../server/tenders/endings.ts'
import { failTender } from '../../server/tenders/rules.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { liftSuspension, notSuspended, SUSPENDABLE, suspendTender } from '../../server/tenders/suspension.ts'
import type { Stage, Tender } from '../../server/tenders/tender.ts'
import { times } from '../prequalification/playing.ts'
import { aTender, becomes, DAY, now, refused, signature } from '../tenders/world.ts'
import { STAGES } from './matrix.ts'
import { prequalifiedAs } from './matrixAdmission.ts'

const T = rulebook('T-2025')
const suspended = (tender: Tender, at: number): Tender =>
  becomes(tender, suspendTender(tender, { id: 's', kind: 'supervision', reason: '检查' }, T, at), at)
const lifted = (tender: Tender, at: number): Tender =>
  becomes(tender, liftSuspension(tender, { id: 's', reason: '原因消除' }, T, at), at)
/** A tender at a stage, with the dates that are still to come there. */
const at = (stage: Stage): Tender => {
  const tender = aTender({ stage })
  return stage === 'prequalifying' || stage === 'prequalified' ? prequalifiedAs(tender) : tender
}
const due = (tender: Tender) => tenderStream.kind.timetable?.(tender, tender.id) ?? []

describe('A tender that rests', () => {
  for (const stage of SUSPENDABLE)
    it(`does so from ${stage}, and goes on there: what was to come comes by the days begun later, what had come stays`, () => {
      const before = at(stage)
      const limit = stage === 'prequalifying' ? times.deadline : before.deadline
      for (const [rest, days] of [
        ...[
          [1, 1],
          [1000, 1],
          [DAY, 1],
        ],
        ...[
          [DAY + 1, 2],
          [30 * DAY, 30],
        ],
      ] as [number, number][]) {
        const since = limit - 3600_000
        const resting = suspended(before, since)
        expect(resting.stage).to.equal(stage)
        expect(refused(() => notSuspended(resting)).code).to.equal('TENDER_SUSPENDED')
        expect(due(resting), 'nothing falls due').to.deep.equal([])
        const after = lifted(resting, since + rest)
        expect([after.stage, after.suspensions, after.stoppedAt]).to.deep.equal([stage, [], null])
        expect(refused(() => notSuspended(after)).code).to.equal('done')
        const deadline = stage === 'prequalifying' ? after.prequalification?.deadline : after.deadline
        expect(deadline, `${rest} ms`).to.equal(limit + days * DAY)
        const past = lifted(suspended(before, limit + 1), limit + 1 + rest)
        const kept = stage === 'prequalifying' ? past.prequalification?.deadline : past.deadline
        expect(kept, 'a date that had come').to.equal(limit)
      }
    })

  it('does not from any other stage', () => {
    for (const stage of STAGES.filter((one) => !SUSPENDABLE.includes(one)))
      expect(refused(() => suspended(at(stage), now)).code, stage).to.equal('SUSPENSION_STAGE')
  })
})

describe('A tender that ended without a contract', () => {
  const ended = (tender: Tender, how: 'failed' | 'terminated'): Tender =>
    how === 'failed'
      ? becomes(tender, failTender(tender, '有效投标不足三个', T.fewestBidders), now)
      : becomes(
          tender,
          terminateTender(tender, { ground: 'other', reason: '重大变故', signature } as never, T, now),
          now,
        )

  for (const how of ['failed', 'terminated'] as const)
    it(`${how}: from every stage that allows it, also where it rests; nothing falls due, nothing is done but to repeat it once`, () => {
      for (const stage of how === 'terminated' ? TERMINABLE : SUSPENDABLE)
        for (const before of [at(stage), suspended(at(stage), now)]) {
          const over = ended(before, how)
          expect([over.stage, over.suspensions ?? []], stage).to.deep.equal([how, []])
          expect(due(over), stage).to.deep.equal([])
          const { fresh, old } = repeatTender(over, 'next', false, now)
          const [drafted, opened] = fresh as unknown as { data: { draft: Tender; round: number; previous: string } }[]
          expect([opened?.data.round, opened?.data.previous]).to.deep.equal([2, over.id])
          const draft = drafted?.data.draft
          const begins = draft?.prequalification?.documentsFrom ?? draft?.documentsFrom ?? 0
          expect(begins, 'its dates lie ahead').to.be.greaterThan(now)
          const again = becomes(over, old, now)
          expect(refused(() => repeatTender(again, 'third', false, now)).code).to.equal('REPEATED_ALREADY')
          expect(refused(() => suspended(over, now)).code).to.equal('SUSPENSION_STAGE')
        }
    })

  it('is not terminated from any other stage', () => {
    for (const stage of STAGES.filter((one) => !TERMINABLE.includes(one)))
      expect(refused(() => ended(at(stage), 'terminated')).code, stage).to.equal('TERMINATION_STAGE')
  })
})
