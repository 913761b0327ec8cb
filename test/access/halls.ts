import { rulebook } from '../../server/law/rulebook.ts'
import { correctFigure, openQuestions } from '../../server/opening/figures.ts'
import { raiseSpot } from '../../server/opening/objecting.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { pauseHall } from '../../server/opening/pausing.ts'
import { releaseByRemedy } from '../../server/opening/remedyRules.ts'
import { announcePrices } from '../../server/opening/reserve.ts'
import { finishOpening, mayUnlock, readyForRecord, releaseAsOfficer, signRecord } from '../../server/opening/rules.ts'
import { arrive, declareFor, joinCommittee } from '../../server/prequalification/committee.ts'
import type { Prequalification } from '../../server/prequalification/prequalification.ts'
import { began, hall, readHall, tag } from '../opening/hall.ts'
import { aTender } from '../tenders/world.ts'
import type { Step } from './rooms.ts'

const T = rulebook('T-2025')
type HallStage = Opening['stage']

/** Every stage of an opening. */
export const HALL_STAGES: HallStage[] = ['unsealing', 'read', 'recorded', 'finished']
const MEMBER = 'a'.repeat(64)
const of = (more: object = {}) => more as never
const on = { tender: aTender({ stage: 'opening' }), law: T } as never

const opened = (
  deed: Step['deed'],
  roles: Step['roles'],
  stages: HallStage[],
  run: (opening: Opening) => unknown,
  wrong = 'OPENING_STAGE',
): Step<HallStage> => ({ deed, roles, stages, wrong, run: (stage) => run(hall({ stage })) })
const hosts: Step['roles'] = ['tenderer', 'agent']

/** What is done in the hall: in which stages of the opening. A deed of several parts stands once for each. */
export const hallSteps: Step<HallStage>[] = [
  opened('opening.release', ['tenderer', 'agent', 'centre', 'supervisor', 'notary'], ['unsealing'], (o) =>
    releaseAsOfficer(o, of({ role: 'centre', epoch: 1, letter: {} })),
  ),
  opened('opening.unlock', ['bidder'], ['unsealing'], (o) => mayUnlock(o, { tag, epoch: 1 }, {}, began)),
  opened('opening.remedy', ['bidder'], ['unsealing'], (o) =>
    releaseByRemedy(o, of({ tag, epoch: 1 }), of({ tender: aTender({ remedy: 'code' } as never), law: T }), began),
  ),
  opened('opening.host', hosts, ['read'], (o) => readyForRecord(o, on, began)),
  opened('opening.host', hosts, ['recorded'], (o) => finishOpening(o, of({ record: null }))),
  opened(
    'opening.host',
    hosts,
    ['read', 'recorded'],
    (o) => correctFigure({ ...o, bids: readHall().bids }, of({ tag, field: 'price' })),
    'NOT_READ_OUT',
  ),
  opened('opening.host', hosts, ['read'], (o) => openQuestions(o, of({ minutes: 5 }), began as never), 'NOT_READ_OUT'),
  opened('opening.host', hosts, ['unsealing'], (o) => announcePrices(o, on, of({}), T), 'PRICES_LATE'),
  opened('opening.sign', ['bidder', ...hosts, 'centre', 'supervisor'], ['recorded'], (o) =>
    signRecord(o, of({ by: 'centre', record: null })),
  ),
  opened(
    'opening.pause',
    [...hosts, 'centre'],
    ['unsealing', 'read', 'recorded'],
    (o) => pauseHall(o, of({ id: 'p' }), began),
    'PAUSE_STAGE',
  ),
  opened(
    'opening.speak',
    ['bidder'],
    ['unsealing', 'read', 'recorded'],
    (o) => raiseSpot(o, of({ tag }), T),
    'SPOT_OVER',
  ),
]

type SeatStatus = NonNullable<Prequalification['committee']>['seats'][number]['status']
/** Where a member of a prequalification's committee stands. */
export const SEAT_STATUSES: SeatStatus[] = ['asked', 'accepted', 'checkedIn', 'declared']

const NOW = 1_000_000
const seated = (status: SeatStatus, until: number | null = NOW): Prequalification =>
  ({
    ...{ tender: 't', stage: 'unlocking', applications: [] },
    committee: {
      members: 1,
      strata: [],
      skips: [],
      answerMinutes: 30,
      seats: [{ tag: MEMBER, status, until, pid: 'p', stratum: 's' }],
    },
  }) as unknown as Prequalification
/** A member's steps: who answers late by a millisecond is too late. */
export const answerSeat = (now: number): unknown => joinCommittee(seated('asked'), MEMBER, now)
export const arriveAt = (now: number): unknown => arrive(seated('accepted'), { tag: MEMBER, sealed: '' }, now)
export const SEAT_LIMIT = NOW

/** What is done only after the step before it; what was done already is done again without harm. */
export const seatSteps: Step<SeatStatus>[] = [
  {
    ...{ deed: 'prequalification.checkIn', roles: ['expert'], stages: ['accepted', 'checkedIn', 'declared'] },
    ...{ wrong: 'MEMBER_STEP', run: (status) => arrive(seated(status), { tag: MEMBER, sealed: '' }, NOW - 1) },
  },
  {
    ...{ deed: 'prequalification.declare', roles: ['expert'], stages: ['checkedIn', 'declared'], wrong: 'MEMBER_STEP' },
    run: (status) =>
      declareFor(seated(status), { tag: MEMBER, declarations: [], sealed: '' }, new Map() as never, {
        law: T,
        now: NOW,
      }),
  },
]
