import { askForInvitees, listCandidates } from '../../server/invitation/invitation.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { sealApplication, withdrawApplication } from '../../server/prequalification/application.ts'
import { askForCommittee } from '../../server/prequalification/committee.ts'
import { mayUnlock, type Prequalification, releaseShares } from '../../server/prequalification/prequalification.ts'
import { amendPrequalification, publishPrequalification } from '../../server/prequalification/publishing.ts'
import { concludeReview, reportReview } from '../../server/prequalification/reporting.ts'
import { reviewApplication } from '../../server/prequalification/review.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { announced } from '../prequalification/example.ts'
import { times } from '../prequalification/playing.ts'
import type { Line } from './matrix.ts'

const G = rulebook('G-2026-02')

/** The same tender with a prequalification that was announced. */
export function prequalifiedAs(tender: Tender): Tender {
  const { prequalification, prequal } = announced()
  return { ...tender, ...(prequalification ? { prequalification } : {}), ...(prequal ? { prequal } : {}) }
}
const of = (more: object) => more as never
const reviewing = (tender: Tender): Prequalification =>
  of({ tender: tender.id, stage: 'unlocking', applications: [], officers: {}, reviews: {}, epoch: 1, spki: 'AAAA' })

const due = { stage: 'prequalifying' as const, at: times.deadline }
const step = { stages: ['prequalifying'] as Line['stages'], wrong: 'PREQUAL_STEP' }

/** Deeds of a prequalification and of an invitation: who, in which stages of the tender, with what refusal otherwise. */
export const admissionLines: Line[] = [
  {
    ...{
      deed: 'prequalification.publish',
      roles: ['tenderer', 'agent'],
      stages: ['draft'],
      wrong: 'PREQUAL_PUBLISHED',
    },
    run: (t, _l, at) => publishPrequalification(prequalifiedAs(t), of({ draft: t, documents: [] }), [], at),
  },
  {
    ...{ deed: 'prequalification.amend', roles: ['tenderer', 'agent'], stages: ['prequalifying'] },
    ...{ wrong: 'PREQUAL_OVER', late: 'PREQUAL_OVER', due },
    run: (t, l, at) => amendPrequalification(prequalifiedAs(t), of({}), l, at),
  },
  {
    ...{ deed: 'application.seal', roles: ['bidder'], stages: ['prequalifying'] },
    ...{ wrong: 'APPLICATIONS_NOT_TAKEN', late: 'APPLICATION_LATE', due },
    run: (t, l, at) => sealApplication(of({ tender: prequalifiedAs(t), sealed: {}, tag: 'a' }), l, at),
  },
  {
    ...{ deed: 'application.withdraw', roles: ['bidder'], stages: ['prequalifying'] },
    ...{ wrong: 'APPLICATIONS_NOT_TAKEN', late: 'APPLICATION_LATE', due, rests: true },
    run: (t, l, at) => withdrawApplication(of({ tender: prequalifiedAs(t) }), l, at),
  },
  {
    ...{
      deed: 'application.release',
      roles: ['tenderer', 'agent', 'centre', 'supervisor', 'notary'],
      ...step,
      seat: true,
    },
    run: (t) => releaseShares(t, reviewing(t), of({})),
  },
  {
    ...{ deed: 'application.unlock', roles: ['bidder'], ...step },
    run: (t, _l, at) => mayUnlock(t, reviewing(t), of({ tag: 'a' }), at),
  },
  {
    ...{ deed: 'prequalification.drawCommittee', roles: ['tenderer', 'agent'], ...step },
    run: (t, l) => askForCommittee(t, reviewing(t), of({}), l),
  },
  {
    ...{ deed: 'prequalification.review', roles: ['tenderer', 'agent', 'expert'], ...step },
    run: (t, l) => reviewApplication(of({ tender: t, state: reviewing(t), opened: [] }), of({ by: 'host' }), l),
  },
  {
    ...{ deed: 'prequalification.makeReport', roles: ['tenderer', 'agent', 'expert'], ...step },
    run: (t, l, at) => reportReview(of({ tender: t, state: reviewing(t), opened: [] }), of({}), l, at),
  },
  {
    ...{ deed: 'prequalification.conclude', roles: ['tenderer'], ...step },
    run: (t, l, at) => concludeReview(of({ tender: t, state: reviewing(t), opened: [] }), of({}), l, at),
  },
  {
    ...{ deed: 'invitation.list', roles: ['tenderer', 'agent'], stages: ['draft'], wrong: 'INVITATION_STAGE' },
    run: (t, l, at) => listCandidates({ ...t, method: 'invited' }, undefined, of({ candidates: [] }), l, at),
  },
  {
    ...{ deed: 'invitation.draw', roles: ['tenderer', 'agent'], stages: ['prequalified'], wrong: 'INVITATION_STAGE' },
    law: G,
    run: (t, l) => askForInvitees({ ...prequalifiedAs(t), method: 'invited' }, undefined, of({}), l),
  },
]
